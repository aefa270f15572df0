using System.Globalization;
using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

sealed partial class Binder
{
    BoundExpression Condition(Expression expression, Scope scope, string where)
    {
        var bound = Value(expression, scope);
        switch (bound)
        {
            case { Type: AdqlType.Boolean }:
                if (IsBooleanValue(bound)) Beyond(Messages.BooleanPredicate(), expression.Span);
                return bound;
            case BoundError:
                return bound;
            case BoundNull { Type: AdqlType.Unknown }:
                return new BoundNull(AdqlType.Boolean) { Span = bound.Span };
            case BoundTruth truth:
                Beyond(Messages.BarePredicate(truth.Name), expression.Span);
                return truth.Condition with { Span = expression.Span };
            default:
                return Error(Messages.NoCondition(where, bound.Type.Named(), null), expression.Span);
        }
    }

    BoundLogical Logical(LogicalExpression logical, Scope scope)
    {
        var operands = new BoundExpression[logical.Operands.Count];
        for (var i = 0; i < operands.Length; i++) operands[i] = Condition(logical.Operands[i], scope, logical.IsAnd ? "AND" : "OR");
        return new BoundLogical(logical.IsAnd, operands) { Span = logical.Span };
    }

    BoundExpression Compare(ComparisonOperator mark, BoundExpression left, BoundExpression right, TextSpan span)
    {
        (left, right) = Meet(left, right);
        if (left is BoundError || right is BoundError) return new BoundError { Span = span };
        if (left.Type.IsGeometry() || right.Type.IsGeometry()) return Error(Messages.GeometryCompared(), span);
        var onlyEqual = left.Type is AdqlType.Boolean or AdqlType.IntegerArray or AdqlType.DoubleArray;
        if (!Types.Meet(left.Type, right.Type) || (onlyEqual && mark is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual)))
            return Error(Messages.NotComparable(left.Type.Named(), right.Type.Named(), CompareHint(left, right)), span);
        return new BoundComparison(mark, left, right) { Span = span };
    }

    static Wording? CompareHint(BoundExpression left, BoundExpression right) => (left, right) switch
    {
        _ when (left as BoundText ?? right as BoundText) is { } t && double.TryParse(t.Value, CultureInfo.InvariantCulture, out _) => Messages.WithoutQuotes(),
        ({ Type: AdqlType.Varchar }, BoundNumber) or (BoundNumber, { Type: AdqlType.Varchar }) => Messages.InSingleQuotes(),
        (BoundColumn { Type: AdqlType.Boolean } c, _) => Messages.BooleanColumn(Excerpt.Name(c.Column.Name)),
        (_, BoundColumn { Type: AdqlType.Boolean } c) => Messages.BooleanColumn(Excerpt.Name(c.Column.Name)),
        ({ Type: AdqlType.Boolean }, _) or (_, { Type: AdqlType.Boolean }) => Messages.JoinConditions(),
        _ => null,
    };

    // A text that stands beside a time is a time, if it has the form of one (ADQL 2.1, 3.1.4; DALI 1.1, 3.3.3).
    (BoundExpression, BoundExpression) Meet(BoundExpression a, BoundExpression b)
    {
        if (a.Type is AdqlType.Date or AdqlType.Timestamp && b is BoundText right) return (a, Moment(right));
        if (b.Type is AdqlType.Date or AdqlType.Timestamp && a is BoundText left) return (Moment(left), b);
        return (a, b);
    }

    // A text before BETWEEN or IN is a time as soon as one of the values behind is.
    BoundExpression MeetAll(BoundExpression value, IReadOnlyList<BoundExpression> others)
    {
        if (value is not BoundText) return value;
        foreach (var other in others)
            if (other.Type is AdqlType.Date or AdqlType.Timestamp) return Meet(value, other).Item1;
        return value;
    }

    BoundExpression Moment(BoundText literal) => DaliTime.TypeOf(literal.Value) is { } type
        ? new BoundMoment(literal.Value, type) { Span = literal.Span }
        : Error(Messages.NoTime(Excerpt.Shown(literal.Value)), literal.Span);

    BoundExpression Between(BetweenExpression expression, Scope scope)
    {
        var (low, high) = (Value(expression.Low, scope), Value(expression.High, scope));
        var value = MeetAll(Value(expression.Value, scope), [low, high]);
        return Compare(ComparisonOperator.LessOrEqual, value, low, expression.Span) is BoundComparison a && Compare(ComparisonOperator.LessOrEqual, value, high, expression.Span) is BoundComparison b
            ? new BoundBetween(value, a.Right, b.Right, expression.Negated) { Span = expression.Span }
            : new BoundError { Span = expression.Span };
    }

    BoundIn In(InExpression expression, Scope scope)
    {
        var values = new BoundExpression[expression.List.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Value(expression.List[i], scope);
        var value = MeetAll(Typed(Value(expression.Value, scope)), values);
        for (var i = 0; i < values.Length; i++)
            values[i] = Compare(ComparisonOperator.Equal, value, values[i], values[i].Span) is BoundComparison c ? c.Right : new BoundError();
        return new BoundIn(value, values, expression.Negated) { Span = expression.Span };
    }

    BoundExpression InQuery(InQueryExpression expression, Scope scope)
    {
        var query = Inner(expression.Query, scope);
        var value = Typed(Value(expression.Value, scope));
        if (query.Query.Outputs.Count != 1) return Error(Messages.OneColumn("after IN", "IN 之后", query.Query.Outputs.Count), expression.Span);
        // A text beside times is a time as everywhere.
        var column = query.Query.Outputs[0];
        if (column.Type is AdqlType.Date or AdqlType.Timestamp && value is BoundText text) value = Moment(text);
        if (value is BoundError || column.Value is BoundError) return new BoundError { Span = expression.Span };
        if (value.Type.IsGeometry() || column.Type.IsGeometry()) return Error(Messages.GeometryCompared(), expression.Span);
        if (!Types.Meet(value.Type, column.Type)) return Error(Messages.NotComparable(value.Type.Named(), column.Type.Named(), null), expression.Span);
        return new BoundInQuery(value, query, expression.Negated) { Span = expression.Span };
    }

    BoundExpression Like(LikeExpression like, Scope scope)
    {
        var name = like.IgnoreCase ? "ILIKE" : "LIKE";
        var (value, pattern) = (TextValue(like.Value, scope, name), TextValue(like.Pattern, scope, name));
        if (like.Escape is { } escape)
        {
            if (escape.EnumerateRunes().Count() != 1) return Error(Messages.BadEscape(), like.Span);
            if (pattern is BoundText text && EndsInEscape(text.Value, escape)) return Error(Messages.PatternEndsInEscape(), pattern.Span);
        }
        return new BoundLike(value, pattern, like.Negated, like.IgnoreCase, like.Escape) { Span = like.Span };
    }

    // PostgreSQL would end the query with an error of its own.
    static bool EndsInEscape(string pattern, string escape)
    {
        var at = 0;
        while (pattern.IndexOf(escape, at, StringComparison.Ordinal) is var found and >= 0)
        {
            at = found + escape.Length;
            if (at == pattern.Length) return true;
            at++;
        }
        return false;
    }
}
