using System.Text;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Settings;

/// <summary>Reads the file of settings of an installation (docs/reference/settings.md). Safe on hostile input, and for several threads at once.</summary>
public static class SettingsReader
{
    /// <summary>The name of the file in the directory of an archive, which is read unless another is named.</summary>
    public const string FileName = "settings.yaml";

    static readonly string[] Keys =
    [
        "authority", "created", "publisher", "contact", "title", "title_zh", "short_name", "description", "description_zh", "reference_url", "rights", "data_policy", "data_policy_zh",
        "citation", "acknowledgement", "acknowledgement_zh", "subjects", "creators", "dois", "releases",
    ];

    static readonly string[] PublisherKeys = ["name", "name_zh", "identifier", "homepage", "logo"];
    static readonly string[] ContactKeys = ["name", "name_zh", "email", "address", "address_zh", "telephone"];
    static readonly string[] RightsKeys = ["text", "text_zh", "uri"];
    static readonly string[] CreatorKeys = ["name", "orcid"];
    static readonly string[] ReleaseKeys = ["name", "published", "dois", "reference_url"];

    /// <summary>The settings that a new installation begins with, every key explained: <c>deploy/settings.example.yaml</c>.</summary>
    public static string Example
    {
        get
        {
            using var stream = typeof(SettingsReader).Assembly.GetManifestResourceStream("settings.example.yaml")!;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return reader.ReadToEnd();
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; UTF-8. Its name without directories appears in errors.</param>
    /// <exception cref="DefinitionException">The settings are at fault; their faults are told together, up to 200 of them.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static InstallationSettings Read(string path)
    {
        var file = Path.GetFileName(path);
        if (new FileInfo(path).Length > 4L * YamlTree.MaxLength) throw new DefinitionException([new(file, 1, 1, "", $"The file is longer than {YamlTree.MaxLength} characters.")]);
        return ReadText(File.ReadAllText(path, Encoding.UTF8), file);
    }

    /// <summary>Reads settings that are already in memory.</summary>
    /// <param name="yaml">The document.</param>
    /// <param name="fileName">What errors call it.</param>
    /// <exception cref="DefinitionException">The settings are at fault.</exception>
    public static InstallationSettings ReadText(string yaml, string fileName)
    {
        var errors = new DefinitionErrors(fileName);
        var settings = new InstallationSettings();
        if (YamlTree.Read(yaml, fileName) is YamlMap map) settings = Settings(new KeyReader(map, "", Keys, errors), errors);
        else errors.Add(new YamlText("", 1, 1), "", "The document must be a mapping that begins with 'authority:'.");
        errors.ThrowIfAny();
        return settings;
    }

    static InstallationSettings Settings(KeyReader keys, DefinitionErrors errors)
    {
        var otherwise = InstallationSettings.Default;
        var subjects = SettingsRules.Subjects(keys);
        var creators = keys.Maps("creators").Select(m => new KeyReader(m, "creators", CreatorKeys, errors)).Select(SettingsRules.Creator).ToList();
        var releases = new Dictionary<string, ReleaseSettings>(StringComparer.OrdinalIgnoreCase);
        foreach (var release in keys.Maps("releases").Select(m => new KeyReader(m, "releases", ReleaseKeys, errors)))
        {
            var name = release.Required("name");
            var facts = new ReleaseSettings(SettingsRules.Day(release, "published"), SettingsRules.Dois(release), SettingsRules.Url(release, "reference_url"));
            if (name.Length > 0 && !releases.TryAdd(name, facts)) release.Fault("name", $"The release '{name}' stands twice.");
        }
        return new InstallationSettings
        {
            IsSetUp = true,
            Authority = SettingsRules.Authority(keys),
            Created = SettingsRules.Day(keys, "created"),
            Publisher = Section(keys, "publisher", PublisherKeys, errors) is { } p ? Publisher(p) : otherwise.Publisher,
            Contact = Section(keys, "contact", ContactKeys, errors) is { } c ? Contact(c) : otherwise.Contact,
            Title = Both(keys, "title") ?? otherwise.Title,
            ShortName = SettingsRules.ShortName(keys) ?? otherwise.ShortName,
            Description = Both(keys, "description") ?? otherwise.Description,
            ReferenceUrl = SettingsRules.Url(keys, "reference_url"),
            Rights = keys.Has("rights") && Section(keys, "rights", RightsKeys, errors) is { } r ? Rights(r) : null,
            DataPolicy = Both(keys, "data_policy"),
            Citation = SettingsRules.Bibcode(keys, "citation"),
            Acknowledgement = Both(keys, "acknowledgement"),
            Subjects = subjects.Count > 0 ? subjects : otherwise.Subjects,
            Creators = creators.Count > 0 ? creators : otherwise.Creators,
            Dois = SettingsRules.Dois(keys),
            Releases = releases,
        };
    }

    static PublisherSettings Publisher(KeyReader keys)
    {
        keys.Require("name");
        return new PublisherSettings(Both(keys, "name") ?? new BilingualText(""))
        {
            Identifier = SettingsRules.Identifier(keys, "identifier") ?? "org",
            Homepage = SettingsRules.Url(keys, "homepage"),
            Logo = SettingsRules.Url(keys, "logo"),
        };
    }

    static ContactSettings Contact(KeyReader keys)
    {
        keys.Require("name");
        keys.Require("email");
        return new ContactSettings(Both(keys, "name") ?? new BilingualText(""))
        {
            Email = SettingsRules.Email(keys, "email"),
            Address = Both(keys, "address"),
            Telephone = SettingsRules.Telephone(keys, "telephone"),
        };
    }

    static RightsSettings Rights(KeyReader keys)
    {
        keys.Require("text");
        return new RightsSettings(Both(keys, "text") ?? new BilingualText(""), SettingsRules.Url(keys, "uri"));
    }

    // One that must be there is told once, with what it holds.
    static KeyReader? Section(KeyReader keys, string key, string[] known, DefinitionErrors errors)
    {
        if (!keys.Has(key)) keys.Require(key);
        else if (keys.At(key) is YamlMap map) return new KeyReader(map, key, known, errors);
        else keys.Fault(key, $"Must be a mapping with {string.Join(", ", known.Select(k => $"'{k}'"))}.");
        return null;
    }

    static BilingualText? Both(KeyReader keys, string key)
    {
        var (english, chinese) = (SettingsRules.Line(keys.Text(key)), SettingsRules.Line(keys.Text(key + "_zh")));
        if (english?.FirstOrDefault(c => c is >= '\u4e00' and <= '\u9fff') is { } odd and not '\0') keys.Fault(key, $"Holds a Chinese character ({odd}); Chinese belongs in '{key}_zh'.");
        if (chinese is not null && !chinese.Any(c => c is >= '\u4e00' and <= '\u9fff')) keys.Fault(key + "_zh", "Holds no Chinese character.");
        if (english is null && chinese is not null) keys.Fault(key + "_zh", $"Stands without '{key}', the same in English.");
        return english is null ? null : new BilingualText(english, chinese);
    }
}
