using System.Diagnostics.CodeAnalysis;

namespace Lamost.Vo.Tables.Text;

/// <summary>The complaints of writers about headers and rows that break the contract: faults of the program, not of the data.</summary>
static class CellCheck
{
    /// <summary>The count of bytes of a cell of this type; 0 for texts and arrays, which have none of their own.</summary>
    internal static int Width(CellType type) => type switch
    {
        CellType.Boolean => 1,
        CellType.Short => 2,
        CellType.Int or CellType.Float or CellType.Date => 4,
        CellType.Long or CellType.Double or CellType.Timestamp => 8,
        CellType.Text or CellType.UnicodeText or CellType.DoubleArray or CellType.IntArray => 0,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a cell type."),
    };

    /// <summary>Whether a cell of this type is many numbers.</summary>
    internal static bool IsArray(this CellType type) => type is CellType.DoubleArray or CellType.IntArray;

    /// <summary>Checks all of a header that a writer relies on, so that nothing is written of a table that cannot be.</summary>
    internal static TableColumn[] Header(TableHeader header)
    {
        if (header.Columns.Count == 0) throw new ArgumentException("A table needs a column.", nameof(header));
        foreach (var column in header.Columns)
        {
            Width(column.Type);
            if (column.MaxLength < 1)
                throw new ArgumentException($"Column '{column.Name}' has a MaxLength of {column.MaxLength}.", nameof(header));
            if (column.ArrayLength is < 1 || (column.ArrayLength is not null && !column.Type.IsArray()))
                throw new ArgumentException($"Column '{column.Name}' has an ArrayLength of {column.ArrayLength}.", nameof(header));
            if (column is { FixedLength: true, MaxLength: null })
                throw new ArgumentException($"Column '{column.Name}' is of fixed length, but has no MaxLength.", nameof(header));
        }
        foreach (var parameter in header.Parameters)
        {
            Width(parameter.Type);
            if (parameter.Name.Length == 0) throw new ArgumentException("A parameter has no name.", nameof(header));
        }
        foreach (var id in header.ColumnGroups.SelectMany(g => g.ColumnIds))
            if (header.Columns.All(c => c.Id != id)) throw new ArgumentException($"A group names the column of ID '{id}', which is not there.", nameof(header));
        return [.. header.Columns];
    }

    /// <summary>Complains about a cell that has not the width of its type.</summary>
    [DoesNotReturn]
    internal static void WrongWidth(int length, TableColumn column) =>
        throw new ArgumentException($"A cell of {length} bytes in column '{column.Name}', which is of type {column.Type}.");

    /// <summary>Complains about a cell that is no array of its column.</summary>
    [DoesNotReturn]
    internal static void WrongArray(TableColumn column) =>
        throw new ArgumentException($"A cell of column '{column.Name}' is not {(column.ArrayLength is { } n ? $"{n} numbers" : "numbers in a row")} of type {column.Type}.");

    /// <summary>Complains about a cell that is longer than its column's fixed length.</summary>
    [DoesNotReturn]
    internal static void TooLong(TableColumn column) =>
        throw new ArgumentException($"A cell of column '{column.Name}' has more than the fixed length of {column.MaxLength} characters.");

    /// <summary>Complains about a row that is too long for one piece of output.</summary>
    [DoesNotReturn]
    internal static void TooLong(int length) => throw new ArgumentException($"A row of {length} bytes.");

    /// <summary>Checks that no cell is left when all columns are written.</summary>
    internal static void AtEnd(RowReader cells)
    {
        if (!cells.AtEnd) throw new ArgumentException("The row has more cells than the header has columns.");
    }
}
