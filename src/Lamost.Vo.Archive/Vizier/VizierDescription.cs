using System.Globalization;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Units;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Tables.Vizier;

namespace Lamost.Vo.Archive.Vizier;

/// <summary>What the ReadMe says of a release and its tables.</summary>
static class VizierDescription
{
    /// <summary>Characters of the unit's column, at most; a longer unit is told in the explanation.</summary>
    const int UnitLength = 16;

    const int FileNameLength = 36;

    /// <summary>The files of tables: names in lower case, none twice.</summary>
    public static IReadOnlyList<string> FileNames(IEnumerable<string> tables)
    {
        var names = new List<string>();
        foreach (var table in tables)
        {
            var name = table.ToLowerInvariant();
            if (name.Length > FileNameLength) name = name[..FileNameLength];
            for (var number = 2; names.Contains(name + ".dat"); number++)
            {
                var digits = number.ToString(CultureInfo.InvariantCulture);
                name = name[..Math.Min(name.Length, FileNameLength - digits.Length)] + digits;
            }
            names.Add(name + ".dat");
        }
        return names;
    }

    /// <summary>One file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="rows">Its lines.</param>
    /// <param name="table">What is published of its table.</param>
    /// <param name="definition">The table in the definition of the release.</param>
    /// <param name="measures">Of each column, in their order.</param>
    public static VizierFile File(string name, long rows, CatalogTable table, TableDefinition definition, IReadOnlyList<VizierMeasure> measures)
    {
        var labels = VizierLabels.Of([.. table.Columns.Select(c => c.Name)], definition);
        var notes = new List<string>();
        if (table.Simulated) notes.Add("The rows of this file are simulated: they were invented by a program, and tell nothing of the sky.");
        var escapes = notes.Count + 1;
        if (measures.Any(m => m.Escaped > 0))
            notes.Add("Characters beyond ASCII, and those that control a line, are written as \\u and four hexadecimal digits for each of their UTF-16 units.");
        var columns = VizierColumn.Place(table.Columns.Zip(measures, (c, m) =>
        {
            var (unit, inWords) = Unit(c.Unit);
            var explanation = Ascii(c.Description ?? c.Name).TrimEnd('.') + inWords + (labels[c.Name] == c.Name ? "" : $" ({c.Name})")
                + (m.Escaped > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({escapes})") : "");
            return (labels[c.Name], unit, explanation, m);
        }));
        var about = Ascii(table.Description ?? table.Name).TrimEnd('.');
        return new VizierFile(name, rows, table.Simulated ? $"{about} (simulated)" : about, columns) { Notes = notes };
    }

    /// <summary>The whole.</summary>
    public static VizierCatalogue Catalogue(
        ReleaseDefinition release, IReadOnlyList<CatalogTable> tables, PublishedCatalog published, IReadOnlyList<VizierFile> files, VizierOptions options)
    {
        var about = release.Vizier;
        var title = about.Title ?? Ascii($"{release.Name.ToUpperInvariant()} {release.Version}");
        var simulated = tables.Count(t => t.Simulated);
        if (simulated > 0) title = (simulated == tables.Count ? "SIMULATED: " : "PARTLY SIMULATED: ") + title;
        var description = new List<string> { Ascii(release.Description) };
        if (simulated > 0)
        {
            var which = string.Join(", ", tables.Zip(files).Where(p => p.First.Simulated).Select(p => p.Second.Name));
            description.Add(simulated == tables.Count
                ? "All rows are simulated: they were invented by a program to try software with, and tell nothing of the sky. They are not for publication."
                : $"The rows of {which} are simulated: they were invented by a program to try software with, and tell nothing of the sky. They are not for publication.");
        }
        description.Add("Each file is a table of the release. Where the label of a column is not its name in the release, the name stands in parentheses behind the explanation. "
            + "What has no value is blank; the marks that the survey's own files have for it, such as -9999, are not in these.");
        return new VizierCatalogue(title, title, description, files)
        {
            Authors = about.Authors,
            Year = about.Year,
            Bibcode = about.Bibcode,
            AdcKeywords = about.AdcKeywords,
            Keywords = about.Keywords,
            SeeAlso = [.. about.SeeAlso.Select(s => s.Split(" : ", 2)).Select(p => (p[0], p[1]))],
            References = about.References,
            History = [.. tables.Zip(files, (t, f) => $"{f.Name}: {t.Schema}.{t.Name} {Ascii(release.Version)} as loaded {Loaded(published.Tables[t])}")],
            Program = options.Program,
            Day = options.Day,
        };
    }

    /// <summary>What is open in the ReadMe.</summary>
    public static IReadOnlyList<string> Open(VizierDefinition about) =>
    [
        .. new[] { (about.Authors.Count > 0, "authors"), (about.Year is not null, "year"), (about.Bibcode is not null, "bibcode"), (about.AdcKeywords.Count > 0, "adc_keywords"), (about.Keywords.Count > 0, "keywords") }
            .Where(k => !k.Item1).Select(k => k.Item2),
    ];

    static string Loaded(TableFacts facts) => facts.LoadedAt is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "once";

    static (string? Unit, string InWords) Unit(string? unit)
    {
        if (string.IsNullOrEmpty(unit)) return (null, "");
        return VoUnit.TryParse(unit, out var parsed, out _) && parsed.ToCds() is { Length: <= UnitLength } cds ? (cds, "") : (null, $", in {Ascii(unit)}");
    }

    static string Ascii(string text) => string.Concat(text.Select(c => c is < ' ' or > '~' ? '?' : c));
}
