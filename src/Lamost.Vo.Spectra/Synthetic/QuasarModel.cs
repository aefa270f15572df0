namespace Lamost.Vo.Spectra.Synthetic;

/// <summary>The light of quasars: a power law, broad lines (widths after Vanden Berk et al. 2001, rounded), and what hydrogen on the way takes from it.</summary>
static class QuasarModel
{
    const double LymanAlpha = 1215.67;

    /// <summary>Wavelength, equivalent width, standard deviation, all in Angstrom at rest.</summary>
    static readonly (double Wavelength, double Width, double Sigma)[] Lines =
    [
        (1033, 9, 9), (1215.67, 75, 14), (1240.1, 18, 11), (1304, 3, 9), (1335, 1.5, 8), (1398, 9, 13), (1549.1, 28, 14), (1640, 6, 20), (1663, 2, 8),
        (1862, 2, 10), (1908.7, 22, 23),
        (2080, 2.5, 15), (2326, 2.5, 14), (2798.8, 34, 28), (3426, 1, 5), (3728.5, 1.6, 4), (3869.9, 1.4, 5), (4102.9, 6, 24), (4341.7, 13, 26), (4862.7, 46, 38),
        (4960.3, 3.5, 5), (5008.2, 11, 5),
        (5877, 5, 30), (6564.6, 200, 46), (6585.3, 2.5, 5), (6725, 2, 9),
        // Iron, which makes hills rather than lines.
        (1790, 5, 50), (2100, 9, 70), (2280, 14, 70), (2480, 25, 80), (2600, 12, 50), (2950, 8, 60), (3200, 14, 120), (4560, 28, 75), (5290, 26, 90),
    ];

    /// <summary>The light of a quasar.</summary>
    /// <param name="target">Its seed chooses.</param>
    /// <param name="grid">The pixels.</param>
    /// <param name="stretch">1 + redshift.</param>
    public static SourceModel Of(SyntheticTarget target, Grid grid, double stretch)
    {
        var random = new SyntheticRandom(target.Seed ^ 0x0450);
        var slope = random.Between(-1.9, -1.2);
        var strength = random.Between(0.7, 1.3);
        var speed = random.Between(0.8, 1.25);
        var continuum = Array.ConvertAll(grid.Wavelength, w => Continuum(w / stretch, slope));
        var emission = new double[continuum.Length];
        foreach (var (wavelength, width, sigma) in Lines)
            Profiles.Gaussian(emission, grid, wavelength * stretch, strength * width * stretch, (sigma < 6 ? sigma : speed * sigma) * stretch);
        var depth = new double[continuum.Length];
        Forest(depth, grid, stretch, random);
        var flux = new double[continuum.Length];
        // The hydrogen stands before the lines too.
        for (var i = 0; i < flux.Length; i++) flux[i] = continuum[i] * (1 + emission[i]) * Math.Exp(-depth[i]);
        return new SourceModel(grid, flux, continuum);
    }

    /// <summary>A power law, which is flatter in the red.</summary>
    static double Continuum(double wavelength, double slope) =>
        wavelength < 4700 ? Math.Pow(wavelength / 2500, slope) : Math.Pow(4700.0 / 2500, slope) * Math.Pow(wavelength / 4700, slope + 0.8);

    /// <summary>Clouds between the quasar and us, more of them far away, and nothing below the Lyman limit.</summary>
    static void Forest(double[] depth, Grid grid, double stretch, SyntheticRandom random)
    {
        var first = Math.Max(grid.Wavelength[0], 912 * stretch);
        for (var at = LymanAlpha * stretch; at > first;)
        {
            at += 5.0 * Math.Log(1 - random.Uniform());
            Profiles.Gaussian(depth, grid, at, -1.1 * Math.Log(1 - random.Uniform()) * Math.Pow(at / LymanAlpha / 3, 1.8), random.Between(0.3, 0.9));
        }
        for (var i = 0; i < depth.Length && grid.Wavelength[i] < 912 * stretch; i++) depth[i] += 4;
    }
}
