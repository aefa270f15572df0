namespace Lamost.Vo.Adql.Syntax;

/// <summary>A query, or one within another (ADQL 2.1, 4.2 and appendix A, <c>query_specification</c>).</summary>
/// <param name="Body">What gives the rows.</param>
public sealed record Query(QueryExpression Body) : Node
{
    /// <summary>WITH: the common tables, in their order; a later one may name an earlier one. Empty for none.</summary>
    public IReadOnlyList<CommonTable> With { get; init; } = [];
}

/// <summary>A table of WITH: a query under a name.</summary>
public sealed record CommonTable(Identifier Name, Query Query) : Node;

/// <summary>What gives rows: a SELECT, or two of these combined. What follows it (ORDER BY ...) belongs to the whole of it.</summary>
public abstract record QueryExpression : Node
{
    /// <summary>ORDER BY; empty for none.</summary>
    public IReadOnlyList<OrderTerm> OrderBy { get; init; } = [];

    /// <summary>OFFSET; null for none.</summary>
    public long? Offset { get; init; }

    /// <summary>LIMIT, an extension: rows at most, after OFFSET; null for none.</summary>
    public long? Limit { get; init; }
}

/// <summary>SELECT (ADQL 2.1, 2.2).</summary>
/// <param name="Items">The select list, at least one item.</param>
/// <param name="From">What stands in FROM, divided by commas; at least one.</param>
public sealed record Select(IReadOnlyList<SelectItem> Items, IReadOnlyList<TableReference> From) : QueryExpression
{
    /// <summary>DISTINCT.</summary>
    public bool Distinct { get; init; }

    /// <summary>TOP; null for none.</summary>
    public long? Top { get; init; }

    /// <summary>WHERE; null for none.</summary>
    public Expression? Where { get; init; }

    /// <summary>GROUP BY; empty for none.</summary>
    public IReadOnlyList<Expression> GroupBy { get; init; } = [];

    /// <summary>HAVING; null for none.</summary>
    public Expression? Having { get; init; }
}

/// <summary>Two queries combined (ADQL 2.1, 4.7). INTERSECT binds tighter than the others, which go from left to right.</summary>
public sealed record SetOperation(QueryExpression Left, SetOperator Operator, bool All, QueryExpression Right) : QueryExpression;

/// <summary>How two queries are combined.</summary>
public enum SetOperator
{
    /// <summary>The rows of either.</summary>
    Union,

    /// <summary>The rows of the first that are not in the second.</summary>
    Except,

    /// <summary>The rows of both.</summary>
    Intersect,
}

/// <summary>An item of a select list.</summary>
public abstract record SelectItem : Node;

/// <summary>An expression with or without a name of its own.</summary>
/// <param name="Value">The expression.</param>
/// <param name="Alias">The name after AS; null for none.</param>
public sealed record ValueItem(Expression Value, Identifier? Alias = null) : SelectItem;

/// <summary><c>*</c>, or <c>t.*</c>.</summary>
/// <param name="Qualifier">The parts before the star; empty for the star alone.</param>
public sealed record AllColumnsItem(IReadOnlyList<Identifier> Qualifier) : SelectItem;

/// <summary>A term of ORDER BY.</summary>
/// <param name="Value">What to order by; a bare whole number is a position in the select list.</param>
/// <param name="Descending">DESC.</param>
/// <param name="NullsFirst">NULLS FIRST or NULLS LAST, an extension; null for neither.</param>
public sealed record OrderTerm(Expression Value, bool Descending = false, bool? NullsFirst = null) : Node;
