namespace Lamost.Vo.Spectra.Tests.Preview;

/// <summary>Invented spectra.</summary>
static class PreviewData
{
    internal const string CurveColour = "#1d5a96", MarkColour = "#8a6414", MaskedColour = "#a3adb7";

    internal static DatasetDescription Star { get; } = new("ivo://x/y?1", "A title", "J000000.00+000000.0")
    {
        Publisher = "P",
        Collection = "LAMOST DR10 LRS",
        Creator = "C",
        Instrument = "LAMOST LRS",
        Ra = 0,
        Dec = 0,
        Aperture = 3.3 / 3600,
        ResolvingPower = 1800,
        TargetClass = "STAR",
        SpectralType = "G5",
        Redshift = -1e-4,
        RedshiftError = 1e-5,
        SignalToNoise = 42,
        TimeStart = 57278.5,
    };

    internal static DatasetDescription Galaxy(double z) => Star with { TargetClass = "GALAXY", SpectralType = null, Redshift = z };

    /// <summary>A spectrum as low-resolution ones are, with an error of 1.</summary>
    internal static Spectrum Low(Func<int, double, double> flux, int length = 3909)
    {
        var wavelength = Enumerable.Range(0, length).Select(i => Math.Pow(10, 3.5682 + i * 1e-4)).ToArray();
        return new("COADD", wavelength, [.. wavelength.Select((w, i) => flux(i, w))], [.. Enumerable.Repeat(1.0, length)]) { AndMask = new int[length] };
    }

    /// <summary>Noise of a Gauss curve, the same for the same number.</summary>
    internal static double Noise(int i)
    {
        var random = new Random(i * 7919 + 13);
        return Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
