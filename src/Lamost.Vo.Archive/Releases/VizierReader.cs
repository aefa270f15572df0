namespace Lamost.Vo.Archive.Releases;

/// <summary>Reads <c>lvo:vizier</c> of a release.</summary>
static class VizierReader
{
    /// <summary>The key.</summary>
    public const string Key = "lvo:vizier";

    const int TitleLength = 45, NameLength = 40, TextLength = 500;

    static readonly string[] Keys = ["title", "authors", "year", "bibcode", "adc_keywords", "keywords", "see_also", "references"];

    /// <summary>Reads it; empty where the release has none.</summary>
    public static VizierDefinition Read(KeyReader release, DefinitionErrors errors)
    {
        if (!release.Has(Key)) return new VizierDefinition();
        if (release.At(Key) is not YamlMap map)
        {
            release.Fault(Key, "Must be a mapping.");
            return new VizierDefinition();
        }
        var keys = new KeyReader(map, Key, Keys, errors);
        if (keys.Text("title")?.Length > TitleLength) keys.Fault("title", $"Has more than {TitleLength} characters; the first line of a ReadMe has no room for it.");
        if (keys.Text("bibcode") is { Length: not 19 }) keys.Fault("bibcode", "A bibcode has 19 characters.");
        var seeAlso = Texts("see_also");
        foreach (var text in seeAlso)
            if (text.Split(" : ") is not [{ Length: > 0 and <= NameLength }, { Length: > 0 }, ..]) keys.Fault("see_also", $"'{text}' is not 'name : what it is', with a name of at most {NameLength} characters.");
        return new VizierDefinition
        {
            Title = Ascii("title", keys.Text("title")),
            Authors = Texts("authors"),
            Year = keys.Whole("year", 1900, 2999),
            Bibcode = Ascii("bibcode", keys.Text("bibcode")),
            AdcKeywords = Texts("adc_keywords"),
            Keywords = Texts("keywords"),
            SeeAlso = seeAlso,
            References = Texts("references"),
        };

        List<string> Texts(string key) => [.. keys.Texts(key).Select(t => Ascii(key, t.Value)!)];

        string? Ascii(string key, string? text)
        {
            if (text is not null && (text.Length > TextLength || text.Any(c => c is < ' ' or > '~'))) keys.Fault(key, $"Must be ASCII, at most {TextLength} characters.");
            return text;
        }
    }
}
