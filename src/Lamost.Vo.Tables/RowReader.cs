using System.Buffers.Binary;

namespace Lamost.Vo.Tables;

/// <summary>
/// Goes through the cells of one row. A row is its cells one after the other; a cell is a 32-bit big-endian signed length followed by
/// that many bytes, laid out as <see cref="CellType"/> says; length -1, with no bytes, is null. (This is the body of a tuple in
/// PostgreSQL's binary COPY, so a row is encoded straight from the wire.)
/// </summary>
/// <param name="row">The row; it must hold whole cells.</param>
public ref struct RowReader(ReadOnlySpan<byte> row)
{
    ReadOnlySpan<byte> _rest = row;

    /// <summary>True when every cell has been taken.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>Takes the next cell.</summary>
    /// <param name="cell">Its bytes; empty when null.</param>
    /// <returns>False when the cell is null.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The row ends before the cell does.</exception>
    public bool Next(out ReadOnlySpan<byte> cell)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(_rest);
        if (length < 0)
        {
            cell = default;
            _rest = _rest[4..];
            return false;
        }
        cell = _rest.Slice(4, length);
        _rest = _rest[(4 + length)..];
        return true;
    }
}
