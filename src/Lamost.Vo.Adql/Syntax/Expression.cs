namespace Lamost.Vo.Adql.Syntax;

/// <summary>A value or a condition.</summary>
public abstract record Expression : Node;

/// <summary>An unsigned number.</summary>
/// <param name="Value">Its value.</param>
/// <param name="IsInteger">True when it was written without point and exponent, or in hexadecimal, and is below 2^63.</param>
public sealed record NumberLiteral(double Value, bool IsInteger = false) : Expression
{
    /// <summary>The exact value of an integer.</summary>
    public long Integer { get; init; }
}

/// <summary>A character string.</summary>
public sealed record StringLiteral(string Value) : Expression;

/// <summary>TRUE or FALSE, an extension.</summary>
public sealed record BooleanLiteral(bool Value) : Expression;

/// <summary>NULL.</summary>
public sealed record NullLiteral : Expression;

/// <summary>A column, with up to three parts before its name.</summary>
/// <param name="Parts">At least one; the column last.</param>
public sealed record ColumnReference(IReadOnlyList<Identifier> Parts) : Expression;

/// <summary><c>+x</c>, <c>-x</c>, and the extension <c>~x</c>.</summary>
public sealed record UnaryExpression(UnaryOperator Operator, Expression Operand) : Expression;

/// <summary>What stands before one value.</summary>
public enum UnaryOperator
{
    /// <summary><c>+</c></summary>
    Plus,

    /// <summary><c>-</c></summary>
    Minus,

    /// <summary><c>~</c>: every bit reversed; an extension.</summary>
    BitNot,
}

/// <summary>Two values computed to one.</summary>
public sealed record BinaryExpression(BinaryOperator Operator, Expression Left, Expression Right) : Expression;

/// <summary>What stands between two values. Those from <see cref="Modulo"/> on are extensions.</summary>
public enum BinaryOperator
{
    /// <summary><c>+</c></summary>
    Add,

    /// <summary><c>-</c></summary>
    Subtract,

    /// <summary><c>*</c></summary>
    Multiply,

    /// <summary><c>/</c></summary>
    Divide,

    /// <summary><c>||</c></summary>
    Concatenate,

    /// <summary><c>%</c></summary>
    Modulo,

    /// <summary><c>&amp;</c></summary>
    BitAnd,

    /// <summary><c>|</c></summary>
    BitOr,

    /// <summary><c>&lt;&lt;</c></summary>
    ShiftLeft,

    /// <summary><c>&gt;&gt;</c></summary>
    ShiftRight,
}

/// <summary>Two values compared; <c>!=</c> is <see cref="ComparisonOperator.NotEqual"/> too.</summary>
public sealed record ComparisonExpression(ComparisonOperator Operator, Expression Left, Expression Right) : Expression;

/// <summary>How two values are compared.</summary>
public enum ComparisonOperator
{
    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>&lt;&gt;</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,
}

/// <summary>AND or OR of two or more conditions.</summary>
public sealed record LogicalExpression(bool IsAnd, IReadOnlyList<Expression> Operands) : Expression;

/// <summary>NOT.</summary>
public sealed record NotExpression(Expression Operand) : Expression;

/// <summary>[NOT] BETWEEN.</summary>
public sealed record BetweenExpression(Expression Value, Expression Low, Expression High, bool Negated) : Expression;

/// <summary>[NOT] IN a list.</summary>
public sealed record InExpression(Expression Value, IReadOnlyList<Expression> List, bool Negated) : Expression;

/// <summary>[NOT] IN a query.</summary>
public sealed record InQueryExpression(Expression Value, Query Query, bool Negated) : Expression;

/// <summary>EXISTS.</summary>
public sealed record ExistsExpression(Query Query) : Expression;

/// <summary>A query of one column and at most one row as a value, an extension.</summary>
public sealed record ScalarQueryExpression(Query Query) : Expression;

/// <summary>[NOT] LIKE or ILIKE.</summary>
/// <param name="Value">The text.</param>
/// <param name="Pattern">The pattern.</param>
/// <param name="Negated">NOT.</param>
/// <param name="IgnoreCase">ILIKE.</param>
/// <param name="Escape">ESCAPE, an extension: one character that makes the next of the pattern an ordinary one; null for none.</param>
public sealed record LikeExpression(Expression Value, Expression Pattern, bool Negated, bool IgnoreCase, string? Escape = null) : Expression;

/// <summary>IS [NOT] NULL.</summary>
public sealed record IsNullExpression(Expression Value, bool Negated) : Expression;

/// <summary>CASE, an extension.</summary>
/// <param name="Value">What the branches are compared with; null for the form whose branches are conditions.</param>
/// <param name="Branches">At least one.</param>
/// <param name="Otherwise">ELSE; null for none.</param>
public sealed record CaseExpression(Expression? Value, IReadOnlyList<CaseBranch> Branches, Expression? Otherwise) : Expression;

/// <summary>WHEN ... THEN.</summary>
public sealed record CaseBranch(Expression When, Expression Then) : Node;

/// <summary>CAST (ADQL 2.1, 4.5).</summary>
/// <param name="Value">What is converted.</param>
/// <param name="Type">To what: one of Smallint, Integer, Bigint, Real, Double, Char, Varchar, Timestamp, Point, Circle, Polygon, and Boolean, an extension.</param>
/// <param name="Length">The length of CHAR(n) and VARCHAR(n); null for none.</param>
public sealed record CastExpression(Expression Value, CastType Type, int? Length = null) : Expression;
