namespace Lamost.Vo.Adql.Binding;

/// <summary>The kinds of types, and how two meet.</summary>
static class Types
{
    public static bool IsNumber(this AdqlType type) => type is >= AdqlType.Smallint and <= AdqlType.Double or AdqlType.Unknown;

    public static bool IsWhole(this AdqlType type) => type is AdqlType.Smallint or AdqlType.Integer or AdqlType.Bigint;

    public static bool IsText(this AdqlType type) => type is AdqlType.Varchar or AdqlType.UnicodeVarchar or AdqlType.Unknown;

    public static bool IsTime(this AdqlType type) => type is AdqlType.Date or AdqlType.Timestamp or AdqlType.Unknown;

    /// <summary>The type of a computation with both.</summary>
    public static AdqlType Wider(AdqlType a, AdqlType b) => a == AdqlType.Unknown ? b : b == AdqlType.Unknown ? a
        : (a, b) is (AdqlType.Real, AdqlType.Integer or AdqlType.Bigint) or (AdqlType.Integer or AdqlType.Bigint, AdqlType.Real) ? AdqlType.Double
        : (AdqlType)Math.Max((int)a, (int)b);

    /// <summary>As a message calls it.</summary>
    public static string Named(this AdqlType type) => type switch
    {
        AdqlType.Unknown => "NULL",
        AdqlType.Boolean => "a condition",
        AdqlType.Smallint or AdqlType.Integer or AdqlType.Bigint => "a whole number",
        AdqlType.Real or AdqlType.Double => "a number",
        AdqlType.Varchar or AdqlType.UnicodeVarchar => "a text",
        AdqlType.Date or AdqlType.Timestamp => "a time",
        AdqlType.Point => "a point",
        AdqlType.Circle => "a circle",
        _ => "a region",
    };
}
