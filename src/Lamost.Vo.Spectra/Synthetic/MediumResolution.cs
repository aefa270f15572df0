using System.Globalization;

namespace Lamost.Vo.Spectra.Synthetic;

/// <summary>What the telescope and the pipeline make of the light of a target at medium resolution: counts under the blaze of the grating, not calibrated.</summary>
static class MediumResolution
{
    const double LightSpeed = 299792.458;

    /// <summary>Makes the spectra of a file, in the order of real ones.</summary>
    public static List<Spectrum> Make(SyntheticTarget target, double stretch, bool asArrays)
    {
        var random = new SyntheticRandom(target.Seed);
        var spectra = new List<Spectrum>();
        var ordered = target.Arms.OrderBy(a => a.Minute is not null).ThenBy(a => a.Arm).ThenBy(a => a.Minute);
        var shifts = new Dictionary<SpectrumArm, double>
        {
            [SpectrumArm.Blue] = random.Between(-4e-4, 4e-4),
            [SpectrumArm.Red] = random.Between(-1.2e-3, 1.2e-3),
        };
        var models = new Dictionary<(SpectrumArm, bool, double), SourceModel>();
        foreach (var arm in ordered)
        {
            var own = arm.RadialVelocity is { } velocity ? 1 + velocity / LightSpeed : stretch;
            if (!models.TryGetValue((arm.Arm, arm.Minute is null, own), out var source))
            {
                var grid = Grid.Exposure(arm.Arm, shifts[arm.Arm], !asArrays);
                if (arm.Minute is null) grid = Grid.Coadd(grid, !asArrays);
                models.Add((arm.Arm, arm.Minute is null, own), source = SourceModel.Of(target, grid, own));
            }
            spectra.Add(One(target, arm, source, asArrays && target.WithNormalizedFlux));
        }
        return spectra;
    }

    static Spectrum One(SyntheticTarget target, SyntheticArm arm, SourceModel source, bool normalized)
    {
        var random = new SyntheticRandom(unchecked(target.Seed * 31 + (arm.Minute ?? 1) * 4 + (int)arm.Arm));
        var isCoadd = arm.Minute is null;
        var flux = Counts(source, arm);
        var error = Errors(flux, Math.Max(arm.SignalToNoise, 0.02));
        var pixels = new NoisyPixels(source.Grid, flux, error);
        if (target.HasNoise)
        {
            // In a coadd the noise of neighbours is alike, since the pixels of the exposures were shared out (real ones: 0.4).
            var (before, share) = (random.Normal(), isCoadd ? 0.5 : 0);
            var norm = 1 / Math.Sqrt(1 + share * share);
            for (var i = 0; i < flux.Length; i++)
            {
                var own = random.Normal();
                pixels.Flux[i] += error[i] * norm * (own + share * before);
                before = own;
            }
            if (isCoadd)
            {
                for (var i = 0; i < 2; i++) pixels.Lose(i, 0);
                pixels.LoseEnd(3);
                Array.Clear(pixels.AndMask);
                Array.Clear(pixels.OrMask);
            }
            else
            {
                pixels.Cosmics(random);
            }
        }
        var letter = arm.Arm == SpectrumArm.Blue ? 'B' : 'R';
        var exposures = target.Arms.Where(a => a.Arm == arm.Arm && a.Minute is not null).OrderBy(a => a.Minute).ToList();
        return new Spectrum(isCoadd ? "COADD_" + letter : string.Create(CultureInfo.InvariantCulture, $"{letter}-{arm.Minute}"),
            source.Grid.Wavelength, pixels.SingleFlux(), pixels.InverseVariance())
        {
            Arm = arm.Arm,
            Minute = arm.Minute,
            Minutes = isCoadd ? [.. exposures.Select(e => e.Minute!.Value)] : [arm.Minute!.Value],
            ExposureSeconds = !isCoadd ? arm.Seconds : exposures.Count > 0 ? exposures.Sum(e => e.Seconds) : null,
            SignalToNoise = Math.Round(arm.SignalToNoise, 2),
            AndMask = pixels.AndMask,
            OrMask = isCoadd ? pixels.OrMask : null,
            Normalized = normalized ? pixels.Over(PseudoContinuum.Of(flux)) : null,
        };
    }

    /// <summary>The light under the blaze, in counts as many as its noise tells of.</summary>
    static double[] Counts(SourceModel source, SyntheticArm arm)
    {
        var grid = source.Grid.Wavelength;
        var (peak, width) = arm.Arm == SpectrumArm.Blue ? (5128.0, 330.0) : (6625.0, 560.0);
        var middle = source.Continuum[grid.Length / 2];
        var level = Math.Max(4, (arm.Minute is null ? 0.5 : 2) * arm.SignalToNoise * arm.SignalToNoise) * (arm.Arm == SpectrumArm.Blue ? 1 : 0.8);
        var flux = new double[grid.Length];
        for (var i = 0; i < flux.Length; i++)
        {
            var x = (grid[i] - peak) / width;
            flux[i] = level * source.Flux[i] / middle * Math.Exp(-1.6 * x * x);
        }
        return flux;
    }

    /// <summary>Errors of photons and of the detector, such that the median signal-to-noise is the one wanted.</summary>
    static double[] Errors(double[] flux, double wanted)
    {
        var floor = 0.15 * flux.Average();
        var error = Array.ConvertAll(flux, f => Math.Sqrt(Math.Max(f, 0) + floor));
        var ratios = new double[flux.Length];
        for (var i = 0; i < ratios.Length; i++) ratios[i] = flux[i] / error[i];
        Array.Sort(ratios);
        var scale = ratios[ratios.Length / 2] / wanted;
        return Array.ConvertAll(error, e => e * scale);
    }
}
