using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Loading;

/// <summary>Which column of a file feeds which column of a table.</summary>
/// <param name="Source">For each column of the table its place in the file, from 0; -1 when the file does not have it.</param>
/// <param name="Unknown">Names of the file that no column of the table took, in the order of the file.</param>
/// <param name="Missing">Columns of the table that the file does not have, in the order of the table: they will be NULL.</param>
public sealed record ColumnMapping(IReadOnlyList<int> Source, IReadOnlyList<string> Unknown, IReadOnlyList<string> Missing)
{
    /// <summary>
    /// Matches by name without regard to case: the name of the column first, then its source names in their order; the first that the file
    /// has is taken. What is left over in the file is unknown.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="names">The names in the file, in order.</param>
    /// <param name="file">The file's name for messages.</param>
    /// <exception cref="VoException">A name that is needed occurs twice, or a column without which no row can be loaded is missing.</exception>
    public static ColumnMapping Match(TableDefinition table, IReadOnlyList<string> names, string file)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(names);
        var places = names.Select((name, place) => (name, place)).ToLookup(p => p.name, p => p.place, StringComparer.OrdinalIgnoreCase);
        var source = new int[table.Columns.Count];
        for (var i = 0; i < source.Length; i++)
        {
            var column = table.Columns[i];
            var found = column.SourceNames.Prepend(column.Name).FirstOrDefault(places.Contains);
            var at = found is null ? [] : places[found].ToArray();
            if (at.Length > 1) throw LoadErrors.Columns($"The file {file} has the column {found} {at.Length} times.", "Leave one of them in the file.");
            source[i] = at.Length == 1 ? at[0] : -1;
        }

        var missing = table.Columns.Where((_, i) => source[i] < 0).ToList();
        var needed = missing.Where(c => IsRequired(table, c) || IsPosition(table, c)).Select(c => c.Name).ToList();
        if (needed.Count > 0)
        {
            throw LoadErrors.Columns(
                $"The file {file} has no column for {string.Join(", ", needed)}, without which no row of {table.Name} can be loaded.",
                $"The file has: {string.Join(", ", names.Where(n => n.Length > 0))}. Other names of a column are declared in the release definition.");
        }
        var taken = source.ToHashSet();
        var unknown = names.Select((name, i) => (name: name.Length > 0 ? name : $"(column {i + 1}, without a name)", i)).Where(n => !taken.Contains(n.i));
        return new ColumnMapping(source, [.. unknown.Select(n => n.name)], [.. missing.Select(c => c.Name)]);
    }

    /// <summary>Whether a row without a value in the column is refused.</summary>
    internal static bool IsRequired(TableDefinition table, ColumnDefinition column) =>
        !column.Nullable || table.PrimaryKey.Contains(column.Name, StringComparer.OrdinalIgnoreCase);

    static bool IsPosition(TableDefinition table, ColumnDefinition column) =>
        Is(column, table.Position?.Longitude) || Is(column, table.Position?.Latitude);

    internal static bool Is(ColumnDefinition column, string? name) => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase);
}
