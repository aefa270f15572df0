using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Archive.Queries;

/// <summary>From the columns that the translator promises to the columns that a writer writes.</summary>
public static class OutputColumns
{
    /// <summary>The system of all main positions; their epochs differ from row to row, and are not known.</summary>
    public static CoordinateSystem Icrs { get; } = new("ICRS", "ICRS");

    /// <summary>The header of an answer: its columns, and the coordinate system when one of them is a position.</summary>
    public static TableHeader Header(IReadOnlyList<OutputColumn> columns) => new([.. columns.Select(Column)])
    {
        CoordinateSystems = columns.Any(c => c.IsMainPosition) ? [Icrs] : [],
    };

    /// <summary>One column.</summary>
    public static TableColumn Column(OutputColumn column) => new(column.Name, Cell(column.Type))
    {
        MaxLength = column.Type is AdqlType.Varchar or AdqlType.UnicodeVarchar ? column.MaxLength : null,
        Unit = column.Unit,
        Ucd = column.Ucd,
        Utype = column.Utype,
        Xtype = column.Xtype,
        Description = column.Description,
        ArrayLength = column.Type switch { AdqlType.Point => 2, AdqlType.Circle => 3, AdqlType.IntegerArray or AdqlType.DoubleArray => column.MaxLength, _ => null },
        CoordinateSystemId = column.IsMainPosition ? Icrs.Id : null,
    };

    /// <summary>The cell of a type.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The type is no type of an output column.</exception>
    public static CellType Cell(AdqlType type) => type switch
    {
        AdqlType.Boolean => CellType.Boolean,
        AdqlType.Smallint => CellType.Short,
        AdqlType.Integer => CellType.Int,
        AdqlType.Bigint => CellType.Long,
        AdqlType.Real => CellType.Float,
        AdqlType.Double => CellType.Double,
        AdqlType.Varchar => CellType.Text,
        AdqlType.UnicodeVarchar => CellType.UnicodeText,
        AdqlType.Date => CellType.Date,
        AdqlType.Timestamp => CellType.Timestamp,
        AdqlType.Point or AdqlType.Circle or AdqlType.Polygon => CellType.DoubleArray,
        AdqlType.Region or AdqlType.Moc => CellType.Text,
        AdqlType.IntegerArray => CellType.IntArray,
        AdqlType.DoubleArray => CellType.DoubleArray,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "The type is no type of an output column."),
    };
}
