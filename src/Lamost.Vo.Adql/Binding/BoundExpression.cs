using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

/// <summary>A value or condition with its names resolved and its type known.</summary>
abstract record BoundExpression(AdqlType Type)
{
    /// <summary>Where it stands in the text.</summary>
    public TextSpan Span { get; init; } = TextSpan.None;

    /// <summary>What is known of the value beside its type, for the output column.</summary>
    public ValueFacts Facts { get; init; } = ValueFacts.None;
}

/// <summary>What stands for a piece that is wrong and has been reported; it passes every check, so that no second error follows from the first.</summary>
sealed record BoundError() : BoundExpression(AdqlType.Unknown);

/// <summary>A number; whole ones are exact.</summary>
sealed record BoundNumber(double Value, long? Integer, AdqlType Type) : BoundExpression(Type)
{
    public static BoundNumber Of(double value) => new(value, null, AdqlType.Double);
}

/// <summary>A text.</summary>
sealed record BoundText(string Value) : BoundExpression(AdqlType.Varchar);

/// <summary>TRUE or FALSE.</summary>
sealed record BoundBoolean(bool Value) : BoundExpression(AdqlType.Boolean);

/// <summary>A moment, checked to be in the DALI form; a day alone is of type Date.</summary>
sealed record BoundMoment(string Value, AdqlType Type) : BoundExpression(Type);

/// <summary>NULL of some type.</summary>
sealed record BoundNull(AdqlType Type) : BoundExpression(Type);

/// <summary>A column of a table in FROM.</summary>
sealed record BoundColumn(BoundSource Source, SourceColumn Column) : BoundExpression(Column.Type);

/// <summary>The merged column of a FULL JOIN with USING.</summary>
sealed record BoundMerge(BoundExpression Left, BoundExpression Right) : BoundExpression(Types.Wider(Left.Type, Right.Type));

/// <summary>A value as another type, without loss or on demand (CAST); for text with the most characters, null for no bound.</summary>
sealed record BoundCast(BoundExpression Value, AdqlType Type, int? Length = null) : BoundExpression(Type);

/// <summary>A query of one column and at most one row as a value.</summary>
sealed record BoundScalarQuery(BoundSubquery Query, AdqlType Type) : BoundExpression(Type);

/// <summary>A query inside an expression, and what it names of the queries around it.</summary>
sealed record BoundSubquery(BoundQuery Query, IReadOnlyList<BoundExpression> Outer);
