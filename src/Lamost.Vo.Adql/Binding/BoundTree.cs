namespace Lamost.Vo.Adql.Binding;

/// <summary>Walks bound expressions.</summary>
static class BoundTree
{
    /// <summary>The expressions directly below one.</summary>
    public static IEnumerable<BoundExpression> Children(this BoundExpression expression) => expression switch
    {
        BoundNegative n => [n.Operand],
        BoundArithmetic a => [a.Left, a.Right],
        BoundComparison c => [c.Left, c.Right],
        BoundLogical l => l.Operands,
        BoundNot n => [n.Operand],
        BoundBetween b => [b.Value, b.Low, b.High],
        BoundIn i => i.List.Prepend(i.Value),
        BoundLike l => [l.Value, l.Pattern],
        BoundIsNull n => [n.Value],
        BoundFunction f => f.Arguments,
        BoundCast c => [c.Value],
        BoundAggregate { Argument: { } argument } => [argument],
        BoundMerge m => [m.Left, m.Right],
        BoundPoint p => [p.Longitude, p.Latitude],
        BoundCircle c => [c.Centre, c.Radius],
        BoundDistance d => [d.First, d.Second],
        BoundContains c => [c.Point, c.Circle],
        BoundWithin w => [w.Point, w.Centre, w.Radius],
        BoundCover c => [c.Exact],
        _ => [],
    };

    /// <summary>The first expression of a kind, itself included; null for none.</summary>
    public static T? Find<T>(this BoundExpression expression) where T : BoundExpression =>
        expression as T ?? expression.Children().Select(c => c.Find<T>()).FirstOrDefault(f => f is not null);
}
