using Lamost.Vo.Spectra.Preview;
using Xunit;
using static Lamost.Vo.Spectra.Tests.Preview.PreviewData;

namespace Lamost.Vo.Spectra.Tests.Preview;

public sealed class SourcePlotTests
{
    const double FirstNight = 58267.7;

    [Fact]
    public void A_few_nights_are_listed_each_with_a_colour_of_its_own_in_both_plots()
    {
        var svg = Svg(History(7));
        string[] dates = ["2018-05-29", "2018-06-08", "2018-06-18", "2018-06-28", "2018-07-08", "2018-07-18", "2018-07-28"];
        Assert.Equal(dates.Select((d, i) => $"{d} MRS {i}"), svg.Texts.Select(t => t.Text).Where(t => t.Contains("MRS", StringComparison.Ordinal)));
        var colours = svg.All.Select(e => (string?)e.Attribute("stroke") ?? "").Where(s => s != "").CountBy(s => s).Where(c => c.Value >= 4).Select(c => c.Key).ToList();
        Assert.True(colours.Count >= 7, string.Join(' ', colours));
    }

    [Fact]
    public void Spectra_are_divided_by_their_medians()
    {
        var svg = Svg(new SourceHistory("x", [new(Low((i, _) => 100 + Noise(i)), "a", 58000), new(Low((i, _) => 9000 + Noise(i)), "b", 58010)], []));
        Assert.InRange(svg.FluxLabels.Max(), 0.9, 1.2);
        Assert.Contains(svg.Texts, t => t.Text == "Flux / median");
    }

    [Fact]
    public void An_offset_moves_them_apart()
    {
        EpochSpectrum[] epochs = [.. Enumerable.Range(0, 5).Select(n => new EpochSpectrum(Low((i, _) => 100 + Noise(i)), "a", 58000 + n))];
        Assert.InRange(new SvgPicture(SourcePlot.Svg(new("x", epochs, []), offset: 1)).FluxLabels.Max(), 4.8, 5.5);
        Assert.Throws<ArgumentOutOfRangeException>(() => SourcePlot.Svg(new("x", epochs, []), offset: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SourcePlot.Png(new("x", epochs, []), offset: double.NaN));
    }

    [Fact]
    public void Velocities_are_where_the_axes_say()
    {
        var svg = Svg(new SourceHistory("x", [], [new(58000, -50, 2, true), new(58100, 80, null, true), new(58200, 20, 5, true)]));
        // A point is a line of one point, set off from what is below by a larger one in the colour of the background.
        var points = svg.Lines("#ffffff").Where(l => l.Length == 1).Select(l => l[0]).ToList();
        foreach (var (mjd, velocity) in (ReadOnlySpan<(double, double)>)[(58000, -50), (58100, 80), (58200, 20)])
            Assert.Contains(points, p => Math.Abs(p.X - svg.AtX(mjd)) < 1 && Math.Abs(p.Y - svg.AtY(velocity)) < 1.2);
        Assert.Contains(svg.Texts, t => t.Text == "2018-01");
    }

    [Fact]
    public void Low_and_medium_resolution_have_panels_and_shapes_of_their_own()
    {
        var mixed = History(3) with { };
        mixed = mixed with { Spectra = [.. mixed.Spectra, new(Low((i, _) => 100 + Noise(i)), "LRS", 57000)], Velocities = [.. mixed.Velocities, new(57000, 1, 5, false)] };
        var texts = Svg(mixed).Texts.Select(t => t.Text).ToList();
        Assert.Contains("low resolution", texts);
        Assert.Contains("medium resolution", texts);
        Assert.Contains("8000", texts);
        Assert.DoesNotContain("low resolution", Svg(History(3)).Texts.Select(t => t.Text));
    }

    [Fact]
    public void Epochs_without_signal_are_counted_and_do_not_squeeze_the_others()
    {
        var noise = Low((i, _) => Noise(i) * 3);
        var svg = Svg(new SourceHistory("x", [new(Low((i, _) => 100 + Noise(i)), "a", 58000), new(noise, "b", 58010), new(noise, "c", 58020)], []));
        Assert.Contains(svg.Texts, t => t.Text == "2 without signal");
        Assert.InRange(svg.FluxLabels.Max(), 0.9, 1.2);
        Assert.Contains(Svg(new SourceHistory("x", [new(noise, "b", 58010)], [])).Texts, t => t.Text == "no usable data");
    }

    [Fact]
    public void Nothing_observed_is_said()
    {
        var svg = Svg(new SourceHistory("Nobody", [], [new(double.NaN, 1, 1, true), new(58000, double.NaN, 1, true)]));
        Assert.Contains(svg.Texts, t => t.Text == "no usable data");
        Assert.True(new PngFile(SourcePlot.Png(new("Nobody", [], []))).Colours > 2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-9)]
    [InlineData(1e6)]
    [InlineData(-1e12)]
    public void Odd_times_and_errors_are_drawn(double mjd)
    {
        EpochVelocity[] velocities = [new(mjd, 1, double.NaN, true), new(mjd, 1, -3, false), new(mjd, 1, 1e300, true), new(mjd, 1, 0, false)];
        var history = new SourceHistory("x", [new(Low((i, _) => 100 + Noise(i)), "", mjd)], velocities);
        Assert.DoesNotContain(Svg(history).All.SelectMany(e => e.Attributes()), a => a.Value.Contains("NaN", StringComparison.Ordinal) || a.Value.Contains('∞'));
        Assert.True(new PngFile(SourcePlot.Png(history)).Colours > 10);
    }

    [Fact]
    public void Three_hundred_epochs_have_a_scale_of_colours_and_stay_a_bounded_file()
    {
        var history = History(300);
        var document = SourcePlot.Svg(history);
        Assert.InRange(document.Length, 100_000, 800_000);
        var texts = new SvgPicture(document).Texts.Select(t => t.Text).ToList();
        Assert.DoesNotContain(texts, t => t.Contains("MRS", StringComparison.Ordinal));
        Assert.Contains("2018-05-29", texts);
        Assert.Contains("600 spectra, 300 velocities, 300 nights, 2018-05-29 to 2026-08-05", texts);
    }

    [Fact]
    public void Too_many_and_too_small_is_refused()
    {
        var epoch = new EpochSpectrum(Low((_, _) => 1, 5), "", 58000);
        Assert.Throws<ArgumentException>(() => Svg(new("x", [.. Enumerable.Repeat(epoch, SourcePlot.MaxSpectra + 1)], [])));
        Assert.Throws<ArgumentException>(() => Svg(new("x", [], [.. Enumerable.Repeat(new EpochVelocity(1, 1, 1, true), SourcePlot.MaxVelocities + 1)])));
        Assert.Throws<ArgumentOutOfRangeException>(() => SourcePlot.Png(History(1), new() { Width = 300, Height = 300 }));
        Assert.Equal(320, new PngFile(SourcePlot.Png(History(2), new() { Width = SourcePlot.MinWidth, Height = SourcePlot.MinHeight })).Width);
    }

    static SourceHistory History(int nights) => new(
        "KIC 1",
        [
            .. Enumerable.Range(0, nights).Select(n => new EpochSpectrum(Arm(SpectrumArm.Blue, 4950, n), $"MRS {n}", FirstNight + 10 * n)),
            .. Enumerable.Range(0, nights).Select(n => new EpochSpectrum(Arm(SpectrumArm.Red, 6300, n), $"MRS {n}", FirstNight + 10 * n)),
        ],
        [.. Enumerable.Range(0, nights).Select(n => new EpochVelocity(FirstNight + 10 * n, 40 * Math.Sin(n), 1.5, true))]);

    static Spectrum Arm(SpectrumArm arm, double from, int night) =>
        Low((i, _) => 500 + 200 * Math.Sin(i / 200.0) + Noise(i + night), 1000) with { Wavelength = [.. Enumerable.Range(0, 1000).Select(i => from + i * 0.4)], Arm = arm };

    static SvgPicture Svg(SourceHistory history) => new(SourcePlot.Svg(history));
}
