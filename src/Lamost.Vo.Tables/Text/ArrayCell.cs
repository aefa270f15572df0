using System.Buffers.Binary;

namespace Lamost.Vo.Tables.Text;

/// <summary>
/// An array as PostgreSQL sends it (array_send): the count of dimensions, a flag, the type of the elements, then for each dimension its length and lower
/// bound, then the elements, each laid out as a cell of a row. An empty array has no dimension.
/// </summary>
readonly ref struct ArrayCell
{
    const int HeadBytes = 12, DimensionBytes = 8, Float8Oid = 701, Int4Oid = 23;

    /// <summary>Checks a whole cell.</summary>
    /// <exception cref="ArgumentException">It is no array of its column.</exception>
    internal ArrayCell(ReadOnlySpan<byte> cell, TableColumn column)
    {
        var isDouble = column.Type == CellType.DoubleArray;
        if (cell.Length < HeadBytes || BinaryPrimitives.ReadInt32BigEndian(cell[8..]) != (isDouble ? Float8Oid : Int4Oid)) CellCheck.WrongArray(column);
        var dimensions = BinaryPrimitives.ReadInt32BigEndian(cell);
        if (dimensions == 1 && cell.Length >= HeadBytes + DimensionBytes)
        {
            Count = BinaryPrimitives.ReadInt32BigEndian(cell[HeadBytes..]);
            Elements = cell[(HeadBytes + DimensionBytes)..];
        }
        else if (dimensions != 0 || cell.Length != HeadBytes) CellCheck.WrongArray(column);
        if (Count < 0 || (column.ArrayLength is { } length && length != Count) || !AreElements(Elements, Count, isDouble ? 8 : 4)) CellCheck.WrongArray(column);
    }

    /// <summary>How many numbers.</summary>
    internal int Count { get; }

    /// <summary>The numbers, as <see cref="RowReader"/> goes through them.</summary>
    internal ReadOnlySpan<byte> Elements { get; }

    static bool AreElements(ReadOnlySpan<byte> elements, int count, int width)
    {
        for (; count > 0; count--)
        {
            if (elements.Length < 4) return false;
            var length = BinaryPrimitives.ReadInt32BigEndian(elements);
            if (length == -1) length = 0;
            else if (length != width) return false;
            if (elements.Length < 4 + length) return false;
            elements = elements[(4 + length)..];
        }
        return elements.IsEmpty;
    }

    /// <summary>The numbers as text with blanks between, as TABLEDATA and DALI have it; at most six bytes for each byte of the cell.</summary>
    internal int WriteText(CellType type, Span<byte> to)
    {
        var at = 0;
        var elements = new RowReader(Elements);
        while (!elements.AtEnd)
        {
            if (at > 0) to[at++] = (byte)' ';
            at += elements.Next(out var element) ? CellText.Write(type == CellType.DoubleArray ? CellType.Double : CellType.Int, element, to[at..]) : Null(type, to[at..]);
        }
        return at;
    }

    /// <summary>The numbers as big-endian bytes, one after the other; at most twice the bytes of the cell.</summary>
    internal int WriteBinary(CellType type, Span<byte> to)
    {
        var at = 0;
        var elements = new RowReader(Elements);
        while (!elements.AtEnd)
        {
            if (elements.Next(out var element))
            {
                element.CopyTo(to[at..]);
                at += element.Length;
            }
            else at += BinaryNull(type, to[at..]);
        }
        return at;
    }

    /// <summary>The number that stands for a null one, big-endian: NaN, or the least integer, which VALUES declares.</summary>
    internal static int BinaryNull(CellType type, Span<byte> to)
    {
        if (type == CellType.DoubleArray)
        {
            BinaryPrimitives.WriteDoubleBigEndian(to, double.NaN);
            return 8;
        }
        BinaryPrimitives.WriteInt32BigEndian(to, int.MinValue);
        return 4;
    }

    static int Null(CellType type, Span<byte> to)
    {
        var text = type == CellType.DoubleArray ? "NaN"u8 : "-2147483648"u8;
        text.CopyTo(to);
        return text.Length;
    }
}
