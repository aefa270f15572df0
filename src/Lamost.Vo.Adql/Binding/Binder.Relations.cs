using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Syntax;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Adql.Binding;

sealed partial class Binder
{
    // CONTAINS and INTERSECTS (ADQL 2.1, 4.2.11 and 4.2.15) as a condition of the kinds that the passes know.
    BoundExpression Relation(FunctionCall call, Scope scope)
    {
        var name = call.Name.Text.ToUpperInvariant();
        if (call.Arguments.Count != 2) return Error(Messages.WrongCount(name, "2", call.Arguments.Count, $"{name}(POINT(ra, dec), CIRCLE(180, 30, 0.5))"), call.Span);
        var (first, second) = (Value(call.Arguments[0], scope), Value(call.Arguments[1], scope));
        if (first is BoundError || second is BoundError) return new BoundError { Span = call.Span };
        foreach (var (value, argument) in new[] { (first, call.Arguments[0]), (second, call.Arguments[1]) })
            if (!value.Type.IsGeometry()) return Error(Messages.WrongArgument(name, Messages.AGeometry, value.Type.Named(), Messages.Write($"{name}(POINT(ra, dec), CIRCLE(180, 30, 0.5))")), argument.Span);
        var contains = name == "CONTAINS";
        // A point meets what it is in (ADQL 2.1, 4.2.15).
        if (!contains && second.Type == AdqlType.Point) (first, second) = (second, first);
        if (contains && second.Type == AdqlType.Point && first.Type != AdqlType.Point) return Error(Messages.PointContainsNothing(), call.Span);
        var condition = first.Type == AdqlType.Point ? Inside(AsPoint(first), second) : contains ? Within(first, second) : Meets(first, second);
        return condition is null
            ? Error(Messages.RelationNotOffered(name, first.Type.Named(), second.Type.Named()), call.Span)
            : new BoundTruth(name, condition with { Span = call.Span }) { Span = call.Span };
    }

    BoundExpression Inside(BoundPoint point, BoundExpression region) => region switch
    {
        { Type: AdqlType.Point } => new BoundWithin(point, AsPoint(region), BoundNumber.Of(0), Strict: false),
        { Type: AdqlType.Circle } => new BoundWithin(point, AsCircle(region).Centre, AsCircle(region).Radius, Strict: false),
        { Type: AdqlType.Moc } => new BoundInMoc(point, region),
        BoundRegion compound => Inside(point, compound.Region),
        _ => new BoundInPolygon(point, region),
    };

    BoundExpression Inside(BoundPoint point, SkyRegion region) => region switch
    {
        UnionRegion union => new BoundLogical(false, [.. union.Regions.Select(r => Inside(point, r))]),
        IntersectionRegion common => new BoundLogical(true, [.. common.Regions.Select(r => Inside(point, r))]),
        NotRegion not => new BoundNot(Inside(point, not.Region)),
        _ => Inside(point, Written(region, point.Span)),
    };

    // Null where the relation is not offered.
    static BoundExpression? Within(BoundExpression first, BoundExpression second) => (first, second) switch
    {
        ({ Type: AdqlType.Moc }, { Type: AdqlType.Moc }) => new BoundMocRelation(true, first, second),
        (BoundRegion { Region: UnionRegion u }, _) => All(true, u.Regions, r => Within(r, second)),
        (_, BoundRegion { Region: IntersectionRegion i }) => All(true, i.Regions, r => Within(first, r)),
        (_, BoundRegion { Region: NotRegion n }) => Meets(first, Written(n.Region, second.Span)) is { } meets ? new BoundNot(meets) : null,
        _ => IsOutline(first) && IsOutline(second) ? new BoundRelation(true, first, second) : null,
    };

    static BoundExpression? Meets(BoundExpression first, BoundExpression second) => (first, second) switch
    {
        ({ Type: AdqlType.Moc }, { Type: AdqlType.Moc }) => new BoundMocRelation(false, first, second),
        (BoundRegion { Region: UnionRegion u }, _) => All(false, u.Regions, r => Meets(r, second)),
        (_, BoundRegion { Region: UnionRegion u }) => All(false, u.Regions, r => Meets(first, r)),
        (_, BoundRegion { Region: NotRegion n }) => Within(first, Written(n.Region, second.Span)) is { } within ? new BoundNot(within) : null,
        (BoundRegion { Region: NotRegion }, _) when second is not BoundRegion => Meets(second, first),
        _ => IsOutline(first) && IsOutline(second) ? new BoundRelation(false, first, second) : null,
    };

    static bool IsOutline(BoundExpression value) => value.Type is AdqlType.Circle or AdqlType.Polygon;

    static BoundExpression? All(bool and, IReadOnlyList<SkyRegion> regions, Func<BoundExpression, BoundExpression?> relation)
    {
        var conditions = new List<BoundExpression>();
        foreach (var region in regions)
        {
            // A position among the regions is in another when that holds it.
            if (relation(Written(region, TextSpan.None)) is not { } condition) return null;
            conditions.Add(condition);
        }
        return conditions.Count == 1 ? conditions[0] : new BoundLogical(and, conditions);
    }
}
