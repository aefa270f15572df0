using Lamost.Vo.Adql.Syntax;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Adql.Binding;

/// <summary>A value or condition with its names resolved and its type known.</summary>
abstract record BoundExpression(AdqlType Type)
{
    /// <summary>Where it stands in the text.</summary>
    public TextSpan Span { get; init; } = TextSpan.None;

    /// <summary>What is known of the value beside its type, for the output column.</summary>
    public ValueFacts Facts { get; init; } = ValueFacts.None;
}

/// <summary>What an output column inherits.</summary>
sealed record ValueFacts
{
    public static ValueFacts None { get; } = new();

    public int? MaxLength { get; init; }

    public string? Unit { get; init; }

    public string? Ucd { get; init; }

    public string? Utype { get; init; }

    public string? Xtype { get; init; }

    public string? Description { get; init; }

    public bool IsMainPosition { get; init; }
}

/// <summary>A number; whole ones are exact.</summary>
sealed record BoundNumber(double Value, long? Integer, AdqlType Type) : BoundExpression(Type);

/// <summary>A text.</summary>
sealed record BoundText(string Value) : BoundExpression(AdqlType.Varchar);

/// <summary>A moment, checked to be in the DALI form; a day alone is of type Date.</summary>
sealed record BoundMoment(string Value, AdqlType Type) : BoundExpression(Type);

/// <summary>NULL of some type.</summary>
sealed record BoundNull(AdqlType Type) : BoundExpression(Type);

/// <summary>A column of a table in FROM.</summary>
sealed record BoundColumn(BoundSource Source, SourceColumn Column) : BoundExpression(Column.Type);

/// <summary>The merged column of a FULL JOIN with USING.</summary>
sealed record BoundMerge(BoundExpression Left, BoundExpression Right) : BoundExpression(Left.Type);

/// <summary><c>-x</c>.</summary>
sealed record BoundNegative(BoundExpression Operand) : BoundExpression(Operand.Type);

/// <summary><c>+ - * / ||</c>.</summary>
sealed record BoundArithmetic(string Operator, BoundExpression Left, BoundExpression Right, AdqlType Type) : BoundExpression(Type);

/// <summary>A comparison.</summary>
sealed record BoundComparison(string Operator, BoundExpression Left, BoundExpression Right) : BoundExpression(AdqlType.Boolean);

/// <summary>AND or OR.</summary>
sealed record BoundLogical(bool IsAnd, IReadOnlyList<BoundExpression> Operands) : BoundExpression(AdqlType.Boolean);

/// <summary>NOT.</summary>
sealed record BoundNot(BoundExpression Operand) : BoundExpression(AdqlType.Boolean);

/// <summary>BETWEEN.</summary>
sealed record BoundBetween(BoundExpression Value, BoundExpression Low, BoundExpression High, bool Negated) : BoundExpression(AdqlType.Boolean);

/// <summary>IN a list.</summary>
sealed record BoundIn(BoundExpression Value, IReadOnlyList<BoundExpression> List, bool Negated) : BoundExpression(AdqlType.Boolean);

/// <summary>LIKE.</summary>
sealed record BoundLike(BoundExpression Value, BoundExpression Pattern, bool Negated, bool IgnoreCase) : BoundExpression(AdqlType.Boolean);

/// <summary>IS NULL.</summary>
sealed record BoundIsNull(BoundExpression Value, bool Negated) : BoundExpression(AdqlType.Boolean);

/// <summary>A function of the table of functions.</summary>
sealed record BoundFunction(FunctionDefinition Function, IReadOnlyList<BoundExpression> Arguments, AdqlType Type) : BoundExpression(Type);

/// <summary>CAST.</summary>
sealed record BoundCast(BoundExpression Value, AdqlType Type, int? Length) : BoundExpression(Type);

/// <summary>An aggregate; no argument means COUNT(*).</summary>
sealed record BoundAggregate(string Function, BoundExpression? Argument, bool Distinct, AdqlType Type) : BoundExpression(Type);

/// <summary>A position: degrees, any longitude.</summary>
sealed record BoundPoint(BoundExpression Longitude, BoundExpression Latitude) : BoundExpression(AdqlType.Point);

/// <summary>A circle: degrees.</summary>
sealed record BoundCircle(BoundPoint Centre, BoundExpression Radius) : BoundExpression(AdqlType.Circle);

/// <summary>The angle between two positions in degrees.</summary>
sealed record BoundDistance(BoundPoint First, BoundPoint Second) : BoundExpression(AdqlType.Double);

/// <summary>CONTAINS(point, circle): 1 or 0.</summary>
sealed record BoundContains(BoundPoint Point, BoundCircle Circle) : BoundExpression(AdqlType.Integer);

/// <summary>The one form of all conditions that a position is within a radius of another: made by a pass, never by the binder.</summary>
/// <param name="Point">The one position; where one of them is a column, it is this.</param>
/// <param name="Centre">The other.</param>
/// <param name="Radius">Degrees.</param>
/// <param name="Strict">Whether the rim is outside.</param>
sealed record BoundWithin(BoundPoint Point, BoundPoint Centre, BoundExpression Radius, bool Strict) : BoundExpression(AdqlType.Boolean);

/// <summary>A <see cref="BoundWithin"/> of a table's main position and a constant circle, with the ranges of the sky index that cover the circle.</summary>
sealed record BoundCover(BoundSource Source, BoundWithin Exact, IReadOnlyList<PixelRange> Inside, IReadOnlyList<PixelRange> Border) : BoundExpression(AdqlType.Boolean);
