using System.Buffers.Binary;
using Lamost.Vo.Tables.Text;

namespace Lamost.Vo.Tables.VOTable;

/// <summary>What is done with the cells of a column in a binary serialisation.</summary>
enum BinaryForm
{
    /// <summary>One byte, <c>T</c>, <c>F</c> or, for null, <c>?</c>.</summary>
    Boolean,

    /// <summary>Two bytes as they are.</summary>
    Two,

    /// <summary>Four bytes as they are.</summary>
    Four,

    /// <summary>Eight bytes as they are.</summary>
    Eight,

    /// <summary>ASCII of ten characters, without a count.</summary>
    Date,

    /// <summary>A count and ASCII.</summary>
    Timestamp,

    /// <summary>A count and ASCII.</summary>
    Chars,

    /// <summary>A count of UTF-16 units, and these, big-endian.</summary>
    Unicode,

    /// <summary>ASCII, filled up with zeros.</summary>
    FixedChars,

    /// <summary>Big-endian UTF-16, filled up with zeros.</summary>
    FixedUnicode,

    /// <summary>A count and numbers as they are.</summary>
    Numbers,

    /// <summary>Numbers as they are, always as many.</summary>
    FixedNumbers,
}

/// <summary>The plan for the cells of a column, made once.</summary>
readonly struct BinaryCell
{
    internal BinaryCell(TableColumn column, bool flags)
    {
        Width = CellCheck.Width(column.Type);
        Form = column.Type switch
        {
            CellType.Boolean => BinaryForm.Boolean,
            CellType.Short => BinaryForm.Two,
            CellType.Int or CellType.Float => BinaryForm.Four,
            CellType.Long or CellType.Double => BinaryForm.Eight,
            CellType.Date => BinaryForm.Date,
            CellType.Timestamp => BinaryForm.Timestamp,
            CellType.DoubleArray or CellType.IntArray => column.ArrayLength is null ? BinaryForm.Numbers : BinaryForm.FixedNumbers,
            CellType.Text => column.FixedLength ? BinaryForm.FixedChars : BinaryForm.Chars,
            _ => column.FixedLength ? BinaryForm.FixedUnicode : BinaryForm.Unicode,
        };
        Padding = Form switch
        {
            BinaryForm.Date => 10,
            BinaryForm.FixedChars => column.MaxLength!.Value,
            BinaryForm.FixedUnicode => checked(2 * column.MaxLength!.Value),
            BinaryForm.FixedNumbers => checked((column.Type == CellType.DoubleArray ? 8 : 4) * column.ArrayLength!.Value),
            _ => 0,
        };
        Null = column.Type switch
        {
            CellType.Float => Bits(BitConverter.SingleToUInt32Bits(float.NaN), 4),
            CellType.Double => Bits(BitConverter.DoubleToUInt64Bits(double.NaN), 8),
            CellType.Short or CellType.Int or CellType.Long when !flags => Bits(1UL << (8 * Width - 1), Width),
            _ => 0,
        };
    }

    /// <summary>What is done with the cells.</summary>
    internal BinaryForm Form { get; }

    /// <summary>Bytes of a cell in the row; 0 for texts and arrays.</summary>
    internal int Width { get; }

    /// <summary>Bytes of a cell in the stream, if they are the same for every cell of a text, a date or an array; else 0.</summary>
    internal int Padding { get; }

    /// <summary>
    /// The number that stands for null, so that the low bytes of it, written in the machine's order, are the bytes of the stream: NaN; in
    /// BINARY the least integer of the type, which VALUES declares; in BINARY2 zero.
    /// </summary>
    internal ulong Null { get; }

    static ulong Bits(ulong value, int width)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        bytes = bytes[(8 - width)..];
        return width switch
        {
            2 => BitConverter.ToUInt16(bytes),
            4 => BitConverter.ToUInt32(bytes),
            _ => BitConverter.ToUInt64(bytes),
        };
    }
}
