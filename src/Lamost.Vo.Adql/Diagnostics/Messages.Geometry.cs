using System.Globalization;

namespace Lamost.Vo.Adql.Diagnostics;

/// <summary>What is said of geometry: LVO-ADQL-0309, 0311, 0318, 0502, 0503.</summary>
static partial class Messages
{
    public static Message LatitudeOutOfRange(double value) => new("LVO-ADQL-0309",
        new($"A declination is -90 to 90 degrees; this is {Number(value)}.", $"赤纬的范围是 -90 至 90 度；此处为 {Number(value)}。"),
        new("The right ascension comes first, then the declination.", "先写赤经，再写赤纬。"));

    public static Message RadiusOutOfRange(double value) => new("LVO-ADQL-0309",
        new($"The radius of a circle is 0 to 180 degrees; this is {Number(value)}.", $"圆的半径范围是 0 至 180 度；此处为 {Number(value)}。"),
        new("Radii are in degrees: 5 arcsec is 5/3600.", "半径以度为单位：5 角秒是 5/3600。"));

    public static Message UnknownFrame(string frame, IEnumerable<string> known) => new("LVO-ADQL-0309",
        new($"The coordinate system '{frame}' is not known here.", $"此处不认识坐标系 '{frame}'。"),
        new($"Known are {string.Join(", ", known)}.", $"可用的有：{string.Join("、", known)}。"));

    public static Message ForeignFrame(string frame) => new("LVO-ADQL-0309",
        new($"Positions are in ICRS; the system '{frame}' is not converted here.", $"坐标采用 ICRS；此处不转换坐标系 '{frame}'。"),
        new("Leave the first argument out and give ICRS coordinates, or convert: ivo_geom_transform('GALACTIC', 'ICRS', POINT(l, b)).", "请去掉第一个参数并给出 ICRS 坐标，或进行转换：ivo_geom_transform('GALACTIC', 'ICRS', POINT(l, b))。"));

    public static Message PolygonRefused(string reason) => new("LVO-ADQL-0309",
        new(reason, $"该多边形无效：{reason}"),
        new("Give at least three vertices in their order along the outline; the first is not repeated.", "请沿边界依次给出至少三个顶点；第一个顶点不必重复。"));

    public static Message TooManyCoordinates() => new("LVO-ADQL-0105",
        new($"A polygon has at most {AdqlLimits.PolygonCoordinates / 2} vertices.", $"多边形最多有 {AdqlLimits.PolygonCoordinates / 2} 个顶点。"));

    public static Message OddCoordinates(int count) => new("LVO-ADQL-0301",
        new($"POLYGON takes pairs of coordinates, at least three, or at least three points; here are {count} values.", $"POLYGON 需要至少三对坐标，或至少三个点；此处有 {count} 个值。"),
        Write("POLYGON(ra1, dec1, ra2, dec2, ra3, dec3)"));

    public static Message MixedVertices() => new("LVO-ADQL-0302",
        new("The vertices of a POLYGON are all pairs of numbers or all points.", "POLYGON 的顶点要么全部是成对的数，要么全部是点。"));

    public static Message BadRegion(Wording fault) => new("LVO-ADQL-0318", fault,
        new("REGION takes STC-S: 'Circle ICRS 10 20 0.5', 'Polygon ICRS 10 20 11 20 11 21', 'Union (...)'.", "REGION 使用 STC-S：'Circle ICRS 10 20 0.5'、'Polygon ICRS 10 20 11 20 11 21'、'Union (...)'。"));

    public static Message BadMoc(string fault) => new("LVO-ADQL-0318",
        new($"The coverage map cannot be read: {fault}", $"无法读取天区覆盖图（MOC）：{fault}"),
        new("MOC takes the text form: MOC('4/30-33 38 52 7/324-934').", "MOC 使用文本形式：MOC('4/30-33 38 52 7/324-934')。"));

    public static Message NotAMapOrder(double? value) => new("LVO-ADQL-0309",
        value is { } v
            ? new($"The order of a coverage map is a whole number from 0 to 29; this is {Number(v)}.", $"天区覆盖图的阶数是 0 至 29 的整数；此处为 {Number(v)}。")
            : new("The order of a coverage map is a constant: a whole number from 0 to 29.", "天区覆盖图的阶数是常量：0 至 29 的整数。"),
        new("At order 8 a cell is 13.7 arcmin wide, and each order halves that: moc(8, POINT(ra, dec)).", "8 阶的单元宽 13.7 角分，每升一阶减半：moc(8, POINT(ra, dec))。"));

    public static Message RegionOfRows() => new("LVO-ADQL-0311",
        new("The coverage map of a region is made of a constant circle or polygon only.", "只能由常量圆或多边形生成区域的天区覆盖图。"),
        new("Of the rows of a table, moc(order, POINT(ra, dec)) makes the map of their positions.", "对于表中的行，moc(order, POINT(ra, dec)) 生成其位置的覆盖图。"));

    public static Message MapTooFine(int order, int most) => new("LVO-ADQL-0105",
        new($"At order {order.ToString(CultureInfo.InvariantCulture)} the outline of the region crosses too many cells: a map that is made of a region has at most about {most.ToString(CultureInfo.InvariantCulture)} there.",
            $"在 {order.ToString(CultureInfo.InvariantCulture)} 阶，区域边界跨越的单元过多：由区域生成的覆盖图在边界上最多约有 {most.ToString(CultureInfo.InvariantCulture)} 个单元。"),
        new("Take a lower order, or the region itself instead of its map.", "请降低阶数，或直接使用该区域。"));

    public static Message BadGeometryText(string type, string fault) => new("LVO-ADQL-0318",
        new($"The text is no {type}: {fault}", $"该文本不是 {type}：{fault}"),
        new("The numbers are divided by blanks: CAST('10 20' AS POINT), CAST('10 20 0.5' AS CIRCLE).", "数字之间用空格分隔：CAST('10 20' AS POINT)、CAST('10 20 0.5' AS CIRCLE)。"));

    public static Message PointContainsNothing() => new("LVO-ADQL-0311",
        new("CONTAINS asks whether its first argument is within the second; a point contains no region.", "CONTAINS 判断第一个参数是否在第二个参数之内；点不能包含区域。"),
        Write("CONTAINS(POINT(...), CIRCLE(...))"));

    public static Message RelationNotOffered(string function, Wording first, Wording second) => new("LVO-ADQL-0311",
        new($"{function} of {first.English} and {second.English} is not offered.", $"不支持{first.Chinese}与{second.Chinese}的 {function}。"),
        new("With a coverage map, and with unions and intersections of regions, ask for points: CONTAINS(POINT(ra, dec), MOC('...')).", "对于覆盖图以及区域的并集和交集，请使用点：CONTAINS(POINT(ra, dec), MOC('...'))。"));

    public static Message NoMeasure(string function, Wording type) => new("LVO-ADQL-0311",
        new($"{function} is not offered for {type.English}.", $"不支持对{type.Chinese}求 {function}。"),
        new("It takes points, circles, polygons and boxes; AREA also a coverage map.", "可用于点、圆、多边形和矩形；AREA 也可用于覆盖图。"));

    public static Message FrameIgnored() => new("LVO-ADQL-0502",
        new("The coordinate system as the first argument of a geometry is deprecated and has no effect: all positions are ICRS.", "几何函数的第一个参数（坐标系）已弃用且不起作用：所有坐标均为 ICRS。"));

    public static Message BoxIsDeprecated() => new("LVO-ADQL-0502",
        new("BOX is deprecated in ADQL 2.1.", "BOX 在 ADQL 2.1 中已弃用。"), new("A POLYGON says which region is meant.", "请用 POLYGON 明确表示区域。"));

    public static Message CoordsysIsDeprecated() => new("LVO-ADQL-0502",
        new("COORDSYS is deprecated: all positions are ICRS.", "COORDSYS 已弃用：所有坐标均为 ICRS。"));

    public static Wording AGeometry => new("a geometry", "一个几何对象");

    public static Message DivisionOfWholeNumbers() => new("LVO-ADQL-0503",
        new("A division of two whole numbers written out is done in decimals here: 5/60 is 0.0833. Other services give 0.", "直接写出的两个整数相除在此按小数计算：5/60 是 0.0833。其他服务的结果是 0。"));

    static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
