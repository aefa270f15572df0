using Lamost.Vo.Spectra.Preview;
using Xunit;
using static Lamost.Vo.Spectra.Tests.Preview.PreviewData;

namespace Lamost.Vo.Spectra.Tests.Preview;

public sealed class SpectralLinesTests
{
    static readonly string[] Types = ["B6", "A1V", "F5", "G2", "K3", "dM3", "gM0", "WD", "CV", "Carbon", "", "?"];

    // Wavelengths in air as text books have them.
    [Theory]
    [InlineData("G2", "Hα", 6562.80)]
    [InlineData("G2", "Hβ", 4861.33)]
    [InlineData("A1V", "Ca K", 3933.66)]
    [InlineData("G2", "Na D", 5889.95, 5895.92)]
    [InlineData("G2", "Mg b", 5167.32, 5172.68, 5183.60)]
    [InlineData("G2", "Ca II", 8498.02, 8542.09, 8662.14)]
    [InlineData("dM3", "Na", 8183.26, 8194.82)]
    [InlineData("B6", "He I", 4471.48)]
    public void Wavelengths_of_stars_are_in_vacuum(string type, string label, params double[] air) =>
        Check(SpectralLines.Of(Star with { SpectralType = type }, new(3700, 9100)), label, air);

    [Theory]
    [InlineData("[O III]", 4958.91, 5006.84)]
    [InlineData("[N II]", 6548.05, 6583.45)]
    [InlineData("[S II]", 6716.44, 6730.82)]
    [InlineData("[O II]", 3726.03, 3728.82)]
    public void Wavelengths_of_galaxies_are_in_vacuum(string label, params double[] air) => Check(SpectralLines.Of(Galaxy(0.1), new(3700, 9100)), label, air);

    [Fact]
    public void A_quasar_has_the_lines_that_its_redshift_brings_into_sight()
    {
        var svg = new SvgPicture(SpectrumPreview.Svg([Low((i, _) => 100 + Noise(i))], Star with { TargetClass = "QSO", SpectralType = null, Redshift = 2.5 }));
        var labels = svg.Texts.Select(t => t.Text).ToList();
        Assert.Empty(((string[])["Lyα", "C IV", "C III]"]).Except(labels));
        Assert.DoesNotContain("Mg II", labels);
        Assert.DoesNotContain("Hα", labels);
    }

    [Fact]
    public void Labels_never_touch_each_other_and_stay_above_the_plot()
    {
        List<DatasetDescription> targets = [.. Types.Select(t => Star with { SpectralType = t })];
        for (var z = 0.0; z < 6; z += 0.037) targets.AddRange([Galaxy(z), Galaxy(z) with { TargetClass = "QSO" }]);
        foreach (var target in targets)
        {
            foreach (var (from, to, width) in (ReadOnlySpan<(double, double, double)>)[(3690, 9100, 840), (3690, 9100, 430), (4950, 5350, 400), (6300, 6800, 200)])
            {
                var range = new Interval(from, to);
                var scale = new PlotScale(new(50, 80, 50 + width, 360), range, new(0, 1));
                var marks = LineMarks.Place(SpectralLines.Of(target, range), SpectralLines.Shift(target), scale).Where(m => m.Label is not null).ToList();
                foreach (var row in marks.GroupBy(m => m.Row))
                {
                    var labels = row.OrderBy(m => m.At).Select(m => (Half: StrokeFont.Measure(m.Label!, LineMarks.LabelSize) / 2, m.At)).ToList();
                    foreach (var (a, b) in labels.Zip(labels.Skip(1)))
                        Assert.True(b.At - b.Half - a.At - a.Half >= 4, $"{target.TargetClass} at {target.Redshift}");
                    Assert.All(labels, l => Assert.InRange(l.At, 50 + l.Half - 1, 50 + width - l.Half + 1));
                    Assert.InRange(row.Key, 0, 1);
                }
            }
        }
    }

    static void Check(IReadOnlyList<SpectralLine> lines, string label, double[] air)
    {
        var line = lines.First(l => l.Label == label);
        Assert.Equal(air.Length, line.Wavelengths.Length);
        Assert.All(line.Wavelengths.Zip(air), pair => Assert.Equal(Vacuum(pair.Second), pair.First, 0.12));
    }

    // N. Piskunov's formula, as VALD has it; good to 1e-5 Angstrom here.
    static double Vacuum(double air)
    {
        var s = Math.Pow(1e4 / air, 2);
        return air * (1 + 0.00008336624212083 + 0.02408926869968 / (130.1065924522 - s) + 0.0001599740894897 / (38.92568793293 - s));
    }
}
