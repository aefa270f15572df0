using System.Globalization;
using Lamost.Vo.Tables.Text;

namespace Lamost.Vo.Tables.Fits;

/// <summary>How the cells of a column stand in a row of a binary table (FITS 4.0, 7.3).</summary>
readonly struct FitsCell
{
    /// <summary>Up to so many characters a text has a place of its own in the row; longer ones stand in the heap.</summary>
    public const int WidestText = 4096;

    public FitsCell(TableColumn column)
    {
        Type = column.Type;
        switch (column.Type)
        {
            case CellType.Boolean: (Letter, Width) = ('L', 1); break;
            case CellType.Short: (Letter, Width) = ('I', 2); break;
            case CellType.Int: (Letter, Width) = ('J', 4); break;
            case CellType.Long: (Letter, Width) = ('K', 8); break;
            case CellType.Float: (Letter, Width) = ('E', 4); break;
            case CellType.Double: (Letter, Width) = ('D', 8); break;
            case CellType.Date: (Letter, Width, Repeat) = ('A', 10, 10); break;
            case CellType.Timestamp: (Letter, Width, Repeat) = ('A', 26, 26); break;
            case CellType.DoubleArray or CellType.IntArray:
                (Letter, Element) = column.Type == CellType.DoubleArray ? ('D', 8) : ('J', 4);
                Repeat = column.ArrayLength;
                Width = Repeat is { } count ? checked(count * Element) : 16;
                break;
            default:
                (Letter, Element) = ('A', 1);
                Repeat = column.MaxLength is <= WidestText and var most ? most : null;
                Width = Repeat ?? 16;
                break;
        }
    }

    public CellType Type { get; }

    /// <summary>The letter of TFORM.</summary>
    public char Letter { get; }

    /// <summary>Bytes in the row: of the value, or of the descriptor of one in the heap.</summary>
    public int Width { get; }

    /// <summary>How many elements a cell has; null when they stand in the heap, or for one number.</summary>
    public int? Repeat { get; }

    /// <summary>Bytes of an element of an array or a text; 0 for one number.</summary>
    public int Element { get; }

    /// <summary>Whether the elements stand in the heap (7.3.5).</summary>
    public bool InHeap => Element > 0 && Repeat is null;

    /// <summary>TFORM, with the longest array once it is known (7.3.5: <c>rQt(max)</c>).</summary>
    public string Form(long longest) => InHeap
        ? string.Create(CultureInfo.InvariantCulture, $"1Q{Letter}({longest})")
        : string.Create(CultureInfo.InvariantCulture, $"{Repeat ?? 1}{Letter}");

    /// <summary>TNULL: the least integer of the type, which then means null; null for types that have another null.</summary>
    public string? Null => Type switch
    {
        CellType.Short => "-32768",
        CellType.Int => "-2147483648",
        CellType.Long => "-9223372036854775808",
        // In the heap it would be the standard's too (7.3.5), but astropy fails on it.
        CellType.IntArray when !InHeap => "-2147483648",
        _ => null,
    };

    /// <summary>Complains about a cell that has not the width of its type.</summary>
    public void Check(ReadOnlySpan<byte> cell, TableColumn column)
    {
        var width = CellCheck.Width(Type);
        if (width > 0 && cell.Length != width) CellCheck.WrongWidth(cell.Length, column);
    }
}
