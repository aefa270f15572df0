using Lamost.Vo.Spectra.Synthetic;

namespace Lamost.Vo.Spectra.Tests.Synthetic;

/// <summary>Rows of catalogues to invent spectra for.</summary>
static class Targets
{
    public static readonly long[] Minutes = [84454650, 84454696, 84454719, 84454742];

    public static SyntheticTarget Low(string type, string subclass = "Non", double redshift = 0, double[]? ratios = null, string release = "DR10", long seed = 1) =>
        new(new SpectrumFileName(false, 57278, "EG224429N215706B01", 1, 1), release)
        {
            Obsid = 353301001,
            Ra = 341.064566,
            Dec = 19.566591,
            Class = type,
            Subclass = subclass,
            Redshift = redshift,
            RedshiftError = 1.5e-5,
            SignalToNoise = [.. (ratios ?? [20, 60, 90, 90, 70]).Select(r => (double?)r)],
            Exposures = [new(82480280, 1500), new(82480309, 1500), new(82480337, 1500)],
            PanStarrs = [15.1, 14.6, 14.5, 14.4, null],
            Seed = seed,
        };

    public static SyntheticTarget Medium(string release, double velocity = 0, long seed = 1) =>
        new(new SpectrumFileName(true, 58649, "TD193637N444141K01", 10, 159), release)
        {
            Obsid = 747810159,
            Ra = 292.058709,
            Dec = 43.925216,
            Class = "STAR",
            Teff = 5800,
            LogG = 4.3,
            FeH = 0,
            RadialVelocity = velocity,
            Seed = seed,
            Arms =
            [
                new(SpectrumArm.Blue, null, 88.36), new(SpectrumArm.Red, null, 143.84),
                .. Minutes.Select(m => new SyntheticArm(SpectrumArm.Blue, m, 40.75)), .. Minutes.Select(m => new SyntheticArm(SpectrumArm.Red, m, 66.76)),
            ],
        };

    /// <summary>Median of flux over error where there is data.</summary>
    public static double MedianRatio(Spectrum spectrum, double from = 0, double to = double.MaxValue)
    {
        var ratios = Enumerable.Range(0, spectrum.Length).Where(i => spectrum.Wavelength[i] >= from && spectrum.Wavelength[i] < to && spectrum.InverseVariance[i] > 0)
            .Select(i => spectrum.Flux[i] / spectrum.Error(i)).Order().ToList();
        return ratios[ratios.Count / 2];
    }
}
