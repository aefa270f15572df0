using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

/// <summary>What the names of a query can mean: the tables of its FROM, and around them those of the queries that it stands in.</summary>
/// <param name="outer">The scope of the query around; null for none.</param>
/// <param name="within">The scope of the same query that this is a part of (a join sees its two tables); null for none.</param>
sealed class Scope(Scope? outer, Scope? within = null)
{
    readonly List<BoundFrom> _from = [];
    readonly List<BoundExpression> _found = [];
    bool _broken;

    /// <summary>The scope of the query around; null for none.</summary>
    public Scope? Outer { get; } = outer;

    /// <summary>In the order of FROM.</summary>
    public List<BoundSource> Sources { get; } = [];

    /// <summary>What the query names of the queries around it.</summary>
    public List<BoundExpression> Captured { get; } = [];

    /// <summary>The names of the columns of the answer, which conditions cannot use; for hints.</summary>
    public IReadOnlyList<SelectItem> Items { get; init; } = within?.Items ?? [];

    /// <summary>True when a table could not be found or two have one name, so that nothing sure can be said of a name.</summary>
    public bool IsBroken
    {
        get => _broken || Sources.Exists(s => s.Missing);
        set => _broken = value;
    }

    /// <summary>The columns of <c>SELECT *</c>.</summary>
    public IEnumerable<(string Name, BoundExpression Value)> Visible => _from.SelectMany(f => f.Visible());

    /// <summary>Adds what a join or a table offers.</summary>
    public void Add(BoundFrom from) => _from.Add(from);

    /// <summary>The columns that a name without a table can mean here. Valid until the next call.</summary>
    public List<BoundExpression> Find(Identifier name)
    {
        _found.Clear();
        foreach (var from in _from) from.Find(name, _found);
        return _found;
    }

    /// <summary>The sources that a qualifier means here.</summary>
    /// <param name="qualifier">The parts before the column: table, schema and table, or catalog, schema and table.</param>
    public List<BoundSource> Named(ReadOnlySpan<Identifier> qualifier)
    {
        var named = new List<BoundSource>(1);
        if (qualifier.Length > 3) return named;
        foreach (var source in Sources)
        {
            if (!qualifier[^1].Means(source.Name)) continue;
            if (qualifier.Length == 1 || (!source.HasAlias && source.Table is { } table && qualifier[^2].Means(table.Schema))) named.Add(source);
        }
        return named;
    }

    /// <summary>Notes, in every query between this and the one of the column, that it is named from within.</summary>
    public void Capture(BoundExpression column, Scope of)
    {
        for (var scope = this; scope is not null && scope != of; scope = scope.Outer)
            for (var part = scope; part is not null; part = part.Whole) part.Captured.Add(column);
    }

    Scope? Whole { get; } = within;
}
