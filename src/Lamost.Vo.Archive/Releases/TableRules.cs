namespace Lamost.Vo.Archive.Releases;

/// <summary>What the columns of a table owe to each other.</summary>
static class TableRules
{
    const string MainId = "meta.id;meta.main";
    const string MainRa = "pos.eq.ra;meta.main";
    const string MainDec = "pos.eq.dec;meta.main";

    /// <summary>Checks the table; faults are told at the key that made the promise.</summary>
    public static void Check(TableDefinition table, KeyReader keys)
    {
        foreach (var name in table.PrimaryKey)
            if (table.Find(name)!.Nullable) keys.Fault("primaryKey", $"The column '{name}' needs 'nullable: false'.");

        if (table.Position is { } position)
        {
            Coordinate(table.Find(position.Longitude)!, MainRa, keys);
            Coordinate(table.Find(position.Latitude)!, MainDec, keys);
        }

        // Simple Cone Search 1.03 section 2.2: one column each, and they are shown whatever VERB says.
        if (table.ConeSearchId is { } id)
        {
            if (table.Position is null) keys.Fault("lvo:cone_search_id", "A cone search needs 'lvo:position' too.");
            var column = table.Find(id)!;
            if (column.Ucd != MainId) keys.Fault("lvo:cone_search_id", $"The column '{id}' needs 'ivoa:ucd: {MainId}'.");
            foreach (var name in new[] { id, table.Position?.Longitude, table.Position?.Latitude })
                if (name is not null && table.Find(name)!.Verbosity != 1) keys.Fault("lvo:cone_search_id", $"The column '{name}' needs 'lvo:verbosity: 1'.");
        }

        // A heading of a source file must lead to one column.
        var headings = table.Columns.DistinctBy(c => c.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(c => c.Name, c => c.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var column in table.Columns)
            foreach (var name in column.SourceNames)
                if (!headings.TryAdd(name, column.Name)) keys.Fault("columns", $"The source name '{name}' of '{column.Name}' belongs to '{headings[name]}' already.");

        foreach (var label in table.Columns.Where(c => c.VizierLabel is not null).GroupBy(c => c.VizierLabel!).Where(g => g.Count() > 1))
            keys.Fault("columns", $"The label for VizieR '{label.Key}' is that of {string.Join(" and ", label.Select(c => c.Name))}; labels of a table differ.");

        foreach (var ucd in new[] { MainId, MainRa, MainDec })
        {
            var claimants = table.Columns.Where(c => c.Ucd == ucd).Select(c => c.Name).ToList();
            if (claimants.Count > 1) keys.Fault("name", $"Only one column may be '{ucd}', not {string.Join(" and ", claimants)}.");
        }
    }

    static void Coordinate(ColumnDefinition column, string ucd, KeyReader keys)
    {
        if (column.Type is not (ColumnType.Double or ColumnType.Float)) keys.Fault("lvo:position", $"The column '{column.Name}' needs 'datatype: double'.");
        if (column.Unit != "deg") keys.Fault("lvo:position", $"The column '{column.Name}' needs 'ivoa:unit: deg'.");
        if (column.Ucd != ucd) keys.Fault("lvo:position", $"The column '{column.Name}' needs 'ivoa:ucd: {ucd}'.");
        if (column.Nullable) keys.Fault("lvo:position", $"The column '{column.Name}' needs 'nullable: false': a row without a position has no place in the sky index.");
    }
}
