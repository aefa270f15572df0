using System.Globalization;
using System.Text;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>A line over time as an SVG picture, readable on light and dark pages.</summary>
static class MemoryPlot
{
    const int Width = 760, Height = 340, Left = 64, Right = 20, Top = 52, Bottom = 48;

    /// <summary>Draws memory over time, from zero.</summary>
    /// <param name="samples">Seconds since the start, and megabytes.</param>
    /// <param name="limit">What is wanted to stay above.</param>
    /// <param name="description">What the picture tells, for whoever does not see it.</param>
    public static string Draw(IReadOnlyList<(double Seconds, double Megabytes)> samples, double limit, string description)
    {
        var top = Math.Max(limit, samples.Max(s => s.Megabytes)) * 1.1;
        var (stepX, stepY) = (Step(samples[^1].Seconds), Step(top));
        var (maxX, maxY) = (samples[^1].Seconds, stepY * Math.Ceiling(top / stepY));
        var svg = new StringBuilder();
        Line($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" role="img" font-family="system-ui, sans-serif" font-size="12">""");
        Line($"<title>Memory of the service during one long response</title><desc>{description}</desc>");
        Line($"""<rect width="{Width}" height="{Height}" rx="6" fill="#ffffff"/>""");
        Line($"""<text x="{Left}" y="24" font-size="15" font-weight="600" fill="#1f2328">Memory of the service during one long response</text>""");
        Line($"""<text x="{Left}" y="41" font-size="10" fill="#59636e">{description}</text>""");
        for (var y = 0.0; y <= maxY + (stepY / 2); y += stepY)
        {
            Line($"""<line x1="{Left}" x2="{Width - Right}" y1="{Y(y):F1}" y2="{Y(y):F1}" stroke="#d1d9e0" stroke-width="{(y == 0 ? 1.2 : 0.6)}"/>""");
            Line($"""<text x="{Left - 8}" y="{Y(y) + 4:F1}" text-anchor="end" fill="#59636e">{y:N0}</text>""");
        }
        for (var x = 0.0; x <= maxX; x += stepX)
            Line($"""<text x="{X(x):F1}" y="{Height - Bottom + 18}" text-anchor="middle" fill="#59636e">{x:G6}</text>""");
        var points = string.Join(' ', samples.Select(s => string.Create(CultureInfo.InvariantCulture, $"{X(s.Seconds):F1},{Y(s.Megabytes):F1}")));
        Line($"""<polygon points="{X(samples[0].Seconds):F1},{Y(0):F1} {points} {X(maxX):F1},{Y(0):F1}" fill="#0969da" fill-opacity="0.12"/>""");
        Line($"""<polyline points="{points}" fill="none" stroke="#0969da" stroke-width="1.8" stroke-linejoin="round"/>""");
        Line($"""<line x1="{Left}" x2="{Width - Right}" y1="{Y(limit):F1}" y2="{Y(limit):F1}" stroke="#bc4c00" stroke-dasharray="6 4"/>""");
        Line($"""<text x="{Width - Right}" y="{Y(limit) - 5:F1}" text-anchor="end" fill="#bc4c00">target: below {limit:N0} MB</text>""");
        Line($"""<text x="{(Left + Width - Right) / 2}" y="{Height - 10}" text-anchor="middle" fill="#1f2328">time since the request, s</text>""");
        Line($"""<text transform="translate(16 {(Top + Height - Bottom) / 2}) rotate(-90)" text-anchor="middle" fill="#1f2328">resident memory, MB</text>""");
        Line($"</svg>");
        return svg.ToString();

        double X(double seconds) => Left + ((Width - Left - Right) * seconds / maxX);
        double Y(double megabytes) => Height - Bottom - ((Height - Top - Bottom) * megabytes / maxY);
        void Line(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    // 1, 2 or 5 times a power of ten, for four to ten marks.
    static double Step(double range)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(range / 4)));
        return power * (new[] { 5, 2, 1 }.First(f => f * power <= range / 4));
    }
}
