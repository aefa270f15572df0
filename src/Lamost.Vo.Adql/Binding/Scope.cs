using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

/// <summary>What the names of a query can mean: the tables of its FROM, and the columns that are visible without the name of a table.</summary>
sealed class Scope
{
    ILookup<string, VisibleColumn>? _byName;
    int _counted;

    /// <summary>In the order of FROM.</summary>
    public List<BoundSource> Sources { get; } = [];

    /// <summary>The columns of <c>SELECT *</c>: those that a join merges stand once, first (SQL-92, 7.5).</summary>
    public List<VisibleColumn> Visible { get; } = [];

    /// <summary>The visible columns that a name can mean. Queries of a million names are read, so this is looked up and not searched.</summary>
    public List<VisibleColumn> VisibleAs(Identifier name)
    {
        if (_byName is null || _counted != Visible.Count)
        {
            _byName = Visible.ToLookup(v => v.Name, StringComparer.OrdinalIgnoreCase);
            _counted = Visible.Count;
        }
        return [.. _byName[name.Text].Where(v => name.Means(v.Name))];
    }

    /// <summary>Adds a table's columns.</summary>
    public void Add(BoundSource source)
    {
        Sources.Add(source);
        Visible.AddRange(source.Columns.Select(c => new VisibleColumn(c.Name, new BoundColumn(source, c) { Facts = c.Facts })));
    }

    /// <summary>The sources that a qualifier means.</summary>
    /// <param name="qualifier">The parts before the column: table, schema and table, or catalog, schema and table.</param>
    public IReadOnlyList<BoundSource> Named(IReadOnlyList<Identifier> qualifier) => [.. Sources.Where(s =>
        qualifier.Count <= 3 && qualifier[^1].Means(s.Name) && (qualifier.Count == 1 || (!s.HasAlias && s.Table is { } t && qualifier[^2].Means(t.Schema))))];
}

/// <summary>A column that is visible without the name of its table.</summary>
sealed record VisibleColumn(string Name, BoundExpression Value);
