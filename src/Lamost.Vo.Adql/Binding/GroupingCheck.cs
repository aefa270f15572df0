using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

/// <summary>
/// Refuses, in a query with groups, columns that are neither grouped nor aggregated, and with DISTINCT an order by what is not selected.
/// Two expressions are the same when their SQL is.
/// </summary>
sealed class GroupingCheck(BoundQuery query, Func<string, TextSpan, string, string?, AdqlException> fail)
{
    readonly HashSet<string> _grouped = [.. SqlEmitter.Texts(query.GroupBy)];
    readonly HashSet<Type> _kinds = [.. query.GroupBy.Select(g => g.GetType())];

    /// <summary>Checks the query.</summary>
    public void Run()
    {
        var groups = query.GroupBy.Count > 0 || query.Having is not null
            || query.Outputs.Any(o => o.Value.Find<BoundAggregate>() is not null) || query.OrderBy.Any(o => o.Value.Find<BoundAggregate>() is not null);
        if (groups)
        {
            foreach (var output in query.Outputs) Check(output.Value);
            foreach (var order in query.OrderBy) Check(order.Value);
            if (query.Having is not null) Check(query.Having);
        }
        if (!query.Distinct || query.OrderBy.All(o => o.Output is not null)) return;
        var selected = SqlEmitter.Texts(query.Outputs.Select(o => o.Value)).ToHashSet();
        if (query.OrderBy.FirstOrDefault(o => o.Output is null && !selected.Contains(SqlEmitter.Text(o.Value))) is { } stray)
            throw fail("LVO-ADQL-0306", stray.Value.Span, "With DISTINCT, only what is selected can be ordered by.", "Select it too.");
    }

    void Check(BoundExpression expression)
    {
        if (expression is BoundAggregate || (_kinds.Contains(expression.GetType()) && _grouped.Contains(SqlEmitter.Text(expression)))) return;
        if (expression is BoundColumn column)
            throw fail("LVO-ADQL-0306", column.Span, $"The column {AdqlLanguage.Written(column.Column.Name)} is neither grouped nor aggregated.",
                $"Put it into GROUP BY, or into an aggregate such as MIN({AdqlLanguage.Written(column.Column.Name)}).");
        foreach (var child in expression.Children()) Check(child);
    }
}
