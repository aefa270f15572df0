using System.Buffers;
using System.Buffers.Binary;

namespace Lamost.Vo.Archive.Queries;

/// <summary>Some rows on their way from the one who reads them to the one who takes them; it belongs to one of them at a time.</summary>
sealed class RowBuffer : IDisposable
{
    /// <summary>A buffer that holds so many bytes takes no further row; it grows for a row that is longer.</summary>
    public const int Bytes = 128 << 10;

    byte[] _bytes = ArrayPool<byte>.Shared.Rent(Bytes);
    int _start, _end;

    public bool IsEmpty => _start == _end;

    /// <summary>Takes rows in as long as they are at hand and there is room.</summary>
    /// <returns>True when it is full.</returns>
    public bool Fill(ITupleSource rows)
    {
        while (_end < Bytes - 4)
        {
            if (!rows.TryRow(out var row)) return false;
            Add(row);
            // The next row is hardly longer: rather leave the buffer than make it grow.
            if (_end + row.Length + 4 > _bytes.Length) return true;
        }
        return true;
    }

    /// <summary>Gives the next row; valid until the buffer is disposed.</summary>
    public bool TryRow(out ReadOnlySpan<byte> row)
    {
        if (IsEmpty)
        {
            row = default;
            return false;
        }
        var length = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(_start));
        row = _bytes.AsSpan(_start + 4, length);
        _start += 4 + length;
        return true;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _start = _end = 0;
    }

    void Add(ReadOnlySpan<byte> row)
    {
        if (_bytes.Length - _end < row.Length + 4)
        {
            var longer = ArrayPool<byte>.Shared.Rent(_end + row.Length + 4);
            _bytes.AsSpan(0, _end).CopyTo(longer);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = longer;
        }
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_end), row.Length);
        row.CopyTo(_bytes.AsSpan(_end + 4));
        _end += 4 + row.Length;
    }
}
