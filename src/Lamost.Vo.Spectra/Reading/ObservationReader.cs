using System.Globalization;
using System.Text.RegularExpressions;

namespace Lamost.Vo.Spectra.Reading;

/// <summary>Reads the <see cref="Observation"/> out of the primary header, whichever release named its keywords.</summary>
static partial class ObservationReader
{
    /// <summary>The least number of a real spectrum is 101001; DR3 kept them in 16 bits, so that what fits there has lost its upper bits.</summary>
    const long LeastObsid = 1 << 16;

    static readonly TimeSpan LocalTime = TimeSpan.FromHours(8);

    static readonly DateTime DayZero = new(1858, 11, 17, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Of a low-resolution spectrum.</summary>
    public static Observation Low(HeaderFacts facts) => Common(facts) with
    {
        ExposureSeconds = LowExposure(facts),
        Class = facts.Text("CLASS"),
        Subclass = facts.Text("SUBCLASS"),
        Redshift = facts.Number("Z"),
        RedshiftError = facts.NotNegative("Z_ERR"),
        SignalToNoise = [.. "UGRIZ".Select(band => facts.Number($"SNR{band}") ?? (facts.Number($"SN_{band}") is { } old and not 99 ? old : null))],
    };

    /// <summary>Of a visit at medium resolution. DATE-END and DATE-OBS are those of the first exposure, so the end and the middle come from the exposures.</summary>
    public static Observation Medium(HeaderFacts facts, IReadOnlyList<SpectrumSource> spectra)
    {
        var common = Common(facts);
        var exposures = spectra.Where(s => s.Minute is not null).ToList();
        var arms = exposures.GroupBy(s => s.Arm).Select(arm => Sum(arm.Select(s => s.ExposureSeconds))).ToList();
        var (end, middle) = (common.End, common.Middle);
        if (common.Begin is { } begin && exposures.Count > 0)
        {
            var first = exposures.Min(s => s.Minute!.Value);
            foreach (var exposure in exposures)
            {
                if (exposure.Minute - first > 1440 || exposure.ExposureSeconds is not <= 86400) continue;
                var ends = begin.AddMinutes(exposure.Minute!.Value - first).AddSeconds(exposure.ExposureSeconds.Value);
                if (end is null || ends > end) (end, middle) = (ends, begin + (ends - begin) / 2);
            }
        }
        return common with { IsMedium = true, End = end, Middle = middle, ExposureSeconds = arms.Contains(null) ? null : arms.Min() };
    }

    /// <summary>Exposure of both arms of low resolution: the lesser, which EXPTIME is too.</summary>
    public static double? LowExposure(HeaderFacts facts) =>
        facts.Positive("EXPT_B") is { } blue && facts.Positive("EXPT_R") is { } red ? Math.Min(blue, red) : facts.Positive("EXPTIME") ?? facts.Positive("EXPT_B", "EXPT_R");

    /// <summary>The sum; null when one is not known, or there is none.</summary>
    public static double? Sum(IEnumerable<double?> seconds)
    {
        double? sum = null;
        foreach (var one in seconds)
        {
            if (one is null) return null;
            sum = (sum ?? 0) + one;
        }
        return sum;
    }

    static Observation Common(HeaderFacts facts)
    {
        var fileName = facts.Text("FILENAME");
        var named = FileNames().Match(fileName ?? "");
        var (begin, end, middle) = (facts.Time("DATE-BEG") - LocalTime, facts.Time("DATE-END") - LocalTime, facts.Time("DATE-OBS"));
        var (local, day) = Days(facts, named, middle ?? begin);
        return new Observation
        {
            Obsid = facts.Integer(LeastObsid, 1L << 53, "OBSID"),
            Designation = facts.Text("DESIG") is { } name ? Designation(name) : null,
            Ra = facts.Number(0, 360, "RA"),
            Dec = facts.Number(-90, 90, "DEC"),
            RaObserved = facts.Number(0, 360, "RA_OBS", "OBS_RA"),
            DecObserved = facts.Number(-90, 90, "DEC_OBS", "OBS_DEC"),
            Plan = facts.Text("PLANID") ?? Named(named, "plan"),
            Spectrograph = (int?)facts.Integer(1, 16, "SPID"),
            Fibre = (int?)facts.Integer(1, 250, "FIBERID"),
            LocalDay = local,
            Day = day,
            Begin = begin,
            End = end < begin ? null : end,
            Middle = middle,
            Release = facts.Text("DATA_V"),
            Written = facts.Time("DATE"),
            HeliocentricVelocity = facts.Number(-1000, 1000, "HELIO_RV"),
            Seeing = facts.Positive("SEEING") is <= 60 and var seeing ? seeing : null,
            FileName = fileName,
        };
    }

    /// <summary>
    /// The local day, by which a night is named after its morning, and that of UTC, which is the one before: a night is all of one day of UTC. DR1 and DR2 have in MJD the
    /// greater of the two, and it is not sure which is right: then the name of the file decides, else the time.
    /// </summary>
    static (int? Local, int? Utc) Days(HeaderFacts facts, Match named, DateTime? time)
    {
        var (local, day) = ((int?)facts.Integer(50_000, 100_000, "LMJD"), (int?)facts.Integer(50_000, 100_000, "MJD"));
        if (local >= day || (local is null && day is null)) return (local, day);
        if (local is not null && day is null) return (local, local - 1);
        if (Named(named, "day") is { } text) local = int.Parse(text, CultureInfo.InvariantCulture);
        else if (time is { } at) local = (int)(at - DayZero).TotalDays + 1 is var right && (right == local || right == day) ? right : local;
        return (local ?? day + 1, local - 1 ?? day);
    }

    static string? Named(Match match, string group) => match.Success ? match.Groups[group].Value : null;

    static string? Designation(string text)
    {
        var name = text.StartsWith("LAMOST", StringComparison.OrdinalIgnoreCase) ? text[6..].Trim() : text;
        return name.Length > 0 ? name : null;
    }

    [GeneratedRegex("^(spec|med)-(?<day>[0-9]{5})-(?<plan>.+)_sp[0-9]{2}-[0-9]{3}", RegexOptions.CultureInvariant)]
    private static partial Regex FileNames();
}
