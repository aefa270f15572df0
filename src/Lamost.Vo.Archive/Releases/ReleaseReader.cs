using System.Text;

namespace Lamost.Vo.Archive.Releases;

/// <summary>
/// Reads release definitions: YAML that follows Felis, with keys of our own under <c>lvo:</c> (docs/reference/release-definition.md).
/// Safe on hostile input, and for several threads at once.
/// </summary>
public static class ReleaseReader
{
    const int MaxTables = 500;

    const string TablesOf = "lvo:tables_of";

    static readonly string[] Keys = ["name", "@id", "description", "version", "tables", "lvo:description_zh", TablesOf, VizierReader.Key];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; UTF-8. Its name without directories appears in errors.</param>
    /// <exception cref="DefinitionException">The definition is at fault.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ReleaseDefinition Read(string path)
    {
        var file = Path.GetFileName(path);
        if (new FileInfo(path).Length > 4L * YamlTree.MaxLength)
            throw new DefinitionException([new(file, 1, 1, "", $"The file is longer than {YamlTree.MaxLength} characters.")]);
        return ReadText(File.ReadAllText(path, Encoding.UTF8), file);
    }

    /// <summary>Reads a definition that is already in memory.</summary>
    /// <param name="yaml">The document.</param>
    /// <param name="fileName">What errors call it.</param>
    /// <exception cref="DefinitionException">The definition is at fault; its faults are told together, up to 200 of them.</exception>
    public static ReleaseDefinition ReadText(string yaml, string fileName) => ReadText(yaml, fileName, new KnownReleases(ReleaseDefinitions.Names, ReleaseDefinitions.Text));

    /// <summary>Reads a definition whose tables may be those of another.</summary>
    /// <param name="yaml">The document.</param>
    /// <param name="fileName">What errors call it.</param>
    /// <param name="known">The releases whose tables it may take.</param>
    /// <exception cref="DefinitionException">This definition is at fault, or the one it takes its tables from.</exception>
    internal static ReleaseDefinition ReadText(string yaml, string fileName, KnownReleases known)
    {
        var errors = new DefinitionErrors(fileName);
        var root = YamlTree.Read(yaml, fileName);
        var release = Release(root, known, errors);
        errors.ThrowIfAny();
        return release!;
    }

    static ReleaseDefinition? Release(YamlItem root, KnownReleases known, DefinitionErrors errors)
    {
        if (root is not YamlMap map)
        {
            errors.Add(root, "", "The document must be a mapping that begins with 'name:'.");
            return null;
        }

        var keys = new KeyReader(map, "", Keys, errors);
        var name = keys.Required("name");
        if (name.Length > 0 && PublicNames.SchemaFault(name) is { } fault) keys.Fault("name", fault);
        var version = keys.Required("version");
        var (description, descriptionZh) = Descriptions.Read(keys);
        var tables = keys.Has(TablesOf) ? TablesOfAnother(keys, name, known) : OwnTables(keys, errors);
        return new ReleaseDefinition(name, version, description, tables) { DescriptionZh = descriptionZh, Vizier = VizierReader.Read(keys, errors) };
    }

    static IReadOnlyList<TableDefinition> TablesOfAnother(KeyReader keys, string name, KnownReleases known)
    {
        if (keys.Has("tables")) keys.Fault(TablesOf, "Stands beside 'tables'; a release has tables of its own, or those of another.");
        if (keys.Text(TablesOf) is not { } other) return [];
        var readers = known.Readers.Add(name);
        if (readers.Contains(other))
        {
            keys.Fault(TablesOf, $"No release has the tables: {string.Join(" takes those of ", readers.SkipWhile(r => r != other).Append(other))}.");
            return [];
        }
        if (known.Names.Contains(other)) return ReadText(known.TextOf(other), $"{other}.yaml", known with { Readers = readers }).Tables;
        keys.Fault(TablesOf, $"No release '{other}' is built in.{DefinitionErrors.Suggest(other, known.Names)}");
        return [];
    }

    static List<TableDefinition> OwnTables(KeyReader keys, DefinitionErrors errors)
    {
        var tables = new List<TableDefinition>();
        // PostgreSQL keeps tables and indexes of a schema under one set of names.
        var relations = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var maps = keys.Maps("tables").ToList();
        foreach (var map in maps.Take(MaxTables)) tables.Add(TableReader.Read(map, tables, relations, errors));
        if (maps.Skip(MaxTables).FirstOrDefault() is { } more) errors.Add(more, "tables", $"A release has at most {MaxTables} tables.");
        foreach (var table in tables.Where(t => t.Columns.Any(c => c.Type == ColumnType.Circle)))
            errors.Add(keys.At("tables"), table.Name, "Has a column of type 'circle', which views of the service have; files hold numbers.");
        foreach (var table in tables.Where(t => t.Columns.Any(c => c.Lookup is not null || c.AroundPosition is not null)))
            errors.Add(keys.At("tables"), table.Name, "Has a column with 'lvo:lookup' or 'lvo:around_position', which views of the service have.");
        if (tables.Count == 0) errors.Add(keys.At("tables"), "tables", $"A release has at least one table, or '{TablesOf}'.");
        return tables;
    }
}
