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
    static readonly IReadOnlyList<Func<BoundExpression, Rows, BoundExpression>> OfGroups =
    [
        (condition, _) => NormaliseCones.Run(condition),
    ];

    // Those that may name a column of a row that the query does not: not in HAVING, where only what is grouped can be named.
    static readonly IReadOnlyList<Func<BoundExpression, Rows, BoundExpression>> OfRows =
    [
        .. OfGroups,
        (condition, rows) => UseLookups.Run(condition, rows.Sources),
        (condition, rows) => PlaceRegions.Run(condition, rows.Sources),
        (condition, rows) => CoverRegions.Run(condition, rows.Sources, rows.Options.MaxRangesPerRegion),
        (condition, _) => MergeCovers.Run(condition),
    ];

    /// <summary>Runs all passes over a query and the queries in it; last those that serve maps and matches, of a query as a whole.</summary>
    public static BoundQuery Run(BoundQuery query, TranslationOptions options, MatchSides sides) => Run(query, new Rows(new HashSet<int>(), options), sides);

    // Around are the rows of the queries around that one within can name any column of: of a query in WHERE or ON, but of none in SELECT or HAVING, where they may
    // have been grouped.
    static BoundQuery Run(BoundQuery query, Rows around, MatchSides sides)
    {
        var own = query is BoundSelect { From: var tables } ? around with { Sources = new HashSet<int>([.. around.Sources, .. tables.Sources().Select(s => s.Number)]) } : around;

        BoundExpression Rewritten(BoundExpression value, Rows rows) => OfValues(value.Map(v => Rewritten(v, rows), q => Run(q, rows, sides)));

        BoundExpression Value(BoundExpression value) => Rewritten(value, around);

        BoundOrder Order(BoundOrder order) => order with { Value = Value(order.Value) };

        BoundExpression? Condition(BoundExpression? condition) => condition is null ? null : OfRows.Aggregate(Rewritten(condition, own), (c, pass) => pass(c, own));

        BoundFrom From(BoundFrom from) => from switch
        {
            BoundSource { Query: { } inner } source => source with { Query = Run(inner, around, sides) },
            BoundJoin join => join with { Left = From(join.Left), Right = From(join.Right), On = Condition(join.On) },
            _ => from,
        };

        query = query with
        {
            Outputs = [.. query.Outputs.Select(o => o with { Value = Value(o.Value) })],
            OrderBy = [.. query.OrderBy.Select(Order)],
            With = [.. query.With.Select(w => w with { Query = Run(w.Query, around, sides) })],
        };
        return query switch
        {
            BoundSelect select => MatchTables.Run(ServeMaps.Run(select with
            {
                From = From(select.From),
                Where = Condition(select.Where),
                GroupBy = [.. select.GroupBy.Select(Value)],
                Having = select.Having is null ? null : OfGroups.Aggregate(Value(select.Having), (c, pass) => pass(c, around)),
            }), sides),
            BoundSetOperation operation => operation with { Left = Run(operation.Left, around, sides), Right = Run(operation.Right, around, sides) },
            _ => query,
        };
    }

    /// <summary>The sources, by number, whose rows a condition sees one by one, and how the query is translated.</summary>
    sealed record Rows(IReadOnlySet<int> Sources, TranslationOptions Options);
}
