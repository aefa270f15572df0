using System.Globalization;

namespace Lamost.Vo.Spectra.Preview;

/// <summary>
/// A font of strokes: Latin letters, digits, punctuation and some Greek, proportioned as common sans-serif fonts are, so that a layout that was measured with it
/// also fits what a browser puts in its place. Thread-safe.
/// </summary>
static partial class StrokeFont
{
    /// <summary>Size of the font over the unit of the glyphs: capitals become 0.72 of the size high, with their stroke.</summary>
    const double Units = 22.4;

    /// <summary>How much wider than here a text may become in a font that a browser has.</summary>
    internal const double Allowance = 1.12;

    const double RegularWeight = 0.093, BoldWeight = 0.15;

    /// <summary>Stroke and space between two upright strokes.</summary>
    const double Gap = 4.4;

    const double BlankAdvance = 6.8;
    const double SuperscriptScale = 0.62, SuperscriptRise = 6.6, SubscriptRise = -3;
    const double ArcStep = 15;

    static readonly Dictionary<char, Glyph> All = Parse();

    /// <summary>The width of strokes at a size of the font.</summary>
    internal static double Weight(double size, bool bold) => size * (bold ? BoldWeight : RegularWeight);

    /// <summary>Whether there is a drawing of a character; others are empty boxes.</summary>
    internal static bool Has(char c) => char.IsWhiteSpace(c) || All.ContainsKey(c);

    /// <summary>The width of a text at a size of the font, without hinting.</summary>
    internal static double Measure(string text, double size)
    {
        var units = 0.0;
        foreach (var c in text) units += Advance(c);
        return units * size / Units;
    }

    /// <summary>The strokes of a text, y downwards from the baseline, fitted to the grid: upright and level strokes lie on whole numbers.</summary>
    /// <param name="text">A line.</param>
    /// <param name="size">Of the font, in pixels.</param>
    /// <param name="stroke">Called with each stroke.</param>
    /// <returns>The width.</returns>
    internal static double Layout(string text, double size, Action<PlotPoint[]> stroke)
    {
        var scale = size / Units;
        var x = 0.0;
        foreach (var c in text)
        {
            var advance = Math.Max(1, Math.Round(Advance(c) * scale));
            if (Find(c) is { } glyph)
            {
                var left = x + Math.Round(Gap / 2 * scale);
                foreach (var line in glyph.Strokes)
                    stroke([.. line.Select(p => new PlotPoint(left + Fit(glyph.Stems, p.X, scale), -Fit(glyph.Bars, p.Y, scale)))]);
            }
            x += advance;
        }
        return x;
    }

    static double Advance(char c) => Find(c) is { } glyph ? glyph.Width + Gap : BlankAdvance;

    static Glyph? Find(char c) => char.IsWhiteSpace(c) ? null : All.TryGetValue(c, out var glyph) ? glyph : All['\uFFFD'];

    /// <summary>Between two strokes that lie on the grid, places are shifted as these are.</summary>
    static double Fit(double[] strokes, double at, double scale)
    {
        var above = Array.FindIndex(strokes, s => s >= at);
        if (above < 0) return Math.Round(strokes[^1] * scale) + (at - strokes[^1]) * scale;
        if (above == 0) return Math.Round(strokes[0] * scale) + (at - strokes[0]) * scale;
        var (low, high) = (strokes[above - 1], strokes[above]);
        var (from, to) = (Math.Round(low * scale), Math.Round(high * scale));
        return from + (at - low) / (high - low) * (to - from);
    }

    static Dictionary<char, Glyph> Parse()
    {
        var glyphs = new Dictionary<char, Glyph>();
        foreach (var line in Glyphs.Split('\n').Append(Missing)) glyphs[line[0]] = Glyph.Parse(line[2..]);
        for (var i = 0; i < Superscripts.Length; i += 2) glyphs[Superscripts[i]] = glyphs[Superscripts[i + 1]].Raised(SuperscriptScale, SuperscriptRise);
        for (var i = 0; i < Subscripts.Length; i += 2) glyphs[Subscripts[i]] = glyphs[Subscripts[i + 1]].Raised(SuperscriptScale, SubscriptRise);
        return glyphs;
    }

    /// <summary>A character.</summary>
    /// <param name="Width">From the first upright stroke to the last.</param>
    /// <param name="Strokes">Its lines.</param>
    /// <param name="Stems">Where upright strokes are, and its outermost points: ascending.</param>
    /// <param name="Bars">Where level strokes are, and its outermost points: ascending.</param>
    sealed record Glyph(double Width, PlotPoint[][] Strokes, double[] Stems, double[] Bars)
    {
        internal static Glyph Parse(string text)
        {
            var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var at = 1;
            double Next() => double.Parse(words[at++], CultureInfo.InvariantCulture);
            List<List<PlotPoint>> strokes = [];
            while (at < words.Length)
            {
                var command = words[at++];
                if (command is "M" or "E") strokes.Add([]);
                var stroke = strokes[^1];
                if (command is "M" or "L") stroke.Add(new(Next(), Next()));
                else if (command is "Q") Parabola(stroke, new(Next(), Next()), new(Next(), Next()));
                else Arc(stroke, new(Next(), Next()), Next(), Next(), Next(), Next());
            }
            return Of(double.Parse(words[0], CultureInfo.InvariantCulture), [.. strokes.Select(s => s.ToArray())]);
        }

        internal Glyph Raised(double scale, double rise) =>
            Of(Width * scale - Gap * (1 - scale) / 2, [.. Strokes.Select(s => s.Select(p => new PlotPoint(p.X * scale, p.Y * scale + rise)).ToArray())]);

        static Glyph Of(double width, PlotPoint[][] strokes) => new(width, strokes, Straight(strokes, p => p.X, p => p.Y), Straight(strokes, p => p.Y, p => p.X));

        static double[] Straight(PlotPoint[][] strokes, Func<PlotPoint, double> across, Func<PlotPoint, double> along)
        {
            SortedSet<double> places = [];
            foreach (var stroke in strokes)
            {
                places.Add(Math.Round(stroke.Min(across), 3));
                places.Add(Math.Round(stroke.Max(across), 3));
                foreach (var (a, b) in stroke.Zip(stroke.Skip(1)))
                    if (Math.Abs(across(a) - across(b)) < 1e-6 && Math.Abs(along(a) - along(b)) > 2) places.Add(Math.Round(across(a), 3));
            }
            return [.. places];
        }

        static void Parabola(List<PlotPoint> stroke, PlotPoint control, PlotPoint end)
        {
            var start = stroke[^1];
            const int Steps = 8;
            for (var i = 1; i <= Steps; i++)
            {
                var t = i / (double)Steps;
                var (a, b, c) = ((1 - t) * (1 - t), 2 * t * (1 - t), t * t);
                stroke.Add(new(a * start.X + b * control.X + c * end.X, a * start.Y + b * control.Y + c * end.Y));
            }
        }

        static void Arc(List<PlotPoint> stroke, PlotPoint centre, double radiusX, double radiusY, double from, double to)
        {
            var steps = (int)Math.Ceiling(Math.Abs(to - from) / ArcStep);
            for (var i = 0; i <= steps; i++)
            {
                var angle = double.DegreesToRadians(from + (to - from) * i / steps);
                stroke.Add(new(centre.X + radiusX * Math.Cos(angle), centre.Y + radiusY * Math.Sin(angle)));
            }
        }
    }
}
