using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

sealed partial class Binder
{
    static readonly string[] Operators = ["=", "<>"];

    BoundExpression Condition(Expression expression, Scope scope, string where)
    {
        var bound = Value(expression, scope);
        if (bound.Type == AdqlType.Boolean) return bound;
        throw Fail("LVO-ADQL-0304", expression.Span, $"{where} needs a condition; this is {bound.Type.Named()}.",
            bound is BoundContains ? "CONTAINS gives 1 or 0: write 1 = CONTAINS(...)." : "Compare it with something, e.g. x > 0.");
    }

    BoundExpression Value(Expression expression, Scope scope) => expression switch
    {
        NumberLiteral number => Number(number),
        StringLiteral literal => new BoundText(literal.Value) { Span = literal.Span },
        NullLiteral => new BoundNull(AdqlType.Unknown) { Span = expression.Span },
        ColumnReference column => Name(column, scope),
        SignExpression sign => Sign(sign, scope),
        ArithmeticExpression arithmetic => Arithmetic(arithmetic, scope),
        ComparisonExpression c => Compare(c.Operator, Value(c.Left, scope), Value(c.Right, scope), c.Span),
        LogicalExpression logical => new BoundLogical(logical.IsAnd, [.. logical.Operands.Select(o => Condition(o, scope, logical.IsAnd ? "AND" : "OR"))]) { Span = logical.Span },
        NotExpression not => new BoundNot(Condition(not.Operand, scope, "NOT")) { Span = not.Span },
        BetweenExpression between => Between(between, scope),
        InExpression inside => In(inside, scope),
        LikeExpression like => Like(like, scope),
        IsNullExpression isNull => IsNull(isNull, scope),
        FunctionCall call => Call(call, scope),
        CastExpression cast => Cast(cast, scope),
        _ => throw new InvalidOperationException(expression.GetType().Name),
    };

    BoundNumber Number(NumberLiteral number) => !double.IsFinite(number.Value)
        ? throw Fail("LVO-ADQL-0107", number.Span, "The number is too large.", "Numbers go up to 1.79E308.")
        : number.IsInteger
        ? new BoundNumber(number.Integer, number.Integer, number.Integer <= int.MaxValue ? AdqlType.Integer : AdqlType.Bigint) { Span = number.Span }
        : new BoundNumber(number.Value, null, AdqlType.Double) { Span = number.Span };

    BoundExpression Sign(SignExpression sign, Scope scope)
    {
        var operand = NumberValue(sign.Operand, scope, "A sign");
        return sign.Negative ? new BoundNegative(operand) { Span = sign.Span, Facts = Computed(operand) } : operand;
    }

    BoundArithmetic Arithmetic(ArithmeticExpression expression, Scope scope)
    {
        if (expression.Operator == "||")
        {
            var (a, b) = (TextValue(expression.Left, scope, "||"), TextValue(expression.Right, scope, "||"));
            return new BoundArithmetic("||", a, b, a.Type == AdqlType.UnicodeVarchar ? a.Type : b.Type == AdqlType.Unknown ? AdqlType.Varchar : b.Type) { Span = expression.Span };
        }
        var left = NumberValue(expression.Left, scope, expression.Operator);
        var right = NumberValue(expression.Right, scope, expression.Operator);
        var type = Types.Wider(left.Type, right.Type);
        // 5/60 is meant as 0.083 by whoever writes it; a division of columns is PostgreSQL's.
        if (expression.Operator == "/" && IsConstant(left) && IsConstant(right)) type = AdqlType.Double;
        var sum = expression.Operator is "+" or "-" && left.Facts.Unit == right.Facts.Unit;
        return new BoundArithmetic(expression.Operator, left, right, type == AdqlType.Unknown ? AdqlType.Double : type)
        {
            Span = expression.Span,
            Facts = sum ? Computed(left) : ValueFacts.None,
        };
    }

    static bool IsConstant(BoundExpression value) => value is BoundNumber || (value is BoundNegative n && IsConstant(n.Operand))
        || (value is BoundArithmetic a && IsConstant(a.Left) && IsConstant(a.Right));

    BoundComparison Compare(string mark, BoundExpression left, BoundExpression right, TextSpan span)
    {
        (left, right) = Meet(left, right);
        if (left.Type is AdqlType.Point or AdqlType.Circle || right.Type is AdqlType.Point or AdqlType.Circle)
            throw Fail("LVO-ADQL-0303", span, "Geometries cannot be compared.", "Write 1 = CONTAINS(POINT(...), CIRCLE(...)), or DISTANCE(...) < radius.");
        if (!Comparable(left.Type, right.Type) || (left.Type == AdqlType.Boolean && !Operators.Contains(mark)))
            throw Fail("LVO-ADQL-0303", span, $"{Capital(left.Type.Named())} cannot be compared with {right.Type.Named()}.", CompareHint(left, right));
        return new BoundComparison(mark, left, right) { Span = span };
    }

    static string? CompareHint(BoundExpression left, BoundExpression right) => (left, right) switch
    {
        _ when (left as BoundText ?? right as BoundText) is { } t && double.TryParse(t.Value, System.Globalization.CultureInfo.InvariantCulture, out _) =>
            "Write the number without quotes.",
        ({ Type: AdqlType.Varchar }, BoundNumber) or (BoundNumber, { Type: AdqlType.Varchar }) => "Write the text in single quotes.",
        (BoundColumn { Type: AdqlType.Boolean } c, _) => BooleanHint(c),
        (_, BoundColumn { Type: AdqlType.Boolean } c) => BooleanHint(c),
        ({ Type: AdqlType.Boolean }, _) or (_, { Type: AdqlType.Boolean }) => "Join conditions with AND and OR.",
        _ => null,
    };

    static string BooleanHint(BoundColumn column) =>
        $"A boolean column is a condition by itself: WHERE {AdqlLanguage.Written(column.Column.Name)}, or WHERE NOT {AdqlLanguage.Written(column.Column.Name)}.";

    static bool Comparable(AdqlType a, AdqlType b) => (a.IsNumber() && b.IsNumber()) || (a.IsText() && b.IsText()) || (a.IsTime() && b.IsTime()) || a == b;

    // A text that stands beside a time is a time, if it has the form of one (ADQL 2.1, 3.1.4; DALI 1.1, 3.3.3).
    (BoundExpression, BoundExpression) Meet(BoundExpression a, BoundExpression b)
    {
        if (a.Type is AdqlType.Date or AdqlType.Timestamp && b is BoundText right) return (a, Moment(right));
        if (b.Type is AdqlType.Date or AdqlType.Timestamp && a is BoundText left) return (Moment(left), b);
        return (a, b);
    }

    // A text before BETWEEN or IN is a time as soon as one of the values behind is.
    BoundExpression MeetAll(BoundExpression value, IEnumerable<BoundExpression> others) =>
        value is BoundText && others.FirstOrDefault(o => o.Type is AdqlType.Date or AdqlType.Timestamp) is { } time ? Meet(value, time).Item1 : value;

    BoundMoment Moment(BoundText literal) => DaliTime.TypeOf(literal.Value) is { } type
        ? new BoundMoment(literal.Value, type) { Span = literal.Span }
        : throw Fail("LVO-ADQL-0308", literal.Span, $"'{AdqlError.Shown(literal.Value)}' is not a time.", "Write 'YYYY-MM-DD' or 'YYYY-MM-DDThh:mm:ss'.");

    BoundBetween Between(BetweenExpression expression, Scope scope)
    {
        var (low, high) = (Value(expression.Low, scope), Value(expression.High, scope));
        var value = MeetAll(Value(expression.Value, scope), [low, high]);
        return new BoundBetween(value, Compare("<=", value, low, expression.Span).Right, Compare("<=", value, high, expression.Span).Right, expression.Negated) { Span = expression.Span };
    }

    BoundIn In(InExpression expression, Scope scope)
    {
        var values = expression.List.Select(e => Value(e, scope)).ToList();
        var value = MeetAll(Value(expression.Value, scope), values);
        var list = values.Select(v => Compare("=", value, v, v.Span).Right).ToList();
        return new BoundIn(value, list, expression.Negated) { Span = expression.Span };
    }

    BoundLike Like(LikeExpression like, Scope scope)
    {
        var name = like.IgnoreCase ? "ILIKE" : "LIKE";
        return new BoundLike(TextValue(like.Value, scope, name), TextValue(like.Pattern, scope, name), like.Negated, like.IgnoreCase) { Span = like.Span };
    }

    BoundIsNull IsNull(IsNullExpression expression, Scope scope)
    {
        var value = Value(expression.Value, scope);
        if (value.Type is AdqlType.Point or AdqlType.Circle) throw Fail("LVO-ADQL-0302", expression.Span, "IS NULL cannot be asked of a geometry.", "Ask it of its columns.");
        return new BoundIsNull(value, expression.Negated) { Span = expression.Span };
    }

    BoundCast Cast(CastExpression cast, Scope scope)
    {
        var value = Value(cast.Value, scope);
        if (value is BoundText text && cast.Type == AdqlType.Timestamp) value = Moment(text);
        var possible = cast.Type switch
        {
            AdqlType.Varchar => value.Type.IsNumber() || value.Type.IsText() || value.Type.IsTime(),
            AdqlType.Timestamp => value.Type.IsTime(),
            _ => value.Type.IsNumber() || value.Type.IsText(),
        };
        if (!possible) throw Fail("LVO-ADQL-0302", cast.Span, $"{Capital(value.Type.Named())} cannot be converted to {cast.Type.Named()}.");
        return new BoundCast(value, cast.Type, cast.Length) { Span = cast.Span, Facts = value.Facts with { MaxLength = cast.Length, Xtype = null, IsMainPosition = false } };
    }

    // A bare NULL gets a type: PostgreSQL cannot choose among the functions and operators that would take one. The narrowest widens nothing.
    BoundExpression NumberValue(Expression expression, Scope scope, string what)
    {
        var value = Value(expression, scope);
        if (value is BoundNull { Type: AdqlType.Unknown }) return new BoundNull(AdqlType.Smallint) { Span = value.Span };
        return value.Type.IsNumber() ? value : throw Fail("LVO-ADQL-0302", expression.Span, $"{what} takes numbers; this is {value.Type.Named()}.");
    }

    BoundExpression TextValue(Expression expression, Scope scope, string what)
    {
        var value = Value(expression, scope);
        if (value is BoundNull { Type: AdqlType.Unknown }) return new BoundNull(AdqlType.Varchar) { Span = value.Span };
        return value.Type.IsText() ? value : throw Fail("LVO-ADQL-0302", expression.Span, $"{what} takes text; this is {value.Type.Named()}.", "CAST(x AS VARCHAR) makes a text of a number.");
    }

    static ValueFacts Computed(BoundExpression value) => new() { Unit = value.Facts.Unit };

    static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
