using System.Globalization;
using Lamost.Vo.Spectra.Writing;

namespace Lamost.Vo.Spectra.Synthetic;

/// <summary>What the header of an invented file says.</summary>
static class SyntheticHeader
{
    static readonly DateTime ModifiedJulianZero = new(1858, 11, 17, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The observation, from what the catalogue says.</summary>
    public static Observation Observation(SyntheticTarget target)
    {
        var name = target.FileName;
        var exposures = name.IsMedium
            ? target.Arms.Where(a => a.Minute is not null).Select(a => new SyntheticExposure(a.Minute!.Value, a.Seconds)).DistinctBy(e => e.Minute).ToList()
            : target.Exposures;
        var begin = exposures.Count > 0 ? Utc(exposures.Min(e => e.Minute)) : (DateTime?)null;
        var end = exposures.Count > 0 ? exposures.Max(e => Utc(e.Minute).AddSeconds(e.Seconds)) : (DateTime?)null;
        var type = target.Class?.Trim() is { Length: > 0 } text ? text : name.IsMedium ? null : "Unknown";
        var redshift = target.Redshift is { } z and > -1 ? z : target.RadialVelocity is { } velocity and not -9999 ? velocity / 299792.458 : (double?)null;
        var random = new SyntheticRandom(target.Seed ^ 0x5EE1);
        return new Observation
        {
            IsMedium = name.IsMedium,
            Obsid = target.Obsid,
            Designation = target.Designation ?? Designation(target.Ra, target.Dec),
            Ra = target.Ra,
            Dec = target.Dec,
            RaObserved = target.RaObserved ?? target.Ra,
            DecObserved = target.DecObserved ?? target.Dec,
            Plan = name.Plan,
            Spectrograph = name.Spectrograph,
            Fibre = name.Fibre,
            LocalDay = name.LocalDay,
            Day = target.Day ?? name.LocalDay - 1,
            Begin = begin,
            End = end,
            Middle = begin is null ? null : begin + (end - begin) / 2,
            ExposureSeconds = exposures.Count > 0 ? exposures.Sum(e => e.Seconds) : null,
            Class = name.IsMedium ? null : type,
            Subclass = name.IsMedium ? null : string.IsNullOrWhiteSpace(target.Subclass) ? "Non" : target.Subclass.Trim(),
            Redshift = name.IsMedium ? null : redshift,
            RedshiftError = name.IsMedium ? null : target.RedshiftError,
            SignalToNoise = name.IsMedium ? [null, null, null, null, null] : target.SignalToNoise,
            Release = "LAMOST " + target.Release.Replace("LAMOST ", "", StringComparison.OrdinalIgnoreCase),
            Written = target.Written,
            HeliocentricVelocity = Math.Round(random.Between(-29, 29), 5),
            Seeing = Math.Round(random.Between(2.1, 4.6), 1),
            FileName = name.ToString(),
        };
    }

    /// <summary>Adds what no catalogue says: instrument, weather, and reduction as they could have been.</summary>
    public static void Invent(Dictionary<string, string> values, SyntheticTarget target)
    {
        var random = new SyntheticRandom(target.Seed ^ 0x3A7D);
        void Add(string keyword, string value) => values.TryAdd(keyword, value);
        void Number(string keyword, double value, string format) => Add(keyword, value.ToString(format, CultureInfo.InvariantCulture));
        void Range(string keyword, double least, double most, string format) => Number(keyword, random.Between(least, most), format);

        values["AUTHOR"] = LamostFileWriter.SimulationAuthor;
        var (l, b) = Galactic(target.Ra, target.Dec);
        Number("GL", l, "0.000000");
        Number("GB", b, "0.000000");
        Number("OBSID", 0, "0");
        var cell = (char)('A' + target.FileName.Spectrograph % 8);
        Add("CELL_ID", string.Create(CultureInfo.InvariantCulture, $"{cell}{random.Between(1, 37):00}{random.Between(1, 37):00}"));
        Range("X_VALUE", -800, 800, "0.000");
        Range("Y_VALUE", -800, 800, "0.000");
        Add("OBJNAME", target.Obsid?.ToString(CultureInfo.InvariantCulture) ?? target.FileName.ToString());
        Add("OBJTYPE", target.Class?.Trim() is "GALAXY" or "QSO" ? target.Class.Trim() : "Star");
        Add("TSOURCE", "SIMULATION");
        Add("TCOMMENT", "");
        Add("TFROM", "");
        foreach (var keyword in (string[])["FIB_TYPE", "FIBERTYP"]) Add(keyword, "Obj");
        foreach (var keyword in (string[])["FIB_MASK", "FIBERMAS"]) Add(keyword, "0");
        Add("MAGTYPE", "griz");
        for (var i = 0; i < 7; i++)
        {
            var magnitude = i < target.PanStarrs.Count && target.PanStarrs[i] is > 0 and < 30 ? target.PanStarrs[i] : null;
            if (i < 5) Number("MAG_PS_" + "GRIZY"[i], magnitude ?? -999, "0.00");
            Number("MAG" + (i + 1).ToString(CultureInfo.InvariantCulture), i < 4 ? magnitude ?? 99 : 99, "0.00");
        }
        foreach (var keyword in (string[])["NEXP", "NEXP_B", "NEXP_R", "BESTEXP"]) Add(keyword, "0");
        foreach (var keyword in (string[])["EXPTIME", "EXPT_B", "EXPT_R"]) Add(keyword, "0.00");
        foreach (var keyword in (string[])["LMJMLIST", "DATE-OBS", "DATE-BEG", "DATE-END"]) Add(keyword, "");
        Range("SCAMEAN", 3, 30, "0.00");
        Number("SPRA", target.Ra, "0.0000000");
        Number("SPDEC", target.Dec, "0.0000000");
        Range("TEMPCCDB", -120, -100, "0.00");
        Range("TEMPCCDR", -120, -100, "0.00");
        Range("MOONPHA", 0, 29.53, "0.00");
        Range("TEMP_AIR", -10, 18, "0.00");
        Range("TEMP_FP", -8, 19, "0.00");
        Range("DEWPOINT", -25, 5, "0.00");
        Range("HUMIDITY", 15, 70, "0.00");
        Range("WINDD", 0, 360, "0.00");
        Range("WINDS", 0, 6, "0.00");
        Range("NSKIES", 16, 40, "0");
        Range("SKYCHI2", 1.5, 3, "0.0");
        Range("SCHI2MIN", 1, 1.5, "0.0");
        Range("SCHI2MAX", 3, 6, "0.0");
        Range("NSTD", 3, 6, "0");
        Add("FSTAR", "");
        Add("FCBY", "auto");
        Add("VERSPIPE", "v2.9.8");
        Add("ZFLAG", target.Class?.Trim().ToUpperInvariant() == "STAR" && target.Subclass?.Trim() is ['A' or 'F' or 'G' or 'K', ..] ? "LASP" : "PIPELINE");
    }

    /// <summary>The name that a position has: truncated, not rounded, as the IAU wants.</summary>
    internal static string Designation(double ra, double dec)
    {
        var hours = (long)Math.Floor((ra % 360 + 360) % 360 / 15 * 360000 + 1e-6);
        var degrees = (long)Math.Floor(Math.Abs(dec) * 36000 + 1e-6);
        var eastward = string.Create(CultureInfo.InvariantCulture, $"{hours / 360000:00}{hours / 6000 % 60:00}{hours / 100 % 60:00}.{hours % 100:00}");
        var northward = string.Create(CultureInfo.InvariantCulture, $"{degrees / 36000:00}{degrees / 600 % 60:00}{degrees / 10 % 60:00}.{degrees % 10}");
        return $"J{eastward}{(dec < 0 ? '-' : '+')}{northward}";
    }

    /// <summary>A local modified Julian minute as UTC.</summary>
    static DateTime Utc(long minute) => ModifiedJulianZero.AddMinutes(minute - 8 * 60);

    /// <summary>Galactic coordinates in degrees (pole and origin of the Hipparcos catalogue, ESA SP-1200, vol. 1, 1.5.3).</summary>
    static (double L, double B) Galactic(double ra, double dec)
    {
        const double pole = 192.85948, tilt = 27.12825, node = 122.93192;
        double Sin(double x) => Math.Sin(x * Math.PI / 180);
        double Cos(double x) => Math.Cos(x * Math.PI / 180);
        var b = Math.Asin(Math.Clamp(Sin(tilt) * Sin(dec) + Cos(tilt) * Cos(dec) * Cos(ra - pole), -1, 1));
        var l = node - Math.Atan2(Cos(dec) * Sin(ra - pole), Sin(dec) * Cos(tilt) - Cos(dec) * Sin(tilt) * Cos(ra - pole)) * 180 / Math.PI;
        return ((l + 360) % 360, b * 180 / Math.PI);
    }
}
