using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Sql;

namespace Lamost.Vo.Adql.Binding;

/// <summary>
/// Refuses, in a query with groups, columns that are neither grouped nor aggregated, and with DISTINCT an order by what is not selected.
/// Two expressions are the same when their SQL is.
/// </summary>
sealed class GroupingCheck(BoundSelect query, DiagnosticBag bag)
{
    readonly HashSet<string> _grouped = [];
    readonly HashSet<Type> _kinds = [.. query.GroupBy.Select(g => g.GetType())];
    readonly HashSet<BoundSource> _own = [];

    /// <summary>Checks the query.</summary>
    public void Run()
    {
        var groups = query.GroupBy.Count > 0 || query.Having is not null
            || query.Outputs.Any(o => HasAggregate(o.Value)) || query.OrderBy.Any(o => HasAggregate(o.Value));
        if (groups)
        {
            Own(query.From);
            _grouped.UnionWith(SqlEmitter.Texts(query.GroupBy));
            foreach (var output in query.Outputs) Check(output.Value);
            foreach (var order in query.OrderBy) Check(order.Value);
            if (query.Having is not null) Check(query.Having);
        }
        if (!query.Distinct || query.OrderBy.All(o => o.Output is not null)) return;
        var selected = SqlEmitter.Texts(query.Outputs.Select(o => o.Value)).ToHashSet();
        if (query.OrderBy.FirstOrDefault(o => o.Output is null && !selected.Contains(SqlEmitter.Text(o.Value))) is { } stray)
            bag.Error(Messages.DistinctOrder(), stray.Value.Span);
    }

    static bool HasAggregate(BoundExpression value) => value.Find<BoundAggregate>() is not null;

    void Own(BoundFrom from)
    {
        if (from is BoundSource source) _own.Add(source);
        else if (from is BoundJoin join)
        {
            Own(join.Left);
            Own(join.Right);
        }
    }

    void Check(BoundExpression expression)
    {
        if (bag.IsFull || expression is BoundAggregate || (_kinds.Contains(expression.GetType()) && _grouped.Contains(SqlEmitter.Text(expression)))) return;
        // A column of a query around this one is the same for all rows of it.
        if (expression is BoundColumn column && _own.Contains(column.Source)) bag.Error(Messages.NotGrouped(Excerpt.Name(column.Column.Name)), column.Span);
        foreach (var child in expression.Children()) Check(child);
    }
}
