namespace Lamost.Vo.Spectra.Synthetic;

/// <summary>What the telescope, the sky and the pipeline make of the light of a target at low resolution.</summary>
static class LowResolution
{
    /// <summary>
    /// Full width at half maximum of the SDSS filters u, g, r, i, z (Fukugita et al. 1996). The signal-to-noise that LAMOST states is the median of flux over error
    /// within them: of 91 real files of DR5 to DR10 half agree with it to 0.3 per cent in u and g, 2 in r and i, and 4 in z.
    /// </summary>
    public static readonly (double From, double To)[] Bands = [(3251.5, 3850.5), (3996.5, 5375.5), (5475, 6857), (6712.5, 8247.5), (8247, 9617)];

    static readonly double[] Anchors = [3775, 4686, 6166, 7480, 8700];

    /// <summary>Lines of the night sky and of lamps, and how much of them remains, in errors of a pixel; hydroxyl in the red.</summary>
    static readonly (double Wavelength, double Strength)[] Sky =
    [
        (4047.7, 1), (4359.6, 2), (5462.3, 1.5), (5578.9, 8), (5894.6, 2), (6302.0, 3.5), (6365.5, 1.5), (6865, 1), (6925, 1), (7246, 1), (7278, 1.5), (7318, 1.6),
        (7342, 1.8), (7405, 1), (7718, 1.2), (7752, 1.8),
        (7796, 1.8), (7823, 1.8), (7855, 1.2), (7915, 2), (7966, 1.8), (7995, 2), (8027, 1.5), (8346, 2.2), (8384, 1.2), (8401, 2.4), (8432, 2.4), (8454, 1.3),
        (8467, 2), (8495, 1.4), (8507, 1.5), (8777, 2),
        (8793, 1.4), (8829, 2.2), (8839, 1.8), (8852, 1.8), (8870, 1.6), (8888, 2.8), (8905, 2), (8922, 3), (8945, 1.8), (8960, 3), (8990, 2), (9004, 2.4),
        (9040, 2), (9052, 2),
    ];

    /// <summary>Makes the spectrum of a target.</summary>
    public static Spectrum Make(SyntheticTarget target, SourceModel source, bool normalized)
    {
        var random = new SyntheticRandom(target.Seed);
        var grid = source.Grid;
        var wanted = Wanted(target.SignalToNoise);
        var flux = Calibrated(source, Level(target, wanted[2]), random, target.HasNoise);
        var sky = Residuals(grid, random, out var residual);
        var error = Errors(source, flux, wanted, sky);
        var clean = normalized ? PseudoContinuum.Of(flux) : null;
        var pixels = new NoisyPixels(grid, flux, error);
        if (target.HasNoise)
        {
            for (var i = 0; i < flux.Length; i++) pixels.Flux[i] += error[i] * random.Normal() + residual[i] * error[i] / sky[i];
            pixels.LoseEnd((int)random.Between(8, 36));
            pixels.Damage(random);
        }
        return new Spectrum("COADD", grid.Wavelength, pixels.SingleFlux(), pixels.InverseVariance())
        {
            AndMask = pixels.AndMask,
            OrMask = pixels.OrMask,
            Minutes = [.. target.Exposures.Select(e => e.Minute)],
            ExposureSeconds = target.Exposures.Count > 0 ? target.Exposures.Sum(e => e.Seconds) : null,
            Normalized = clean is null ? null : pixels.Over(clean),
        };
    }

    /// <summary>Signal-to-noise for all bands: what a catalogue lacks follows from the neighbours.</summary>
    static double[] Wanted(IReadOnlyList<double?> stated)
    {
        double? Known(int band) => band >= 0 && band < stated.Count && stated[band] is > 0 and < 1e5 ? stated[band] : null;
        var wanted = new double[5];
        for (var i = 0; i < 5; i++)
            wanted[i] = Math.Max(0.05, Known(i) ?? (i == 0 ? 0.4 * Known(1) : null) ?? Known(i - 1) ?? Known(i + 1) ?? Known(i - 2) ?? Known(i + 2) ?? 10);
        return wanted;
    }

    /// <summary>The flux at 6166 Angstrom, in the unit of the pipeline, about 1e-17 erg/s/cm2/A.</summary>
    static double Level(SyntheticTarget target, double ratio)
    {
        double? Known(double? magnitude) => magnitude is > 0 and < 30 ? magnitude : null;
        var red = Known(target.PanStarrs.Count > 1 ? target.PanStarrs[1] : null) ?? Known(target.GaiaG);
        return red is { } magnitude ? 0.286 * Math.Pow(10, -0.4 * (magnitude - 22.5)) : 3 * ratio;
    }

    /// <summary>The flux, calibrated as well as LAMOST can: with waves, a step where the arms join, and air left in it.</summary>
    static double[] Calibrated(SourceModel source, double level, SyntheticRandom random, bool imperfect)
    {
        var grid = source.Grid.Wavelength;
        var at = Array.BinarySearch(grid, 6166.0);
        at = at < 0 ? ~at : at;
        var scale = level / Math.Max(source.Continuum[Math.Min(at, grid.Length - 1)], 1e-30);
        var tilt = 0.06 * random.Normal();
        var (wave, phase, step) = (0.025 * random.Normal(), 6.3 * random.Uniform(), 0.02 * random.Normal());
        var air = new double[grid.Length];
        if (imperfect)
        {
            var (oxygen, water) = (random.Between(0.2, 1), random.Between(0.1, 1));
            Profiles.Band(air, source.Grid, 6869, 0.1 * oxygen, 28);
            Profiles.Band(air, source.Grid, 7596, 0.17 * oxygen, 35);
            foreach (var (head, depth) in ((double, double)[])[(7170, 0.05), (7245, 0.03), (8130, 0.06), (8230, 0.05), (8945, 0.1)]) Profiles.Band(air, source.Grid,
                head, depth * water, 50);
        }
        var flux = new double[grid.Length];
        for (var i = 0; i < flux.Length; i++)
        {
            var x = (grid[i] - 6166) / 2700;
            var response = imperfect ? 1 + tilt * x + wave * Math.Sin(5 * x + phase) + step / (1 + Math.Exp((grid[i] - 5850) / 25)) : 1;
            flux[i] = source.Flux[i] * scale * response * Math.Exp(-air[i]);
        }
        return flux;
    }

    /// <summary>What remains of the sky, in errors, and by how much it makes these greater.</summary>
    static double[] Residuals(Grid grid, SyntheticRandom random, out double[] residual)
    {
        var excess = new double[grid.Wavelength.Length];
        residual = new double[excess.Length];
        var clear = random.Between(0.3, 1.1);
        foreach (var (wavelength, strength) in Sky)
        {
            var root = Math.Sqrt(2 * Math.PI) * grid.Sigma(wavelength);
            Profiles.Gaussian(excess, grid, wavelength, 0.5 * strength * root, 0.5);
            // A line that was taken away a little beside its place leaves a peak and a dip.
            var (height, slope) = (clear * strength * random.Normal(), clear * strength * random.Normal());
            Profiles.Gaussian(residual, grid, wavelength - 0.6, (height + slope) * root, 0.2);
            Profiles.Gaussian(residual, grid, wavelength + 0.6, (height - slope) * root, 0.2);
        }
        for (var i = 0; i < excess.Length; i++)
        {
            var join = (grid.Wavelength[i] - 5850) / 70;
            excess[i] = 1 + excess[i] + 0.8 * Math.Exp(-join * join);
        }
        return excess;
    }

    /// <summary>Errors such that the median signal-to-noise in each band is the one wanted.</summary>
    static double[] Errors(SourceModel source, double[] flux, double[] wanted, double[] sky)
    {
        var grid = source.Grid.Wavelength;
        var smooth = PseudoContinuum.Of(flux);
        var anchors = (double[])wanted.Clone();
        var error = new double[flux.Length];
        for (var pass = 0; ; pass++)
        {
            for (var i = 0; i < error.Length; i++)
                error[i] = (0.5 * Math.Max(smooth[i], 0) + 0.5 * Math.Max(flux[i], 0) + 1e-3) * sky[i] / Interpolated(anchors, grid[i]);
            if (pass == 3) return error;
            for (var band = 0; band < 5; band++)
            {
                var from = Math.Max(0, Index(grid, Bands[band].From));
                var ratios = new List<double>(600);
                for (var i = from; i < grid.Length && grid[i] < Bands[band].To; i += 3) ratios.Add(flux[i] / error[i]);
                ratios.Sort();
                var median = ratios[ratios.Count / 2];
                if (median > 0) anchors[band] *= Math.Clamp(wanted[band] / median, 0.2, 5);
            }
        }
    }

    static int Index(double[] grid, double wavelength)
    {
        var at = Array.BinarySearch(grid, wavelength);
        return at < 0 ? ~at : at;
    }

    /// <summary>Between the bands by their logarithms; beyond them somewhat less.</summary>
    static double Interpolated(double[] anchors, double wavelength)
    {
        var band = wavelength < Anchors[1] ? 0 : wavelength < Anchors[2] ? 1 : wavelength < Anchors[3] ? 2 : 3;
        var part = Math.Clamp((wavelength - Anchors[band]) / (Anchors[band + 1] - Anchors[band]), -0.08, 1.1);
        return anchors[band] * Math.Pow(anchors[band + 1] / anchors[band], part);
    }
}
