using Lamost.Vo.Spectra.Preview;
using Xunit;
using static Lamost.Vo.Spectra.Tests.Preview.PreviewData;

namespace Lamost.Vo.Spectra.Tests.Preview;

/// <summary>Names of targets come from catalogues of others.</summary>
public sealed class SvgSafetyTests
{
    static readonly Spectrum Some = Low((i, w) => 1000 + Noise(i), 500);

    public static TheoryData<string> Names =>
    [
        "</text></svg><script>alert(1)</script>", "a & b < c > \"d\" 'e' &amp; &#60;", "<!DOCTYPE x><![CDATA[ ]]> -->", "null\0 bell\a escape\u001b tab\t line\n\u0085\u2028 end\u007f",
        "lone \ud800 half \udc00", "\uFFFE\uFFFF", "right to left \u202E override \u2066", "天文😀é", new string('W', 100_000), "", " ", "{0} %s \\", new string('\u0301', 500),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hostile_name_is_text_and_nothing_else(string name)
    {
        var description = Star with { TargetName = name, SpectralType = name, Collection = name, TargetClass = name.Length > 10 ? "STAR" : name };
        foreach (var options in (PreviewOptions[])[new(), new() { Width = 300, Height = 120 }])
        {
            var document = SpectrumPreview.Svg([Some], description, options);
            Assert.True(document.Length < 60_000);
            var picture = new SvgPicture(document);
            Assert.Equal(["path", "svg", "text", "title"], picture.All.Select(e => e.Name.LocalName).Distinct().Order());
            Assert.DoesNotContain(picture.All.SelectMany(e => e.Attributes()), a => a.Name.LocalName is "href" or "style" or "class" or "id" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
            Assert.DoesNotContain(document, c => char.IsControl(c) && c != '\n');
            Assert.DoesNotContain('\u202E', document);
            Assert.True(new PngFile(SpectrumPreview.Png([Some], description, options)).Colours > 10);
        }
        var history = new SourceHistory(name, [new(Some, name, 58000)], [new(58000, 1, 1, true)]);
        Assert.Equal(["path", "svg", "text", "title"], new SvgPicture(SourcePlot.Svg(history)).All.Select(e => e.Name.LocalName).Distinct().Order());
    }

    [Fact]
    public void A_name_is_shown_as_it_is()
    {
        var picture = new SvgPicture(SpectrumPreview.Svg([Some], Star with { TargetName = "a & b < \"c\"" }));
        Assert.Contains(picture.Texts, t => t.Text == "a & b < \"c\"");
    }

    [Fact]
    public void A_picture_says_what_it_is_to_who_cannot_see_it()
    {
        var root = new SvgPicture(SpectrumPreview.Svg([Some], Star)).Root;
        Assert.Equal("img", (string?)root.Attribute("role"));
        Assert.Equal("http://www.w3.org/2000/svg", root.Name.NamespaceName);
        Assert.Equal("title", root.Elements().First().Name.LocalName);
        Assert.StartsWith("Spectrum, J000000.00+000000.0, star G5", root.Elements().First().Value, StringComparison.Ordinal);
    }
}
