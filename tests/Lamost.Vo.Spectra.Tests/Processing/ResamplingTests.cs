using Lamost.Vo.Spectra.Processing;
using Lamost.Vo.Spectra.Tests.Writing;
using Xunit;

namespace Lamost.Vo.Spectra.Tests.Processing;

public sealed class ResamplingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void On_its_own_grid_a_spectrum_stays_what_it_is_but_for_the_pixels_without_data(bool logarithmic)
    {
        var wavelength = Enumerable.Range(0, 800).Select(i => logarithmic ? 4000 * Math.Pow(10, 1e-4 * i) : 4000 + 0.7 * i).ToArray();
        var spectrum = TestSpectra.Low(800) with { Wavelength = wavelength, IsDoublePrecision = true };
        var again = SpectrumOperations.Resample(spectrum, logarithmic ? SpectralGrid.Logarithmic(1e-4) : SpectralGrid.Linear(0.7));
        Assert.Equal(spectrum.Length, again.Length);
        for (var i = 0; i < spectrum.Length; i++)
        {
            Assert.Equal(wavelength[i], again.Wavelength[i], 9);
            Assert.Equal(spectrum.IsGood(i), again.IsGood(i));
            Assert.Equal(spectrum.AndMask![i], again.AndMask![i]);
            Assert.Equal(spectrum.OrMask![i], again.OrMask![i]);
            if (!spectrum.IsGood(i)) continue;
            Assert.Equal(1, again.Flux[i] / spectrum.Flux[i], 9);
            Assert.Equal(1, again.InverseVariance[i] / spectrum.InverseVariance[i], 5);
            Assert.Equal(spectrum.Normalized![i], again.Normalized![i], 8);
        }
    }

    [Fact]
    public void The_integral_of_flux_is_conserved_on_any_grid()
    {
        var random = new Random(3);
        for (var round = 0; round < 60; round++)
        {
            // An irregular grid, as of a single exposure of medium resolution.
            var at = 4900.0;
            var wavelength = Enumerable.Range(0, 600).Select(_ => at += 0.1 + 0.05 * random.NextDouble()).ToArray();
            double[] Random(double from, double to) => [.. wavelength.Select(_ => from + (to - from) * random.NextDouble())];
            var spectrum = new Spectrum("B-1", wavelength, Random(0, 100), Random(1, 2)) { IsDoublePrecision = true };
            var step = 0.02 + random.NextDouble();
            var grid = round % 2 == 0 ? SpectralGrid.Linear(step) : SpectralGrid.Logarithmic(step / 11500);
            var result = SpectrumOperations.Resample(spectrum, grid);
            var (from, to) = (Edge(grid, wavelength[0], 1), Edge(grid, wavelength[0], result.Length - 2));
            var expected = Integral(spectrum, from, to);
            var found = Enumerable.Range(1, result.Length - 3).Sum(i => result.Flux[i] * (Edge(grid, wavelength[0], i + 1) - Edge(grid, wavelength[0], i)));
            Assert.Equal(1, found / expected, 9);
        }
    }

    [Fact]
    public void Coarser_pixels_have_the_mean_and_its_error()
    {
        // Pixels 1 wide; new ones 3 wide around 10, 13, 16: the first has half a pixel missing on its left.
        var spectrum = new Spectrum("X", [10, 11, 12, 13, 14, 15, 16], [1, 2, 3, 4, 5, 6, 7], [1, 1, 1, 4, 4, 4, 1]) { IsDoublePrecision = true };
        var result = SpectrumOperations.Resample(spectrum, SpectralGrid.Linear(3));
        Assert.Equal([10, 13, 16], result.Wavelength);
        Assert.Equal([1.5, 4, 6.5], result.Flux);
        Assert.Equal([2, 9 / (1 + 0.25 + 0.25), 4 / 1.25], result.InverseVariance, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Bad_pixels_do_not_count_and_a_new_pixel_of_mostly_bad_ones_has_no_data()
    {
        double[] wavelength = [.. Enumerable.Range(0, 9).Select(i => 10.0 + i)];
        var spectrum = new Spectrum("X", wavelength, [1, 1, 9, 2, 2, 2, 3, 9, 9], [1, 1, 0, 1, 1, 1, 1, 1, 0])
        {
            AndMask = [0, 0, 1, 0, 0, 0, 0, 2, 4],
            OrMask = [8, 0, 1, 0, 16, 0, 32, 2, 4],
            IsDoublePrecision = true,
        };
        var result = SpectrumOperations.Resample(spectrum, SpectralGrid.Linear(3));
        // Under 10: 10 and 11 (good). Under 13: 12 (bad), 13, 14. Under 16: 15, 16, and 17 (bad).
        Assert.Equal([1, 2, 2.5], result.Flux);
        Assert.Equal([0, 0, 0], result.AndMask!);
        Assert.Equal([8, 16, 32], result.OrMask!);
        var coarse = SpectrumOperations.Resample(SpectrumOperations.Cut(spectrum, 16.5e-10, 1)!, SpectralGrid.Linear(2));
        Assert.Equal([double.NaN], coarse.Flux);
        Assert.Equal([0], coarse.InverseVariance);
        Assert.Equal([6], coarse.AndMask!);
    }

    [Fact]
    public void A_gap_is_not_filled_with_the_flux_of_its_edges()
    {
        var spectrum = new Spectrum("X", [1, 2, 3, 4, 20, 21, 22, 23], [1, 1, 1, 1, 2, 2, 2, 2], [1, 1, 1, 1, 1, 1, 1, 1]) { IsDoublePrecision = true };
        var result = SpectrumOperations.Resample(spectrum, SpectralGrid.Linear(1));
        Assert.Equal(23, result.Length);
        Assert.Equal([1, 1, 1, 1, 1], result.Flux[..5]);
        Assert.All(Enumerable.Range(5, 13), i => Assert.Equal((double.NaN, 0), (result.Flux[i], result.InverseVariance[i])));
        Assert.Equal([2, 2, 2, 2, 2], result.Flux[18..]);
    }

    [Fact]
    public void A_constant_stays_constant_and_finer_pixels_promise_no_more_than_their_own_noise()
    {
        var spectrum = TestSpectra.Low() with { Flux = [.. Enumerable.Repeat(5.0, 3909)], InverseVariance = [.. Enumerable.Repeat(0.25, 3909)], AndMask = null };
        var result = SpectrumOperations.Resample(spectrum, SpectralGrid.Linear(0.1));
        Assert.InRange(result.Length, 50_000, Resampling.MostPixels);
        Assert.All(result.Flux, f => Assert.Equal(5, f, 5));
        Assert.All(result.InverseVariance, v => Assert.InRange(v, 0.2499, 0.5001));
    }

    [Fact]
    public void A_grid_has_bounds_and_a_sensible_step()
    {
        foreach (var step in (double[])[0, -1, double.NaN, double.PositiveInfinity])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => SpectralGrid.Linear(step));
            Assert.Throws<ArgumentOutOfRangeException>(() => SpectralGrid.Logarithmic(step));
        }
        SpectralGrid[] fine = [SpectralGrid.Linear(1e-9), SpectralGrid.Linear(double.Epsilon), SpectralGrid.Logarithmic(1e-12), SpectralGrid.Logarithmic(double.Epsilon)];
        foreach (var grid in fine) Assert.Throws<ArgumentOutOfRangeException>(() => SpectrumOperations.Resample(TestSpectra.Low(), grid));
        foreach (var grid in (SpectralGrid[])[SpectralGrid.Linear(1e300), SpectralGrid.Logarithmic(5)]) Assert.Equal(1, SpectrumOperations.Resample(TestSpectra.Low(), grid).Length);
        var one = TestSpectra.Low(1);
        Assert.Same(one, SpectrumOperations.Resample(one, SpectralGrid.Linear(1)));
    }

    [Fact]
    public void The_result_of_single_precision_is_of_single_precision_and_strictly_ascending()
    {
        var result = SpectrumOperations.Resample(TestSpectra.Low(), SpectralGrid.Linear(1.3));
        Assert.All(result.Flux.Concat(result.InverseVariance).Concat(result.Normalized!).Where(double.IsFinite), v => Assert.Equal((float)v, v));
        Assert.All(result.Wavelength.Zip(result.Wavelength.Skip(1)), p => Assert.True(p.First < p.Second));
    }

    /// <summary>Where a pixel of a grid begins.</summary>
    static double Edge(SpectralGrid grid, double first, int pixel) => (grid.Centre(first, pixel - 1) + grid.Centre(first, pixel)) / 2;

    /// <summary>The integral of a flux that is level from half way to half way, computed the slow way.</summary>
    static double Integral(Spectrum spectrum, double from, double to)
    {
        var w = spectrum.Wavelength;
        var sum = 0.0;
        for (var i = 0; i < w.Length; i++)
        {
            var low = i == 0 ? w[0] - (w[1] - w[0]) / 2 : (w[i - 1] + w[i]) / 2;
            var high = i == w.Length - 1 ? w[i] + (w[i] - w[i - 1]) / 2 : (w[i] + w[i + 1]) / 2;
            sum += spectrum.Flux[i] * Math.Max(0, Math.Min(to, high) - Math.Max(from, low));
        }
        return sum;
    }
}
