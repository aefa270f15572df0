using Lamost.Vo.Archive.Vizier;

namespace Lamost.Vo.Archive.Releases;

/// <summary>Reads one column of a release definition.</summary>
static class ColumnReader
{
    static readonly string[] Keys =
    [
        "name", "@id", "datatype", "length", "nullable", "description", "ivoa:unit", "ivoa:ucd", "votable:utype", "tap:principal", "tap:std",
        "lvo:description_zh", "lvo:source_names", "lvo:null_values", "lvo:minimum", "lvo:maximum", "lvo:verbosity", "lvo:like",
        "lvo:lookup", "lvo:around_position", "lvo:vizier_label",
    ];

    static readonly Dictionary<string, ColumnType> Types = Enum.GetValues<ColumnType>().ToDictionary(t => t.ToString().ToLowerInvariant());

    /// <summary>Reads the column.</summary>
    /// <param name="map">Its mapping.</param>
    /// <param name="table">The name of its table.</param>
    /// <param name="model">The column that it is like: what the mapping does not say is taken from there. Null for none.</param>
    /// <param name="errors">Where faults go.</param>
    public static ColumnDefinition Read(YamlMap map, string table, ColumnDefinition? model, DefinitionErrors errors)
    {
        var named = (map.Entries.FirstOrDefault(e => e.Key.Value == "name").Value as YamlText)?.Value ?? model?.Name;
        var keys = new KeyReader(map, $"{table}.{named}", Keys, errors);
        var name = model is null || keys.Has("name") ? keys.Required("name") : model.Name;
        if (name.Length > 0 && PublicNames.ColumnFault(name) is { } fault) keys.Fault("name", fault);

        var (description, descriptionZh) = Descriptions.Read(keys, model?.Description, model?.DescriptionZh);
        var type = Type(keys, model);
        var column = new ColumnDefinition(name, type ?? ColumnType.String)
        {
            Description = description,
            DescriptionZh = descriptionZh,
            Length = keys.Whole("length", 1, 10_000_000) ?? model?.Length,
            Unit = Checked(keys, "ivoa:unit", Units.Check) ?? model?.Unit,
            Ucd = Checked(keys, "ivoa:ucd", Ucds.Check) ?? model?.Ucd,
            Utype = keys.Text("votable:utype") ?? model?.Utype,
            Nullable = keys.Flag("nullable", model?.Nullable ?? true),
            Principal = keys.Flag("tap:principal", model?.Principal ?? false),
            Standard = keys.Flag("tap:std", model?.Standard ?? false),
            SourceNames = keys.Has("lvo:source_names") ? [.. keys.Texts("lvo:source_names").Select(t => t.Value)] : model?.SourceNames ?? [],
            NullValues = keys.Has("lvo:null_values") ? [.. keys.Texts("lvo:null_values").Select(t => t.Value)] : model?.NullValues ?? [],
            Minimum = keys.Number("lvo:minimum") ?? model?.Minimum,
            Maximum = keys.Number("lvo:maximum") ?? model?.Maximum,
            Verbosity = keys.Whole("lvo:verbosity", 1, 3) ?? model?.Verbosity ?? 3,
            // A label belongs to a name: a column that is like another under a name of its own has not the other's.
            VizierLabel = Checked(keys, "lvo:vizier_label", VizierLabels.Check) ?? (name == model?.Name ? model.VizierLabel : null),
            Lookup = keys.Text("lvo:lookup") ?? model?.Lookup,
            AroundPosition = keys.Number("lvo:around_position") ?? model?.AroundPosition,
        };
        if (type is not null) CheckType(column, keys);
        return column;
    }

    // Null when the type is not known.
    static ColumnType? Type(KeyReader keys, ColumnDefinition? model)
    {
        if (model is not null && !keys.Has("datatype")) return model.Type;
        var text = keys.Required("datatype");
        if (Types.TryGetValue(text, out var type)) return type;
        if (text.Length > 0) keys.Fault("datatype", $"An unknown type '{text}'.{DefinitionErrors.Suggest(text, Types.Keys)}");
        return null;
    }

    static string? Checked(KeyReader keys, string key, Func<string, string?> check)
    {
        var text = keys.Text(key);
        if (text is not null && check(text) is { } fault) keys.Fault(key, fault);
        return text;
    }

    static void CheckType(ColumnDefinition column, KeyReader keys)
    {
        var text = column.Type is ColumnType.Char or ColumnType.String or ColumnType.Unicode;
        var number = column.Type is ColumnType.Short or ColumnType.Int or ColumnType.Long or ColumnType.Float or ColumnType.Double;
        if (column.Type == ColumnType.Char && column.Length is null) keys.Fault("datatype", "A char column needs 'length'; text of any length is 'string'.");
        if (column.Length is not null && !text) keys.Fault("length", "Only char, string and unicode columns have a length.");
        if (column.Unit is not null && !number) keys.Fault("ivoa:unit", "Only numeric columns have a unit; of text tell it in the description.");
        if ((column.Minimum ?? column.Maximum) is not null && !number) keys.Fault(keys.Has("lvo:minimum") ? "lvo:minimum" : "lvo:maximum", "Only numeric columns have limits.");
        if (column.Lookup is not null && !text) keys.Fault("lvo:lookup", "Only text is looked up by another column.");
        if (column.Lookup is { } lookup && !lookup.All(c => c is '_' or (>= 'a' and <= 'z'))) keys.Fault("lvo:lookup", "Must be small letters and _: a function is named after it.");
        if (column.AroundPosition is not null && column.Type != ColumnType.Circle) keys.Fault("lvo:around_position", "Only circles lie around a position.");
        if (column.AroundPosition is <= 0 or > 90) keys.Fault("lvo:around_position", "Must be more than 0 and at most 90 degrees.");
        if (column.Minimum > column.Maximum) keys.Fault("lvo:minimum", "Is greater than 'lvo:maximum'.");
        foreach (var value in column.NullValues)
            if (number && !KeyReader.TryNumber(value, out _)) keys.Fault("lvo:null_values", $"'{value}' is no number, and the column is numeric.");
    }
}
