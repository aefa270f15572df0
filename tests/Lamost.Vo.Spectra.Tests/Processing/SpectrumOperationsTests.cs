using Lamost.Vo.Spectra.Processing;
using Lamost.Vo.Spectra.Tests.Writing;
using Xunit;

namespace Lamost.Vo.Spectra.Tests.Processing;

public sealed class SpectrumOperationsTests
{
    static readonly Spectrum Five = new("COADD", [6498, 6499, 6500, 6501, 6502], [1, 2, 3, 4, 5], [10, 20, 30, 40, 50])
    {
        AndMask = [1, 2, 3, 4, 5],
        OrMask = [6, 7, 8, 9, 10],
        Normalized = [0.1, 0.2, 0.3, 0.4, 0.5],
        SignalToNoise = 7,
    };

    [Fact]
    public void A_cut_has_the_pixels_whose_centres_lie_in_the_closed_interval_in_all_arrays()
    {
        var cut = SpectrumOperations.Cut(Five, 6.499e-7, 6.5e-7)!;
        Assert.Equal([6499, 6500], cut.Wavelength);
        Assert.Equal([2, 3], cut.Flux);
        Assert.Equal([20, 30], cut.InverseVariance);
        Assert.Equal([2, 3], cut.AndMask!);
        Assert.Equal([7, 8], cut.OrMask!);
        Assert.Equal([0.2, 0.3], cut.Normalized!);
        Assert.Equal(7, cut.SignalToNoise);
    }

    [Theory]
    [InlineData(6.4991e-7, 6.4999e-7)]
    [InlineData(6.501e-7, 6.499e-7)]
    [InlineData(0, 6.4979e-7)]
    [InlineData(6.5021e-7, double.PositiveInfinity)]
    [InlineData(6499, 6501)]
    public void A_cut_that_meets_no_centre_is_null(double lo, double hi) => Assert.Null(SpectrumOperations.Cut(Five, lo, hi));

    [Fact]
    public void A_cut_of_all_is_the_spectrum_and_of_no_number_an_error()
    {
        Assert.Same(Five, SpectrumOperations.Cut(Five, double.NegativeInfinity, double.PositiveInfinity));
        Assert.Same(Five, SpectrumOperations.Cut(Five, 6.498e-7, 6.502e-7));
        Assert.Throws<ArgumentException>(() => SpectrumOperations.Cut(Five, double.NaN, 1));
        Assert.Throws<ArgumentException>(() => SpectrumOperations.Cut(Five, 0, double.NaN));
    }

    [Fact]
    public void Cutting_twice_is_cutting_once_and_cuts_side_by_side_make_the_whole()
    {
        var random = new Random(5);
        var spectrum = TestSpectra.Low(500);
        for (var i = 0; i < 200; i++)
        {
            var lo = (3690 + 600 * random.NextDouble()) / 1e10;
            var hi = lo + random.NextDouble() * 200 / 1e10;
            var once = SpectrumOperations.Cut(spectrum, lo, hi);
            Assert.Equal(spectrum.Wavelength.Count(w => w >= lo * 1e10 && w <= hi * 1e10), once?.Length ?? 0);
            if (once is null) continue;
            Assert.Same(once, SpectrumOperations.Cut(once, lo, hi));
            var before = SpectrumOperations.Cut(spectrum, 0, Math.BitDecrement(lo))?.Flux ?? [];
            var after = SpectrumOperations.Cut(spectrum, Math.BitIncrement(hi), 1)?.Flux ?? [];
            Assert.Equal(spectrum.Flux, before.Concat(once.Flux).Concat(after));
        }
    }

    [Fact]
    public void The_rest_frame_has_shorter_waves_for_what_recedes_and_the_same_flux()
    {
        var rest = SpectrumOperations.ToRestFrame(Five, 0.25);
        Assert.Equal([6498 / 1.25, 6499 / 1.25, 5200, 6501 / 1.25, 6502 / 1.25], rest.Wavelength);
        Assert.Same(Five.Flux, rest.Flux);
        Assert.Equal(6500 / 0.5, SpectrumOperations.ToRestFrame(Five, -0.5).Wavelength[2]);
        foreach (var z in (double[])[-1, -2, double.NaN, double.PositiveInfinity]) Assert.Throws<ArgumentOutOfRangeException>(() => SpectrumOperations.ToRestFrame(Five, z));
    }

    [Fact]
    public void Normalising_takes_the_files_own_values_and_scales_the_error_with_them()
    {
        var spectrum = new Spectrum("COADD", [1, 2, 3, 4, 5], [100, 200, 0, double.NaN, 500], [0.04, 0.01, 0.01, 0, 0.01])
        {
            Normalized = [1, 1, 0, double.NaN, 1.25],
            IsDoublePrecision = true,
        };
        var normalized = SpectrumOperations.Normalize(spectrum)!;
        Assert.Equal(spectrum.Normalized, normalized.Flux);
        Assert.Null(normalized.Normalized);
        // Continuum 100, 200, between 200 and 400 where flux tells nothing, 400.
        Assert.Equal([0.04 * 1e4, 0.01 * 4e4, 0.01 * Math.Pow(800.0 / 3, 2), 0, 0.01 * 16e4], normalized.InverseVariance, (a, b) => Math.Abs(a - b) <= 1e-12 * b);
        Assert.Equal(spectrum.Flux[0] / spectrum.Error(0), normalized.Flux[0] / normalized.Error(0), 12);
    }

    [Fact]
    public void A_fitted_continuum_follows_the_slope_and_passes_over_lines_and_spikes()
    {
        var random = new Random(11);
        double Slope(double w) => 2000 - 0.15 * w;
        var low = TestSpectra.Low();
        var flux = low.Wavelength.Select(w => Slope(w) * (1 + 0.01 * (random.NextDouble() - 0.5)) * (Math.Abs(w - 6563) < 15 || Math.Abs(w - 4861) < 10 ? 0.3 : 1)).ToArray();
        for (var i = 20; i < flux.Length; i += 97) flux[i] *= 30;
        var spectrum = low with { Flux = flux, Normalized = null, IsDoublePrecision = true };
        var normalized = SpectrumOperations.Normalize(spectrum)!;
        for (var i = 0; i < flux.Length; i++)
        {
            var continuum = flux[i] / normalized.Flux[i];
            // Level beyond the middles of the first and the last window, so a slope is missed there.
            var tolerance = i < 150 || i > flux.Length - 150 ? 0.06 : 0.025;
            Assert.InRange(continuum / Slope(low.Wavelength[i]), 1 - tolerance, 1 + tolerance);
            if (spectrum.InverseVariance[i] > 0) Assert.Equal(flux[i] / spectrum.Error(i), normalized.Flux[i] / normalized.Error(i), 6);
        }
    }

    [Fact]
    public void What_has_no_continuum_cannot_be_normalised()
    {
        Assert.Null(SpectrumOperations.Normalize(new("X", [1, 2, 3], [1, 1, 1], [0, 0, 0])));
        Assert.Null(SpectrumOperations.Normalize(new("X", [1, 2, 3], [-1, -1, -1], [1, 1, 1])));
        Assert.Null(SpectrumOperations.Normalize(new("X", [1, 2, 3], [double.NaN, double.NaN, double.NaN], [1, 1, 1])));
        Assert.Null(SpectrumOperations.Normalize(new("X", [], [], [])));
        Assert.Equal([1, 1, 1], SpectrumOperations.Normalize(new("X", [1, 2, 3], [5, 5, 5], [1, 1, 1]))!.Flux);
    }

    [Fact]
    public void Normalising_leaves_single_precision_single_and_no_variance_lost()
    {
        var spectrum = TestSpectra.Low() with { Normalized = null };
        var normalized = SpectrumOperations.Normalize(spectrum)!;
        Assert.All(normalized.Flux.Concat(normalized.InverseVariance), v => Assert.Equal((float)v, v));
        Assert.Equal(spectrum.InverseVariance.Select(v => v > 0), normalized.InverseVariance.Select(v => v > 0));
    }
}
