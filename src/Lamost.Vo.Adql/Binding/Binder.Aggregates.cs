using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Functions;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

sealed partial class Binder
{
    BoundExpression Aggregate(FunctionCall call, AggregateDefinition definition, Scope scope)
    {
        var name = definition.Name;
        if (definition.Group == FunctionGroup.Extension) Beyond(Messages.ExtensionFunction(name), call.Name.Span);
        if (call.Star && name != "COUNT") return Error(Messages.OnlyCountTakesStar(name), call.Span);
        if (!call.Star && call.Arguments.Count != definition.Parameters.Count) return Error(Messages.WrongCount(name, $"{definition.Parameters.Count}", call.Arguments.Count, null), call.Span);
        if (call.Over is not null && (!definition.OverWindow || call.Distinct)) return Error(Messages.NoOver(name), call.Span);
        if (call.Distinct && !definition.OverWindow) return Error(Messages.NoStarNoDistinct(name), call.Span);
        var filter = call.Filter is null ? null : RowCondition(call.Filter, scope, "FILTER");
        if (call.Star)
            return Windowed(call, new BoundAggregate(AggregateDefinition.CountRows, [], false, filter, AdqlType.Bigint) { Span = call.Span, Facts = new ValueFacts { Ucd = "meta.number" } }, scope);

        var arguments = new BoundExpression[call.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = Value(call.Arguments[i], scope);
            if (value is BoundError) return value;
            if (call.Over is null) RefuseAggregates(value, name, Messages.InnerQuery());
            if (!Takes(definition, definition.Parameters[i], value))
                return Error(Messages.WrongArgument(name, definition.Parameters[i] == AdqlType.Varchar ? Messages.Texts : definition.Parameters[i] == AdqlType.Integer ? Messages.WholeNumbers : Messages.Numbers, value.Type.Named(), null), call.Arguments[i].Span);
            arguments[i] = Prepared(name, definition.Parameters[i], value);
        }
        var type = name == "SUM" ? arguments[0].Type.IsWhole() ? AdqlType.Bigint : AdqlType.Double : definition.Result ?? arguments[0].Type;
        return Windowed(call, new BoundAggregate(definition, arguments, call.Distinct, filter, type) { Span = call.Span, Facts = Facts(definition, arguments) }, scope);
    }

    static bool Takes(AggregateDefinition definition, AdqlType parameter, BoundExpression value) => value.Type == AdqlType.Unknown || parameter switch
    {
        AdqlType.Double => value.Type.IsNumber(),
        AdqlType.Integer => value.Type.IsWhole(),
        AdqlType.Varchar => value.Type.IsText(),
        _ when definition.Name == "SUM" => value.Type.IsNumber(),
        _ when definition.Name == "COUNT" => true,
        _ => !value.Type.IsGeometry() && value.Type is not (AdqlType.Boolean or AdqlType.IntegerArray or AdqlType.DoubleArray),
    };

    // Sums of single precision are formed in double precision.
    static BoundExpression Prepared(string name, AdqlType parameter, BoundExpression value) => parameter switch
    {
        AdqlType.Unknown when name == "SUM" && value.Type is AdqlType.Real => As(value, AdqlType.Double),
        AdqlType.Unknown when name == "SUM" => As(value, value.Type == AdqlType.Unknown ? AdqlType.Smallint : value.Type),
        AdqlType.Unknown => Typed(value),
        _ => As(value, parameter),
    };

    static ValueFacts Facts(AggregateDefinition definition, BoundExpression[] arguments)
    {
        if (definition.Name == "COUNT") return new ValueFacts { Ucd = "meta.number" };
        var argument = arguments[0].Facts;
        return new ValueFacts
        {
            Unit = UnitFacts.Of(definition.Unit, arguments),
            Ucd = definition.UcdWord is { } word && argument.Ucd is { } ucd && !ucd.StartsWith("stat.", StringComparison.Ordinal) ? $"{ucd};{word}" : null,
            Xtype = definition.Name is "MIN" or "MAX" ? argument.Xtype : null,
        };
    }

    // LAG, LEAD, FIRST_VALUE ...: the value has the type of the first argument.
    BoundExpression OfOtherRow(FunctionCall call, int most, Scope scope)
    {
        var name = call.Name.Text.ToUpperInvariant();
        if (call.Over is null) return Error(Messages.NeedsOver(name), call.Span);
        var least = name == "NTH_VALUE" ? 2 : 1;
        if (call.Arguments.Count < least || call.Arguments.Count > most)
            return Error(Messages.WrongCount(name, least == most ? $"{least}" : $"{least} to {most}", call.Arguments.Count, null), call.Span);
        var values = call.Arguments.Select(a => Value(a, scope)).ToList();
        if (values.Exists(v => v is BoundError)) return new BoundError { Span = call.Span };
        values[0] = Typed(values[0]);
        if (values.Count > 1 && !values[1].Type.IsWhole()) return Error(Messages.WrongArgument(name, Messages.WholeNumbers, values[1].Type.Named(), null), call.Arguments[1].Span);
        if (values.Count > 1) values[1] = As(values[1], AdqlType.Integer);
        if (values.Count > 2)
        {
            if (OneType([values[0], values[2]], name) is not { } type) return new BoundError { Span = call.Span };
            (values[0], values[2]) = (As(values[0], type), As(values[2], type));
        }
        var sql = $"{name.ToLowerInvariant()}({string.Join(", ", values.Select((_, i) => $"{{{i}}}"))})";
        var value = new BoundFunction(new FunctionDefinition(name, [], null, sql) { Group = FunctionGroup.Window }, values, values[0].Type)
        {
            Span = call.Span,
            Facts = ValueFacts.OfUnit(values[0].Facts.Unit) with { Xtype = values[0].Facts.Xtype, MaxLength = values[0].Facts.MaxLength },
        };
        return Windowed(call, value, scope);
    }

    BoundExpression Windowed(FunctionCall call, BoundExpression value, Scope scope)
    {
        if (call.Over is not { } window) return value;
        var partition = window.PartitionBy.Select(p => Typed(Value(p, scope))).ToList();
        var order = window.OrderBy.Select(o => new BoundOrder(Typed(Value(o.Value, scope)), null, o.Descending, o.NullsFirst)).ToList();
        if (window.Frame is { } frame && !IsFrame(frame)) return Error(Messages.BadFrame(), frame.Span);
        return new BoundWindow(value, partition, order, window.Frame) { Span = call.Span, Facts = value.Facts };
    }

    // Whether the frame can have rows, as PostgreSQL asks; RANGE counts values, which is left to it only where it counts nothing.
    static bool IsFrame(WindowFrame frame)
    {
        if (frame.ByRange && (frame.Start.Rows is not null || frame.End.Rows is not null)) return false;
        if (frame.Start is { Kind: FrameBoundKind.Following, Rows: null } || frame.End is { Kind: FrameBoundKind.Preceding, Rows: null }) return false;
        return frame.Start.Kind <= frame.End.Kind;
    }

    void RefuseAggregates(BoundExpression expression, string where, Wording hint)
    {
        if (expression.Find<BoundAggregate>() is { } aggregate) bag.Error(Messages.AggregateMisplaced(aggregate.Function.Name, where, hint), aggregate.Span);
        else if (expression.Find<BoundWindow>() is { } window) bag.Error(Messages.AggregateMisplaced("OVER", where, Messages.WindowInFrom()), window.Span);
    }
}
