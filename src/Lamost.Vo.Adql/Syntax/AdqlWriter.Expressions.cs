using System.Globalization;

namespace Lamost.Vo.Adql.Syntax;

public sealed partial class AdqlWriter
{
    // How tightly an expression holds together; an operand that holds less than its place asks for stands in parentheses.
    const int Or = 0, And = 1, Not = 2, Predicate = 3, Bits = 4, Sum = 5, Product = 6, Sign = 7, Primary = 8;

    static int Level(Expression expression) => expression switch
    {
        LogicalExpression l => l.IsAnd ? And : Or,
        NotExpression => Not,
        ComparisonExpression or BetweenExpression or InExpression or InQueryExpression or LikeExpression or IsNullExpression => Predicate,
        BinaryExpression b => Level(b.Operator),
        UnaryExpression => Sign,
        _ => Primary,
    };

    static int Level(BinaryOperator binary) => binary switch
    {
        BinaryOperator.Add or BinaryOperator.Subtract => Sum,
        BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Modulo => Product,
        _ => Bits,
    };

    void WriteList(IReadOnlyList<Expression> list, int level = Or)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (i > 0) _to.Append(", ");
            WriteExpression(list[i], level);
        }
    }

    void WriteAfter(string keyword, Expression expression, int level = Or)
    {
        _to.Append(keyword);
        WriteExpression(expression, level);
    }

    void WriteExpression(Expression expression, int level = Or)
    {
        var inParentheses = Level(expression) < level;
        if (inParentheses) _to.Append('(');
        WriteBare(expression);
        if (inParentheses) _to.Append(')');
    }

    void WriteBare(Expression expression)
    {
        switch (expression)
        {
            case NumberLiteral number: WriteNumber(number); break;
            case StringLiteral text: WriteText(text.Value); break;
            case BooleanLiteral boolean: _to.Append(boolean.Value ? "TRUE" : "FALSE"); break;
            case NullLiteral: _to.Append("NULL"); break;
            case ColumnReference column: WriteNames(column.Parts, '.'); break;
            case UnaryExpression unary:
                WriteAfter(unary.Operator switch { UnaryOperator.Plus => "+", UnaryOperator.Minus => "-", _ => "~" }, unary.Operand, Primary);
                break;
            case BinaryExpression binary: WriteBinary(binary); break;
            case LogicalExpression logical: WriteLogical(logical); break;
            case NotExpression not: WriteAfter("NOT ", not.Operand, Predicate); break;
            case FunctionCall call: WriteCall(call); break;
            case CaseExpression choice: WriteCase(choice); break;
            case CastExpression cast: WriteCast(cast); break;
            case ExistsExpression exists:
                _to.Append("EXISTS ");
                WriteInner(exists.Query);
                break;
            case ScalarQueryExpression scalar: WriteInner(scalar.Query); break;
            default: WritePredicate(expression); break;
        }
    }

    void WritePredicate(Expression expression)
    {
        switch (expression)
        {
            case ComparisonExpression comparison:
                WriteExpression(comparison.Left, Bits);
                WriteAfter(Mark(comparison.Operator), comparison.Right, Bits);
                break;
            case BetweenExpression between:
                WriteExpression(between.Value, Bits);
                WriteAfter(between.Negated ? " NOT BETWEEN " : " BETWEEN ", between.Low, Bits);
                WriteAfter(" AND ", between.High, Bits);
                break;
            case InExpression within:
                WriteExpression(within.Value, Bits);
                _to.Append(within.Negated ? " NOT IN (" : " IN (");
                WriteList(within.List);
                _to.Append(')');
                break;
            case InQueryExpression within:
                WriteExpression(within.Value, Bits);
                _to.Append(within.Negated ? " NOT IN " : " IN ");
                WriteInner(within.Query);
                break;
            case LikeExpression like:
                WriteExpression(like.Value, Bits);
                WriteAfter((like.Negated ? " NOT" : "") + (like.IgnoreCase ? " ILIKE " : " LIKE "), like.Pattern, Bits);
                if (like.Escape is null) break;
                _to.Append(" ESCAPE ");
                WriteText(like.Escape);
                break;
            case IsNullExpression isNull:
                WriteExpression(isNull.Value, Bits);
                _to.Append(isNull.Negated ? " IS NOT NULL" : " IS NULL");
                break;
            default: throw new ArgumentException($"There is no text for {expression.GetType().Name}.", nameof(expression));
        }
    }

    static string Mark(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => " = ",
        ComparisonOperator.NotEqual => " <> ",
        ComparisonOperator.Less => " < ",
        ComparisonOperator.Greater => " > ",
        ComparisonOperator.LessOrEqual => " <= ",
        _ => " >= ",
    };

    void WriteBinary(BinaryExpression binary)
    {
        var level = Level(binary.Operator);
        // Sums beside || or & would be read rightly, but not by everybody.
        var isLoose = level == Bits;
        WriteExpression(binary.Left, isLoose && Level(binary.Left) != Bits ? Sign : level);
        WriteAfter(Mark(binary.Operator), binary.Right, isLoose ? Sign : level + 1);
    }

    static string Mark(BinaryOperator binary) => binary switch
    {
        BinaryOperator.Add => " + ",
        BinaryOperator.Subtract => " - ",
        BinaryOperator.Multiply => " * ",
        BinaryOperator.Divide => " / ",
        BinaryOperator.Concatenate => " || ",
        BinaryOperator.Modulo => " % ",
        BinaryOperator.BitAnd => " & ",
        BinaryOperator.BitOr => " | ",
        BinaryOperator.ShiftLeft => " << ",
        _ => " >> ",
    };

    void WriteLogical(LogicalExpression logical)
    {
        for (var i = 0; i < logical.Operands.Count; i++)
            WriteAfter(i == 0 ? "" : logical.IsAnd ? " AND " : " OR ", logical.Operands[i], (logical.IsAnd ? And : Or) + 1);
    }

    // A program's negative number stands in parentheses: two signs in a row would begin a comment.
    void WriteNumber(NumberLiteral number)
    {
        var text = number.IsInteger ? number.Integer.ToString(CultureInfo.InvariantCulture) : number.Value.ToString("R", CultureInfo.InvariantCulture);
        if (!number.IsInteger && !text.AsSpan().ContainsAny('.', 'E')) text += ".0";
        _to.Append(text[0] == '-' ? $"({text})" : text);
    }

    void WriteText(string text) => _to.Append('\'').Append(text.Replace("'", "''", StringComparison.Ordinal)).Append('\'');

    void WriteCase(CaseExpression choice)
    {
        _to.Append("CASE");
        if (choice.Value is not null) WriteAfter(" ", choice.Value);
        foreach (var branch in choice.Branches)
        {
            WriteAfter(" WHEN ", branch.When);
            WriteAfter(" THEN ", branch.Then);
        }
        if (choice.Otherwise is not null) WriteAfter(" ELSE ", choice.Otherwise);
        _to.Append(" END");
    }

    void WriteCast(CastExpression cast)
    {
        WriteAfter("CAST(", cast.Value);
        _to.Append(" AS ").Append(cast.Type == CastType.Double ? "DOUBLE PRECISION" : cast.Type.ToString().ToUpperInvariant());
        if (cast.Length is { } length) _to.Append(CultureInfo.InvariantCulture, $"({length})");
        _to.Append(')');
    }

    void WriteCall(FunctionCall call)
    {
        _to.Append(call.Name.Text).Append('(');
        if (call.Distinct) _to.Append("DISTINCT ");
        if (call.Star) _to.Append('*');
        // POSITION(a IN b) has a meaning of its own.
        else WriteList(call.Arguments, call.Name.Means("POSITION") ? Bits : Or);
        _to.Append(')');
        if (call.Filter is not null)
        {
            WriteAfter(" FILTER (WHERE ", call.Filter);
            _to.Append(')');
        }
        if (call.Over is not null) WriteWindow(call.Over);
    }

    void WriteWindow(WindowSpecification window)
    {
        _to.Append(" OVER (");
        var start = _to.Length;
        if (window.PartitionBy.Count > 0)
        {
            _to.Append("PARTITION BY ");
            WriteList(window.PartitionBy);
        }
        if (window.OrderBy.Count > 0)
        {
            _to.Append(_to.Length > start ? " ORDER BY " : "ORDER BY ");
            WriteTerms(window.OrderBy);
        }
        if (window.Frame is { } frame)
        {
            _to.Append(_to.Length > start ? " " : "").Append(frame.ByRange ? "RANGE BETWEEN " : "ROWS BETWEEN ");
            WriteBound(frame.Start);
            _to.Append(" AND ");
            WriteBound(frame.End);
        }
        _to.Append(')');
    }

    void WriteBound(FrameBound bound)
    {
        if (bound.Kind == FrameBoundKind.Current)
        {
            _to.Append("CURRENT ROW");
            return;
        }
        if (bound.Rows is { } rows) _to.Append(CultureInfo.InvariantCulture, $"{rows}");
        else _to.Append("UNBOUNDED");
        _to.Append(bound.Kind == FrameBoundKind.Preceding ? " PRECEDING" : " FOLLOWING");
    }
}
