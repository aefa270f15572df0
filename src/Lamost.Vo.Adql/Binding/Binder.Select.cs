using System.Globalization;
using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

sealed partial class Binder
{
    List<BoundOutput>? _aliases;

    BoundSelect Select(Select select, Scope? outer)
    {
        var aliases = _aliases;
        _aliases = null;
        var scope = new Scope(outer) { Items = select.Items };
        BoundFrom? from = null;
        foreach (var table in select.From)
        {
            var bound = Table(table, scope);
            scope.Add(bound);
            from = from is null ? bound : new BoundJoin(from, bound, JoinKind.Inner, null, []);
        }
        var where = select.Where is null ? null : RowCondition(select.Where, scope, "WHERE");
        var outputs = Outputs(select, scope);
        var groupBy = new List<BoundExpression>(select.GroupBy.Count);
        foreach (var term in select.GroupBy) groupBy.Add(GroupTerm(term, select, scope, outputs));
        var having = select.Having is null ? null : Condition(select.Having, scope, "HAVING");
        if (having?.Find<BoundWindow>() is { } window) bag.Error(Messages.AggregateMisplaced("OVER", "HAVING", Messages.WindowInFrom()), window.Span);
        var result = new BoundSelect(outputs, from!)
        {
            Distinct = select.Distinct,
            Where = where,
            GroupBy = groupBy,
            Having = having,
            OrderBy = Ordered(select.OrderBy, scope, outputs),
            Limit = Least(select.Top, select.Limit),
            Offset = select.Offset,
        };
        if (!bag.HasErrors) new GroupingCheck(result, bag).Run();
        _aliases = aliases;
        return result;
    }

    static long? Least(long? a, long? b) => a is null ? b : b is null ? a : Math.Min(a.Value, b.Value);

    // A condition on single rows: without aggregates and windows.
    BoundExpression RowCondition(Expression expression, Scope scope, string where)
    {
        var bound = Condition(expression, scope, where);
        RefuseAggregates(bound, where, Messages.IntoHaving());
        return bound;
    }

    List<BoundOutput> Outputs(Select select, Scope scope)
    {
        var outputs = new List<BoundOutput>();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in select.Items)
        {
            switch (item)
            {
                case AllColumnsItem { Qualifier.Count: 0 }:
                    foreach (var (name, value) in scope.Visible) Add(name, value with { Span = item.Span });
                    break;
                case AllColumnsItem all:
                    if (Source([.. all.Qualifier], scope) is { } source)
                        foreach (var column in source.Columns.All) Add(column.Name, source.Of(column, all.Span));
                    break;
                case ValueItem value:
                    var bound = Value(value.Value, scope);
                    if (bound.Type == AdqlType.Boolean && !IsBooleanValue(bound)) bag.Error(Messages.ConditionAsColumn(), value.Value.Span);
                    Add(value.Alias?.Text ?? NaturalName(bound), bound);
                    break;
            }
            if (outputs.Count > AdqlLimits.Columns) throw bag.Refusal(Messages.TooManyOutputs(), item.Span);
        }
        return outputs;

        // The first bearer of a name keeps it; a later one gets _2, _3 ... so that every name of an answer is unique (TAP 1.1, 2.7.5).
        void Add(string? name, BoundExpression value)
        {
            name ??= string.Create(CultureInfo.InvariantCulture, $"col_{outputs.Count + 1}");
            var unique = name;
            for (var n = 2; !taken.Add(unique); n++) unique = string.Create(CultureInfo.InvariantCulture, $"{name}_{n}");
            outputs.Add(new BoundOutput(unique, value.Type == AdqlType.Unknown ? AdqlType.Varchar : value.Type, value));
        }
    }

    // What gives a boolean without being a predicate: PostgreSQL sends it like a column.
    static bool IsBooleanValue(BoundExpression value) => value is BoundColumn or BoundMerge or BoundBoolean or BoundCast or BoundCase or BoundFunction or BoundAggregate or BoundWindow or BoundScalarQuery;

    static string? NaturalName(BoundExpression value) => value switch
    {
        BoundColumn column => column.Column.Name,
        BoundMerge merge => NaturalName(merge.Left),
        BoundAggregate aggregate => aggregate.Function.Name.ToLowerInvariant(),
        BoundFunction function => function.Function.Name.ToLowerInvariant(),
        BoundWindow window => NaturalName(window.Call),
        BoundDistance => "distance",
        BoundTruth truth => truth.Name.ToLowerInvariant(),
        BoundPoint => "point",
        BoundCircle => "circle",
        BoundPolygon => "polygon",
        BoundBox => "box",
        _ => null,
    };

    // A column wins over an alias in GROUP BY, an alias over a column in ORDER BY, as in PostgreSQL.
    BoundExpression GroupTerm(Expression term, Select select, Scope scope, List<BoundOutput> outputs)
    {
        var value = term switch
        {
            NumberLiteral { IsInteger: true } number => Position(number, outputs) is { } position ? outputs[position - 1].Value : new BoundError(),
            ColumnReference { Parts: [var name] } when scope.Find(name).Count == 0 && Alias(name, select, outputs) is { } output => output.Value,
            _ => Value(term, scope),
        };
        value = Typed(value) with { Span = term.Span };
        RefuseAggregates(value, "GROUP BY", Messages.GroupByColumns());
        return value;
    }

    static BoundOutput? Alias(Identifier name, Select select, List<BoundOutput> outputs) =>
        select.Items.OfType<ValueItem>().Any(i => i.Alias is { } a && name.Means(a.Text)) ? outputs.Find(o => name.Means(o.Name)) : null;

    List<BoundOrder> Ordered(IReadOnlyList<OrderTerm> terms, Scope scope, List<BoundOutput> outputs)
    {
        var ordered = new List<BoundOrder>(terms.Count);
        foreach (var term in terms) ordered.Add(Order(term, scope, outputs));
        return ordered;
    }

    BoundOrder Order(OrderTerm term, Scope scope, List<BoundOutput> outputs)
    {
        if (term.Value is NumberLiteral { IsInteger: true } number)
            return Position(number, outputs) is { } position ? Of(position) : new BoundOrder(new BoundError(), null, false, null);
        if (term.Value is ColumnReference { Parts: [var name] })
        {
            var found = outputs.FindIndex(o => name.Means(o.Name));
            if (found >= 0 && IsPlain(found, name)) return Of(found + 1);
        }
        return new BoundOrder(Typed(WithAliases(term.Value, scope, outputs)), null, term.Descending, term.NullsFirst);

        BoundOrder Of(int position) => new(outputs[position - 1].Value, position, term.Descending, term.NullsFirst);

        // "SELECT a.ra, b.ra ... ORDER BY ra": the second was renamed, and the name alone does not say which.
        bool IsPlain(int index, Identifier n)
        {
            if (outputs[index].Value is not BoundColumn column || column.Column.Name != outputs[index].Name) return true;
            var twins = outputs.Where(o => o.Value is BoundColumn c && n.Means(c.Column.Name)).Select(o => ((BoundColumn)o.Value).Source).Distinct().Count();
            return twins <= 1;
        }
    }

    // Inside an expression a column wins, and where there is none the alias stands for its expression; PostgreSQL itself knows aliases only alone.
    BoundExpression WithAliases(Expression term, Scope scope, List<BoundOutput> outputs)
    {
        var before = _aliases;
        _aliases = outputs;
        var value = Value(term, scope);
        _aliases = before;
        return value;
    }

    int? Position(NumberLiteral number, List<BoundOutput> outputs)
    {
        if (number.Integer >= 1 && number.Integer <= outputs.Count) return (int)number.Integer;
        bag.Error(Messages.NoSuchPosition(number.Integer, outputs.Count), number.Span);
        return null;
    }
}
