namespace Lamost.Vo.Archive.Releases;

/// <summary>Reads one table of a release definition.</summary>
static class TableReader
{
    static readonly string[] Keys =
    [
        "name", "@id", "description", "columns", "primaryKey", "indexes", "constraints", "votable:utype",
        "lvo:description_zh", "lvo:source_names", "lvo:position", "lvo:cone_search_id", "lvo:spectra", "lvo:hips",
    ];

    static readonly string[] IndexKeys = ["name", "@id", "description", "columns"];
    static readonly string[] ConstraintKeys = ["name", "@id", "@type", "description", "columns", "referencedColumns"];

    /// <summary>Reads the table.</summary>
    /// <param name="map">Its mapping.</param>
    /// <param name="above">The tables before it, which it may refer to.</param>
    /// <param name="relations">Names of tables and indexes so far; those of this table are added.</param>
    /// <param name="errors">Where faults go.</param>
    public static TableDefinition Read(YamlMap map, IReadOnlyList<TableDefinition> above, HashSet<string> relations, DefinitionErrors errors)
    {
        var named = map.Entries.FirstOrDefault(e => e.Key.Value == "name").Value as YamlText;
        var keys = new KeyReader(map, named?.Value ?? "", Keys, errors);
        var name = keys.Required("name");
        if (name.Length > 0 && PublicNames.Fault(name) is { } fault) keys.Fault("name", fault);
        else if (name.Length > 0 && !relations.Add(name)) keys.Fault("name", $"The name '{name}' is taken by a table or an index above.");

        var (description, descriptionZh) = Descriptions.Read(keys);
        var columns = ColumnList.Read(keys, name, above, errors);
        var table = new TableDefinition(name, columns)
        {
            Description = description,
            DescriptionZh = descriptionZh,
            Utype = keys.Text("votable:utype"),
            SourceNames = [.. keys.Texts("lvo:source_names").Select(t => t.Value)],
            PrimaryKey = References(keys, "primaryKey", name, columns),
            Position = Position(keys, name, columns),
            ConeSearchId = References(keys, "lvo:cone_search_id", name, columns).FirstOrDefault(),
            Hips = HipsReader.Read(keys, name, columns, errors),
            Spectra = SpectraReader.Read(keys, name, columns, keys.Has("lvo:position"), errors),
        };
        table = table with { Indexes = Indexes(keys, table, relations, errors), ForeignKeys = ForeignKeys(keys, table, above, errors) };
        if (columns.Count > 0) TableRules.Check(table, keys);
        return table;
    }

    // The names of columns that exist, spelt as they are declared. A reference is a name, or Felis' id '#table.column'.
    static List<string> References(KeyReader keys, string key, string table, IReadOnlyList<ColumnDefinition> columns)
    {
        var names = new List<string>();
        foreach (var text in keys.Texts(key))
        {
            var id = $"#{table}.";
            var name = text.Value.StartsWith(id, StringComparison.Ordinal) ? text.Value[id.Length..] : text.Value;
            var column = columns.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));
            if (column is null) keys.Fault(key, $"{table} has no column '{name}'.{DefinitionErrors.Suggest(name, [.. columns.Select(c => c.Name)])}");
            else if (names.Contains(column.Name)) keys.Fault(key, $"The column '{column.Name}' stands twice.");
            else names.Add(column.Name);
        }
        return names;
    }

    static PositionDefinition? Position(KeyReader keys, string table, IReadOnlyList<ColumnDefinition> columns)
    {
        if (!keys.Has("lvo:position")) return null;
        var pair = References(keys, "lvo:position", table, columns);
        if (pair.Count == 2) return new PositionDefinition(pair[0], pair[1]);
        keys.Fault("lvo:position", "Must name two columns: right ascension, declination.");
        return null;
    }

    static List<IndexDefinition> Indexes(KeyReader keys, TableDefinition table, HashSet<string> relations, DefinitionErrors errors)
    {
        var indexes = new List<IndexDefinition>();
        foreach (var map in keys.Maps("indexes"))
        {
            var index = new KeyReader(map, $"{keys.Owner} indexes", IndexKeys, errors);
            var name = index.Required("name");
            if (name.Length > 0 && PublicNames.Fault(name) is { } fault) index.Fault("name", fault);
            else if (name.Length > 0 && !relations.Add(name)) index.Fault("name", $"The name '{name}' is taken by a table or an index above.");
            index.Require("columns");
            var columns = References(index, "columns", table.Name, table.Columns);
            if (columns.Count > 0 && columns.SequenceEqual(table.PrimaryKey)) index.Fault("columns", "These are the primary key, which has an index already.");
            indexes.Add(new IndexDefinition(name, columns));
        }
        return indexes;
    }

    static List<ForeignKeyDefinition> ForeignKeys(KeyReader keys, TableDefinition table, IReadOnlyList<TableDefinition> above, DefinitionErrors errors)
    {
        var foreignKeys = new List<ForeignKeyDefinition>();
        foreach (var map in keys.Maps("constraints"))
        {
            var constraint = new KeyReader(map, $"{keys.Owner} constraints", ConstraintKeys, errors);
            if (constraint.Required("@type") is { Length: > 0 } type && type != "ForeignKeyConstraint")
                constraint.Fault("@type", $"Must be 'ForeignKeyConstraint', not '{type}'; loading checks values by 'lvo:minimum', 'lvo:maximum' and 'nullable'.");
            var name = constraint.Required("name");
            constraint.Require("columns");
            constraint.Require("referencedColumns");
            var from = References(constraint, "columns", table.Name, table.Columns);
            var target = constraint.Texts("referencedColumns") is [var first, ..] ? first.Value.TrimStart('#').Split('.')[0] : "";
            var to = above.FirstOrDefault(t => t.Name == target);
            if (to is null)
            {
                constraint.Fault("referencedColumns", $"Must be '#table.column' of a table above this one.{DefinitionErrors.Suggest(target, [.. above.Select(t => t.Name)])}");
                continue;
            }
            var referenced = References(constraint, "referencedColumns", to.Name, to.Columns);
            if (from.Count != referenced.Count) constraint.Fault("referencedColumns", "Must be as many as 'columns'.");
            foreignKeys.Add(new ForeignKeyDefinition(name, from, to.Name, referenced) { Description = constraint.Text("description") });
        }
        return foreignKeys;
    }
}
