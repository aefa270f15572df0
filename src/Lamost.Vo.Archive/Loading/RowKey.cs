using System.Buffers.Binary;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Loading;

/// <summary>
/// What the rows of a table are put in order by: one number a row, taken from its tuple. It is <see cref="TableDefinition.HealpixColumn"/> where
/// the table has a position, else the first column of its primary key (of text the first eight bytes); without either all rows are equal.
/// The order serves nearness on disk, nothing else: rows with equal numbers come in any order.
/// </summary>
/// <param name="table">The table.</param>
sealed class RowKey(TableDefinition table)
{
    const ulong SignBit = 1UL << 63;

    readonly int _place = table.Position is not null ? table.Columns.Count
        : table.PrimaryKey.Count > 0 ? table.Columns.ToList().FindIndex(c => c.Name == table.PrimaryKey[0])
        : -1;

    /// <summary>Measures the first of some tuples.</summary>
    /// <param name="tuples">Tuples of PostgreSQL's binary COPY, at least one.</param>
    /// <param name="key">The number to order by.</param>
    /// <returns>Bytes of the tuple.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The tuple is cut off.</exception>
    public int Measure(ReadOnlySpan<byte> tuples, out long key)
    {
        key = 0;
        var fields = BinaryPrimitives.ReadInt16BigEndian(tuples);
        var at = 2;
        for (var i = 0; i < fields; i++)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(tuples[at..]);
            at += 4;
            if (i == _place) key = length < 0 ? long.MaxValue : Number(tuples.Slice(at, length), IsText(i));
            at += Math.Max(length, 0);
        }
        ArgumentOutOfRangeException.ThrowIfGreaterThan(at, tuples.Length, nameof(tuples));
        return at;
    }

    bool IsText(int place) => place < table.Columns.Count && table.Columns[place].Type is ColumnType.Char or ColumnType.String or ColumnType.Unicode;

    static long Number(ReadOnlySpan<byte> cell, bool text) => (text, cell.Length) switch
    {
        (false, 8) => BinaryPrimitives.ReadInt64BigEndian(cell),
        (false, 4) => BinaryPrimitives.ReadInt32BigEndian(cell),
        (false, 2) => BinaryPrimitives.ReadInt16BigEndian(cell),
        _ => Prefix(cell),
    };

    /// <summary>The first eight bytes as a number that compares as the bytes do.</summary>
    static long Prefix(ReadOnlySpan<byte> cell)
    {
        Span<byte> first = stackalloc byte[8];
        first.Clear();
        cell[..Math.Min(8, cell.Length)].CopyTo(first);
        return (long)(BinaryPrimitives.ReadUInt64BigEndian(first) ^ SignBit);
    }
}
