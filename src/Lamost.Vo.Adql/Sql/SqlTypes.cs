namespace Lamost.Vo.Adql.Sql;

/// <summary>The types of PostgreSQL in which values of ADQL's types are sent, and, but for coverage maps, kept.</summary>
public static class SqlTypes
{
    /// <summary>The type's name in SQL, e.g. <c>int8</c> for <see cref="AdqlType.Bigint"/>; <c>text</c> for all that is sent as text.</summary>
    public static string Name(AdqlType type) => type switch
    {
        AdqlType.Boolean => "bool",
        AdqlType.Smallint => "int2",
        AdqlType.Integer => "int4",
        AdqlType.Bigint => "int8",
        AdqlType.Real => "float4",
        AdqlType.Double => "float8",
        AdqlType.Date => "date",
        AdqlType.Timestamp => "timestamp",
        AdqlType.Point or AdqlType.Circle or AdqlType.Polygon => "float8[]",
        AdqlType.IntegerArray => "int4[]",
        AdqlType.DoubleArray => "float8[]",
        _ => "text",
    };

    /// <summary>The type of a value on its way through a query: as <see cref="Name"/>, but a coverage map is no text before it is sent.</summary>
    internal static string Kept(AdqlType type) => type == AdqlType.Moc ? "adql.moc" : Name(type);
}
