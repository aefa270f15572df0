namespace Lamost.Vo.Spectra.Synthetic;

/// <summary>The light of stars: a black body behind lines and, in cool stars, bands.</summary>
static class StarModel
{
    /// <summary>Heads of the bands of titanium oxide, with depths relative to each other and the lengths over which they fade.</summary>
    static readonly (double Head, double Depth, double Length)[] TitaniumOxide =
    [
        (4585, 0.2, 60), (4762, 0.4, 75), (4956, 0.5, 90), (5168, 0.45, 90), (5450, 0.35, 90), (5598, 0.12, 60), (5763, 0.12, 60), (5850, 0.22, 110),
        (6150, 0.45, 70), (6187, 0.3, 90),
        (6653, 0.25, 180), (6683, 0.2, 180), (7055, 0.55, 60), (7090, 0.4, 60), (7127, 0.35, 90), (7592, 0.22, 90), (7670, 0.13, 110), (8206, 0.07, 60),
        (8434, 0.13, 60), (8861, 0.13, 80),
    ];

    /// <summary>The Swan bands of carbon and the red ones of cyanogen.</summary>
    static readonly (double Head, double Depth, double Length)[] Carbon =
    [
        (4384, 0.9, -50), (4739, 1.4, -60), (4717, 0.4, -60), (5166.5, 1.8, -75), (5130, 0.5, -60), (5637, 1.3, -70), (5587, 0.4, -50), (6060, 0.3, -60),
        (6193, 0.5, -60), (4216, 1.2, -60),
        (5730, 0.3, 90), (6206, 0.2, 80), (6933, 0.35, 90), (7088, 0.35, 80), (7876, 0.5, 110), (8067, 0.4, 110), (8270, 0.3, 120),
    ];

    /// <summary>The light of a star.</summary>
    /// <param name="star">Its atmosphere.</param>
    /// <param name="grid">The pixels.</param>
    /// <param name="stretch">1 + velocity over that of light.</param>
    public static SourceModel Of(StellarParameters star, Grid grid, double stretch)
    {
        // Between their lines the visible light of cool stars is bluer than a black body of their temperature.
        var color = star.Teff * (1 + 0.07 * Math.Clamp((8500 - star.Teff) / 2500, 0, 1));
        var continuum = Array.ConvertAll(grid.Wavelength, w => SourceModel.Planck(w / stretch, color) * Blanketing(w / stretch, star));
        var depth = new double[continuum.Length];
        Balmer(depth, grid, star, stretch);
        Lines(depth, grid, star, stretch, broadening: 0, weight: 1);
        Bands(depth, grid, star, stretch);
        if (!star.HasEmission) return SourceModel.Build(grid, continuum, depth);
        var emission = new double[continuum.Length];
        for (var i = 0; i < 9; i++)
            Profiles.Gaussian(emission, grid, LineList.Balmer[i].Wavelength * stretch, (star.Teff > 6000 ? 25 : 5) * Math.Pow(0.8, i), star.Teff > 6000 ? 9 : 0.8);
        return SourceModel.Build(grid, continuum, depth, emission);
    }

    /// <summary>Adds the lines of metals, and helium's.</summary>
    /// <param name="depth">To what.</param>
    /// <param name="grid">The pixels.</param>
    /// <param name="star">In which atmosphere.</param>
    /// <param name="stretch">1 + redshift.</param>
    /// <param name="broadening">Standard deviation of velocities over that of light.</param>
    /// <param name="weight">Factor of their widths.</param>
    public static void Lines(double[] depth, Grid grid, StellarParameters star, double stretch, double broadening, double weight)
    {
        var (first, last) = (grid.Wavelength[0] / stretch - 60, grid.Wavelength[^1] / stretch + 60);
        foreach (var line in LineList.Metals)
        {
            if (line.Wavelength < first || line.Wavelength > last) continue;
            // Saturated lines grow slowly, as on the flat part of the curve of growth.
            var width = weight * line.In(star);
            var limited = width / (1 + width / (8 + 12 * line.Core));
            if (limited < 0.004) continue;
            var spread = broadening * line.Wavelength;
            Profiles.Gaussian(depth, grid, line.Wavelength * stretch, limited * stretch, Math.Sqrt(line.Core * line.Core + spread * spread) * stretch);
        }
    }

    static void Balmer(double[] depth, Grid grid, StellarParameters star, double stretch)
    {
        var white = star.LogG > 6.5;
        foreach (var line in LineList.Balmer)
        {
            var width = line.In(star) * (white ? 2.2 : 1) + (star.Teff < 5500 ? 0.35 : 0);
            var wing = Math.Max(0.4, 11 * Math.Pow(width / 14, 0.8) * Math.Clamp(Math.Pow(10, 0.22 * (star.LogG - 4.2)), 0.3, 3.5));
            var core = Math.Min(0.25 * width, 1.6);
            Profiles.Gaussian(depth, grid, line.Wavelength * stretch, core * stretch, (white ? 4 : Math.Min(line.Core, 0.35 + 0.35 * width)) * stretch);
            Profiles.Winged(depth, grid, line.Wavelength * stretch, (width - core) * stretch, wing * stretch);
        }
    }

    static void Bands(double[] depth, Grid grid, StellarParameters star, double stretch)
    {
        if (star.IsCarbon)
        {
            foreach (var (head, strength, length) in Carbon) Profiles.Band(depth, grid, head * stretch, strength, length * stretch);
            return;
        }
        var metals = Math.Pow(10, 0.3 * star.FeH);
        var oxide = star.Teff < 4250 ? metals * Math.Pow((4250 - star.Teff) / 950, 1.3) : 0;
        foreach (var (head, strength, length) in TitaniumOxide) Profiles.Band(depth, grid, head * stretch, strength * oxide, length * stretch);
        // Hydrides of magnesium and calcium: dwarfs.
        var hydride = metals * Math.Exp(-Math.Pow(Math.Log(star.Teff / 4050) / 0.17, 2)) * Math.Pow(10, 0.3 * (star.LogG - 4.5));
        Profiles.Band(depth, grid, 5212 * stretch, 0.1 * hydride, -90 * stretch);
        Profiles.Band(depth, grid, 4846 * stretch, 0.1 * hydride, -50 * stretch);
        Profiles.Gaussian(depth, grid, 5165 * stretch, 75 * hydride * stretch, 95 * stretch);
        var calcium = oxide * Math.Pow(10, 0.25 * (star.LogG - 4.7));
        Profiles.Band(depth, grid, 6386 * stretch, 0.15 * calcium, 40 * stretch);
        Profiles.Band(depth, grid, 6752 * stretch, 0.2 * calcium, 90 * stretch);
        Profiles.Band(depth, grid, 6910 * stretch, 0.3 * calcium, 110 * stretch);
        Profiles.Band(depth, grid, 6990 * stretch, 0.1 * calcium, -70 * stretch);
        if (star.Teff < 3100) Profiles.Band(depth, grid, 7335 * stretch, 0.5 * (3100 - star.Teff) / 400, 150 * stretch);
    }

    /// <summary>What the lines too weak to be seen alone take away in the blue.</summary>
    static double Blanketing(double wavelength, StellarParameters star)
    {
        var cool = Math.Pow(Math.Clamp((7600 - star.Teff) / 3200, 0, 1.15), 1.8) * Math.Pow(10, 0.25 * Math.Min(star.FeH, 0.5));
        var blue = wavelength < 5300 ? Math.Pow((5300 - wavelength) / 1000, 1.4) * 0.42 : 0;
        var step = 0.28 / (1 + Math.Exp((wavelength - 3990) / 18)) + 0.1 / (1 + Math.Exp((wavelength - 4305) / 14));
        // Where the Balmer lines run together.
        var distance = Math.Log(star.Teff / 9300) / (star.Teff > 9300 ? 0.7 : 0.3);
        var jump = wavelength < 3900 ? 0.75 * Math.Exp(-distance * distance) / (1 + Math.Exp((wavelength - 3740) / 18)) : 0;
        return Math.Exp(-cool * (blue + step) - jump);
    }
}
