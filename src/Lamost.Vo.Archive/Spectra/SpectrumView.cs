using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Archive.Spectra;

/// <summary>
/// A view over all feeds, of <c>schemas/views</c>: the SQL of one branch, in which words in braces stand for what a catalogue declares, and, where it is published, what
/// its columns are.
/// </summary>
sealed partial class SpectrumView
{
    readonly string _branch;

    SpectrumView(string schema, string name, string branch, ReleaseDefinition? published) => (Schema, Name, _branch, Published) = (schema, name, branch, published);

    /// <summary>ObsCore 1.1: <c>ivoa.obscore</c>.</summary>
    public static SpectrumView ObsCore { get; } = Public("obscore", "s_ra", "s_dec");

    /// <summary>One source across all its visits: <c>lamost.source_spectra</c>.</summary>
    public static SpectrumView SourceSpectra { get; } = Public("source_spectra", "ra", "dec");

    /// <summary>What SSA, DataLink, SODA and downloads answer from: <c>vo_spectra.spectrum</c>; not published.</summary>
    public static SpectrumView Spectrum { get; } = new(FeedSql.Schema, "spectrum", Text("spectrum.sql"), null);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SpectrumView> All { get; } = [ObsCore, SourceSpectra, Spectrum];

    /// <summary>The schema in PostgreSQL.</summary>
    public string Schema { get; }

    /// <summary>The name in PostgreSQL.</summary>
    public string Name { get; }

    /// <summary>The definition of schema and view as users see them; null for a view of the service's own.</summary>
    public ReleaseDefinition? Published { get; }

    /// <summary>The statement that makes the view.</summary>
    /// <param name="feeds">At least one; in the order of the rows.</param>
    public string Create(IReadOnlyList<SpectrumFeed> feeds) =>
        $"CREATE VIEW {SqlNames.Quote(Schema, Name)} AS\n{string.Join("\nUNION ALL\n", feeds.Select(Branch))}";

    string Branch(SpectrumFeed feed)
    {
        var d = feed.Definition;
        return Braces().Replace(_branch, word => word.Groups[1].Value switch
        {
            "feed" => SqlNames.Quote(FeedSql.Schema, FeedSql.FeedName(feed.Release, feed.Table)),
            "release" => Literal(feed.Release),
            "table" => Literal(feed.Table),
            "version" => Literal(feed.Version),
            "collection" => Literal(d.Collection.Replace("{RELEASE}", feed.Release.ToUpperInvariant(), StringComparison.Ordinal)),
            "creator" => Literal(d.Creator),
            "facility" => Literal(d.Facility),
            "instrument" => Literal(d.Instrument),
            "instrument_full" => Literal($"{d.Facility} {d.Instrument}"),
            "reference" => d.Reference is null ? "NULL::text" : Literal(d.Reference),
            "flux_calibration" => Literal(d.FluxCalibration),
            // ObsCore has no word for what is not calibrated; SSA has.
            "calibration_status" => d.FluxCalibration == "UNCALIBRATED" ? "NULL::text" : Literal(d.FluxCalibration.ToLowerInvariant()),
            "flux_ucd" => Literal("phot.flux.density;em.wl"),
            "did" => Literal($"/{feed.Release}?"),
            "path" => Literal($"/spectra/{feed.Release}/"),
            "aperture" => Number(d.Aperture),
            "aperture_deg" => Number(d.Aperture / 3600),
            "resolving_power" => Number(d.ResolvingPower),
            "low" => Number(d.Bands[0].Low),
            "high" => Number(d.Bands[0].High),
            "blue_low" => Number(d.Bands[1].Low),
            "blue_high" => Number(d.Bands[1].High),
            "red_low" => Number(d.Bands[2].Low),
            "red_high" => Number(d.Bands[2].High),
            // What a service is called and where it is, its sessions know (ArchiveDatabaseOptions).
            "authority" => $"coalesce(current_setting('{ArchiveDatabaseOptions.AuthoritySetting}', true), '')",
            "url" => $"coalesce(current_setting('{ArchiveDatabaseOptions.UrlSetting}', true), '')",
            var other => throw new InvalidOperationException($"{Name}.sql has the word {{{other}}}, which stands for nothing."),
        });
    }

    static SpectrumView Public(string name, string longitude, string latitude)
    {
        var errors = new DefinitionErrors($"{name}.yaml");
        var keys = new KeyReader((YamlMap)YamlTree.Read(Text($"{name}.yaml"), $"{name}.yaml"), "", ["name", "version", "description", "lvo:description_zh", "tables"], errors);
        var (description, descriptionZh) = Descriptions.Read(keys);
        // The position has the UCDs of the standard, which are not those of a catalogue's main position.
        var table = TableReader.Read(keys.Maps("tables").Single(), [], [], errors) with { Position = new PositionDefinition(longitude, latitude) };
        var schema = keys.Required("name");
        errors.ThrowIfAny();
        return new SpectrumView(schema, name, Text($"{name}.sql"), new ReleaseDefinition(schema, keys.Required("version"), description, [table]) { DescriptionZh = descriptionZh });
    }

    static string Text(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"views/{name}")!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    static string Literal(string text) => $"{SqlNames.Literal(text)}::text";

    static string Number(double value) => $"{value.ToString("R", CultureInfo.InvariantCulture)}::float8";

    [GeneratedRegex("(?<!--[^\n]*)\\{([a-z_]+)\\}")]
    private static partial Regex Braces();
}

/// <summary>A catalogue of spectra that is published.</summary>
/// <param name="Release">The release's name.</param>
/// <param name="Table">The catalogue's name without schema.</param>
/// <param name="Definition">What it declared.</param>
/// <param name="Version">The release's version.</param>
/// <param name="Spectra">Its spectra.</param>
/// <param name="Files">Those of them whose file is there.</param>
/// <param name="Simulated">Whether they are invented.</param>
public sealed record SpectrumFeed(string Release, string Table, SpectraDefinition Definition, string Version, long Spectra, long Files, bool Simulated)
{
    /// <summary>The days on which they were taken, MJD (UTC), with gaps of less than a month closed; in order.</summary>
    public IReadOnlyList<DayRange> Days { get; init; } = [];

    /// <summary>Where there is one that has a file, for those who try a search out; null where none has.</summary>
    public SkyPoint? TestPosition { get; init; }
}

/// <summary>A range of days, MJD.</summary>
/// <param name="First">Its first day.</param>
/// <param name="End">The day after its last.</param>
public readonly record struct DayRange(int First, int End)
{
    /// <summary>Ranges as PostgreSQL writes an <c>int4multirange</c>: <c>{[55858,56000),[56170,56300)}</c>.</summary>
    internal static IReadOnlyList<DayRange> Several(string written) =>
    [
        .. written.Trim('{', '}').Split(')', StringSplitOptions.RemoveEmptyEntries).Select(r => r.Trim(',', '[').Split(','))
            .Select(ends => new DayRange(int.Parse(ends[0], CultureInfo.InvariantCulture), int.Parse(ends[1], CultureInfo.InvariantCulture))),
    ];

    /// <summary>The other way.</summary>
    internal static string Text(IEnumerable<DayRange> ranges) => $"{{{string.Join(',', ranges.Select(r => string.Create(CultureInfo.InvariantCulture, $"[{r.First},{r.End})")))}}}";
}
