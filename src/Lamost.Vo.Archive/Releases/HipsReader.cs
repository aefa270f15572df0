using Lamost.Vo.Archive.Hips;

namespace Lamost.Vo.Archive.Releases;

/// <summary>Reads <c>lvo:hips</c> of a table.</summary>
static class HipsReader
{
    const string HipsKey = "lvo:hips";

    static readonly string[] Keys = ["score", "lowest"];

    /// <summary>Reads it; null where the table has none.</summary>
    /// <param name="table">The keys of the table.</param>
    /// <param name="name">Its name.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="errors">Where faults go.</param>
    public static HipsScore? Read(KeyReader table, string name, IReadOnlyList<ColumnDefinition> columns, DefinitionErrors errors)
    {
        if (!table.Has(HipsKey)) return null;
        if (table.At(HipsKey) is not YamlMap map)
        {
            table.Fault(HipsKey, "Must be a mapping.");
            return null;
        }
        if (!table.Has("lvo:position")) table.Fault(HipsKey, "A progressive catalogue needs 'lvo:position' too.");
        var keys = new KeyReader(map, $"{name} {HipsKey}", Keys, errors);
        keys.Require("score");
        var score = new List<string>();
        foreach (var text in keys.Texts("score"))
        {
            var column = columns.FirstOrDefault(c => string.Equals(c.Name, text.Value, StringComparison.OrdinalIgnoreCase));
            if (column is null) keys.Fault("score", $"{name} has no column '{text.Value}'.{DefinitionErrors.Suggest(text.Value, [.. columns.Select(c => c.Name)])}");
            else if (column.Type is not (ColumnType.Short or ColumnType.Int or ColumnType.Long or ColumnType.Float or ColumnType.Double)) keys.Fault("score", $"The column '{column.Name}' is no number.");
            else score.Add(column.Name);
        }
        return new HipsScore(score, keys.Flag("lowest", false));
    }
}
