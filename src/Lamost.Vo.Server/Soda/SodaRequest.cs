using System.Globalization;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Spectra.Writing;

namespace Lamost.Vo.Server.Soda;

/// <summary>A SODA request, checked (SODA 1.0, 3). Filters that fibre spectra have no use for (POS, POL ...) are ignored.</summary>
/// <param name="Ids">Which spectra, at least one.</param>
/// <param name="Format">In what form.</param>
public sealed record SodaRequest(IReadOnlyList<SpectrumId> Ids, SpectrumFormat Format)
{
    /// <summary>The code for several values where one can be.</summary>
    public const string SeveralCode = "LVO-SODA-1003";

    /// <summary>The least and the greatest step of a grid, Angstrom.</summary>
    public const double LeastStep = 0.05, GreatestStep = 500;

    /// <summary>The forms, the default first.</summary>
    public static IReadOnlyList<SpectrumFormat> Formats { get; } = [SpectrumFormats.Fits, SpectrumFormats.Votable, SpectrumFormats.Csv, SpectrumFormats.Json, SpectrumFormats.Svg, SpectrumFormats.Png];

    /// <summary>Wavelengths to keep, m; null for all.</summary>
    public ValueRange? Band { get; init; }

    /// <summary>Whether flux is to be divided by the continuum.</summary>
    public bool IsNormalized { get; init; }

    /// <summary>The redshift by which wavelengths are shifted back; null for not.</summary>
    public double? Redshift { get; init; }

    /// <summary>Whether they are shifted back by what the catalogue says.</summary>
    public bool IsTargetRedshift { get; init; }

    /// <summary>The step of a grid to put the flux on, Angstrom; null for none.</summary>
    public double? Step { get; init; }

    /// <summary>Checks the parameters of a request.</summary>
    /// <exception cref="VoException">LVO-SODA-1001 to 1006.</exception>
    public static SodaRequest From(DaliParameters parameters, ServiceLimits limits)
    {
        var release = One(parameters, "RELEASE")?.ToLowerInvariant();
        var ids = parameters.Several("ID").SelectMany(v => v.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(text =>
            SpectrumIdentifier.TryParse(text, release, out var id) ? id
                : throw Refused("LVO-SODA-1002", $"ID is \"{Shown(text)}\", which is no identifier of a spectrum.", "SSA gives them as ssa_pubDID and TAP as obs_publisher_did, e.g. ivo://lamost.vo/dr10?353301001")).ToList();
        if (ids.Count == 0) throw Refused("LVO-SODA-1001", "The request has no ID.", "Say which spectrum: ID=, as SSA gives it in ssa_pubDID and TAP in obs_publisher_did.");
        if (ids.Count > limits.BatchMaxSpectra) throw Refused("LVO-SODA-1001", $"The request has {ids.Count} identifiers.", $"At most {limits.BatchMaxSpectra} spectra are given at once.");
        var format = FormatOf(One(parameters, "FORMAT") ?? One(parameters, "RESPONSEFORMAT"));
        if (ids.Count > 1 && SpectrumCollectionWriter.Create(format) is null)
            throw Refused(SeveralCode, $"ID is given {ids.Count} times, and {format.MediaType} holds one spectrum.", "Ask for application/fits or application/x-votable+xml, or POST the identifiers to /spectra/batch for a tar archive.");
        var redshift = One(parameters, "REDSHIFT")?.Trim();
        var isTarget = "target".Equals(redshift, StringComparison.OrdinalIgnoreCase);
        return new SodaRequest(ids, format)
        {
            Band = BandOf(One(parameters, "BAND")),
            IsNormalized = One(parameters, "FLUXCALIB")?.ToLowerInvariant() switch
            {
                null or "relative" or "any" => false,
                "normalized" => true,
                var other => throw Refused("LVO-SODA-1005", $"FLUXCALIB is \"{Shown(other)}\".", "It is relative (as the survey has it) or normalized (over the continuum)."),
            },
            IsTargetRedshift = isTarget,
            Redshift = redshift is null || isTarget ? null : Number("REDSHIFT", redshift, -0.99, 20, "a redshift, or the word target for what the catalogue says"),
            Step = One(parameters, "RESAMPLE") is { } step ? Number("RESAMPLE", step, LeastStep, GreatestStep, "a step of wavelength in Angstrom") : null,
        };
    }

    static string? One(DaliParameters parameters, string name)
    {
        var values = parameters.Several(name);
        return values.Distinct().Count() <= 1 ? (values.Count > 0 ? values[0] : null) : throw Refused(SeveralCode, $"{name} is given {values.Count} times with different values.", "Give it once; ask again for another part.");
    }

    static SpectrumFormat FormatOf(string? wanted)
    {
        if (wanted is null) return Formats[0];
        var found = SpectrumFormats.Find(wanted);
        return found is not null && Formats.Contains(found) ? found
            : throw Refused("LVO-SODA-1006", $"FORMAT asks for \"{Shown(wanted)}\".", $"The forms are {string.Join(", ", Formats.Select(f => f.MediaType))}.");
    }

    // An interval as DALI 1.1, 3.3.4, writes it; ends may be infinite.
    static ValueRange? BandOf(string? text)
    {
        if (text is null) return null;
        var ends = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (ends is [var a, var b] && End(a) is { } low && End(b) is { } high && low <= high) return new ValueRange(low, high);
        throw Refused("LVO-SODA-1004", $"BAND is \"{Shown(text)}\", which is not an interval of wavelengths.", "Give two wavelengths in m with a blank between, the shorter first, e.g. BAND=6.5e-7 6.6e-7; -Inf and +Inf for an open end.");
    }

    static double? End(string text) => text.ToUpperInvariant() switch
    {
        "-INF" or "-INFINITY" => double.NegativeInfinity,
        "INF" or "+INF" or "INFINITY" or "+INFINITY" => double.PositiveInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null,
    };

    static double Number(string name, string text, double least, double most, string meaning) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw Refused("LVO-SODA-1005", $"{name} is \"{Shown(text)}\".", string.Create(CultureInfo.InvariantCulture, $"It is {meaning}, {least} to {most}."));

    static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "...";

    static VoException Refused(string code, string message, string hint) => new(new VoError(code, Remedy.MendRequest, message) { Hint = hint });
}
