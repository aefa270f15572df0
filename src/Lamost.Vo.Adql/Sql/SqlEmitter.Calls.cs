using System.Globalization;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Functions;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Sql;

sealed partial class SqlEmitter
{
    void Function(BoundFunction function) => Filled(function.Function.Sql, function.Arguments, distinct: false);

    void Filled(SqlTemplate template, IReadOnlyList<BoundExpression> arguments, bool distinct)
    {
        foreach (var (text, argument) in template.Parts)
        {
            Add(text);
            if (distinct && argument == 0) Add("DISTINCT ");
            Expression(arguments[argument]);
        }
        Add(template.Tail);
    }

    void Aggregate(BoundAggregate aggregate)
    {
        Formed(aggregate);
        Narrowed(aggregate);
    }

    void Formed(BoundAggregate aggregate)
    {
        if (aggregate.Function == AggregateDefinition.Moc)
        {
            CellMap(aggregate);
            return;
        }
        Filled(aggregate.Function.Sql, aggregate.Arguments, aggregate.Distinct);
        if (aggregate.Filter is not null) Template(" FILTER (WHERE ", aggregate.Filter, ")");
    }

    // A sum of 64-bit numbers is a decimal number in PostgreSQL.
    void Narrowed(BoundAggregate aggregate)
    {
        if (aggregate is { Function.Name: "SUM", Arguments: [{ Type: AdqlType.Bigint }] }) Add("::int8");
    }

    void Window(BoundWindow window)
    {
        if (window.Call is BoundAggregate aggregate) Formed(aggregate);
        else Expression(window.Call);
        Add(" OVER (");
        if (window.PartitionBy.Count > 0) List("PARTITION BY ", window.PartitionBy, ", ", window.OrderBy.Count > 0 ? " " : "");
        if (window.OrderBy.Count > 0)
        {
            Add("ORDER BY ");
            Separated(window.OrderBy, ", ", o =>
            {
                Expression(o.Value);
                Direction(o);
            });
        }
        if (window.Frame is { } frame) Add($"{(window.PartitionBy.Count + window.OrderBy.Count > 0 ? " " : "")}{(frame.ByRange ? "RANGE" : "ROWS")} BETWEEN {Bound(frame.Start)} AND {Bound(frame.End)}");
        Add(")");
        if (window.Call is BoundAggregate formed) Narrowed(formed);
    }

    static string Bound(FrameBound bound) => bound.Kind == FrameBoundKind.Current ? "CURRENT ROW"
        : $"{bound.Rows?.ToString(CultureInfo.InvariantCulture) ?? "UNBOUNDED"} {(bound.Kind == FrameBoundKind.Preceding ? "PRECEDING" : "FOLLOWING")}";
}
