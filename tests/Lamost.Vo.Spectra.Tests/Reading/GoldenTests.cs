using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Lamost.Vo.Spectra.Reading;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Spectra.Tests.Reading;

/// <summary>Every genuine file, beside what astropy reads of it and what the index of the samples says.</summary>
public sealed class GoldenTests
{
    /// <summary>What two libraries may differ in a power of ten by.</summary>
    const double Tolerance = 1e-14;

    [SampleFact]
    public async Task Every_spectrum_has_the_values_that_astropy_reads()
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Clients", "dump_spectra.py");
        var lines = (await ClientProcess.RunAsync("/usr/bin/python3", [script, Samples.Path(""), .. SampleFiles.Folders])).Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var expected = lines.Select(l => JsonDocument.Parse(l).RootElement).GroupBy(e => e.GetProperty("file").GetString()!).ToDictionary(g => g.Key, g => g.ToList());
        Assert.Equal(SampleFiles.All, expected.Keys);
        Assert.Equal(110, expected.Count);
        foreach (var (name, spectra) in expected)
        {
            var file = SpectrumFileReader.Read(Samples.Path(name));
            Assert.Equal(spectra.Select(s => s.GetProperty("name").GetString()), file.Spectra.Select(s => s.Name));
            foreach (var (spectrum, golden) in file.Spectra.Zip(spectra)) Same(golden, spectrum, $"{name} {spectrum.Name}");
        }
    }

    static void Same(JsonElement golden, Spectrum spectrum, string what)
    {
        Assert.Equal(golden.GetProperty("pixels").GetInt32(), spectrum.Length);
        var i = 0;
        foreach (var element in golden.GetProperty("wavelength").EnumerateArray())
        {
            var wavelength = Hexadecimal(element.GetString()!);
            Assert.True(Math.Abs(spectrum.Wavelength[i] - wavelength) <= Tolerance * wavelength, $"{what}, pixel {i}: {spectrum.Wavelength[i]:R}, astropy {wavelength:R}");
            i++;
        }
        Vector<double>("flux", spectrum.Flux);
        Vector<double>("ivar", spectrum.InverseVariance);
        Vector<double>("norm", spectrum.Normalized);
        Vector<int>("and", spectrum.AndMask);
        Vector<int>("or", spectrum.OrMask);
        Assert.Equal(Number("snr"), spectrum.SignalToNoise);
        if (Number("seconds") is { } seconds) Assert.Equal(seconds, spectrum.ExposureSeconds);

        void Vector<T>(string key, T[]? values) where T : struct
        {
            var vector = golden.GetProperty(key);
            Assert.True((vector.ValueKind == JsonValueKind.Null) == (values is null), $"{what}: {key} is there for one only");
            if (values is null) return;
            var crc = Crc(MemoryMarshal.AsBytes(values.AsSpan()));
            if (crc == vector.GetProperty("crc").GetUInt32()) return;
            var theirs = vector.GetProperty("values").EnumerateArray().Select(v => Hexadecimal(v.GetString()!));
            Assert.Fail($"{what}: {key} differs; begin, third, middle and end are {values[0]}, {values[values.Length / 3]}, {values[values.Length / 2]}, {values[^1]}, astropy {string.Join(", ", theirs)}");
        }

        double? Number(string key) => golden.GetProperty(key) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
    }

    [SampleFact]
    public void Every_observation_has_the_facts_of_the_index()
    {
        var rows = File.ReadAllLines(Samples.Path("spectra_index.csv")).Select(l => l.Split(',')).ToList();
        foreach (var cells in rows.Skip(1))
        {
            string? Cell(string name) => cells[Array.IndexOf(rows[0], name)] is var text && text is not ("" or "Non" or "-9999") ? text : null;
            double? Number(string name) => Cell(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;
            var name = Cell("file")!;
            var file = SpectrumFileReader.Read(Samples.Path(name));
            var facts = file.Observation;
            Assert.Equal(Cell("format"), file.Layout switch { SpectrumLayout.Image => "lrs-image", SpectrumLayout.Table => "lrs-table", SpectrumLayout.MediumPixels => "mrs-rows", _ => "?" });
            Assert.Equal(Number("hdus"), file.Headers.Count);
            Assert.Equal(Number("pixels"), file.Spectra[^1].Length);
            Assert.Equal(Cell("format") == "mrs-rows", facts.IsMedium);
            Assert.Equal([Number("obsid"), Number("spid"), Number("fiberid"), Number("lmjd")], [facts.Obsid, facts.Spectrograph, facts.Fibre, facts.LocalDay]);
            Assert.Equal((Cell("data_v"), Cell("planid"), Cell("designation"), Cell("cls"), Cell("subclass")), (facts.Release, facts.Plan, facts.Designation, facts.Class, facts.Subclass));
            Assert.Equal([Number("ra"), Number("dec"), Number("z"), Number("z_err")], [facts.Ra, facts.Dec, facts.Redshift, facts.RedshiftError]);
            Assert.Equal(Number("snrg_or_coaddB"), facts.IsMedium ? file.Spectra[0].SignalToNoise : facts.SignalToNoise[1]);
            // Some of those in the list were not valid.
            Assert.InRange(Number("nexp")!.Value, 1, file.Spectra[0].Minutes.Count);
            // A night at 117 degrees east is of one day of UTC, whatever MJD says (in DR1 and DR2, the day after).
            Assert.Equal(DateTime.Parse(Cell("date_obs")!, CultureInfo.InvariantCulture).Date, new DateTime(1858, 11, 17).AddDays(facts.Day!.Value));
            Assert.Equal(facts.LocalDay - 1, facts.Day);
            Assert.Equal(Path.GetFileName(name).Replace(".gz", ""), facts.FileName);
            Assert.Equal(DateTimeKind.Utc, facts.Begin!.Value.Kind);
            Assert.InRange(facts.Middle!.Value, facts.Begin!.Value, facts.End!.Value);
            Assert.InRange(facts.ExposureSeconds!.Value, 600, (facts.End.Value - facts.Begin.Value).TotalSeconds + 60);
            // One of them has SEEING = -1.
            Assert.Equal(facts.Plan == "EG014118N254444M01", facts.Seeing is null);
            Assert.NotNull(facts.HeliocentricVelocity);
            Assert.InRange(facts.Written!.Value.Year, 2013, 2026);
            Assert.Equal(facts.Release is not null || facts.Plan == "GAC088N20V1" || facts.Plan == "HD184250N365730V", facts.RaObserved is not null);
        }
    }

    [SampleFact]
    public void A_summary_says_what_the_whole_file_does()
    {
        foreach (var name in SampleFiles.All)
        {
            var file = SpectrumFileReader.Read(Samples.Path(name));
            var summary = SpectrumFileReader.ReadSummary(Samples.Path(name));
            Assert.Equal(file.Layout, summary.Layout);
            Assert.Equivalent(file.Observation, summary.Observation, strict: true);
            Assert.Equal(
                file.Spectra.Select(s => (s.Name, s.Arm, s.Length, s.Wavelength[0], s.Wavelength[^1], s.Minute, s.ExposureSeconds, s.SignalToNoise, s.Normalized is not null, string.Join(' ', s.Minutes))),
                summary.Spectra.Select(s => (s.Name, s.Arm, s.Pixels, s.FirstWavelength, s.LastWavelength, s.Minute, s.ExposureSeconds, s.SignalToNoise, s.IsNormalized, string.Join(' ', s.Minutes))));
        }
    }

    static double Hexadecimal(string text)
    {
        // Of Python: -0x1.91eb851eb851fp+1
        var (sign, rest) = text[0] == '-' ? (-1.0, text[1..]) : (1.0, text);
        var parts = rest[2..].Split('p');
        var digits = parts[0].Replace(".", "");
        return sign * Math.ScaleB(long.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture) - 4 * (digits.Length - 1));
    }

    static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = ~0u;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }
}
