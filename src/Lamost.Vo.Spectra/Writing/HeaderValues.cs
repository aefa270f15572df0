using System.Globalization;
using Lamost.Vo.Tables.Fits;

namespace Lamost.Vo.Spectra.Writing;

/// <summary>What a file says in its primary header, by keyword.</summary>
static class HeaderValues
{
    /// <summary>
    /// What the keywords of the observation become when a release calls them otherwise: the new name (DR9 and later) and the old one.
    /// </summary>
    static readonly (string New, string Old)[] Renamed = [("FIB_TYPE", "FIBERTYP"), ("FIB_MASK", "FIBERMAS")];

    /// <summary>
    /// The values of a file: what its observation and its spectra say, and beyond that what stands in its primary header. Where both do, the observation is believed:
    /// it has been put right (DR1 swaps LMJD and MJD).
    /// </summary>
    public static Dictionary<string, string> Of(SpectrumFile file)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (file.Headers.Count > 0) Take(values, file.Headers[0]);
        FromObservation(values, file.Observation);
        Exposures(values, file);
        foreach (var (renamed, old) in Renamed)
        {
            if (values.TryGetValue(old, out var value)) values.TryAdd(renamed, value);
            else if (values.TryGetValue(renamed, out value)) values.Add(old, value);
        }
        Layout(values, file);
        return values;
    }

    static void FromObservation(Dictionary<string, string> values, Observation seen)
    {
        void Add(string keyword, string? value)
        {
            if (value is not null) values[keyword] = value;
        }
        void Number(string keyword, double? value, string format) => Add(keyword, value?.ToString(format, CultureInfo.InvariantCulture));
        void Time(string keyword, DateTime? utc, string format, int hours) => Add(keyword, utc?.AddHours(hours).ToString(format, CultureInfo.InvariantCulture));

        Add("FILENAME", seen.FileName);
        Number("OBSID", seen.Obsid, "0");
        Add("DATA_V", seen.Release);
        Time("DATE", seen.Written, "yyyy-MM-ddTHH:mm:ss", 0);
        Time("DATE-OBS", seen.Middle, seen.IsMedium ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.ff", 0);
        // The files have local time in these two.
        Time("DATE-BEG", seen.Begin, "yyyy-MM-ddTHH:mm:ss.f", 8);
        Time("DATE-END", seen.End, "yyyy-MM-ddTHH:mm:ss.f", 8);
        Number("LMJD", seen.LocalDay, "0");
        Number("MJD", seen.Day, "0");
        Add("PLANID", seen.Plan);
        Number("RA", seen.Ra, "0.000000");
        Number("DEC", seen.Dec, "0.000000");
        Number("RA_OBS", seen.RaObserved, "0.000000");
        Number("DEC_OBS", seen.DecObserved, "0.000000");
        Add("DESIG", seen.Designation is { } designation ? "LAMOST " + designation : null);
        Number("SPID", seen.Spectrograph, "0");
        Number("FIBERID", seen.Fibre, "0");
        Number("SEEING", seen.Seeing, "0.00");
        Number("HELIO_RV", seen.HeliocentricVelocity, "0.00000");
        Number("EXPTIME", seen.ExposureSeconds, "0.00");
        Add("CLASS", seen.Class);
        Add("SUBCLASS", seen.Subclass);
        Number("Z", seen.Redshift, "0.00000000");
        Number("Z_ERR", seen.RedshiftError, "0.00000000");
        values.TryAdd("SUBCLASS", "Non");
        values.TryAdd("Z", "-9999");
        values.TryAdd("Z_ERR", "-9999");
        foreach (var (band, ratio) in "UGRIZ".Zip(seen.SignalToNoise))
        {
            Number("SNR" + band, ratio, "0.00");
            values.TryAdd("SNR" + band, "-9999");
        }
    }

    static void Exposures(Dictionary<string, string> values, SpectrumFile file)
    {
        if (!file.Observation.IsMedium)
        {
            var minutes = file.Spectra[0].Minutes;
            if (minutes.Count == 0) return;
            values["LMJMLIST"] = string.Join('-', minutes.Select(m => m.ToString(CultureInfo.InvariantCulture)));
            values["NEXP"] = values["NEXP_B"] = values["NEXP_R"] = minutes.Count.ToString(CultureInfo.InvariantCulture);
            values["BESTEXP"] = minutes[0].ToString(CultureInfo.InvariantCulture);
            if (values.TryGetValue("EXPTIME", out var seconds)) values["EXPT_B"] = values["EXPT_R"] = seconds;
            return;
        }
        foreach (var (letter, arm) in ((char, SpectrumArm)[])[('B', SpectrumArm.Blue), ('R', SpectrumArm.Red)])
        {
            values["NEXP_" + letter] = file.Spectra.Count(s => s.Arm == arm && !s.IsCoadd).ToString(CultureInfo.InvariantCulture);
            values["COMBIN_" + letter] = file.Spectra.Any(s => s.Arm == arm && s.IsCoadd) ? "T" : "F";
        }
    }

    static void Take(Dictionary<string, string> values, FitsHeader header)
    {
        foreach (var keyword in HeaderTemplate.Keywords)
            if (header.Text(keyword) is { } text) values[keyword] = text;
    }

    static void Layout(Dictionary<string, string> values, SpectrumFile file)
    {
        values["NORM"] = file.Spectra[0].Normalized is null ? "0" : "1";
        values["EXTNAME"] = file.Layout == SpectrumLayout.Image ? "Flux" : "Information";
        values["N_EXTEN"] = file.Layout switch
        {
            SpectrumLayout.Image => "1",
            SpectrumLayout.Table => "2",
            _ => (3 + file.Spectra.Count(s => !s.IsCoadd)).ToString(CultureInfo.InvariantCulture),
        };
    }
}
