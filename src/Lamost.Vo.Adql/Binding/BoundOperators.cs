using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

/// <summary><c>-x</c>, <c>~x</c>.</summary>
sealed record BoundUnary(UnaryOperator Operator, BoundExpression Operand) : BoundExpression(Operand.Type);

/// <summary>Two values computed to one.</summary>
sealed record BoundBinary(BinaryOperator Operator, BoundExpression Left, BoundExpression Right, AdqlType Type) : BoundExpression(Type);

/// <summary>A comparison.</summary>
sealed record BoundComparison(ComparisonOperator Operator, BoundExpression Left, BoundExpression Right) : BoundExpression(AdqlType.Boolean);

/// <summary>AND or OR.</summary>
sealed record BoundLogical(bool IsAnd, IReadOnlyList<BoundExpression> Operands) : BoundExpression(AdqlType.Boolean);

/// <summary>NOT.</summary>
sealed record BoundNot(BoundExpression Operand) : BoundExpression(AdqlType.Boolean);

/// <summary>BETWEEN.</summary>
sealed record BoundBetween(BoundExpression Value, BoundExpression Low, BoundExpression High, bool Negated) : BoundExpression(AdqlType.Boolean);

/// <summary>IN a list.</summary>
sealed record BoundIn(BoundExpression Value, IReadOnlyList<BoundExpression> List, bool Negated) : BoundExpression(AdqlType.Boolean);

/// <summary>IN a query; the query's column has the type of the value.</summary>
sealed record BoundInQuery(BoundExpression Value, BoundSubquery Query, bool Negated) : BoundExpression(AdqlType.Boolean)
{
    /// <summary>The column by which the value is looked up, of the same row, and the function that gives it of the query's values; made by a pass, for what is not negated.</summary>
    public (BoundColumn Column, string Function)? Lookup { get; init; }
}

/// <summary>EXISTS.</summary>
sealed record BoundExists(BoundSubquery Query) : BoundExpression(AdqlType.Boolean);

/// <summary>LIKE; no character escapes where <paramref name="Escape"/> is null.</summary>
sealed record BoundLike(BoundExpression Value, BoundExpression Pattern, bool Negated, bool IgnoreCase, string? Escape) : BoundExpression(AdqlType.Boolean);

/// <summary>IS NULL.</summary>
sealed record BoundIsNull(BoundExpression Value, bool Negated) : BoundExpression(AdqlType.Boolean);

/// <summary>That a row of a table lies in a block from the first on and before the end, both counted from 0: made when a table is read in parts, never by the binder.</summary>
sealed record BoundBlocks(BoundSource Source, long First, long End) : BoundExpression(AdqlType.Boolean);

/// <summary>CASE; with a value its branches are compared with it.</summary>
sealed record BoundCase(BoundExpression? Value, IReadOnlyList<BoundBranch> Branches, BoundExpression? Otherwise, AdqlType Type) : BoundExpression(Type);

/// <summary>WHEN ... THEN.</summary>
sealed record BoundBranch(BoundExpression When, BoundExpression Then);
