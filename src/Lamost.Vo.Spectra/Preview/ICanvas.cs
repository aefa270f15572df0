namespace Lamost.Vo.Spectra.Preview;

/// <summary>
/// What pictures are drawn on. Units are CSS pixels from the top left corner, y downwards; nothing is drawn outside of the clip rectangle. Lines have round ends and
/// joins, so that a line of one point is a disc. Both back ends are for one thread.
/// </summary>
interface ICanvas
{
    /// <summary>How many columns of the picture one unit has that can be told apart.</summary>
    double PixelsPerUnit { get; }

    /// <summary>Lines, each through at least one point. Where they cross, a translucent colour is not darker.</summary>
    void Lines(IReadOnlyList<PlotPoint[]> lines, Rgba colour, double width);

    /// <summary>Filled polygons, closed of themselves, each of at least three points. None may overlap itself or another.</summary>
    void Fills(IReadOnlyList<PlotPoint[]> polygons, Rgba colour);

    /// <summary>A line of text, its baseline at <paramref name="at"/>.</summary>
    void Text(PlotPoint at, string text, TextStyle style);

    /// <summary>Restricts what follows to a rectangle; null lifts the restriction.</summary>
    void Clip(PlotRect? rectangle);
}

/// <summary>Single lines and polygons.</summary>
static class CanvasExtensions
{
    /// <inheritdoc cref="ICanvas.Lines"/>
    internal static void Line(this ICanvas canvas, PlotPoint[] points, Rgba colour, double width) => canvas.Lines([points], colour, width);

    /// <inheritdoc cref="ICanvas.Fills"/>
    internal static void Fill(this ICanvas canvas, PlotPoint[] polygon, Rgba colour) => canvas.Fills([polygon], colour);
}

/// <summary>A place on a canvas.</summary>
readonly record struct PlotPoint(double X, double Y);

/// <summary>A rectangle on a canvas; edges at whole units are sharp.</summary>
readonly record struct PlotRect(double Left, double Top, double Right, double Bottom)
{
    internal double Width => Right - Left;

    internal double Height => Bottom - Top;

    internal PlotPoint[] Corners => [new(Left, Top), new(Right, Top), new(Right, Bottom), new(Left, Bottom)];
}

/// <summary>A colour (sRGB) and how much of it covers what is below.</summary>
readonly record struct Rgba(byte R, byte G, byte B, byte A = 255)
{
    /// <summary>From <c>0xRRGGBB</c>.</summary>
    internal static Rgba Of(int rgb) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);

    /// <summary>The same colour, covering this much: 0 to 1.</summary>
    internal Rgba Veil(double opacity) => this with { A = (byte)Math.Round(255 * opacity) };
}

/// <summary>Where a text stands relative to its point.</summary>
enum TextAnchor
{
    Start,
    Middle,
    End,
}

/// <summary>How a text looks.</summary>
/// <param name="Size">Of the font, units.</param>
/// <param name="Colour">Of the letters.</param>
/// <param name="Anchor">Which part of the text is at its point.</param>
/// <param name="Bold">Heavier strokes.</param>
/// <param name="Rotation">Degrees, clockwise, about its point.</param>
readonly record struct TextStyle(double Size, Rgba Colour, TextAnchor Anchor = TextAnchor.Start, bool Bold = false, double Rotation = 0);
