using Lamost.Vo.Spectra.Preview;
using Xunit;

namespace Lamost.Vo.Spectra.Tests.Preview;

public sealed class RasterTests
{
    static readonly Rgba White = new(255, 255, 255);

    [Fact]
    public void Any_pixels_come_back_out_of_a_png()
    {
        var pixels = new byte[37 * 23 * 3];
        new Random(5).NextBytes(pixels);
        var png = new PngFile(PngEncoder.Encode(pixels, 37, 23, 3780));
        for (var y = 0; y < 23; y++)
            for (var x = 0; x < 37; x++)
                Assert.Equal((pixels[(y * 37 + x) * 3], pixels[(y * 37 + x) * 3 + 1], pixels[(y * 37 + x) * 3 + 2]), png[x, y]);
    }

    [Fact]
    public void A_line_in_the_middle_of_pixels_fills_these_and_no_others()
    {
        var png = Draw(10, 10, c => c.Line([new(2.5, 5.5), new(7.5, 5.5)], White, 1));
        for (var x = 0; x < 10; x++)
            for (var y = 0; y < 10; y++)
                Assert.Equal(y == 5 && x is >= 2 and <= 7 ? 255 : 0, png[x, y].R);
    }

    [Fact]
    public void A_line_between_pixels_is_shared_by_both()
    {
        var png = Draw(10, 10, c => c.Line([new(1, 5), new(9, 5)], White, 1));
        Assert.Equal((128, 128, 0), (png[5, 4].R, png[5, 5].R, png[5, 6].R));
    }

    [Fact]
    public void A_steep_line_covers_as_much_as_its_area_is()
    {
        var png = Draw(60, 120, c => c.Line([new(20.3, 10), new(31.7, 110)], White, 1.5));
        Assert.Equal(1.5 * Math.Sqrt(11.4 * 11.4 + 100 * 100), Sum(png) / 255.0, 1.5 * 1.5);
    }

    [Fact]
    public void A_polygon_covers_exactly_its_area_even_across_strips()
    {
        PlotPoint[] kite = [new(30.2, 3.1), new(55.5, 70.25), new(28.7, 160.9), new(4.4, 66.6)];
        var area = 0.0;
        for (var i = 0; i < 4; i++) area += (kite[i].X * kite[(i + 1) % 4].Y - kite[(i + 1) % 4].X * kite[i].Y) / 2;
        var png = Draw(60, 170, c => c.Fill(kite, White));
        Assert.Equal(area, Sum(png) / 255.0, 1.0);
        Assert.Equal((255, 0, 0), (png[30, 64].R, png[57, 64].R, png[1, 64].R));
    }

    [Fact]
    public void A_polygon_that_reaches_beyond_the_picture_fills_it_to_the_edge()
    {
        var png = Draw(20, 20, c => c.Fill([new(-1000, -500), new(2000, -500), new(2000, 900), new(-1000, 900)], White));
        Assert.Equal(1, png.Colours);
        Assert.Equal(255, png[0, 19].R);
    }

    [Fact]
    public void Joints_of_a_translucent_line_are_not_darker_than_the_line()
    {
        var png = Draw(40, 40, c => c.Line([new(5, 20.5), new(20, 20.5), new(35, 20.5), new(20, 20.5)], White.Veil(0.5), 3));
        Assert.Equal(png[10, 20], png[20, 20]);
        Assert.Equal(128, png[20, 20].R);
    }

    [Fact]
    public void Nothing_is_drawn_outside_of_the_clip_rectangle()
    {
        var png = Draw(30, 30, c =>
        {
            c.Clip(new(10, 10, 20, 20));
            c.Fill([new(0, 0), new(30, 0), new(30, 30), new(0, 30)], White);
            c.Line([new(0, 0), new(30, 30)], White, 4);
            c.Line([new(15.5, -50), new(14.5, 80)], White, 4);
            c.Text(new(2, 15), "MMMM", new(14, White));
            c.Clip(null);
            c.Line([new(0.5, 0.5)], White, 1);
        });
        Assert.Equal(101 * 255, Sum(png));
        Assert.Equal((255, 255, 0), (png[0, 0].R, png[19, 10].R, png[20, 10].R));
    }

    [Fact]
    public void Letters_of_small_text_have_sharp_stems_on_whole_pixels()
    {
        var png = Draw(20, 20, c => c.Text(new(5, 15), "l", new(12, White)));
        var columns = Enumerable.Range(0, 20).Where(x => png[x, 10].R > 100).ToList();
        Assert.Single(columns);
        Assert.Equal(255, png[columns[0], 10].R);
        Assert.True(png[columns[0], 14].R > 200 && png[columns[0], 15].R < 60, "the baseline is the lower edge of letters");
    }

    [Fact]
    public void The_font_has_every_character_of_labels_and_titles()
    {
        var labels = string.Concat(Enumerable.Range(' ', 95).Select(c => (char)c)) + "Wavelength (Å, vacuum) (×10⁻⁰¹²³⁴⁵⁶⁷⁸⁹) − · … ± ⊕ α β γ δ ε μ σ";
        foreach (var type in (string[])["O", "A", "F", "G", "M", "WD", "CV", "Carbon"])
            labels += string.Concat(SpectralLines.Of(PreviewData.Star with { SpectralType = type }, new(5000, 5500)).Select(l => l.Label));
        foreach (var target in (string[])["GALAXY", "QSO"])
            labels += string.Concat(SpectralLines.Of(PreviewData.Star with { TargetClass = target }, new(3700, 9100)).Select(l => l.Label));
        Assert.Equal("", string.Concat(labels.Distinct().Where(c => !StrokeFont.Has(c))));
    }

    static int Sum(PngFile png) => Enumerable.Range(0, png.Width).Sum(x => Enumerable.Range(0, png.Height).Sum(y => png[x, y].R));

    static PngFile Draw(int width, int height, Action<RasterCanvas> draw)
    {
        var canvas = new RasterCanvas(width, height, 1);
        draw(canvas);
        return new(canvas.Finish());
    }
}
