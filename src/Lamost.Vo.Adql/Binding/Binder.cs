using System.Globalization;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

/// <summary>
/// Resolves names, finds types and refuses what PostgreSQL could only refuse in its own words: step 2 of the way of a query. One binder binds one query.
/// </summary>
sealed partial class Binder(string text, Catalog catalog)
{
    int _sources;

    /// <summary>Binds a query.</summary>
    /// <exception cref="AdqlException">LVO-ADQL-02xx and 03xx.</exception>
    public BoundQuery Bind(Query query)
    {
        var scope = new Scope();
        var from = query.From.Select(t => BindTable(t, scope)).ToList();
        var where = query.Where is null ? null : Condition(query.Where, scope, "WHERE");
        if (where is not null) RefuseAggregates(where, "WHERE", "Put conditions on aggregates into HAVING.");
        var outputs = Outputs(query, scope);
        var groupBy = query.GroupBy.Select(g => GroupTerm(g, query, scope, outputs)).ToList();
        var having = query.Having is null ? null : Condition(query.Having, scope, "HAVING");
        var bound = new BoundQuery(outputs, from.Aggregate((l, r) => new BoundJoin(l, r, JoinKind.Inner, null)))
        {
            Distinct = query.Distinct,
            Top = query.Top,
            Where = where,
            GroupBy = groupBy,
            Having = having,
            OrderBy = [.. query.OrderBy.Select(o => OrderTerm(o, scope, outputs))],
            Offset = query.Offset,
        };
        new GroupingCheck(bound, Fail).Run();
        return bound;
    }

    List<BoundOutput> Outputs(Query query, Scope scope)
    {
        var outputs = new List<BoundOutput>();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in query.Items)
        {
            switch (item)
            {
                case AllColumnsItem { Qualifier.Count: 0 }:
                    foreach (var column in scope.Visible) Add(column.Name, column.Value);
                    break;
                case AllColumnsItem all:
                    var source = Source(all.Qualifier, scope);
                    foreach (var column in source.Columns) Add(column.Name, new BoundColumn(source, column) { Facts = column.Facts, Span = all.Span });
                    break;
                case ValueItem value:
                    var bound = Value(value.Value, scope);
                    if (bound.Type is AdqlType.Point or AdqlType.Circle or AdqlType.Polygon)
                        throw Fail("LVO-ADQL-0310", value.Span, "A geometry cannot be a column of the answer.", "Select its numbers, e.g. ra, dec.");
                    if (bound.Type == AdqlType.Boolean && bound is not BoundColumn)
                        throw Fail("LVO-ADQL-0304", value.Span, "A condition cannot be a column of the answer.", "Put it into WHERE.");
                    Add(value.Alias?.Text ?? NaturalName(bound), bound);
                    break;
            }
            if (outputs.Count > AdqlLimits.Columns) throw Fail("LVO-ADQL-0105", item.Span, $"The answer has more than {AdqlLimits.Columns} columns.");
        }
        return outputs;

        // The first bearer of a name keeps it; a later one gets _2, _3 ... so that every name of an answer is unique (TAP 1.1, 2.7.5).
        void Add(string? name, BoundExpression value)
        {
            name ??= string.Create(CultureInfo.InvariantCulture, $"col_{outputs.Count + 1}");
            var unique = name;
            for (var n = 2; !taken.Add(unique); n++) unique = string.Create(CultureInfo.InvariantCulture, $"{name}_{n}");
            outputs.Add(new BoundOutput(unique, value.Type == AdqlType.Unknown ? new BoundNull(AdqlType.Varchar) { Span = value.Span } : value));
        }
    }

    static string? NaturalName(BoundExpression value) => value switch
    {
        BoundColumn column => column.Column.Name,
        BoundMerge merge => NaturalName(merge.Left),
        BoundAggregate aggregate => aggregate.Function.ToLowerInvariant(),
        BoundFunction function => function.Function.Name.ToLowerInvariant(),
        BoundDistance => "distance",
        BoundContains => "contains",
        _ => null,
    };

    // A column wins over an alias in GROUP BY, an alias over a column in ORDER BY, as in PostgreSQL.
    BoundExpression GroupTerm(Expression term, Query query, Scope scope, List<BoundOutput> outputs)
    {
        if (term is NumberLiteral { IsInteger: true } number) return Grouped(outputs[Position(number, outputs) - 1].Value);
        if (term is ColumnReference { Parts: [var name] } && !scope.Visible.Any(v => name.Means(v.Name))
            && query.Items.OfType<ValueItem>().Any(i => i.Alias is { } a && name.Means(a.Text)))
            return Grouped((outputs.Find(o => name.Means(o.Name)) ?? outputs.First(o => o.Name.Equals(name.Text, StringComparison.OrdinalIgnoreCase))).Value);
        return Grouped(Value(term, scope));

        BoundExpression Grouped(BoundExpression value)
        {
            RefuseAggregates(value, "GROUP BY", "Group by the columns that the aggregates are formed over.");
            return value;
        }
    }

    BoundOrder OrderTerm(OrderTerm term, Scope scope, List<BoundOutput> outputs)
    {
        if (term.Value is NumberLiteral { IsInteger: true } number)
        {
            var position = Position(number, outputs);
            return new BoundOrder(outputs[position - 1].Value, position, term.Descending);
        }
        if (term.Value is ColumnReference { Parts: [var name] } && outputs.FindIndex(o => name.Means(o.Name)) is var index and >= 0)
            return new BoundOrder(outputs[index].Value, index + 1, term.Descending);
        return new BoundOrder(Value(term.Value, scope), null, term.Descending);
    }

    int Position(NumberLiteral number, List<BoundOutput> outputs) => number.Integer >= 1 && number.Integer <= outputs.Count
        ? (int)number.Integer
        : throw Fail("LVO-ADQL-0307", number.Span, $"There is no column number {number.Integer} in the answer.", outputs.Count == 1 ? "The answer has one column." : $"The columns are numbered from 1 to {outputs.Count}.");

    AdqlException Fail(string code, TextSpan span, string message, string? hint = null) => new([AdqlError.At(text, code, span, message, hint)]);
}
