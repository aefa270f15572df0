namespace Lamost.Vo.Adql.Binding;

/// <summary>
/// What a query may name: an immutable snapshot, replaced as a whole when a release changes, and so safe for any number of threads.
/// </summary>
public sealed class Catalog
{
    readonly Dictionary<string, List<CatalogTable>> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a snapshot.</summary>
    /// <param name="schemas">In the order to show them.</param>
    public Catalog(IReadOnlyList<CatalogSchema> schemas)
    {
        Schemas = schemas;
        foreach (var table in schemas.SelectMany(s => s.Tables))
        {
            if (!_byName.TryGetValue(table.Name, out var list)) _byName.Add(table.Name, list = []);
            list.Add(table);
        }
    }

    /// <summary>All schemas, in the order to show them.</summary>
    public IReadOnlyList<CatalogSchema> Schemas { get; }

    /// <summary>All tables of all schemas.</summary>
    public IEnumerable<CatalogTable> Tables => Schemas.SelectMany(s => s.Tables);

    /// <summary>The tables of this name in any schema, compared without regard to case; empty when there is none.</summary>
    public IReadOnlyList<CatalogTable> TablesNamed(string name) => _byName.TryGetValue(name, out var list) ? list : [];

    /// <summary>The table of this schema and name, compared without regard to case; null when there is none.</summary>
    public CatalogTable? Find(string schema, string name) =>
        TablesNamed(name).FirstOrDefault(t => string.Equals(t.Schema, schema, StringComparison.OrdinalIgnoreCase));
}
