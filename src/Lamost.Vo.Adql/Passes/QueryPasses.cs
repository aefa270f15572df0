using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Sql;

namespace Lamost.Vo.Adql.Passes;

/// <summary>
/// Step 3 of the way of a query: the passes, in their order. A pass takes an expression and gives one of the same value. A new pass is a file and a line here.
/// </summary>
static class QueryPasses
{
    // For every expression of a query.
    static readonly Func<BoundExpression, BoundExpression> OfValues = FoldGeometry.Run;

    // For WHERE, ON and HAVING, where a row stays when the condition holds, and goes when it does not hold or is not known.
    static readonly IReadOnlyList<Func<BoundExpression, TranslationOptions, BoundExpression>> OfGroups =
    [
        (condition, _) => NormaliseCones.Run(condition),
    ];

    // Those that may name a column of a row that the query does not: not in HAVING, where only what is grouped can be named.
    static readonly IReadOnlyList<Func<BoundExpression, TranslationOptions, BoundExpression>> OfRows =
    [
        .. OfGroups,
        (condition, options) => CoverRegions.Run(condition, options.MaxRangesPerRegion),
        (condition, _) => MergeCovers.Run(condition),
    ];

    /// <summary>Runs all passes over a query and the queries in it; last the one that serves matches, of a query as a whole.</summary>
    public static BoundQuery Run(BoundQuery query, TranslationOptions options, MatchSides sides)
    {
        BoundExpression Value(BoundExpression value) => OfValues(value.Map(Value, q => Run(q, options, sides)));

        BoundOrder Order(BoundOrder order) => order with { Value = Value(order.Value) };

        BoundExpression? Condition(BoundExpression? condition, IReadOnlyList<Func<BoundExpression, TranslationOptions, BoundExpression>> passes) =>
            condition is null ? null : passes.Aggregate(Value(condition), (c, pass) => pass(c, options));

        BoundFrom From(BoundFrom from) => from switch
        {
            BoundSource { Query: { } inner } source => source with { Query = Run(inner, options, sides) },
            BoundJoin join => join with { Left = From(join.Left), Right = From(join.Right), On = Condition(join.On, OfRows) },
            _ => from,
        };

        query = query with
        {
            Outputs = [.. query.Outputs.Select(o => o with { Value = Value(o.Value) })],
            OrderBy = [.. query.OrderBy.Select(Order)],
            With = [.. query.With.Select(w => w with { Query = Run(w.Query, options, sides) })],
        };
        return query switch
        {
            BoundSelect select => MatchTables.Run(select with
            {
                From = From(select.From),
                Where = Condition(select.Where, OfRows),
                GroupBy = [.. select.GroupBy.Select(Value)],
                Having = Condition(select.Having, OfGroups),
            }, sides),
            BoundSetOperation operation => operation with { Left = Run(operation.Left, options, sides), Right = Run(operation.Right, options, sides) },
            _ => query,
        };
    }
}
