using Lamost.Vo.Spectra.Synthetic;
using Lamost.Vo.Spectra.Writing;
using Xunit;

namespace Lamost.Vo.Spectra.Tests.Synthetic;

public sealed class SyntheticSpectraTests
{
    const double LightSpeed = 299792.458;

    [Theory]
    [InlineData("STAR", "G7", 0, 0.7, 12.2, 27.2, 36.1, 21.1)]
    [InlineData("STAR", "dM4", 1e-4, 2, 33, 60, 100, 110)]
    [InlineData("STAR", "A2V", -1e-4, 90, 160, 120, 90, 60)]
    [InlineData("STAR", "Carbon", 0, 3, 25, 60, 80, 80)]
    [InlineData("GALAXY", "Non", 0.15, 1.5, 11.5, 25, 28, 20)]
    [InlineData("QSO", "Non", 2.4, 4, 9.7, 12, 12, 8)]
    [InlineData("Unknown", "Non", -9999, 0.3, 0.5, 1.2, 2, 2)]
    public void The_signal_to_noise_in_each_band_is_the_one_of_the_catalogue(string type, string subclass, double redshift, double u, double g, double r, double i,
        double z)
    {
        var spectrum = SyntheticSpectra.Make(Targets.Low(type, subclass, redshift, [u, g, r, i, z])).Spectra.Single();
        foreach (var ((from, to), wanted) in LowResolution.Bands.Zip((double[])[u, g, r, i, z]))
        {
            // A median of noise has noise of its own: u has 173 pixels.
            var found = Targets.MedianRatio(spectrum, from, to);
            Assert.True(Math.Abs(found - wanted) < Math.Max(0.1 * wanted, 0.35), $"{found} instead of {wanted} from {from} to {to}");
        }
    }

    [Fact]
    public void The_noise_is_as_great_as_the_inverse_variance_says()
    {
        var target = Targets.Low("STAR", "G2");
        var (noisy, clean) = (SyntheticSpectra.Make(target).Spectra[0], SyntheticSpectra.Make(target with { HasNoise = false }).Spectra[0]);
        // Between the lines of the sky, and the imperfect calibration taken away.
        var pulls = Enumerable.Range(0, noisy.Length - 1).Where(i => noisy.Wavelength[i] is > 4700 and < 5300 && noisy.InverseVariance[i] > 0
            && noisy.InverseVariance[i + 1] > 0)
            .Select(i => (noisy.Flux[i] / clean.Flux[i] - noisy.Flux[i + 1] / clean.Flux[i + 1]) * clean.Flux[i] / noisy.Error(i) / Math.Sqrt(2)).ToList();
        Assert.InRange(Math.Sqrt(pulls.Average(p => p * p)), 0.9, 1.1);
    }

    [Theory]
    [InlineData("DR7")]
    [InlineData("DR11")]
    public void Every_spectrum_of_medium_resolution_has_the_signal_to_noise_that_it_states(string release)
    {
        foreach (var spectrum in SyntheticSpectra.Make(Targets.Medium(release)).Spectra)
        {
            Assert.InRange(Targets.MedianRatio(spectrum) / spectrum.SignalToNoise!.Value, 0.95, 1.05);
            Assert.All(Enumerable.Range(1, spectrum.Length - 1), i => Assert.True(spectrum.Wavelength[i] > spectrum.Wavelength[i - 1]));
        }
    }

    [Fact]
    public void Noise_of_neighbours_is_alike_in_a_coadd_and_not_in_an_exposure()
    {
        var target = Targets.Medium("DR10");
        var pairs = SyntheticSpectra.Make(target).Spectra.Zip(SyntheticSpectra.Make(target with { HasNoise = false }).Spectra);
        foreach (var (noisy, clean) in pairs)
        {
            var pulls = Enumerable.Range(0, noisy.Length).Where(i => noisy.IsGood(i)).Select(i => (noisy.Flux[i] - clean.Flux[i]) / noisy.Error(i)).Where(p =>
                Math.Abs(p) < 6).ToList();
            Assert.Equal(noisy.IsCoadd ? 0.4 : 0, pulls.Zip(pulls.Skip(1), (a, b) => a * b).Average(), 0.07);
        }
    }

    [Theory]
    [InlineData("F5", 0)]
    [InlineData("G2", 6e-4)]
    [InlineData("A3V", -1.2e-3)]
    public void H_alpha_lies_where_the_redshift_puts_it(string subclass, double redshift)
    {
        var spectrum = SyntheticSpectra.Make(Targets.Low("STAR", subclass, redshift) with { HasNoise = false }).Spectra.Single();
        Assert.Equal(6564.61 * (1 + redshift), Centre(spectrum, 6564.61 * (1 + redshift) + 1.5, 7), 0.15);
    }

    [Theory]
    [InlineData(-210)]
    [InlineData(0)]
    [InlineData(63.5)]
    public void A_measured_velocity_of_medium_resolution_is_the_one_put_in(double velocity)
    {
        var file = SyntheticSpectra.Make(Targets.Medium("DR10", velocity));
        var rest = SyntheticSpectra.Make(Targets.Medium("DR10") with { HasNoise = false });
        foreach (var (spectrum, template) in file.Spectra.Zip(rest.Spectra)) Assert.Equal(velocity, Velocity(spectrum, template, 300), 1.5);
    }

    [Theory]
    [InlineData("K3", 150)]
    [InlineData("F8", -90)]
    [InlineData("dM1", 40)]
    public void A_measured_velocity_of_low_resolution_is_the_one_put_in(string subclass, double velocity)
    {
        var spectrum = SyntheticSpectra.Make(Targets.Low("STAR", subclass, velocity / LightSpeed)).Spectra.Single();
        var template = SyntheticSpectra.Make(Targets.Low("STAR", subclass) with { HasNoise = false }).Spectra.Single();
        Assert.Equal(velocity, Velocity(spectrum, template, 300, 4100, 5500), 6.0);
    }

    [Fact]
    public void An_exposure_can_have_a_velocity_of_its_own()
    {
        var target = Targets.Medium("DR10");
        var moved = target with { Arms = [.. target.Arms.Select((a, i) => i == 2 ? a with { RadialVelocity = 120 } : a)] };
        var template = SyntheticSpectra.Make(target with { HasNoise = false });
        var velocities = SyntheticSpectra.Make(moved).Spectra.Zip(template.Spectra, (s, t) => Velocity(s, t, 200)).ToList();
        Assert.Equal(120, velocities[2], 1.5);
        Assert.Equal(0, velocities[3], 1.5);
    }

    [Fact]
    public void The_same_target_is_the_same_file_and_another_seed_is_not()
    {
        foreach (var target in (SyntheticTarget[])[Targets.Low("GALAXY", redshift: 0.1), Targets.Low("QSO", redshift: 2), Targets.Medium("DR7"),
            Targets.Medium("DR12")])
        {
            var bytes = LamostFileWriter.ToArray(SyntheticSpectra.Make(target));
            Assert.Equal(bytes, LamostFileWriter.ToArray(SyntheticSpectra.Make(target)));
            Assert.NotEqual(bytes, LamostFileWriter.ToArray(SyntheticSpectra.Make(target with { Seed = 2 })));
        }
    }

    [Fact]
    public void Types_of_stars_have_their_marks()
    {
        double Depth(string subclass, double wavelength, double beside)
        {
            var spectrum = SyntheticSpectra.Make(Targets.Low("STAR", subclass) with { HasNoise = false }).Spectra.Single();
            double At(double w) => spectrum.Flux[Array.FindIndex(spectrum.Wavelength, x => x >= w)];
            return 1 - At(wavelength) / At(beside);
        }

        const double hydrogen = 4862.7, calcium = 3934.8, titanium = 7060, carbon = 5150, helium = 4472.7;
        Assert.InRange(Depth("A1V", hydrogen, 4800), 0.4, 0.8);
        Assert.InRange(Depth("G2", hydrogen, 4830), 0.15, 0.48);
        Assert.InRange(Depth("G2", calcium, 4010), 0.5, 0.95);
        Assert.InRange(Depth("A1V", calcium, 3925), 0, 0.3);
        Assert.InRange(Depth("dM4", titanium, 7045), 0.25, 0.7);
        Assert.InRange(Depth("G2", titanium, 7045), -0.05, 0.05);
        Assert.InRange(Depth("Carbon", carbon, 5180), 0.5, 0.95);
        Assert.InRange(Depth("G2", carbon, 5190), -0.2, 0.2);
        Assert.InRange(Depth("B2", helium, 4440), 0.1, 0.5);
        Assert.InRange(Depth("A5V", helium, 4440), -0.05, 0.1);
    }

    [Fact]
    public void What_a_catalogue_lacks_or_says_absurdly_does_no_harm()
    {
        var bare = new SyntheticTarget(new SpectrumFileName(false, 55859, "F5902", 3, 232), "DR5") { Ra = 0, Dec = -90 };
        foreach (var target in (SyntheticTarget[])
        [
            bare, bare with { Class = "STAR", Subclass = "?", Teff = -9999, LogG = -9999, FeH = -9999, Redshift = -9999, GaiaG = -999 },
            bare with { Class = "QSO", Redshift = 6.5 }, bare with { Class = "GALAXY", Redshift = -0.9 }, bare with { Class = "STAR", Subclass = "L5" },
                bare with { Class = "STAR", Teff = 1500 },
            bare with { SignalToNoise = [0, -9999, 1e300, 99999, null] }, bare with { Class = "STAR", Subclass = "O0", Teff = 100_000 },
        ])
        {
            var spectrum = SyntheticSpectra.Make(target).Spectra.Single();
            Assert.All(spectrum.Flux, f => Assert.True(double.IsFinite(f)));
            Assert.All(spectrum.InverseVariance, v => Assert.True(v >= 0 && double.IsFinite(v)));
        }
    }

    [Fact]
    public void A_target_that_cannot_be_is_refused()
    {
        var (low, medium) = (Targets.Low("STAR"), Targets.Medium("DR10"));
        foreach (var target in (SyntheticTarget[])
        [
            low with { Redshift = -1 }, low with { Redshift = double.NaN }, low with { Ra = double.NaN }, low with { Dec = 91 },
                low with { Layout = SpectrumLayout.MediumArrays },
            medium with { Arms = [] }, medium with { Arms = [medium.Arms[0], medium.Arms[0]] }, medium with { Arms = [new(SpectrumArm.Both, null, 5)] },
            medium with { Arms = [new(SpectrumArm.Red, null, -1)] },
        ])
            Assert.Throws<ArgumentException>(() => SyntheticSpectra.Make(target));
    }

    /// <summary>Centre of a line by its depth below the edges of a window, which follows it.</summary>
    static double Centre(Spectrum spectrum, double start, double half)
    {
        for (var pass = 0; pass < 20; pass++)
        {
            var window = Enumerable.Range(0, spectrum.Length).Where(i => Math.Abs(spectrum.Wavelength[i] - start) < half).ToList();
            var level = (spectrum.Flux[window[0]] + spectrum.Flux[window[^1]]) / 2;
            var weights = window.Select(i => Math.Max(0, level - spectrum.Flux[i])).ToList();
            start = window.Zip(weights, (i, w) => spectrum.Wavelength[i] * w).Sum() / weights.Sum();
        }
        return start;
    }

    /// <summary>Velocity against a template by least squares, in steps that a parabola refines.</summary>
    static double Velocity(Spectrum spectrum, Spectrum template, double range, double from = 0, double to = double.MaxValue)
    {
        var (flat, ours) = (Flattened(template), Flattened(spectrum));
        var velocities = Enumerable.Range(0, 121).Select(k => range * (k - 60) / 60).ToArray();
        var misfit = velocities.Select(v =>
        {
            var (sum, count) = (0.0, 0);
            for (var i = 60; i < spectrum.Length - 60; i += 1)
            {
                if (!spectrum.IsGood(i) || spectrum.Wavelength[i] < from || spectrum.Wavelength[i] > to || Math.Abs(ours[i] - 1) > 0.7) continue;
                var wavelength = spectrum.Wavelength[i] / (1 + v / LightSpeed);
                var at = ~Array.BinarySearch(template.Wavelength, wavelength);
                if (at < 0) at = ~at;
                if (at < 1 || at >= template.Length) continue;
                var part = (wavelength - template.Wavelength[at - 1]) / (template.Wavelength[at] - template.Wavelength[at - 1]);
                var difference = ours[i] - (flat[at - 1] + part * (flat[at] - flat[at - 1]));
                sum += difference * difference;
                count++;
            }
            return sum / count;
        }).ToArray();
        var best = Array.IndexOf(misfit, misfit.Min());
        Assert.InRange(best, 1, velocities.Length - 2);
        var (a, b, c) = (misfit[best - 1], misfit[best], misfit[best + 1]);
        return velocities[best] + range / 60 * 0.5 * (a - c) / (a - 2 * b + c);
    }

    /// <summary>Flux over its running mean of 201 pixels.</summary>
    static double[] Flattened(Spectrum spectrum)
    {
        var sums = new double[spectrum.Length + 1];
        for (var i = 0; i < spectrum.Length; i++) sums[i + 1] = sums[i] + (spectrum.InverseVariance[i] > 0 ? spectrum.Flux[i] : i > 0 ? sums[i] - sums[i - 1] : 0);
        return [.. spectrum.Flux.Select((f, i) => f / ((sums[Math.Min(i + 101, spectrum.Length)] - sums[Math.Max(i - 100, 0)]) / (Math.Min(i + 101,
            spectrum.Length) - Math.Max(i - 100, 0))))];
    }
}
