using Lamost.Vo.Adql;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Metadata;

/// <summary>A column's type in the words of ADQL and of TAP_SCHEMA, which are VOTable's (TAP 1.1, 4.3).</summary>
/// <param name="Type">For queries.</param>
/// <param name="Datatype">VOTable's datatype.</param>
/// <param name="Arraysize">VOTable's arraysize; null for a single number.</param>
/// <param name="Size">The number in <paramref name="Arraysize"/>; null where that has none.</param>
/// <param name="Xtype">DALI's extended type; null for none.</param>
sealed record VoType(AdqlType Type, string Datatype, string? Arraysize = null, int? Size = null, string? Xtype = null)
{
    /// <summary>
    /// The type of a column, as its FIELD in an answer has it. Text is of any length, whatever its column holds at most: astropy before 7.1 reads the
    /// arraysize <c>n*</c> wrongly, so answers say <c>*</c>, and validators compare.
    /// </summary>
    public static VoType Of(ColumnDefinition column) => column.Type switch
    {
        ColumnType.Boolean => new VoType(AdqlType.Boolean, "boolean"),
        ColumnType.Short => new VoType(AdqlType.Smallint, "short"),
        ColumnType.Int => new VoType(AdqlType.Integer, "int"),
        ColumnType.Long => new VoType(AdqlType.Bigint, "long"),
        ColumnType.Float => new VoType(AdqlType.Real, "float"),
        ColumnType.Double => new VoType(AdqlType.Double, "double"),
        ColumnType.Char or ColumnType.String => new VoType(AdqlType.Varchar, "char", "*"),
        ColumnType.Unicode => new VoType(AdqlType.UnicodeVarchar, "unicodeChar", "*"),
        ColumnType.Date => new VoType(AdqlType.Date, "char", "10", 10, "timestamp"),
        ColumnType.Timestamp => new VoType(AdqlType.Timestamp, "char", "*", null, "timestamp"),
        ColumnType.Circle => new VoType(AdqlType.Circle, "double", "3", 3, "circle"),
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };
}
