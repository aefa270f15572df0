namespace Lamost.Vo.Adql.Syntax;

/// <summary>A value or a condition.</summary>
public abstract record Expression : Node;

/// <summary>An unsigned number.</summary>
/// <param name="Value">Its value.</param>
/// <param name="IsInteger">True when it was written without point and exponent, and is below 2^63.</param>
public sealed record NumberLiteral(double Value, bool IsInteger = false) : Expression
{
    /// <summary>The exact value of an integer.</summary>
    public long Integer { get; init; }
}

/// <summary>A character string.</summary>
public sealed record StringLiteral(string Value) : Expression;

/// <summary>NULL.</summary>
public sealed record NullLiteral : Expression;

/// <summary>A column, with up to three parts before its name.</summary>
/// <param name="Parts">At least one; the column last.</param>
public sealed record ColumnReference(IReadOnlyList<Identifier> Parts) : Expression;

/// <summary><c>+x</c> or <c>-x</c>.</summary>
public sealed record SignExpression(bool Negative, Expression Operand) : Expression;

/// <summary><c>+ - * /</c> and <c>||</c>.</summary>
public sealed record ArithmeticExpression(string Operator, Expression Left, Expression Right) : Expression;

/// <summary><c>= &lt;&gt; &lt; &gt; &lt;= &gt;=</c>; <c>!=</c> is <c>&lt;&gt;</c>.</summary>
public sealed record ComparisonExpression(string Operator, Expression Left, Expression Right) : Expression;

/// <summary>AND or OR of two or more conditions.</summary>
public sealed record LogicalExpression(bool IsAnd, IReadOnlyList<Expression> Operands) : Expression;

/// <summary>NOT.</summary>
public sealed record NotExpression(Expression Operand) : Expression;

/// <summary>[NOT] BETWEEN.</summary>
public sealed record BetweenExpression(Expression Value, Expression Low, Expression High, bool Negated) : Expression;

/// <summary>[NOT] IN a list.</summary>
public sealed record InExpression(Expression Value, IReadOnlyList<Expression> List, bool Negated) : Expression;

/// <summary>[NOT] LIKE or ILIKE.</summary>
public sealed record LikeExpression(Expression Value, Expression Pattern, bool Negated, bool IgnoreCase) : Expression;

/// <summary>IS [NOT] NULL.</summary>
public sealed record IsNullExpression(Expression Value, bool Negated) : Expression;

/// <summary>A function, aggregate or geometry.</summary>
/// <param name="Name">As written.</param>
/// <param name="Arguments">Empty for none, and for <c>COUNT(*)</c>.</param>
public sealed record FunctionCall(Identifier Name, IReadOnlyList<Expression> Arguments) : Expression
{
    /// <summary>DISTINCT before the argument.</summary>
    public bool Distinct { get; init; }

    /// <summary><c>(*)</c>.</summary>
    public bool Star { get; init; }

    /// <summary>A call that a program makes.</summary>
    public static FunctionCall Of(string name, params Expression[] arguments) => new(new Identifier(name, Quoted: false), arguments);
}

/// <summary>CAST.</summary>
/// <param name="Value">What is converted.</param>
/// <param name="Type">To what.</param>
/// <param name="Length">The length of CHAR(n) and VARCHAR(n); null for none.</param>
public sealed record CastExpression(Expression Value, AdqlType Type, int? Length = null) : Expression;
