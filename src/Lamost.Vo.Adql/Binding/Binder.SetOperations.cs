using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

sealed partial class Binder
{
    // UNION, EXCEPT, INTERSECT (ADQL 2.1, 4.7.3): names and all that is known of the columns come from the left, types must meet.
    BoundQuery Combined(SetOperation operation, Scope? outer)
    {
        var (left, right) = (Body(operation.Left, outer), Body(operation.Right, outer));
        var name = operation.Operator.ToString().ToUpperInvariant();
        if (left.Outputs.Count != right.Outputs.Count)
        {
            if (!bag.HasErrors) bag.Error(Messages.DifferentColumnCounts(name, left.Outputs.Count, right.Outputs.Count), operation.Span);
            return left;
        }
        var outputs = new List<BoundOutput>(left.Outputs.Count);
        for (var i = 0; i < left.Outputs.Count; i++)
        {
            var (a, b) = (left.Outputs[i], right.Outputs[i]);
            if (!Types.Meet(OutputType(a), OutputType(b)))
                bag.Error(Messages.DifferentColumnTypes(name, i + 1, a.Type.Named(), b.Type.Named()), b.Value.Span.Start >= 0 ? b.Value.Span : operation.Span);
            var type = Types.Wider(OutputType(a), OutputType(b));
            outputs.Add(a with { Type = type == AdqlType.Unknown ? AdqlType.Varchar : type });
        }
        AdqlType[] types = [.. outputs.Select(o => o.Type)];
        var combined = new BoundSetOperation(outputs, Retyped(left, types), operation.Operator, operation.All, Retyped(right, types))
        {
            Limit = operation.Limit,
            Offset = operation.Offset,
        };
        return operation.OrderBy.Count == 0 ? combined : OrderedBy(combined, operation);
    }

    // NULL alone has no type yet, and takes that of the other side.
    static AdqlType OutputType(BoundOutput output) => output.Value.Type == AdqlType.Unknown && output.Type == AdqlType.Varchar ? AdqlType.Unknown : output.Type;

    static BoundQuery Retyped(BoundQuery query, AdqlType[] types)
    {
        var outputs = query.Outputs.Select((o, i) => o with { Type = types[i] }).ToList();
        return query switch
        {
            BoundSetOperation s => s with { Outputs = outputs, Left = Retyped(s.Left, types), Right = Retyped(s.Right, types) },
            _ => query with { Outputs = outputs },
        };
    }

    // PostgreSQL orders a union by names and positions only; by anything else it is ordered from outside.
    BoundQuery OrderedBy(BoundSetOperation combined, SetOperation operation)
    {
        var source = Derived(combined with { Limit = null, Offset = null }, operation.Operator.ToString(), TextSpan.None);
        var scope = new Scope(null);
        scope.Sources.Add(source);
        scope.Add(source);
        var columns = source.Columns.All.Select(c => new BoundOutput(c.Name, c.Type, source.Of(c, TextSpan.None))).ToList();
        var orders = Ordered(operation.OrderBy, scope, columns);
        return orders.TrueForAll(o => o.Output is not null)
            ? combined with { OrderBy = orders }
            : new BoundSelect(columns, source) { OrderBy = orders, Limit = combined.Limit, Offset = combined.Offset };
    }
}
