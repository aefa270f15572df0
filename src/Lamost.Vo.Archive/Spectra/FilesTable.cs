using System.Globalization;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Spectra;
using Lamost.Vo.Spectra.Reading;

namespace Lamost.Vo.Archive.Spectra;

/// <summary>
/// The table of the files that were found for a catalogue: one row for each spectrum in each file. Times are MJD (UTC) in days, wavelengths m; key and observation are null
/// until the catalogue has told them.
/// </summary>
static class FilesTable
{
    const double MinutesOfDay = 1440, SecondsOfDay = 86400;
    static readonly DateTime ModifiedJulianZero = new(1858, 11, 17);

    static readonly (string Name, string Type)[] Columns =
    [
        ("observation", "int8"), ("minute", "int8"), ("file_bytes", "int8 NOT NULL"), ("file_time", "timestamp NOT NULL"), ("modified", "timestamp NOT NULL"),
        ("em_min", "float8 NOT NULL"), ("em_max", "float8 NOT NULL"), ("t_min", "float8"), ("t_max", "float8"), ("exposure", "float8"), ("ra", "float8"), ("dec", "float8"),
        ("snr", "float4"), ("pixels", "int4 NOT NULL"), ("product_bytes", "int4 NOT NULL"), ("local_day", "int4"), ("spectrograph", "int2"), ("fibre", "int2"),
        ("arm", "int2 NOT NULL"), ("layout", "int2 NOT NULL"), ("md5", "bytea NOT NULL"), ("key", "text COLLATE \"C\""), ("hdu", "text NOT NULL"),
        ("plan", "text COLLATE \"C\""), ("path", "text COLLATE \"C\" NOT NULL"),
    ];

    /// <summary>The statement that makes it.</summary>
    /// <param name="target">With its schema, quoted.</param>
    public static string Create(string target) => $"CREATE TABLE {target} ({string.Join(", ", Columns.Select(c => $"{c.Name} {c.Type}"))})";

    /// <summary>What to run when its rows are complete.</summary>
    public static IEnumerable<string> Finish(string schema, string name)
    {
        var at = SqlNames.Quote(schema, name);
        yield return $"ALTER TABLE {at} ADD CONSTRAINT {SqlNames.Quote($"{name}_key")} PRIMARY KEY (key)";
        yield return $"CREATE INDEX {SqlNames.Quote($"{name}_observation")} ON {at} (observation)";
        yield return $"CREATE INDEX {SqlNames.Quote($"{name}_path")} ON {at} (path)";
        yield return $"ANALYZE {at}";
    }

    /// <summary>Writes the rows of a file.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="file">What it holds.</param>
    /// <param name="path">Where it is, absolute.</param>
    /// <param name="bytes">Its size as it lies there.</param>
    /// <param name="time">When it was last changed, UTC.</param>
    /// <param name="md5">Of the file as it lies there.</param>
    public static void Write(TupleWriter to, SpectrumFileSummary file, string path, long bytes, DateTime time, ReadOnlySpan<byte> md5)
    {
        var observation = file.Observation;
        foreach (var spectrum in file.Spectra)
        {
            to.Begin((short)Columns.Length);
            var (begin, end, exposure) = Times(observation, spectrum);
            Long(to, observation.Obsid);
            Long(to, spectrum.Minute);
            to.Long(bytes);
            to.Timestamp(time);
            to.Timestamp(observation.Written ?? time);
            to.Double(spectrum.FirstWavelength * 1e-10);
            to.Double(spectrum.LastWavelength * 1e-10);
            Double(to, begin);
            Double(to, end);
            Double(to, exposure);
            Double(to, observation.Ra);
            Double(to, observation.Dec);
            Float(to, spectrum.SignalToNoise ?? observation.SignalToNoise[2] ?? observation.SignalToNoise[3] ?? observation.SignalToNoise[1]);
            to.Int(spectrum.Pixels);
            to.Int(ProductSize.Of(spectrum));
            if (observation.LocalDay is { } day) to.Int(day); else to.Null();
            Short(to, observation.Spectrograph);
            Short(to, observation.Fibre);
            to.Short((short)spectrum.Arm);
            to.Short((short)file.Layout);
            to.Text(md5);
            if (observation.IsMedium && observation.Obsid is { } obsid) to.Text(MediumKey(obsid, spectrum)); else to.Null();
            to.Text(spectrum.Name);
            if (observation.Plan is { } plan) to.Text(plan); else to.Null();
            to.Text(path);
        }
    }

    // What the survey's catalogue of medium resolution calls mobsid.
    static string MediumKey(long obsid, SpectrumSummary spectrum) =>
        string.Create(CultureInfo.InvariantCulture, $"{obsid}{spectrum.Minute}{(spectrum.Arm == SpectrumArm.Red ? 'R' : 'B')}");

    static (double? Begin, double? End, double? Exposure) Times(Observation observation, SpectrumSummary spectrum)
    {
        var exposure = spectrum.ExposureSeconds ?? observation.ExposureSeconds;
        if (spectrum.Minute is { } minute)
        {
            var began = Mjd(minute);
            return (began, exposure is { } seconds ? began + seconds / SecondsOfDay : null, exposure);
        }
        var (first, last) = (Mjd(observation.Begin), Mjd(observation.End));
        return (first ?? (spectrum.Minutes.Count > 0 ? Mjd(spectrum.Minutes[0]) : null), last, exposure);
    }

    static double Mjd(long minute) => minute / MinutesOfDay - 1 / 3.0;

    static double? Mjd(DateTime? time) => time is { } t ? (t - ModifiedJulianZero).TotalDays : null;

    static void Long(TupleWriter to, long? value)
    {
        if (value is { } v) to.Long(v); else to.Null();
    }

    static void Double(TupleWriter to, double? value)
    {
        if (value is { } v) to.Double(v); else to.Null();
    }

    static void Float(TupleWriter to, double? value)
    {
        if (value is { } v) to.Float((float)v); else to.Null();
    }

    static void Short(TupleWriter to, int? value)
    {
        if (value is { } v) to.Short((short)v); else to.Null();
    }
}
