namespace Lamost.Vo.Tables.VOTable;

/// <summary>A type in the words of VOTable (VOTable 1.4, 2 and 4.1): as a FIELD says it, and as the tables document says it of the column.</summary>
/// <param name="Datatype">One of VOTable's primitives.</param>
/// <param name="Arraysize">Null for a scalar.</param>
/// <param name="Xtype">DALI's extended type; null for none.</param>
public readonly record struct VotableType(string Datatype, string? Arraysize, string? Xtype)
{
    /// <summary>The type of a column whose text has any length.</summary>
    public static VotableType Of(CellType type) => type switch
    {
        CellType.Boolean => new("boolean", null, null),
        CellType.Short => new("short", null, null),
        CellType.Int => new("int", null, null),
        CellType.Long => new("long", null, null),
        CellType.Float => new("float", null, null),
        CellType.Double => new("double", null, null),
        CellType.UnicodeText => new("unicodeChar", "*", null),
        CellType.DoubleArray => new("double", "*", null),
        CellType.IntArray => new("int", "*", null),
        CellType.Date => new("char", "10", "timestamp"),
        CellType.Timestamp => new("char", "*", "timestamp"),
        _ => new("char", "*", null),
    };
}
