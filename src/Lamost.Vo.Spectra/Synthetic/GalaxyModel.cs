namespace Lamost.Vo.Spectra.Synthetic;

/// <summary>The light of galaxies: old stars whose motions blur their lines, young ones, and the lines of their nebulae, in proportions that the seed
/// chooses.</summary>
static class GalaxyModel
{
    static readonly StellarParameters Giants = new(4700, 3.2, 0);
    static readonly StellarParameters Young = new(8500, 4, -0.2);

    /// <summary>Lines of nebulae, and how strong they are against H-alpha.</summary>
    static readonly (double Wavelength, double Strength)[] Nebula =
    [
        (3728.5, 0.75), (3869.9, 0.06), (4341.69, 0.13), (4862.69, 0.3), (4960.30, 0.14), (5008.24, 0.42), (5877.25, 0.04), (6302.05, 0.04), (6549.86, 0.11),
        (6564.61, 1), (6585.27, 0.33),
        (6718.29, 0.2), (6732.67, 0.15),
    ];

    /// <summary>The light of a galaxy.</summary>
    /// <param name="target">Its seed chooses.</param>
    /// <param name="grid">The pixels.</param>
    /// <param name="stretch">1 + redshift.</param>
    public static SourceModel Of(SyntheticTarget target, Grid grid, double stretch)
    {
        var random = new SyntheticRandom(target.Seed ^ 0x6A1A);
        var activity = Math.Pow(random.Uniform(), 1.6);
        var velocity = random.Between(110, 260) / 299792.458;
        var young = 0.35 * activity;
        var continuum = Array.ConvertAll(grid.Wavelength, w => Continuum(w / stretch, young));
        var depth = new double[continuum.Length];
        StarModel.Lines(depth, grid, Giants, stretch, velocity, 1.1 * (1 - young));
        foreach (var line in LineList.Balmer)
            Profiles.Gaussian(depth, grid, line.Wavelength * stretch, (0.8 + 6 * young) * line.In(Young) / 10 * stretch, (velocity * line.Wavelength + 3) * stretch);
        var emission = new double[continuum.Length];
        var strength = 28 * Math.Max(0, activity - 0.15);
        foreach (var (wavelength, relative) in Nebula)
            Profiles.Gaussian(emission, grid, wavelength * stretch, strength * relative * stretch, 0.6 * velocity * wavelength * stretch);
        return SourceModel.Build(grid, continuum, depth, emission);
    }

    static double Continuum(double wavelength, double young)
    {
        var blue = wavelength < 5600 ? Math.Pow((5600 - wavelength) / 1000, 1.3) * 0.1 : 0;
        // The break at 4000 Angstrom: it has a width, since many lines make it.
        var broken = 0.5 / (1 + Math.Exp((wavelength - 3985) / 14)) + 0.12 / (1 + Math.Exp((wavelength - 4305) / 15)) + 0.12 / (1 + Math.Exp((wavelength - 5190) / 60));
        return (1 - young) * SourceModel.Planck(wavelength, 5300) * Math.Exp(-blue - broken) + young * SourceModel.Planck(wavelength, 9500);
    }
}
