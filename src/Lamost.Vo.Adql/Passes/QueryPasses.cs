using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Sql;

namespace Lamost.Vo.Adql.Passes;

/// <summary>
/// Step 3 of the way of a query: the passes, in their order. A pass takes a condition and gives one that holds for the same rows; it sees every
/// WHERE, HAVING and ON of the query and of the queries in its FROM. A new pass is a file and a line here.
/// </summary>
static class QueryPasses
{
    static readonly IReadOnlyList<Func<BoundExpression, TranslationOptions, BoundExpression>> OfGroups =
    [
        (condition, _) => NormaliseCones.Run(condition),
    ];

    // Those that may name a column of a row that the query does not: not in HAVING, where only what is grouped can be named.
    static readonly IReadOnlyList<Func<BoundExpression, TranslationOptions, BoundExpression>> OfRows =
    [
        .. OfGroups,
        (condition, options) => CoverCones.Run(condition, options.MaxRangesPerRegion),
    ];

    /// <summary>Runs all passes over a query.</summary>
    public static BoundQuery Run(BoundQuery query, TranslationOptions options) => query with
    {
        From = From(query.From, options),
        Where = Condition(query.Where, OfRows, options),
        Having = Condition(query.Having, OfGroups, options),
    };

    static BoundFrom From(BoundFrom from, TranslationOptions options) => from switch
    {
        BoundSource { Query: { } inner } source => source with { Query = Run(inner, options) },
        BoundJoin join => join with { Left = From(join.Left, options), Right = From(join.Right, options), On = Condition(join.On, OfRows, options) },
        _ => from,
    };

    static BoundExpression? Condition(
        BoundExpression? condition, IReadOnlyList<Func<BoundExpression, TranslationOptions, BoundExpression>> passes, TranslationOptions options) =>
        condition is null ? null : passes.Aggregate(condition, (c, pass) => pass(c, options));
}
