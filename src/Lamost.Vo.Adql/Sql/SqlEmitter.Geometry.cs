using System.Globalization;
using Lamost.Vo.Adql.Binding;

namespace Lamost.Vo.Adql.Sql;

sealed partial class SqlEmitter
{
    void Geometry(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundPoint p: Shape("adql.point(", [p.Longitude, p.Latitude]); break;
            case BoundCircle c: Shape("adql.circle(", [c.Centre.Longitude, c.Centre.Latitude, c.Radius]); break;
            case BoundPolygon p: Shape("adql.polygon(", p.Coordinates); break;
            case BoundBox b: List("adql.box(", [b.Centre.Longitude, b.Centre.Latitude, b.Width, b.Height], ", ", ")"); break;
            case BoundMoc m: Moc(m.Moc); break;
            case BoundInMoc i: InMoc(i); break;
            case BoundMocRelation r: Relation(r); break;
            case BoundInRange r: InRange(r); break;
            case BoundRegion r: Add($"{SqlText.Literal(r.Region.ToStcs())}::text"); break;
            case BoundCoordinate c: Template("(", c.Geometry, string.Create(CultureInfo.InvariantCulture, $")[{c.Number}]")); break;
            case BoundDistance d: List("adql.distance(", [d.First.Longitude, d.First.Latitude, d.Second.Longitude, d.Second.Latitude], ", ", ")"); break;
            case BoundTruth t: Template("(", t.Condition, ")::int4"); break;
            case BoundWithin within: Within(within); break;
            case BoundInPolygon i: Template("adql.point_in_polygon(", i.Point.Longitude, ", ", i.Point.Latitude, ", ", i.Polygon, ")"); break;
            case BoundRelation r: Relation(r); break;
            case BoundCover cover: Cover(cover); break;
            case BoundInCell inside: InCell(inside); break;
            default: throw new InvalidOperationException($"{expression.GetType().Name} has no SQL.");
        }
    }

    // Numbers that are known are an array written out, which the planner need not compute.
    void Shape(string function, IReadOnlyList<BoundExpression> numbers)
    {
        var known = new double[numbers.Count];
        for (var i = 0; i < known.Length; i++)
        {
            if (Constants.Of(numbers[i]) is not { } value)
            {
                List(function, numbers, ", ", ")");
                return;
            }
            known[i] = value;
        }
        Add($"'{{{string.Join(',', known.Select(SqlText.Digits))}}}'::float8[]");
    }

    void Relation(BoundRelation r)
    {
        var (first, second) = (r.First, r.Second);
        if (!r.Contains && first.Type == AdqlType.Polygon && second.Type == AdqlType.Circle) (first, second) = (second, first);
        Template($"adql.{Name(first)}_{(r.Contains ? "in" : "meets")}_{Name(second)}(", first, ", ", second, ")");

        static string Name(BoundExpression geometry) => geometry.Type == AdqlType.Circle ? "circle" : "polygon";
    }

    static string Healpix(BoundSource source) => $"{Alias(source)}.{SqlText.Quoted(source.Table!.Position!.HealpixPhysicalName)}";

    void Within(BoundWithin within)
    {
        var mark = within.Strict ? "<" : "<=";
        if (Constants.Of(within.Radius) is { } radius)
        {
            // Beyond 90 degrees by what is left out, the circle around the antipode: near 180 degrees the haversine cannot tell positions apart.
            var sine = Math.Sin((radius > 90 ? 180 - radius : radius) * (Math.PI / 360));
            Add("(");
            HalfAngle(within.Point, radius > 90 ? Antipode(within.Centre) : within.Centre);
            Add($" {(radius <= 90 ? mark : within.Strict ? ">" : ">=")} {SqlText.Float(sine * sine)})");
            return;
        }
        // A radius from a row: below 0 nothing is within, from 180 on everything (of which the haversine may be a bit above 1). The band of latitudes
        // is what a plain index or a cheap test can use.
        var (r, lat, centre) = (Text(within.Radius), Text(within.Point.Latitude), Text(within.Centre.Latitude));
        Add($"({lat} BETWEEN {centre} - {r} AND {centre} + {r} AND ");
        HalfAngle(within.Point, within.Centre);
        Add($" {mark} CASE WHEN {r} {(within.Strict ? ">" : ">=")} 180 THEN 2 ELSE power(sin(radians({r}) / 2), 2) END AND {r} >= 0)");
    }

    static BoundPoint Antipode(BoundPoint point) => Constants.Of(point.Longitude) is { } lon && Constants.Of(point.Latitude) is { } lat
        ? new BoundPoint(BoundNumber.Of(lon + 180), BoundNumber.Of(-lat))
        : new BoundPoint(
            new BoundBinary(Syntax.BinaryOperator.Add, point.Longitude, BoundNumber.Of(180), AdqlType.Double),
            new BoundUnary(Syntax.UnaryOperator.Minus, point.Latitude));

    // sin^2(d/2) of the angle between two positions: the haversine, right for small angles (Sinnott 1984, Sky & Telescope 68, 158).
    void HalfAngle(BoundPoint a, BoundPoint b)
    {
        if (Constants.Of(b.Longitude) is { } lon && Constants.Of(b.Latitude) is { } lat)
        {
            var (x, y) = (SqlText.Float(lon * (Math.PI / 180)), lat * (Math.PI / 180));
            Template("power(sin((radians(", a.Latitude, $") - {SqlText.Float(y)}) / 2), 2) + cos(radians(", a.Latitude, $")) * {SqlText.Float(Math.Cos(y))} * power(sin((radians(", a.Longitude, $") - {x}) / 2), 2)");
            return;
        }
        Template("power(sin(radians(", a.Latitude, " - ", b.Latitude, ") / 2), 2) + cos(radians(", a.Latitude, ")) * cos(radians(", b.Latitude, ")) * power(sin(radians(", a.Longitude, " - ", b.Longitude, ") / 2), 2)");
    }
}
