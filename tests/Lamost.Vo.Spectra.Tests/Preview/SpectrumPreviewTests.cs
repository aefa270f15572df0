using Lamost.Vo.Spectra.Preview;
using Xunit;
using static Lamost.Vo.Spectra.Tests.Preview.PreviewData;

namespace Lamost.Vo.Spectra.Tests.Preview;

public sealed class SpectrumPreviewTests
{
    static readonly Spectrum Flat = Low((i, w) => 1000 + Noise(i));

    [Theory]
    [InlineData(0.1, "Hα", 6564.61)]
    [InlineData(0.1, "Hβ", 4862.68)]
    [InlineData(0.3, "[O II]", 3728.49)]
    public void A_line_is_marked_where_the_redshift_brings_it(double z, string label, double rest)
    {
        var svg = Svg([Flat], Galaxy(z));
        var expected = svg.AtX(rest * (1 + z));
        Assert.Equal(expected, svg.Texts.Single(t => t.Text == label).X, 1.0);
        Assert.Contains(svg.Lines(MarkColour), l => Math.Abs(l[0].X - expected) <= 1.5);
    }

    [Fact]
    public void In_the_rest_frame_lines_are_marked_at_rest()
    {
        var svg = Svg([Flat], Galaxy(0.1) with { IsRestFrame = true });
        Assert.Equal(svg.AtX(6564.61), svg.Texts.Single(t => t.Text == "Hα").X, 1.0);
        Assert.Contains(svg.Texts, t => t.Text == "Rest wavelength (Å, vacuum)");
    }

    [Fact]
    public void Without_class_or_redshift_nothing_is_marked()
    {
        Assert.Empty(Svg([Flat], Star with { TargetClass = null }).Lines(MarkColour));
        Assert.Empty(Svg([Flat], Galaxy(0) with { Redshift = null }).Lines(MarkColour));
    }

    [Fact]
    public void A_spike_does_not_squeeze_the_spectrum_and_is_told_of()
    {
        var svg = Svg([Low((i, w) => i is 2000 or 2001 ? 1e7 : 1000 + 500 * Math.Sin(w / 300) + Noise(i))], Star);
        Assert.InRange(svg.FluxLabels.Max(), 1000, 2500);
        var arrow = Assert.Single(svg.Areas(CurveColour), a => a.Length == 3);
        Assert.Equal(svg.AtX(Math.Pow(10, 3.5682 + 0.20005)), arrow[0].X, 1.5);
    }

    [Fact]
    public void One_deep_pixel_of_4000_is_seen()
    {
        var svg = Svg([Low((i, w) => i == 1234 ? 600 : 1000 + 300 * Math.Sin(w / 500))], Star);
        var (x, y) = svg.Lines(CurveColour).SelectMany(l => l).Where(p => Math.Abs(p.X - svg.AtX(Math.Pow(10, 3.5682 + 0.1234))) < 1).MaxBy(p => p.Y);
        Assert.Equal(svg.AtY(600), y, 1.0);
    }

    [Fact]
    public void Pixels_that_are_masked_or_have_no_data_are_gaps()
    {
        var spectrum = Low((i, w) => i >= 3000 && i < 3200 ? 5e5 : 1000 + Noise(i));
        for (var i = 1000; i < 1100; i++) spectrum.AndMask![i] = 64;
        for (var i = 3000; i < 3200; i++) spectrum.InverseVariance[i] = 0;
        var svg = Svg([spectrum], Star);
        foreach (var (first, last) in (ReadOnlySpan<(int, int)>)[(1000, 1099), (3000, 3199)])
        {
            var (left, right) = (svg.AtX(spectrum.Wavelength[first]), svg.AtX(spectrum.Wavelength[last]));
            Assert.DoesNotContain(svg.Lines(CurveColour), l => l.Any(p => p.X > left + 1 && p.X < right - 1) || (l.Min(p => p.X) < left && l.Max(p => p.X) > right));
            Assert.Contains(svg.Areas(MaskedColour), a => Math.Abs(a.Min(p => p.X) - left) < 2 && Math.Abs(a.Max(p => p.X) - right) < 2 && a.Max(p => p.Y) - a.Min(p => p.Y) < 6);
        }
        Assert.InRange(svg.FluxLabels.Max(), 900, 1100);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("masked")]
    [InlineData("no variance")]
    [InlineData("infinite")]
    [InlineData("no pixels")]
    public void A_spectrum_without_data_gives_a_picture_that_says_so(string kind)
    {
        var spectrum = kind switch
        {
            "NaN" => Low((_, _) => double.NaN),
            "masked" => Low((_, _) => 1) with { AndMask = [.. Enumerable.Repeat(1, 3909)] },
            "no variance" => Low((_, _) => 1) with { InverseVariance = new double[3909] },
            "infinite" => Low((_, _) => double.PositiveInfinity),
            _ => new("COADD", [], [], []),
        };
        Assert.Contains(Svg([spectrum], Star).Texts, t => t.Text == "no usable data");
        Assert.True(new PngFile(SpectrumPreview.Png([spectrum], Star)).Colours > 2);
        Assert.Contains(Svg([spectrum, Flat], Star).Texts, t => t.Text == "no usable data");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(1e-30)]
    [InlineData(123456789)]
    [InlineData(1e90)]
    [InlineData(1e300)]
    public void Constant_negative_tiny_and_absurd_fluxes_are_drawn(double flux)
    {
        foreach (var length in (int[])[1, 2, 4, 3909])
        {
            var svg = Svg([Low((_, _) => flux, length)], Star);
            foreach (var word in (string[])["NaN", "∞", "E+"])
                Assert.DoesNotContain(svg.All.SelectMany(e => e.Attributes()), a => a.Value.Contains(word, StringComparison.Ordinal));
            Assert.Equal(flux > 1e200, svg.Lines(CurveColour).Count == 0);
            Assert.Equal(900, new PngFile(SpectrumPreview.Png([Low((_, _) => flux, length)], Star)).Width);
        }
    }

    [Fact]
    public void Absurd_errors_are_drawn()
    {
        var spectrum = Flat with { InverseVariance = [.. Enumerable.Range(0, 3909).Select(i => (i % 3) switch { 0 => 1e-310, 1 => 1e300, _ => 1.0 })] };
        Assert.NotEmpty(Svg([spectrum], Star).Lines(CurveColour));
        Assert.True(new PngFile(SpectrumPreview.Png([spectrum], Star)).Colours > 10);
    }

    [Fact]
    public void A_noisy_spectrum_of_4000_pixels_stays_below_60_kB()
    {
        Assert.InRange(SpectrumPreview.Svg([Low((i, _) => Noise(i) * 3 + 1, 4000)], Star).Length, 10_000, 60_000);
        Assert.InRange(SpectrumPreview.Svg([Low((i, _) => Noise(i) * 3 + 100, 4000)], Star).Length, 10_000, 60_000);
    }

    [Fact]
    public void A_spectrum_with_a_gap_at_every_third_pixel_stays_a_small_file()
    {
        var spectrum = Low((i, _) => Noise(i) * 3 + 100, 4000);
        for (var i = 0; i < 4000; i += 3) spectrum.AndMask![i] = 1;
        Assert.InRange(SpectrumPreview.Svg([spectrum], Star).Length, 10_000, 120_000);
    }

    [Fact]
    public void Noise_gets_a_mean_and_the_title_says_over_how_many_pixels()
    {
        var svg = Svg([Low((i, w) => 2 + Noise(i))], Star);
        Assert.Contains(svg.Texts, t => t.Text.Contains("heavy line: mean of 1", StringComparison.Ordinal));
        Assert.DoesNotContain(Svg([Flat], Star).Texts, t => t.Text.Contains("heavy", StringComparison.Ordinal));
    }

    [Fact]
    public void Facts_are_in_the_title()
    {
        Assert.Contains(Svg([Flat], Star).Texts, t => t.Text == "star G5  ·  v = −30.0 ± 3.0 km/s  ·  S/N 42  ·  2015-09-13  ·  LAMOST DR10 LRS");
        Assert.Contains(Svg([Flat], Galaxy(0.12258) with { RedshiftError = null }).Texts, t => t.Text.StartsWith("galaxy  ·  z = 0.1226  ·  S/N 42", StringComparison.Ordinal));
        Assert.Contains(Svg([Flat], Galaxy(0.12258)).Texts, t => t.Text.StartsWith("galaxy  ·  z = 0.12258 ± 0.00001", StringComparison.Ordinal));
    }

    [Fact]
    public void Simulated_data_says_so_in_every_size()
    {
        var svg = Svg([Flat], Star with { Simulated = true });
        Assert.Contains(svg.Texts, t => t.Text == "simulated");
        Assert.Contains(svg.Texts, t => t.Text == "simulated data");
        Assert.Contains(Svg([Flat], Star with { Simulated = true }, new() { Width = 300, Height = 120 }).Texts, t => t.Text == "G5 simulated");
        Assert.DoesNotContain(Svg([Flat], Star).Texts, t => t.Text.Contains("simulated", StringComparison.Ordinal));
    }

    [Fact]
    public void A_thumbnail_has_few_ticks_and_no_marks()
    {
        var svg = Svg([Flat], Star, new() { Width = 300, Height = 120 });
        Assert.Empty(svg.Lines(MarkColour));
        Assert.InRange(svg.Texts.Count, 4, 8);
    }

    [Fact]
    public void Both_arms_stand_beside_each_other()
    {
        var blue = Arm(SpectrumArm.Blue, 4950);
        var red = Arm(SpectrumArm.Red, 6300);
        var svg = Svg([blue, red], Star);
        Assert.NotEmpty(svg.Lines(CurveColour));
        Assert.True(svg.Lines("#b04a1e").Min(l => l.Min(p => p.X)) > svg.Lines(CurveColour).Max(l => l.Max(p => p.X)) + 20);

        static Spectrum Arm(SpectrumArm arm, double from) =>
            Low((i, _) => 500 + Noise(i), 4000) with { Wavelength = [.. Enumerable.Range(0, 4000).Select(i => from + i * 0.1)], Arm = arm };
    }

    [Theory]
    [InlineData(119, 400, 1)]
    [InlineData(2001, 400, 1)]
    [InlineData(900, 79, 1)]
    [InlineData(900, 1501, 1)]
    [InlineData(900, 400, 3)]
    [InlineData(900, 400, 0)]
    public void Sizes_out_of_range_are_refused(int width, int height, int ratio)
    {
        var options = new PreviewOptions { Width = width, Height = height, PixelRatio = ratio };
        Assert.Throws<ArgumentOutOfRangeException>(() => SpectrumPreview.Png([Flat], Star, options));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpectrumPreview.Svg([Flat], Star, options));
    }

    [Theory]
    [InlineData(120, 80, 1, 4)]
    [InlineData(480, 240, 2, 4)]
    [InlineData(2000, 1500, 2, 1)]
    public void The_least_and_the_greatest_sizes_are_drawn(int width, int height, int ratio, int panels)
    {
        var png = new PngFile(SpectrumPreview.Png([.. Enumerable.Repeat(Flat, panels)], Star, new() { Width = width, Height = height, PixelRatio = ratio, Theme = PreviewTheme.Dark }));
        Assert.Equal((width * ratio, height * ratio), (png.Width, png.Height));
        Assert.Equal((0x11, 0x16, 0x1C), png[0, 0]);
        Assert.True(png.Colours > 20);
    }

    [Fact]
    public void No_or_too_many_spectra_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SpectrumPreview.Svg([], Star));
        Assert.Throws<ArgumentException>(() => SpectrumPreview.Png([Flat, Flat, Flat, Flat, Flat], Star));
    }

    [Fact]
    public async Task The_same_input_gives_the_same_bytes_from_any_thread()
    {
        var (svg, png) = (SpectrumPreview.Svg([Flat], Star), SpectrumPreview.Png([Flat], Star));
        var again = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => (SpectrumPreview.Svg([Flat], Star), SpectrumPreview.Png([Flat], Star)))));
        Assert.All(again, a => Assert.Equal((svg, Convert.ToHexString(png)), (a.Item1, Convert.ToHexString(a.Item2))));
    }

    static SvgPicture Svg(IReadOnlyList<Spectrum> spectra, DatasetDescription description, PreviewOptions? options = null) => new(SpectrumPreview.Svg(spectra, description, options));
}
