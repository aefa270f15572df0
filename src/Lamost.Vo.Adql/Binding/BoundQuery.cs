using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

/// <summary>A query with its names resolved.</summary>
sealed record BoundQuery(IReadOnlyList<BoundOutput> Outputs, BoundFrom From)
{
    public bool Distinct { get; init; }

    public long? Top { get; init; }

    public BoundExpression? Where { get; init; }

    public IReadOnlyList<BoundExpression> GroupBy { get; init; } = [];

    public BoundExpression? Having { get; init; }

    public IReadOnlyList<BoundOrder> OrderBy { get; init; } = [];

    public long? Offset { get; init; }
}

/// <summary>A column of the answer, under a name that is unique in it.</summary>
sealed record BoundOutput(string Name, BoundExpression Value);

/// <summary>A term of ORDER BY; the number, from 1, of the output column it is, or null.</summary>
sealed record BoundOrder(BoundExpression Value, int? Output, bool Descending);

/// <summary>Where rows come from.</summary>
abstract record BoundFrom;

/// <summary>One table or query of FROM, under the internal name t1, t2 ... that the SQL uses.</summary>
sealed record BoundSource(int Number, string Name, IReadOnlyList<SourceColumn> Columns) : BoundFrom
{
    /// <summary>The table of the catalogue; null for a query in parentheses.</summary>
    public CatalogTable? Table { get; init; }

    /// <summary>The query in parentheses; null for a table.</summary>
    public BoundQuery? Query { get; init; }

    /// <summary>True when the name is an alias, so that the table's own name no longer means it.</summary>
    public bool HasAlias { get; init; }

    // Identity is the place in FROM: two mentions of one table are two sources.
    public bool Equals(BoundSource? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>A column that a source offers.</summary>
/// <param name="Name">As the user names it.</param>
/// <param name="SqlName">As the SQL names it, without quotes.</param>
/// <param name="Type">Its type.</param>
/// <param name="Facts">What an output inherits.</param>
sealed record SourceColumn(string Name, string SqlName, AdqlType Type, ValueFacts Facts)
{
    /// <summary>The column of the catalogue; null for one of a query in parentheses.</summary>
    public CatalogColumn? Catalog { get; init; }
}

/// <summary>A join; without a condition, every pair.</summary>
sealed record BoundJoin(BoundFrom Left, BoundFrom Right, JoinKind Kind, BoundExpression? On) : BoundFrom;
