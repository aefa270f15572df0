using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Lamost.Vo.Spectra.Tests.Preview;

/// <summary>An SVG as a stranger reads it: its texts and where they are, its paths and their points.</summary>
sealed partial class SvgPicture
{
    readonly XElement _root;

    internal SvgPicture(string svg)
    {
        using var reader = XmlReader.Create(new StringReader(svg), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        _root = XDocument.Load(reader).Root!;
    }

    internal XElement Root => _root;

    internal IEnumerable<XElement> All => _root.DescendantsAndSelf();

    /// <summary>Each text with its place and anchor.</summary>
    internal IReadOnlyList<(string Text, double X, double Y, string Anchor)> Texts =>
        [.. Named("text").Select(t => (t.Value, Number(t, "x"), Number(t, "y"), (string?)t.Attribute("text-anchor") ?? "start"))];

    /// <summary>Each line of a colour.</summary>
    internal IReadOnlyList<(double X, double Y)[]> Lines(string colour) => [.. Named("path").Where(p => (string?)p.Attribute("stroke") == colour).SelectMany(Points)];

    /// <summary>Each area of a colour.</summary>
    internal IReadOnlyList<(double X, double Y)[]> Areas(string colour) => [.. Named("path").Where(p => (string?)p.Attribute("fill") == colour).SelectMany(Points)];

    /// <summary>Where a wavelength is, from the labels of the axis.</summary>
    internal double AtX(double value) => Between(Ticks("middle", t => t.X, t => t.Y), value);

    /// <summary>Where a flux is, from the labels of the axis.</summary>
    internal double AtY(double value) => Between(Ticks("end", t => t.Y - 4, t => t.X), value);

    /// <summary>The numbers at the left.</summary>
    internal IReadOnlyList<double> FluxLabels => [.. Ticks("end", t => t.Y, t => t.X).Select(t => t.Value)];

    // Of the texts that are numbers, those of the row or column that has most.
    List<(double Value, double Place)> Ticks(string anchor, Func<(double X, double Y), double> along, Func<(double X, double Y), double> across) =>
        [.. Texts.Where(t => t.Anchor == anchor && double.TryParse(t.Text.Replace('−', '-'), CultureInfo.InvariantCulture, out _))
            .GroupBy(t => across((t.X, t.Y))).OrderByDescending(g => g.Count()).First()
            .Select(t => (double.Parse(t.Text.Replace('−', '-'), CultureInfo.InvariantCulture), along((t.X, t.Y))))];

    static double Between(List<(double Value, double Place)> ticks, double value)
    {
        var (a, b) = (ticks[0], ticks[^1]);
        return a.Place + (value - a.Value) / (b.Value - a.Value) * (b.Place - a.Place);
    }

    IEnumerable<XElement> Named(string name) => _root.Descendants().Where(e => e.Name.LocalName == name);

    static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    static IEnumerable<(double, double)[]> Points(XElement path) =>
        path.Attribute("d")!.Value.Replace("h0", "", StringComparison.Ordinal).Split('M', StringSplitOptions.RemoveEmptyEntries).Select(Points);

    static (double, double)[] Points(string line)
    {
        var numbers = NumberPattern().Matches(line).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture)).ToList();
        var (x, y) = (0.0, 0.0);
        return [.. numbers.Chunk(2).Select(step => (x += step[0], y += step[1]))];
    }

    [GeneratedRegex(@"-?(\d+\.?\d*|\.\d+)")]
    private static partial Regex NumberPattern();
}
