using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Adql.Passes;

/// <summary>
/// Computes geometry of numbers that are known, once and here, instead of for every row.
/// <code>
/// BOX(10, 20, 2, 2)                                   POLYGON(11.06, 20.99, ...)
/// CONTAINS(POINT(10, 20), CIRCLE(10, 20, 1))          1
/// AREA(CIRCLE(10, 20, 1))                             3.1415...
/// </code>
/// </summary>
static class FoldGeometry
{
    /// <summary>Runs the pass on one expression whose children have been through it.</summary>
    public static BoundExpression Run(BoundExpression expression) => expression switch
    {
        BoundBox box => Box(box),
        BoundDistance d when Position(d.First) is { } a && Position(d.Second) is { } b => Number(AngularDistance.Degrees(a.LonDeg, a.LatDeg, b.LonDeg, b.LatDeg), expression),
        BoundWithin { Strict: false } w when Position(w.Point) is { } p && Circle(w.Centre, w.Radius) is { } circle => new BoundBoolean(circle.Contains(p.LonDeg, p.LatDeg)),
        BoundInPolygon i when Position(i.Point) is { } p && Polygon(i.Polygon) is { } polygon => new BoundBoolean(polygon.Contains(p.LonDeg, p.LatDeg)),
        BoundInMoc { Source: null, Moc: BoundMoc map } i when Position(i.Point) is { } p => new BoundBoolean(map.Moc.Contains(p.LonDeg, p.LatDeg)),
        BoundMocRelation { First: BoundMoc a, Second: BoundMoc b } r => new BoundBoolean(r.Contains ? a.Moc.IsSubsetOf(b.Moc) : a.Moc.Overlaps(b.Moc)),
        BoundRelation relation => Related(relation) is { } holds ? new BoundBoolean(holds) : relation,
        BoundNot { Operand: BoundBoolean b } => new BoundBoolean(!b.Value),
        BoundTruth { Condition: BoundBoolean b } truth => new BoundNumber(b.Value ? 1 : 0, b.Value ? 1 : 0, AdqlType.Integer) { Facts = truth.Facts, Span = truth.Span },
        BoundFunction { Function.Name: "AREA", Arguments: [BoundCircle c] } when Circle(c.Centre, c.Radius) is { } circle => Number(circle.AreaSquareDegrees, expression),
        BoundFunction { Function.Name: "AREA", Arguments: [BoundMoc map] } => Number(map.Moc.AreaSquareDegrees, expression),
        BoundFunction { Function.Name: "AREA", Arguments: [var p] } when Polygon(p) is { } polygon => Number(polygon.AreaSquareDegrees, expression),
        BoundFunction { Function.Name: "CENTROID", Arguments: [var p] } when Polygon(p)?.Centroid is { } centre =>
            new BoundPoint(BoundNumber.Of(centre.LonDeg), BoundNumber.Of(centre.LatDeg)) { Facts = expression.Facts, Span = expression.Span },
        _ => expression,
    };

    static BoundNumber Number(double value, BoundExpression of) => BoundNumber.Of(value) with { Facts = of.Facts, Span = of.Span };

    // What is no box is left to the database, which gives NULL.
    static BoundExpression Box(BoundBox box)
    {
        if (Position(box.Centre) is not { } centre || Constants.Of(box.Width) is not { } width || Constants.Of(box.Height) is not { } height) return box;
        if (!Sky.Box.TryCorners(centre.LonDeg, centre.LatDeg, width, height, out var corners)) return box;
        return new BoundPolygon([.. corners.SelectMany(c => new BoundExpression[] { BoundNumber.Of(c.LonDeg), BoundNumber.Of(c.LatDeg) })]) { Facts = box.Facts, Span = box.Span };
    }

    /// <summary>A position that is known; null for another.</summary>
    public static SkyPoint? Position(BoundPoint point) =>
        Constants.Of(point.Longitude) is { } lon && Constants.Of(point.Latitude) is { } lat and >= -90 and <= 90 ? new SkyPoint(lon, lat) : null;

    /// <summary>A circle that is known; null for another.</summary>
    public static Circle? Circle(BoundPoint centre, BoundExpression radius) =>
        Position(centre) is { } c && Constants.Of(radius) is { } r and >= 0 and <= 180 ? new Circle(c.LonDeg, c.LatDeg, r) : null;

    /// <summary>A polygon that is known; null for another.</summary>
    public static Polygon? Polygon(BoundExpression expression)
    {
        if (expression is not BoundPolygon polygon) return null;
        var known = new double[polygon.Coordinates.Count];
        for (var i = 0; i < known.Length; i++)
        {
            if (Constants.Of(polygon.Coordinates[i]) is not { } value) return null;
            known[i] = value;
        }
        try
        {
            return Sky.Polygon.FromDegrees(known);
        }
        catch (ArgumentException)
        {
            // No polygon: one that is written out has been refused, and that of a box with a side of 0 is the database's.
            return null;
        }
    }

    static bool? Related(BoundRelation relation) => (Outline(relation.First), Outline(relation.Second)) switch
    {
        (Circle a, Circle b) => relation.Contains ? b.Contains(a) : a.Intersects(b),
        (Circle a, Polygon b) => relation.Contains ? b.Contains(a) : b.Intersects(a),
        (Polygon a, Circle b) => relation.Contains ? b.Contains(a) : a.Intersects(b),
        (Polygon a, Polygon b) => relation.Contains ? b.Contains(a) : a.Intersects(b),
        _ => null,
    };

    static object? Outline(BoundExpression geometry) => geometry is BoundCircle circle ? Circle(circle.Centre, circle.Radius) : Polygon(geometry);
}
