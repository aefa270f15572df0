using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Functions;
using Lamost.Vo.Adql.Passes;
using Lamost.Vo.Adql.Syntax;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Adql.Binding;

sealed partial class Binder
{
    const string MapExample = "moc(8, POINT(ra, dec)) or MOC('4/30-33 38 52')";

    // MOC: a map that is written out, that of a constant region, or the aggregate of positions, as its arguments say.
    BoundExpression Coverage(FunctionCall call, Scope scope)
    {
        if (call.Star || call.Distinct) return Error(Messages.NoStarNoDistinct("moc"), call.Span);
        if (call.Over is not null) return Error(Messages.NoOver("moc"), call.Span);
        if (call.Arguments.Count is 0 or > 2) return Error(Messages.WrongCount("moc", "1 or 2", call.Arguments.Count, MapExample), call.Span);
        if (call.Arguments.Count == 1)
        {
            if (call.Filter is not null) return Error(Messages.FilterWithoutAggregate("moc"), call.Filter.Span);
            return WrittenMap(call);
        }
        var (order, shape) = (Value(call.Arguments[0], scope), Value(call.Arguments[1], scope));
        if (order is BoundError || shape is BoundError) return new BoundError { Span = call.Span };
        if (!order.Type.IsNumber()) return Error(Messages.WrongArgument("moc", Messages.WholeNumbers, order.Type.Named(), Messages.Write(MapExample)), call.Arguments[0].Span);
        if (shape.Type is not (AdqlType.Point or AdqlType.Circle or AdqlType.Polygon))
            return Error(Messages.WrongArgument("moc", Messages.APoint, shape.Type.Named(), Messages.Write(MapExample)), call.Arguments[1].Span);
        var known = Constants.Of(order);
        if (known is not (>= 0 and <= Healpix.MaxOrder) || known != Math.Floor(known.Value)) return Error(Messages.NotAMapOrder(known), call.Arguments[0].Span);
        if (shape.Type != AdqlType.Point)
        {
            if (call.Filter is not null) return Error(Messages.FilterWithoutAggregate("moc"), call.Filter.Span);
            return RegionMap((int)known, shape, call);
        }
        var filter = call.Filter is null ? null : RowCondition(call.Filter, scope, "FILTER");
        RefuseAggregates(shape, "moc", Messages.InnerQuery());
        return new BoundAggregate(AggregateDefinition.Moc, [new BoundNumber(known.Value, (long)known, AdqlType.Integer), AsPoint(shape)], false, filter, AdqlType.Moc)
        {
            Span = call.Span,
            Facts = new ValueFacts { Xtype = "moc" },
        };
    }

    BoundExpression WrittenMap(FunctionCall call)
    {
        if (call.Arguments is not [StringLiteral literal]) return Error(Messages.NotALiteral("MOC", "the coverage map", "覆盖图", "MOC('4/30-33 38 52')"), call.Span);
        return Moc.TryParse(literal.Value, out var moc, out var fault) ? Map(moc, call.Span) : Error(Messages.BadMoc(fault), literal.Span);
    }

    BoundExpression RegionMap(int order, BoundExpression shape, FunctionCall call)
    {
        shape = Folded(shape);
        var cellsOfDegree = (1L << order) / 58.63;
        if (shape is BoundCircle disc && FoldGeometry.Circle(disc.Centre, disc.Radius) is { } circle)
            return 360 * Math.Sin(circle.RadiusDeg * Math.PI / 180) * cellsOfDegree > AdqlLimits.MapOutlineCells
                ? Error(Messages.MapTooFine(order, AdqlLimits.MapOutlineCells), call.Span) : Map(Moc.Of(order, circle), call.Span);
        if (FoldGeometry.Polygon(shape) is not { } polygon) return Error(Messages.RegionOfRows(), call.Arguments[1].Span);
        var outline = 0.0;
        for (var i = 0; i < polygon.Vertices.Length; i++)
        {
            var (a, b) = (polygon.Vertices[i], polygon.Vertices[(i + 1) % polygon.Vertices.Length]);
            outline += AngularDistance.Degrees(a.LonDeg, a.LatDeg, b.LonDeg, b.LatDeg);
        }
        return outline * cellsOfDegree > AdqlLimits.MapOutlineCells
            ? Error(Messages.MapTooFine(order, AdqlLimits.MapOutlineCells), call.Span) : Map(Moc.Of(order, polygon), call.Span);

        // A box that is written out is a polygon.
        static BoundExpression Folded(BoundExpression value) => FoldGeometry.Run(value);
    }

    static BoundMoc Map(Moc moc, TextSpan span) => new(moc) { Span = span, Facts = new ValueFacts { Xtype = "moc" } };
}
