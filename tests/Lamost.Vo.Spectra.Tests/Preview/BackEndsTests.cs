using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Lamost.Vo.Spectra.Preview;
using Lamost.Vo.Testing;
using Xunit;
using static Lamost.Vo.Spectra.Tests.Preview.PreviewData;

namespace Lamost.Vo.Spectra.Tests.Preview;

/// <summary>The PNG beside what another program makes of the SVG.</summary>
public sealed class BackEndsTests : IDisposable
{
    const string Program = "rsvg-convert";

    /// <summary>Pictures are compared by the means of squares of this many pixels: letters differ, what they are part of does not.</summary>
    const int Block = 10;

    /// <summary>Bold letters at the top are not where those of another font are.</summary>
    const int TitleHeight = 70;

    readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("lamost-vo-previews-");

    public void Dispose() => _directory.Delete(true);

    [ConvertFact]
    public async Task A_preview_looks_the_same_in_both() => await Compare(
        SpectrumPreview.Svg([Masked()], Star with { Simulated = true }), SpectrumPreview.Png([Masked()], Star with { Simulated = true }), 0.012);

    [ConvertFact]
    public async Task A_dark_preview_looks_the_same_in_both()
    {
        var options = new PreviewOptions { Theme = PreviewTheme.Dark, Width = 640, Height = 300 };
        await Compare(SpectrumPreview.Svg([Masked()], Galaxy(0.1), options), SpectrumPreview.Png([Masked()], Galaxy(0.1), options), 0.012);
    }

    [ConvertFact]
    public async Task A_plot_of_a_source_looks_the_same_in_both()
    {
        var history = new SourceHistory(
            "KIC 1",
            [.. Enumerable.Range(0, 7).Select(n => new EpochSpectrum(Low((i, w) => 100 + 20 * Math.Sin(w / 300) + Noise(i + n)), "LRS", 58000 + 9 * n))],
            [.. Enumerable.Range(0, 7).Select(n => new EpochVelocity(58000 + 9 * n, 10 * n, 4, n > 3))]);
        await Compare(SourcePlot.Svg(history), SourcePlot.Png(history), 0.012);
    }

    static Spectrum Masked()
    {
        var spectrum = Low((i, w) => 6 + 3 * Math.Sin(w / 400) + Noise(i));
        for (var i = 1000; i < 1300; i++) spectrum.InverseVariance[i] = 0;
        return spectrum;
    }

    async Task Compare(string svg, byte[] png, double tolerance)
    {
        var (drawn, ours) = (Path.Combine(_directory.FullName, "a.svg"), new PngFile(png));
        await File.WriteAllTextAsync(drawn, svg);
        var other = Path.Combine(_directory.FullName, "a.png");
        (await ClientProcess.RunAsync(Program, ["-b", "#ff00ff", "-o", other, drawn])).Succeeded();
        var theirs = new PngFile(await File.ReadAllBytesAsync(other));
        Assert.Equal((ours.Width, ours.Height), (theirs.Width, theirs.Height));
        var (sum, worst) = (0.0, 0.0);
        var blocks = 0;
        for (var y = 0; y + Block <= ours.Height; y += Block)
        {
            for (var x = 0; x + Block <= ours.Width; x += Block)
            {
                var difference = Math.Abs(Mean((i, j) => ours[x + i, y + j].G) - Mean((i, j) => theirs[x + i, y + j].G)) / 255;
                (sum, worst, blocks) = (sum + difference, y < TitleHeight ? worst : Math.Max(worst, difference), blocks + 1);
            }
        }
        Assert.True(sum / blocks < tolerance && worst < 0.3, string.Create(CultureInfo.InvariantCulture, $"mean {sum / blocks:F4}, worst {worst:F3}"));
    }

    static double Mean(Func<int, int, int> pixel) => Enumerable.Range(0, Block * Block).Average(k => pixel(k % Block, k / Block));

    [AttributeUsage(AttributeTargets.Method)]
    sealed class ConvertFactAttribute : FactAttribute
    {
        public ConvertFactAttribute()
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo(Program, "--version") { RedirectStandardOutput = true })!;
                process.WaitForExit();
            }
            catch (Win32Exception)
            {
                Skip = $"{Program} is not here (Debian: librsvg2-bin).";
            }
        }
    }
}
