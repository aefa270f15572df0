using System.Globalization;
using System.Text;

namespace Lamost.Vo.Spectra.Preview;

/// <summary>Writes SVG 1.1: paths and texts only; no scripts, styles, identifiers or references, so that many can stand in one page.</summary>
sealed class SvgCanvas : ICanvas
{
    readonly StringBuilder _text = new();
    bool _clipped;

    /// <summary>Begins a picture of a size in CSS pixels.</summary>
    /// <param name="width">Units.</param>
    /// <param name="height">Units.</param>
    /// <param name="title">What the picture shows, for who cannot see it.</param>
    internal SvgCanvas(int width, int height, string title)
    {
        _text.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" """);
        _text.Append("""font-family="sans-serif" fill="none" stroke-linecap="round" stroke-linejoin="round"><title>""");
        Escape(title);
        _text.Append("</title>\n");
    }

    public double PixelsPerUnit => 1;

    public void Lines(IReadOnlyList<PlotPoint[]> lines, Rgba colour, double width)
    {
        if (lines.Count == 0) return;
        _text.Append("<path");
        Paint("stroke", colour);
        Attribute("stroke-width", width, 2);
        _text.Append(" d=\"");
        foreach (var line in lines)
        {
            Path(line);
            if (line.Length == 1) _text.Append("h0");
        }
        _text.Append("\"/>\n");
    }

    public void Fills(IReadOnlyList<PlotPoint[]> polygons, Rgba colour)
    {
        if (polygons.Count == 0) return;
        _text.Append("<path");
        Paint("fill", colour);
        _text.Append(" d=\"");
        foreach (var polygon in polygons)
        {
            Path(polygon);
            _text.Append('z');
        }
        _text.Append("\"/>\n");
    }

    public void Text(PlotPoint at, string text, TextStyle style)
    {
        _text.Append("<text");
        Attribute("x", at.X, 1);
        Attribute("y", at.Y, 1);
        Attribute("font-size", style.Size, 2);
        Paint("fill", style.Colour);
        if (style.Bold) _text.Append(" font-weight=\"bold\"");
        if (style.Anchor != TextAnchor.Start) _text.Append(style.Anchor == TextAnchor.Middle ? " text-anchor=\"middle\"" : " text-anchor=\"end\"");
        if (style.Rotation != 0)
            _text.Append(CultureInfo.InvariantCulture, $" transform=\"rotate({Math.Round(style.Rotation, 2)} {Math.Round(at.X, 1)} {Math.Round(at.Y, 1)})\"");
        _text.Append('>');
        Escape(text);
        _text.Append("</text>\n");
    }

    // A nested viewport clips without an identifier, which pictures in one page would have to share.
    public void Clip(PlotRect? rectangle)
    {
        if (_clipped) _text.Append("</svg>\n");
        _clipped = rectangle is not null;
        if (rectangle is not { } r) return;
        _text.Append(
            CultureInfo.InvariantCulture,
            $"""<svg x="{r.Left}" y="{r.Top}" width="{r.Width}" height="{r.Height}" viewBox="{r.Left} {r.Top} {r.Width} {r.Height}" overflow="hidden">{"\n"}""");
    }

    /// <summary>The whole document.</summary>
    internal string Finish()
    {
        Clip(null);
        return _text.Append("</svg>\n").ToString();
    }

    void Attribute(string name, double value, int digits) => _text.Append(CultureInfo.InvariantCulture, $" {name}=\"{Math.Round(value, digits)}\"");

    void Paint(string name, Rgba colour)
    {
        _text.Append(CultureInfo.InvariantCulture, $" {name}=\"#{colour.R:x2}{colour.G:x2}{colour.B:x2}\"");
        if (colour.A < 255) Attribute(name + "-opacity", colour.A / 255.0, 3);
    }

    // Steps from point to point in tenths are the shortest way to say it; rounding does not add up, since each step leads to a rounded place.
    void Path(ReadOnlySpan<PlotPoint> points)
    {
        var (x, y) = (0L, 0L);
        for (var i = 0; i < points.Length; i++)
        {
            var (nextX, nextY) = ((long)Math.Round(points[i].X * 10), (long)Math.Round(points[i].Y * 10));
            if (i > 0 && nextX == x && nextY == y && i < points.Length - 1) continue;
            if (i < 2) _text.Append(i == 0 ? 'M' : 'l');
            Tenths(nextX - x, i < 2);
            Tenths(nextY - y, false);
            (x, y) = (nextX, nextY);
        }
    }

    void Tenths(long value, bool first)
    {
        if (value < 0) _text.Append('-');
        else if (!first) _text.Append(' ');
        value = Math.Abs(value);
        if (value >= 10 || value == 0) _text.Append(value / 10);
        if (value % 10 != 0) _text.Append('.').Append((char)('0' + value % 10));
    }

    void Escape(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                < 0x20 or (>= 0x7F and < 0xA0) or 0xFFFE or 0xFFFF => _text.Append('\uFFFD'),
                _ => _text.Append(rune.ToString()),
            };
        }
    }
}
