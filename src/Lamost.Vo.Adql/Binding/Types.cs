using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Adql.Binding;

/// <summary>The kinds of types, and how two meet.</summary>
static class Types
{
    public static bool IsNumber(this AdqlType type) => type is >= AdqlType.Smallint and <= AdqlType.Double or AdqlType.Unknown;

    public static bool IsWhole(this AdqlType type) => type is AdqlType.Smallint or AdqlType.Integer or AdqlType.Bigint;

    public static bool IsText(this AdqlType type) => type is AdqlType.Varchar or AdqlType.UnicodeVarchar or AdqlType.Unknown;

    public static bool IsTime(this AdqlType type) => type is AdqlType.Date or AdqlType.Timestamp or AdqlType.Unknown;

    public static bool IsGeometry(this AdqlType type) => type is >= AdqlType.Point and <= AdqlType.Moc;

    /// <summary>Whether values of the two can be compared, or stand in one column.</summary>
    public static bool Meet(AdqlType a, AdqlType b) =>
        a == b || a == AdqlType.Unknown || b == AdqlType.Unknown || (a.IsNumber() && b.IsNumber()) || (a.IsText() && b.IsText()) || (a.IsTime() && b.IsTime());

    /// <summary>The type of a computation or a column with both. Whole numbers of 32 bits and more do not fit single precision.</summary>
    public static AdqlType Wider(AdqlType a, AdqlType b) => a == AdqlType.Unknown ? b : b == AdqlType.Unknown ? a
        : (a, b) is (AdqlType.Real, AdqlType.Integer or AdqlType.Bigint) or (AdqlType.Integer or AdqlType.Bigint, AdqlType.Real) ? AdqlType.Double
        : (AdqlType)Math.Max((int)a, (int)b);

    /// <summary>As a message calls it.</summary>
    public static Wording Named(this AdqlType type) => type switch
    {
        AdqlType.Unknown => new("NULL", "NULL"),
        AdqlType.Boolean => new("a condition", "一个条件"),
        AdqlType.Smallint or AdqlType.Integer or AdqlType.Bigint => new("a whole number", "一个整数"),
        AdqlType.Real or AdqlType.Double => new("a number", "一个数"),
        AdqlType.Varchar or AdqlType.UnicodeVarchar => new("a text", "一段文本"),
        AdqlType.Date or AdqlType.Timestamp => new("a time", "一个时间"),
        AdqlType.Point => new("a point", "一个点"),
        AdqlType.Circle => new("a circle", "一个圆"),
        AdqlType.Polygon => new("a polygon", "一个多边形"),
        AdqlType.Moc => new("a coverage map", "一个天区覆盖图（MOC）"),
        AdqlType.IntegerArray or AdqlType.DoubleArray => new("an array", "一个数组"),
        _ => new("a region", "一个区域"),
    };
}
