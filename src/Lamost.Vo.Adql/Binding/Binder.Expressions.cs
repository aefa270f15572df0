using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

sealed partial class Binder
{
    BoundExpression Value(Expression expression, Scope scope) => expression switch
    {
        // Sums are the high trees; they come first and have small frames.
        BinaryExpression binary => Binary(binary, scope),
        ColumnReference column => Name(column, scope),
        NumberLiteral number => Number(number),
        StringLiteral literal => new BoundText(literal.Value) { Span = literal.Span },
        FunctionCall call => Call(call, scope),
        _ => Other(expression, scope),
    };

    BoundExpression Other(Expression expression, Scope scope) => expression switch
    {
        NullLiteral => new BoundNull(AdqlType.Unknown) { Span = expression.Span },
        BooleanLiteral literal => new BoundBoolean(literal.Value) { Span = literal.Span },
        UnaryExpression unary => Unary(unary, scope),
        ComparisonExpression c => Compare(c.Operator, Value(c.Left, scope), Value(c.Right, scope), c.Span),
        LogicalExpression logical => Logical(logical, scope),
        NotExpression not => new BoundNot(Condition(not.Operand, scope, "NOT")) { Span = not.Span },
        BetweenExpression between => Between(between, scope),
        InExpression inside => In(inside, scope),
        InQueryExpression inside => InQuery(inside, scope),
        ExistsExpression exists => new BoundExists(Inner(exists.Query, scope)) { Span = exists.Span },
        ScalarQueryExpression scalar => Scalar(scalar, scope),
        LikeExpression like => Like(like, scope),
        IsNullExpression isNull => new BoundIsNull(Value(isNull.Value, scope), isNull.Negated) { Span = isNull.Span },
        CaseExpression choice => Case(choice, scope),
        CastExpression cast => Cast(cast, scope),
        _ => throw new InvalidOperationException(expression.GetType().Name),
    };

    BoundExpression Number(NumberLiteral number) => !double.IsFinite(number.Value)
        ? Error(Messages.NumberOutOfRange(), number.Span)
        : number.IsInteger
        ? new BoundNumber(number.Integer, number.Integer, number.Integer <= int.MaxValue ? AdqlType.Integer : AdqlType.Bigint) { Span = number.Span }
        : new BoundNumber(number.Value, null, AdqlType.Double) { Span = number.Span };

    BoundExpression Unary(UnaryExpression unary, Scope scope)
    {
        if (unary.Operator == UnaryOperator.BitNot) return new BoundUnary(unary.Operator, WholeValue(unary.Operand, scope, "~")) { Span = unary.Span };
        var operand = NumberValue(unary.Operand, scope, unary.Operator == UnaryOperator.Minus ? "-" : "+");
        if (unary.Operator == UnaryOperator.Plus) return operand with { Span = unary.Span };
        // As with the other computations, 16 bits become 32.
        return new BoundUnary(unary.Operator, operand) { Span = unary.Span, Facts = ValueFacts.OfUnit(operand.Facts.Unit) };
    }

    BoundExpression Binary(BinaryExpression expression, Scope scope)
    {
        switch (expression.Operator)
        {
            case BinaryOperator.Concatenate:
                var (a, b) = (TextValue(expression.Left, scope, "||"), TextValue(expression.Right, scope, "||"));
                return new BoundBinary(expression.Operator, a, b, Types.Wider(a.Type, b.Type)) { Span = expression.Span };
            case BinaryOperator.BitAnd or BinaryOperator.BitOr or BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight:
                return Bitwise(expression, scope);
            case BinaryOperator.Modulo:
                return Call(FunctionCall.Of("MOD", expression.Left, expression.Right) with { Span = expression.Span }, scope);
            default:
                return Arithmetic(expression, scope);
        }
    }

    BoundBinary Arithmetic(BinaryExpression expression, Scope scope)
    {
        var mark = Symbol(expression.Operator);
        var left = NumberValue(expression.Left, scope, mark);
        var right = NumberValue(expression.Right, scope, mark);
        var type = Types.Wider(left.Type, right.Type);
        if (type is AdqlType.Unknown) type = AdqlType.Double;
        // Products of 16-bit columns are seldom 16-bit numbers, and PostgreSQL would end the query.
        if (type == AdqlType.Smallint) (type, left) = (AdqlType.Integer, As(left, AdqlType.Integer));
        // 5/60 is meant as 0.083 by whoever writes it; a division of columns is PostgreSQL's.
        if (expression.Operator == BinaryOperator.Divide && type.IsWhole() && IsWritten(left) && IsWritten(right))
        {
            type = AdqlType.Double;
            bag.Warning(Messages.DivisionOfWholeNumbers(), expression.Span);
        }
        if (expression.Operator == BinaryOperator.Divide && type == AdqlType.Double)
            (left, right) = (As(left, AdqlType.Double), As(right, AdqlType.Double));
        return new BoundBinary(expression.Operator, left, right, type)
        {
            Span = expression.Span,
            Facts = ValueFacts.OfUnit(UnitFacts.Of(expression.Operator, left, right)),
        };
    }

    static bool IsWritten(BoundExpression value) => value is BoundNumber || (value is BoundUnary u && IsWritten(u.Operand)) || (value is BoundBinary b && IsWritten(b.Left) && IsWritten(b.Right));

    BoundBinary Bitwise(BinaryExpression expression, Scope scope)
    {
        var mark = Symbol(expression.Operator);
        var (left, right) = (WholeValue(expression.Left, scope, mark), WholeValue(expression.Right, scope, mark));
        var shifts = expression.Operator is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight;
        var type = shifts ? left.Type : Types.Wider(left.Type, right.Type);
        if (type is AdqlType.Unknown or AdqlType.Smallint) type = AdqlType.Integer;
        return new BoundBinary(expression.Operator, As(left, type), As(right, shifts ? AdqlType.Integer : type), type) { Span = expression.Span };
    }

    public static string Symbol(BinaryOperator mark) => mark switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Concatenate => "||",
        BinaryOperator.Modulo => "%",
        BinaryOperator.BitAnd => "&",
        BinaryOperator.BitOr => "|",
        BinaryOperator.ShiftLeft => "<<",
        _ => ">>",
    };

    BoundExpression Scalar(ScalarQueryExpression expression, Scope scope)
    {
        var query = Inner(expression.Query, scope);
        if (query.Query.Outputs.Count != 1) return Error(Messages.OneColumn("as a value", "作为值", query.Query.Outputs.Count), expression.Span);
        var output = query.Query.Outputs[0];
        return new BoundScalarQuery(query, output.Type) { Span = expression.Span, Facts = output.Value.Facts };
    }

    BoundExpression Case(CaseExpression expression, Scope scope)
    {
        var value = expression.Value is null ? null : Typed(Value(expression.Value, scope));
        var branches = new List<BoundBranch>(expression.Branches.Count);
        foreach (var branch in expression.Branches)
        {
            // Compared as any other two values are, so that a time meets a text.
            var when = value is null ? Condition(branch.When, scope, "WHEN") : Compare(ComparisonOperator.Equal, value, Value(branch.When, scope), branch.When.Span) is BoundComparison c ? c.Right : new BoundError();
            branches.Add(new BoundBranch(when, Value(branch.Then, scope)));
        }
        var otherwise = expression.Otherwise is null ? null : Value(expression.Otherwise, scope);
        var results = branches.ConvertAll(b => b.Then);
        if (otherwise is not null) results.Add(otherwise);
        if (OneType(results, "CASE") is not { } type) return new BoundError { Span = expression.Span };
        return new BoundCase(value, branches.ConvertAll(b => b with { Then = As(b.Then, type) }), otherwise is null ? null : As(otherwise, type), type)
        {
            Span = expression.Span,
            Facts = ValueFacts.OfUnit(UnitFacts.Common(results)),
        };
    }

    // The type of values of which one is taken; null, with an error, when they have none in common.
    AdqlType? OneType(List<BoundExpression> values, string function)
    {
        var type = AdqlType.Unknown;
        foreach (var value in values)
        {
            if (!Types.Meet(type, value.Type))
            {
                bag.Error(Messages.DifferentTypes(function, type.Named(), value.Type.Named()), value.Span);
                return null;
            }
            type = Types.Wider(type, value.Type);
        }
        return type == AdqlType.Unknown ? AdqlType.Varchar : type;
    }

    // A number, and of the narrowest type where it is NULL alone: PostgreSQL cannot choose among the operators that would take one.
    BoundExpression NumberValue(Expression expression, Scope scope, string what)
    {
        var value = Value(expression, scope);
        if (value is BoundNull { Type: AdqlType.Unknown }) return new BoundNull(AdqlType.Smallint) { Span = value.Span };
        return value.Type.IsNumber() ? value : Error(Messages.WrongArgument(what, Messages.Numbers, value.Type.Named(), null), expression.Span);
    }

    BoundExpression WholeValue(Expression expression, Scope scope, string what)
    {
        var value = NumberValue(expression, scope, what);
        return value.Type.IsWhole() || value.Type == AdqlType.Unknown ? value : Error(Messages.WrongArgument(what, Messages.WholeNumbers, value.Type.Named(), Messages.Write("CAST(x AS BIGINT)")), expression.Span);
    }

    BoundExpression TextValue(Expression expression, Scope scope, string what)
    {
        var value = Value(expression, scope);
        if (value is BoundNull { Type: AdqlType.Unknown }) return new BoundNull(AdqlType.Varchar) { Span = value.Span };
        return value.Type.IsText() ? value : Error(Messages.WrongArgument(what, Messages.Texts, value.Type.Named(), Messages.CastToText()), expression.Span);
    }

    /// <summary>NULL with a type, as PostgreSQL needs one where nothing else gives it.</summary>
    static BoundExpression Typed(BoundExpression value) => value is BoundNull { Type: AdqlType.Unknown } ? new BoundNull(AdqlType.Varchar) { Span = value.Span } : value;

    /// <summary>The value as another type that it can have without loss; itself where it has it.</summary>
    static BoundExpression As(BoundExpression value, AdqlType type) => value switch
    {
        _ when value.Type == type || value is BoundError => value,
        BoundNull => new BoundNull(type) { Span = value.Span },
        BoundNumber number when type == AdqlType.Double => new BoundNumber(number.Value, null, AdqlType.Double) { Span = value.Span },
        _ when value.Type.IsText() && type.IsText() => value,
        _ => new BoundCast(value, type) { Span = value.Span, Facts = value.Facts },
    };
}
