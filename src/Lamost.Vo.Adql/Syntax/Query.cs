namespace Lamost.Vo.Adql.Syntax;

/// <summary>A piece of a query's syntax tree. The tree is immutable; parsers make it from text, programs (a cone search) by hand.</summary>
public abstract record Node
{
    /// <summary>Where it stands in the text.</summary>
    public TextSpan Span { get; init; } = TextSpan.None;
}

/// <summary>A name.</summary>
/// <param name="Text">Without quotes.</param>
/// <param name="Quoted">True when it was in double quotes, so that its case counts.</param>
public sealed record Identifier(string Text, bool Quoted) : Node
{
    /// <summary>A name that a program gives, in its exact case.</summary>
    public static Identifier Exact(string text) => new(text, Quoted: true);

    /// <summary>Whether it means this name: exactly when quoted, else in any case (ADQL 2.1, 2.1.2).</summary>
    public bool Means(string name) => name.Equals(Text, Quoted ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
}

/// <summary>A query (ADQL 2.1, 2.2).</summary>
/// <param name="Items">The select list, at least one item.</param>
/// <param name="From">What stands in FROM, divided by commas; at least one.</param>
public sealed record Query(IReadOnlyList<SelectItem> Items, IReadOnlyList<TableReference> From) : Node
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

    /// <summary>ORDER BY; empty for none.</summary>
    public IReadOnlyList<OrderTerm> OrderBy { get; init; } = [];

    /// <summary>OFFSET; null for none.</summary>
    public long? Offset { get; init; }
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
public sealed record OrderTerm(Expression Value, bool Descending = false) : Node;

/// <summary>Something that rows come from.</summary>
public abstract record TableReference : Node;

/// <summary>A table by its name.</summary>
/// <param name="Name">Table, or schema and table, or catalog, schema and table.</param>
/// <param name="Alias">The correlation name; null for none.</param>
public sealed record NamedTable(IReadOnlyList<Identifier> Name, Identifier? Alias = null) : TableReference;

/// <summary>A query in parentheses.</summary>
public sealed record DerivedTable(Query Query, Identifier Alias) : TableReference;

/// <summary>Two tables joined.</summary>
/// <param name="Left">The one.</param>
/// <param name="Right">The other.</param>
/// <param name="Kind">Which rows without a partner stay.</param>
public sealed record JoinedTable(TableReference Left, TableReference Right, JoinKind Kind) : TableReference
{
    /// <summary>ON; null for none.</summary>
    public Expression? On { get; init; }

    /// <summary>USING; empty for none.</summary>
    public IReadOnlyList<Identifier> Using { get; init; } = [];

    /// <summary>NATURAL.</summary>
    public bool Natural { get; init; }
}

/// <summary>Kinds of join.</summary>
public enum JoinKind
{
    /// <summary>Pairs alone.</summary>
    Inner,

    /// <summary>And the rows of the left table without a partner.</summary>
    Left,

    /// <summary>And the rows of the right table without a partner.</summary>
    Right,

    /// <summary>And those of both.</summary>
    Full,
}
