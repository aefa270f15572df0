namespace Lamost.Vo.Adql.Syntax;

/// <summary>Something that rows come from.</summary>
public abstract record TableReference : Node;

/// <summary>A table by its name.</summary>
/// <param name="Name">Table, or schema and table, or catalog, schema and table.</param>
/// <param name="Alias">The correlation name; null for none.</param>
public sealed record NamedTable(IReadOnlyList<Identifier> Name, Identifier? Alias = null) : TableReference;

/// <summary>A query in parentheses.</summary>
public sealed record DerivedTable(Query Query, Identifier Alias) : TableReference;

/// <summary>Two tables joined. Without NATURAL, ON, USING and CROSS the binder refuses it: the condition was forgotten.</summary>
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

    /// <summary>CROSS, an extension: every pair.</summary>
    public bool Cross { get; init; }
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
