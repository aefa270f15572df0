using System.Collections.Concurrent;

namespace Lamost.Vo.Adql.Binding;

/// <summary>
/// What a query may name: an immutable snapshot, replaced as a whole when a release changes, and so safe for any number of threads.
/// </summary>
public sealed class Catalog
{
    readonly ConcurrentDictionary<CatalogTable, ColumnSet> _columns = new(ReferenceEqualityComparer.Instance);
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

    /// <summary>This snapshot and one schema more, for one query.</summary>
    public Catalog With(CatalogSchema schema) => new([.. Schemas, schema]);

    /// <summary>All schemas, in the order to show them.</summary>
    public IReadOnlyList<CatalogSchema> Schemas { get; }

    /// <summary>All tables of all schemas.</summary>
    public IEnumerable<CatalogTable> Tables => Schemas.SelectMany(s => s.Tables);

    /// <summary>The tables of this name in any schema, compared without regard to case; empty when there is none.</summary>
    public IReadOnlyList<CatalogTable> TablesNamed(string name) => _byName.TryGetValue(name, out var list) ? list : [];

    /// <summary>The table of this schema and name, compared without regard to case; null when there is none.</summary>
    public CatalogTable? Find(string schema, string name) =>
        TablesNamed(name).FirstOrDefault(t => string.Equals(t.Schema, schema, StringComparison.OrdinalIgnoreCase));

    /// <summary>The columns of one of the tables as a query sees them; made once.</summary>
    internal ColumnSet ColumnsOf(CatalogTable table) => _columns.GetOrAdd(table, static t => new ColumnSet([.. t.Columns.Select(c => Column(t, c))]));

    static SourceColumn Column(CatalogTable table, CatalogColumn column) => new(column.Name, Sql.SqlText.Quoted(column.PhysicalName), column.Type, new ValueFacts
    {
        MaxLength = column.MaxLength,
        Unit = column.Unit,
        Ucd = column.Ucd,
        Utype = column.Utype,
        Xtype = column.Xtype,
        Description = column.Description,
        IsMainPosition = table.Position is { IsIcrs: true } p && (p.Longitude == column || p.Latitude == column),
    })
    {
        Catalog = column,
        Origin = new ColumnOrigin(table, column),
    };
}
