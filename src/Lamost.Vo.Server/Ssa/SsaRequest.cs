using System.Globalization;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Server.Tap;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Server.Ssa;

/// <summary>An SSA request, checked (SSA 1.1, 4.1). Parameters that are unknown, and known ones without data here, are ignored, as the standard wants.</summary>
/// <param name="Query">What is asked for; not used when <paramref name="IsMetadata"/>.</param>
/// <param name="MaxRows">Rows that may be sent.</param>
/// <param name="IsMetadata">Whether the service is to describe itself: FORMAT=METADATA.</param>
public sealed record SsaRequest(SsaQuery Query, long MaxRows, bool IsMetadata)
{
    /// <summary>The diameter of the search where SIZE is missing, degrees.</summary>
    public const double DefaultSize = 1 / 30.0;

    /// <summary>Checks the parameters of a request.</summary>
    /// <param name="parameters">As sent.</param>
    /// <param name="release">The release of the path; null for all.</param>
    /// <param name="limits">The limits.</param>
    /// <exception cref="VoException">LVO-SSA-1001 to 1006, LVO-TAP-1004.</exception>
    public static SsaRequest From(DaliParameters parameters, string? release, ServiceLimits limits)
    {
        Check(parameters);
        var product = Product(parameters.Single("FORMAT"), out var isMetadata);
        // Of the metadata nothing else is asked, and nothing else is looked at (SSA 1.1, 4.1.3).
        if (isMetadata) return new SsaRequest(new SsaQuery(), 0, true);
        // All wavelengths are absolute, which is good enough for whatever is asked.
        Word(parameters, "WAVECALIB", Wavecalib);
        var maxRows = TapRequest.MaxRec(parameters.Single("MAXREC"), limits.SsaDefaultRows, limits.SsaMaxRows);
        if (parameters.Single("TOP") is { } top) maxRows = Math.Min(maxRows, TapRequest.MaxRec(top, limits.SsaDefaultRows, limits.SsaMaxRows, "TOP"));
        var (bands, sourceBands) = Bands(parameters.Single("BAND"));
        return new SsaRequest(new SsaQuery
        {
            Release = release,
            Circle = Circle(parameters.Single("POS"), parameters.Single("SIZE")),
            Bands = bands,
            SourceBands = sourceBands,
            Times = RangeList.Times("TIME", Items(parameters, "TIME")),
            Modified = RangeList.Times("MTIME", Items(parameters, "MTIME")),
            SignalToNoise = RangeList.Numbers("SNR", Items(parameters, "SNR"), AtLeast),
            ResolvingPower = RangeList.Numbers("SPECRP", Items(parameters, "SPECRP"), AtLeast),
            SpatialResolution = RangeList.Numbers("SPATRES", Items(parameters, "SPATRES"), n => new ValueRange(double.NegativeInfinity, n)),
            TimeResolution = RangeList.Numbers("TIMERES", Items(parameters, "TIMERES"), n => new ValueRange(double.NegativeInfinity, n)),
            Redshift = RangeList.Numbers("REDSHIFT", Items(parameters, "REDSHIFT"), n => new ValueRange(n, n)),
            Targets = [.. Items(parameters, "TARGETNAME").Select(Target)],
            Classes = [.. Items(parameters, "TARGETCLASS").Select(c => c.ToLowerInvariant())],
            Collections = [.. Items(parameters, "COLLECTION").Select(c => c.ToLowerInvariant())],
            Identifiers = [.. Items(parameters, "PUBDID").Select(Identifier)],
            CreatorIdentifiers = Items(parameters, "CREATORDID"),
            FluxCalibrations = Calibrations(Word(parameters, "FLUXCALIB", Fluxcalib)),
            Product = product ?? SsaProduct.Fits,
            IsEmpty = product is null,
        }, maxRows, false);
    }

    static void Check(DaliParameters parameters)
    {
        // Validators leave REQUEST out, though it is mandatory.
        if (parameters.Single("REQUEST") is { } request && !request.Equals("queryData", StringComparison.OrdinalIgnoreCase))
            throw Refused("LVO-SSA-1001", $"REQUEST is \"{Shown(request)}\".", "The service knows REQUEST=queryData; spectra themselves are had from the addresses in its answer.");
        if (parameters.Single("VERSION") is { } version && version.Trim() is not ("1" or "1.0" or "1.04" or "1.1"))
            throw Refused("LVO-SSA-1002", $"VERSION is \"{Shown(version)}\".", "The service speaks SSA 1.1 and what came before it.");
    }

    static IReadOnlyList<string> Items(DaliParameters parameters, string name) => [.. parameters.Several(name).SelectMany(v => RangeList.Split(v).Items)];

    static ValueRange AtLeast(double number) => new(number, double.PositiveInfinity);

    static Circle? Circle(string? position, string? size)
    {
        // A size without a position asks for nothing; SPLAT sends it.
        if (position is null) return null;
        var (items, frame) = RangeList.Split(position);
        if (items.Count != 2 || !TryNumber(items[0], out var lon) || !TryNumber(items[1], out var lat))
            throw Refused("LVO-SSA-1003", $"POS is \"{Shown(position)}\", which is not a position.", "Give right ascension and declination in decimal degrees with a comma between, e.g. POS=180.5,-1.25");
        if (lat is < -90 or > 90 || lon is < -360 or > 720)
            throw Refused("LVO-SSA-1003", $"POS is \"{Shown(position)}\", which is out of range.", "Right ascension is 0 to 360, declination -90 to 90 degrees.");
        var point = frame?.ToUpperInvariant() switch
        {
            null or "" or "ICRS" or "FK5" => new SkyPoint(lon, lat),
            "GALACTIC" or "GALACTIC_II" => FrameRotation.ToGalactic.Inverse().Apply(new SkyPoint(lon, lat)),
            "ECLIPTIC" => FrameRotation.ToEcliptic.Inverse().Apply(new SkyPoint(lon, lat)),
            _ => throw Refused("LVO-SSA-1003", $"POS asks for the frame \"{Shown(frame)}\".", "The frames are ICRS (which is meant without one), FK5, GALACTIC and ECLIPTIC."),
        };
        var diameter = DefaultSize;
        if (size is not null && (!TryNumber(size.Split(',')[0], out diameter) || diameter is < 0 or > 360))
            throw Refused("LVO-SSA-1004", $"SIZE is \"{Shown(size)}\", which is not a diameter.", "Give the diameter of the search in decimal degrees, 0 to 360, e.g. SIZE=0.1");
        // Of diameter 0 a spectrum is searched that has the position in its fibre.
        return new Circle(((point.LonDeg % 360) + 360) % 360, point.LatDeg, diameter > 0 ? diameter / 2 : FibreRadius);
    }

    const double FibreRadius = 1.65 / 3600;

    static (IReadOnlyList<ValueRange> Observed, IReadOnlyList<ValueRange> Emitted) Bands(string? band)
    {
        if (band is null) return ([], []);
        var (items, qualifier) = RangeList.Split(band);
        if (qualifier is not (null or "" or "source" or "observer"))
            throw Refused("LVO-SSA-1005", $"BAND has the qualifier \"{Shown(qualifier)}\".", "It is source (wavelengths as emitted) or observer (as observed, which is meant without one).");
        var ranges = items.Select(i => Bandpasses.Find(i) ?? RangeList.Numbers("BAND", [i], n => new ValueRange(n, n))[0]).ToList();
        return qualifier == "source" ? ([], ranges) : (ranges, []);
    }

    // Names of targets are told apart without regard to case and to blanks; LAMOST puts its own before them.
    static string Target(string name)
    {
        var words = name.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words is ["LAMOST", ..] ? words[1..] : words);
    }

    // ivo://authority/dr10?353301001 -> /dr10?353301001; the authority is this service's or a mirror's.
    static string Identifier(string did) => SpectrumIdentifier.TryParse(did, null, out var id) ? $"/{id.Release}?{id.Key}" : did;

    static readonly string[] Fluxcalib = ["ANY", "ABSOLUTE", "RELATIVE", "NORMALIZED", "UNCALIBRATED"], Wavecalib = ["ANY", "ABSOLUTE", "RELATIVE"];

    static string? Word(DaliParameters parameters, string name, string[] words)
    {
        var word = parameters.Single(name)?.Trim().ToUpperInvariant();
        return word is null || words.Contains(word) ? word
            : throw Refused("LVO-SSA-1006", $"{name} is \"{Shown(parameters.Single(name))}\".", $"It is {string.Join(", ", words).ToLowerInvariant()}.");
    }

    static string[] Calibrations(string? wanted) => wanted switch
    {
        null or "ANY" or "UNCALIBRATED" => [],
        "RELATIVE" => ["RELATIVE", "ABSOLUTE"],
        var other => [other],
    };

    // Null where there is nothing in any of the formats that are asked for: then no row is.
    static SsaProduct? Product(string? format, out bool isMetadata)
    {
        isMetadata = false;
        if (format is null) return SsaProduct.Fits;
        foreach (var item in format.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            switch (item.ToLowerInvariant().Split(';')[0])
            {
                case "metadata":
                    isMetadata = true;
                    return null;
                case "all" or "compliant" or "fits" or "application/fits": return SsaProduct.Fits;
                case "native": return SsaProduct.Native;
                case "votable" or "xml" or "application/x-votable+xml" or "text/xml": return SsaProduct.Votable;
                case "graphic" or "image/png": return SsaProduct.Png;
                case "image/svg+xml": return SsaProduct.Svg;
                case "text/csv": return SsaProduct.Csv;
                default: continue;
            }
        }
        return null;
    }

    static bool TryNumber(string text, out double value) => double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    static string Shown(string? text) => text is null ? "" : text.Length <= 60 ? text : text[..60] + "...";

    static VoException Refused(string code, string message, string hint) => new(new VoError(code, Remedy.MendRequest, message) { Hint = hint });
}
