using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Adql.Binding;

/// <summary>The columns of a source, found by name. Immutable, and safe for any number of threads.</summary>
sealed class ColumnSet
{
    readonly Dictionary<string, SourceColumn[]> _byName;

    public ColumnSet(IReadOnlyList<SourceColumn> columns)
    {
        All = columns;
        _byName = new Dictionary<string, SourceColumn[]>(columns.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var column in columns)
            _byName[column.Name] = _byName.TryGetValue(column.Name, out var others) ? [.. others, column] : [column];
    }

    public static ColumnSet Empty { get; } = new([]);

    /// <summary>In the order of <c>SELECT *</c>.</summary>
    public IReadOnlyList<SourceColumn> All { get; }

    /// <summary>The column that a name means; without quotes, of several that differ in case alone, the one in exactly this case. Null for none.</summary>
    public SourceColumn? Find(Identifier name)
    {
        if (!_byName.TryGetValue(name.Text, out var found)) return null;
        if (found.Length == 1 && !name.Quoted) return found[0];
        foreach (var column in found)
            if (column.Name == name.Text) return column;
        return name.Quoted ? null : found[0];
    }
}

/// <summary>A column that a source offers.</summary>
/// <param name="Name">As the user names it.</param>
/// <param name="Sql">As the SQL names it after the name of its table, with quotes where it needs them.</param>
/// <param name="Type">Its type.</param>
/// <param name="Facts">What an output inherits.</param>
sealed record SourceColumn(string Name, string Sql, AdqlType Type, ValueFacts Facts)
{
    /// <summary>The column of the catalogue; null for one of a query.</summary>
    public CatalogColumn? Catalog { get; init; }

    /// <summary>The column of the catalogue whose values it has, also through queries; null for none or several.</summary>
    public ColumnOrigin? Origin { get; init; }
}
