using System.Buffers;
using System.Buffers.Binary;
using Lamost.Vo.Sky;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Archive.Coverage;

/// <summary>
/// Gathers the positions of the rows of a table into a map, at the place where a format would write them. It writes nothing: <see cref="Build"/> gives the map. For one
/// thread at a time.
/// </summary>
/// <param name="order">The order of the map.</param>
/// <param name="maxRanges">Ranges of cells that it may have.</param>
public sealed class PositionGatherer(int order, int maxRanges) : ITableWriter
{
    // PostgreSQL's array of two numbers: three integers, length and lower bound, then each with its length.
    const int ArrayHead = 20, PointBytes = ArrayHead + 2 * 12;

    readonly MocBuilder _builder = new(order);
    PositionColumns? _position;
    IReadOnlyList<TableColumn> _columns = [];

    /// <summary>Rows that have no position, or one that is none.</summary>
    public long WithoutPosition { get; private set; }

    /// <inheritdoc/>
    public string ContentType => MocFits.MediaType;

    /// <inheritdoc/>
    public bool CanReportEnding => true;

    /// <summary>The map of the rows so far.</summary>
    /// <exception cref="Errors.VoException">LVO-COV-1004: it has too many ranges.</exception>
    public Moc Build()
    {
        var moc = _builder.Build();
        return moc.Ranges.Length <= maxRanges ? moc : throw CoverageErrors.TooMany(maxRanges, order);
    }

    /// <inheritdoc/>
    /// <exception cref="Errors.VoException">LVO-COV-1003: the table has no position.</exception>
    public void Begin(IBufferWriter<byte> output, TableHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        Begin(header.Columns);
    }

    /// <summary>As <see cref="Begin(IBufferWriter{byte}, TableHeader)"/>.</summary>
    public void Begin(IReadOnlyList<TableColumn> columns) => (_columns, _position) = (columns, PositionColumns.Find(columns));

    /// <inheritdoc/>
    /// <exception cref="Errors.VoException">LVO-COV-1004: the map has too many ranges.</exception>
    public void Row(IBufferWriter<byte> output, ReadOnlySpan<byte> row) => Row(row);

    /// <summary>As <see cref="Row(IBufferWriter{byte}, ReadOnlySpan{byte})"/>.</summary>
    public void Row(ReadOnlySpan<byte> row)
    {
        var (lon, lat) = Position(row);
        if (!(double.IsFinite(lon) && Math.Abs(lat) <= 90))
        {
            WithoutPosition++;
            return;
        }
        _builder.AddPosition(lon, lat);
        // As many are held as are there, or twice as many, or a few.
        if (_builder.RangeCount > Math.Max(MocBuilder.FewRanges, 2L * maxRanges)) throw CoverageErrors.TooMany(maxRanges, order);
    }

    /// <inheritdoc/>
    public void Flush(IBufferWriter<byte> output)
    {
    }

    /// <inheritdoc/>
    public void End(IBufferWriter<byte> output, TableEnding ending)
    {
    }

    (double Lon, double Lat) Position(ReadOnlySpan<byte> row)
    {
        var position = _position!;
        var (lon, lat) = (double.NaN, double.NaN);
        var cells = new RowReader(row);
        for (var i = 0; i <= Math.Max(position.Longitude, position.Latitude ?? 0); i++)
        {
            if (!cells.Next(out var cell)) continue;
            if (i == position.Longitude && position.Latitude is null) return Point(cell);
            if (i == position.Longitude) lon = CellNumber.Of(_columns[i].Type, cell);
            if (i == position.Latitude) lat = CellNumber.Of(_columns[i].Type, cell);
        }
        return (lon, lat);
    }

    static (double Lon, double Lat) Point(ReadOnlySpan<byte> cell)
    {
        if (cell.Length != PointBytes || BinaryPrimitives.ReadInt32BigEndian(cell) != 1) return (double.NaN, double.NaN);
        var elements = new RowReader(cell[ArrayHead..]);
        elements.Next(out var lon);
        elements.Next(out var lat);
        return (BinaryPrimitives.ReadDoubleBigEndian(lon), BinaryPrimitives.ReadDoubleBigEndian(lat));
    }
}
