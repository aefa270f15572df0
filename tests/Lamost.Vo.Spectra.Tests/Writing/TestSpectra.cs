using System.Buffers;
using Lamost.Vo.Spectra.Writing;

namespace Lamost.Vo.Spectra.Tests.Writing;

/// <summary>Spectra as LAMOST has them, made up.</summary>
static class TestSpectra
{
    internal static readonly DatasetDescription About = new("ivo://example/dr10?353301001", "LAMOST DR10 <low> spectrum & \"more\"", "J224415.49+193359.7")
    {
        Publisher = "The publisher",
        Collection = "LAMOST DR10 LRS",
        Creator = "LAMOST",
        Instrument = "LAMOST LRS",
        Version = "DR10 v2.0",
        Reference = "2012RAA....12.1197C",
        Ra = 341.0645,
        Dec = -19.566583,
        Aperture = 3.3 / 3600,
        ResolvingPower = 1800,
        TimeStart = 57277.625,
        TimeStop = 57277.75,
        ExposureSeconds = 4500,
        SignalToNoise = 31.25,
        TargetClass = "star",
        SpectralType = "G7",
        Redshift = -1.5e-4,
        RedshiftError = 2e-5,
    };

    /// <summary>What is known of nothing but what must be.</summary>
    internal static readonly DatasetDescription Bare = new("ivo://example/dr10?1", "A", "B")
    {
        Publisher = "P",
        Collection = "C",
        Creator = "D",
        Instrument = "I",
        Ra = 0,
        Dec = 0,
        Aperture = 0.001,
        ResolvingPower = 7500,
    };

    /// <summary>A low-resolution spectrum of single precision with all that a file can have, and pixels of every kind.</summary>
    internal static Spectrum Low(int pixels = 3909, int seed = 1)
    {
        var random = new Random(seed);
        double Single(double value) => (float)value;
        var wavelength = Enumerable.Range(0, pixels).Select(i => Single(Math.Pow(10, 3.5682 + 1e-4 * i))).ToArray();
        var flux = wavelength.Select(w => Single(1000 * (1 + w / 9000) * (1 + 0.05 * (random.NextDouble() - 0.5)))).ToArray();
        var ivar = wavelength.Select(_ => Single(random.NextDouble() / 100)).ToArray();
        if (pixels > 10) (flux[3], ivar[4], ivar[5], flux[6], flux[7]) = (double.NaN, 0, 0, -Single(1e-30), -0.0);
        return new("COADD", wavelength, flux, ivar)
        {
            AndMask = [.. wavelength.Select((_, i) => i % 50 == 7 ? 64 : 0)],
            OrMask = [.. wavelength.Select((_, i) => i % 10 == 7 ? 65 : 0)],
            Normalized = [.. flux.Select(f => Single(f / 1000))],
        };
    }

    /// <summary>One of double precision with nothing but what it must have.</summary>
    internal static Spectrum Precise(int pixels = 12)
    {
        double[] Pixels(Func<int, double> value) => [.. Enumerable.Range(0, pixels).Select(value)];
        return new("R-84450405", Pixels(i => 6300 + i / 7.0), Pixels(i => Math.Sqrt(i + 0.1) * 1e-300), Pixels(i => i / 3.0)) { Arm = SpectrumArm.Red, Minute = 84450405, IsDoublePrecision = true };
    }

    internal static byte[] Write(SpectrumFormat format, Spectrum spectrum, DatasetDescription? about = null) => Bytes(output => format.Write!(output, spectrum, about ?? About));

    internal static byte[] Bytes(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The columns that a client must find, by name, integers as doubles.</summary>
    internal static Dictionary<string, double[]> Columns(Spectrum spectrum)
    {
        double Error(int i) => spectrum.IsDoublePrecision ? spectrum.Error(i) : (float)spectrum.Error(i);
        var columns = new Dictionary<string, double[]>
        {
            ["wavelength"] = spectrum.Wavelength,
            ["flux"] = spectrum.Flux,
            ["flux_error"] = [.. Enumerable.Range(0, spectrum.Length).Select(Error)],
            ["quality"] = [.. Enumerable.Range(0, spectrum.Length).Select(i => spectrum.IsGood(i) ? 0.0 : 1)],
            ["ivar"] = spectrum.InverseVariance,
        };
        if (spectrum.AndMask is { } and) columns["and_mask"] = [.. and.Select(m => (double)m)];
        if (spectrum.OrMask is { } or) columns["or_mask"] = [.. or.Select(m => (double)m)];
        if (spectrum.Normalized is { } normalized) columns["normalized_flux"] = normalized;
        return columns;
    }
}
