using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Syntax;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Adql.Passes;

/// <summary>
/// Says of a circle from a row, of which the catalogue knows that it lies around the row's main position and how large it is at most, where that position must be when
/// the circle is related to a region or holds a position: that the sky index serves, or the match of two tables. The condition itself stays.
/// <code>
/// region meets circle(10, 20, 1)      region meets circle(10, 20, 1) AND ra, dec within 1 + bound of 10, 20
/// region meets polygon                region meets polygon AND ra, dec within the polygon's circle, bound larger
/// region in polygon                   region in polygon AND ra, dec in polygon
/// 10, 20 in region                    10, 20 within radius of ra, dec AND 10, 20 within bound of ra, dec
/// </code>
/// Only where a row is kept when the condition holds, as what is added is implied by it and not equal to it.
/// </summary>
static class PlaceRegions
{
    /// <summary>Runs the pass on a condition whose cones have been normalised.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="rows">The sources whose rows, not yet grouped, the condition sees: of no other can the position be named.</param>
    public static BoundExpression Run(BoundExpression condition, IReadOnlySet<int> rows) => condition switch
    {
        BoundLogical logical => logical with { Operands = [.. logical.Operands.Select(o => Run(o, rows))] },
        BoundRelation relation when Implied(relation, rows) is { } place => new BoundLogical(true, [place, relation]),
        BoundWithin within => Within(within, rows),
        _ => condition,
    };

    static BoundExpression? Implied(BoundRelation relation, IReadOnlySet<int> rows)
    {
        if (Around(relation.First, rows) is { } first)
        {
            // What is within a polygon has its centre there; what is within a circle has it nearer than what meets it.
            if (relation.Contains && FoldGeometry.Polygon(relation.Second) is not null) return new BoundInPolygon(first.Position, relation.Second);
            return Near(first, Circle(relation.Second, rows));
        }
        if (Around(relation.Second, rows) is not { } second) return null;
        // What is within the circle has its centre, or its vertices, there.
        return !relation.Contains ? Near(second, Circle(relation.First, rows))
            : relation.First is BoundPolygon polygon ? Near(second, (new BoundPoint(polygon.Coordinates[0], polygon.Coordinates[1]), BoundNumber.Of(0)))
            : Circle(relation.First, rows) is { } inner ? Near(second, (inner.Centre, BoundNumber.Of(0)))
            : null;
    }

    // The centre of such a circle is the position, to the last bit.
    static BoundExpression Within(BoundWithin within, IReadOnlySet<int> rows)
    {
        within = within with { Point = Centre(within.Point, rows) ?? within.Point, Centre = Centre(within.Centre, rows) ?? within.Centre };
        if (within.Radius is not BoundCoordinate { Number: 3, Geometry: var region } || Around(region, rows) is not { } around) return within;
        return new BoundLogical(true, [within with { Radius = BoundNumber.Of(around.Bound), Strict = false }, within with { IsServed = true }]);
    }

    static BoundPoint? Centre(BoundPoint point, IReadOnlySet<int> rows) =>
        point is { Longitude: BoundCoordinate { Number: 1, Geometry: BoundColumn lon }, Latitude: BoundCoordinate { Number: 2, Geometry: BoundColumn lat } }
            && ReferenceEquals(lon.Source, lat.Source) && ReferenceEquals(lon.Column, lat.Column) ? Around(lon, rows)?.Position : null;

    // The circle of a polygon is a cap of less than half of the sky, so that with the corners all of the polygon is in it.
    static (BoundPoint Centre, BoundExpression Radius)? Circle(BoundExpression geometry, IReadOnlySet<int> rows)
    {
        if (Around(geometry, rows) is { } around) return (around.Position, BoundNumber.Of(around.Bound));
        if (geometry is BoundCircle circle) return (circle.Centre, circle.Radius);
        if (geometry.Type == AdqlType.Circle) return (new BoundPoint(new BoundCoordinate(geometry, 1), new BoundCoordinate(geometry, 2)), new BoundCoordinate(geometry, 3));
        if (FoldGeometry.Polygon(geometry) is not { Centroid: { } centre } polygon) return null;
        var radius = 0.0;
        foreach (var vertex in polygon.Vertices) radius = Math.Max(radius, AngularDistance.Degrees(centre.LonDeg, centre.LatDeg, vertex.LonDeg, vertex.LatDeg));
        return radius < LargestCap ? (new BoundPoint(BoundNumber.Of(centre.LonDeg), BoundNumber.Of(centre.LatDeg)), BoundNumber.Of(radius)) : null;
    }

    const double LargestCap = 89;

    static BoundWithin? Near((BoundPoint Position, double Bound) around, (BoundPoint Centre, BoundExpression Radius)? circle)
    {
        if (circle is not var (centre, radius)) return null;
        if (Constants.Of(radius) is not { } known)
            return new BoundWithin(around.Position, centre, new BoundBinary(BinaryOperator.Add, radius, BoundNumber.Of(around.Bound), AdqlType.Double), Strict: false);
        return known + around.Bound < 180 ? new BoundWithin(around.Position, centre, BoundNumber.Of(known + around.Bound), Strict: false) : null;
    }

    static (BoundPoint Position, double Bound)? Around(BoundExpression geometry, IReadOnlySet<int> rows) =>
        geometry is BoundColumn { Column.Catalog.AroundPosition: { } bound, Source: { Table.Position: { } position } source } && rows.Contains(source.Number)
            ? (new BoundPoint(Column(source, position.Longitude), Column(source, position.Latitude)), bound)
            : null;

    static BoundColumn Column(BoundSource source, CatalogColumn column) => source.Of(source.Columns.All.First(c => c.Catalog == column), TextSpan.None);
}
