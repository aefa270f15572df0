using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

/// <summary>A query with its names resolved.</summary>
abstract record BoundQuery(IReadOnlyList<BoundOutput> Outputs)
{
    /// <summary>The common tables that it may name, in their order.</summary>
    public IReadOnlyList<BoundCommonTable> With { get; init; } = [];

    public IReadOnlyList<BoundOrder> OrderBy { get; init; } = [];

    /// <summary>Rows at most; null for no bound.</summary>
    public long? Limit { get; init; }

    public long? Offset { get; init; }
}

/// <summary>SELECT.</summary>
sealed record BoundSelect(IReadOnlyList<BoundOutput> Outputs, BoundFrom From) : BoundQuery(Outputs)
{
    public bool Distinct { get; init; }

    public BoundExpression? Where { get; init; }

    public IReadOnlyList<BoundExpression> GroupBy { get; init; } = [];

    public BoundExpression? Having { get; init; }
}

/// <summary>Two queries combined; their outputs have the types of this one's.</summary>
sealed record BoundSetOperation(IReadOnlyList<BoundOutput> Outputs, BoundQuery Left, SetOperator Operator, bool All, BoundQuery Right) : BoundQuery(Outputs);

/// <summary>A table of WITH; the SQL calls it w1, w2 ...</summary>
sealed record BoundCommonTable(int Number, string Name, BoundQuery Query);

/// <summary>A column of the answer, under a name that is unique in it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type of the column, to which the value is converted.</param>
/// <param name="Value">The value; of a set operation, that of its first SELECT, for what is known of it.</param>
sealed record BoundOutput(string Name, AdqlType Type, BoundExpression Value);

/// <summary>A term of ORDER BY; the number, from 1, of the output column it is, or null.</summary>
sealed record BoundOrder(BoundExpression Value, int? Output, bool Descending, bool? NullsFirst);
