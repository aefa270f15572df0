namespace Lamost.Vo.Archive.Releases;

/// <summary>Reads the columns of a table: each declared here, or taken from a table above with <c>lvo:like</c>.</summary>
static class ColumnList
{
    // PostgreSQL's limit is 1600; hpx29 and room for what comes are left.
    const int MaxColumns = 1500;

    static readonly string[] LikeKeys = ["lvo:like", "lvo:only", "lvo:except", "tap:principal", "lvo:verbosity"];

    /// <summary>Reads the key <c>columns</c>.</summary>
    public static IReadOnlyList<ColumnDefinition> Read(KeyReader table, string tableName, IReadOnlyList<TableDefinition> above, DefinitionErrors errors)
    {
        var columns = new List<ColumnDefinition>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var map in table.Maps("columns"))
        {
            foreach (var column in Item(map, tableName, above, errors))
            {
                if (column.Name.Length > 0 && !names.Add(column.Name))
                    errors.Add(map, $"{tableName}.{column.Name}", "The table has this column already.");
                columns.Add(column);
            }
            if (columns.Count <= MaxColumns) continue;
            errors.Add(map, tableName, $"A table has at most {MaxColumns} columns.");
            break;
        }
        if (columns.Count == 0) errors.Add(table.At("columns"), $"{tableName} columns", "A table has at least one column.");
        return columns;
    }

    static IEnumerable<ColumnDefinition> Item(YamlMap map, string tableName, IReadOnlyList<TableDefinition> above, DefinitionErrors errors)
    {
        var like = map.Entries.FirstOrDefault(e => e.Key.Value == "lvo:like").Value;
        if (like is null) return [ColumnReader.Read(map, tableName, null, errors)];
        if (like is not YamlText { Value.Length: > 0 } text)
        {
            errors.Add(like, $"{tableName} lvo:like", "Must be 'table' or 'table.column'.");
            return [];
        }

        var dot = text.Value.IndexOf('.', StringComparison.Ordinal);
        var model = dot < 0 ? text.Value : text.Value[..dot];
        var source = above.FirstOrDefault(t => string.Equals(t.Name, model, StringComparison.OrdinalIgnoreCase));
        if (source is null)
        {
            errors.Add(text, $"{tableName} lvo:like", $"No table '{model}' stands above this one.{DefinitionErrors.Suggest(model, [.. above.Select(t => t.Name)])}");
            return [];
        }
        if (dot < 0) return Many(map, tableName, source, errors);

        if (Find(source, text.Value[(dot + 1)..], text, $"{tableName} lvo:like", errors) is not { } column) return [];
        return [ColumnReader.Read(map, tableName, column, errors)];
    }

    static IEnumerable<ColumnDefinition> Many(YamlMap map, string tableName, TableDefinition source, DefinitionErrors errors)
    {
        var keys = new KeyReader(map, $"{tableName} columns like {source.Name}", LikeKeys, errors);
        if (keys.Has("lvo:only") && keys.Has("lvo:except")) keys.Fault("lvo:except", "Stands beside 'lvo:only'; one of them says it all.");
        var verbosity = keys.Whole("lvo:verbosity", 1, 3);
        bool? principal = keys.Has("tap:principal") ? keys.Flag("tap:principal", false) : null;
        return [.. Chosen().Select(c => c with { Principal = principal ?? c.Principal, Verbosity = verbosity ?? c.Verbosity })];

        IEnumerable<ColumnDefinition> Chosen()
        {
            if (keys.Has("lvo:only")) return keys.Texts("lvo:only").Select(t => Find(source, t.Value, t, $"{keys.Owner} lvo:only", errors)).OfType<ColumnDefinition>();
            var except = keys.Texts("lvo:except").Select(t => Find(source, t.Value, t, $"{keys.Owner} lvo:except", errors)).ToHashSet();
            return source.Columns.Where(c => !except.Contains(c));
        }
    }

    static ColumnDefinition? Find(TableDefinition table, string column, YamlText at, string key, DefinitionErrors errors)
    {
        var found = table.Find(column);
        if (found is null) errors.Add(at, key, $"{table.Name} has no column '{column}'.{DefinitionErrors.Suggest(column, [.. table.Columns.Select(c => c.Name)])}");
        return found;
    }
}
