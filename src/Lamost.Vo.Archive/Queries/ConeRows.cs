using System.Buffers.Binary;
using Lamost.Vo.Sky;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Archive.Queries;

/// <summary>
/// The rows of a cone with one more cell, the distance from the centre in degrees, and the nearest first where they are few enough. The distance of a row and its
/// place in the order cost PostgreSQL more than to find the row (docs/dev/cones.md). For one reader at a time.
/// </summary>
/// <param name="rows">The rows, in any order; disposed with this.</param>
/// <param name="longitude">The place of the longitude among the cells, from 0.</param>
/// <param name="latitude">The place of the latitude.</param>
/// <param name="circle">The circle.</param>
/// <param name="maxSorted">Rows that are put in order, at most; 0 to leave the order as it is.</param>
/// <param name="limit">Rows that will be taken; where it is at most <paramref name="maxSorted"/> they are the nearest of all.</param>
sealed class ConeRows(ITupleSource rows, int longitude, int latitude, Circle circle, int maxSorted, long limit) : ITupleSource
{
    const int CellBytes = 4 + sizeof(double);

    // What more is taken in before the farthest are let go.
    const int Slack = 2;

    readonly List<(double Distance, int At, int Length)> _order = [];
    byte[] _bytes = new byte[16 << 10];
    int _end, _next;
    bool _sorting = maxSorted > 0;

    /// <inheritdoc/>
    public async ValueTask<bool> WaitAsync()
    {
        if (_next < _order.Count) return true;
        Forget();
        while (await rows.WaitAsync().ConfigureAwait(false))
        {
            while (rows.TryRow(out var row)) Add(row);
            if (_sorting && _order.Count > maxSorted) LetGo();
            if (!_sorting) return true;
        }
        if (_sorting) Sort();
        _sorting = false;
        return _order.Count > 0;
    }

    /// <inheritdoc/>
    public bool TryRow(out ReadOnlySpan<byte> row)
    {
        if (_next == _order.Count)
        {
            row = default;
            return false;
        }
        var (_, at, length) = _order[_next++];
        row = _bytes.AsSpan(at, length);
        return true;
    }

    /// <inheritdoc/>
    public void Cancel() => rows.Cancel();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => rows.DisposeAsync();

    void Add(ReadOnlySpan<byte> row)
    {
        var cells = new RowReader(row);
        double lon = 0, lat = 0;
        for (var i = 0; i <= Math.Max(longitude, latitude); i++)
        {
            cells.Next(out var cell);
            if (i == longitude) lon = BinaryPrimitives.ReadDoubleBigEndian(cell);
            else if (i == latitude) lat = BinaryPrimitives.ReadDoubleBigEndian(cell);
        }
        var distance = AngularDistance.Degrees(circle.LonDeg, circle.LatDeg, lon, lat);
        var length = row.Length + CellBytes;
        if (_end + length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _end + length));
        row.CopyTo(_bytes.AsSpan(_end));
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(_end + row.Length), sizeof(double));
        BinaryPrimitives.WriteDoubleBigEndian(_bytes.AsSpan(_end + row.Length + 4), distance);
        _order.Add((distance, _end, length));
        _end += length;
    }

    // Too many to put in order: either no more than the nearest will be taken, or the order is given up.
    void LetGo()
    {
        if (limit > maxSorted)
        {
            _sorting = false;
            return;
        }
        if (_order.Count <= Slack * maxSorted) return;
        Sort();
        _order.RemoveRange((int)limit, _order.Count - (int)limit);
        var kept = new byte[_bytes.Length];
        _end = 0;
        for (var i = 0; i < _order.Count; i++)
        {
            var (distance, at, length) = _order[i];
            _bytes.AsSpan(at, length).CopyTo(kept.AsSpan(_end));
            _order[i] = (distance, _end, length);
            _end += length;
        }
        _bytes = kept;
    }

    // Of equal distances, as those of several visits to one star, in the order in which they came.
    void Sort() => _order.Sort(static (a, b) => a.Distance != b.Distance ? a.Distance.CompareTo(b.Distance) : a.At.CompareTo(b.At));

    void Forget()
    {
        _order.Clear();
        _next = _end = 0;
    }
}
