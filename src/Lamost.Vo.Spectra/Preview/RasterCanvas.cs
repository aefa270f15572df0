namespace Lamost.Vo.Spectra.Preview;

/// <summary>Paints pixels, with smooth edges.</summary>
sealed class RasterCanvas : ICanvas
{
    const int BytesPerPixel = 3;
    const double UnitsPerMetre = 96 / 0.0254;

    readonly int _width, _height, _ratio;
    readonly byte[] _pixels;
    readonly Coverage _coverage;

    /// <summary>Begins a picture.</summary>
    /// <param name="width">Units.</param>
    /// <param name="height">Units.</param>
    /// <param name="ratio">Pixels a unit.</param>
    internal RasterCanvas(int width, int height, int ratio)
    {
        (_width, _height, _ratio) = (width * ratio, height * ratio, ratio);
        _pixels = new byte[_width * _height * BytesPerPixel];
        _coverage = new Coverage(_width, _height);
    }

    public double PixelsPerUnit => _ratio;

    public void Lines(IReadOnlyList<PlotPoint[]> lines, Rgba colour, double width)
    {
        foreach (var line in lines) Connect(Array.ConvertAll(line, Scale), Math.Max(1, width * _ratio));
        Paint(Thin(colour, width * _ratio));
    }

    public void Fills(IReadOnlyList<PlotPoint[]> polygons, Rgba colour)
    {
        foreach (var polygon in polygons) _coverage.AddPolygon(Array.ConvertAll(polygon, Scale));
        Paint(colour);
    }

    public void Text(PlotPoint at, string text, TextStyle style)
    {
        var size = style.Size * _ratio;
        var weight = StrokeFont.Weight(size, style.Bold);
        List<PlotPoint[]> strokes = [];
        var length = StrokeFont.Layout(text, size, strokes.Add);
        var shift = style.Anchor switch { TextAnchor.Start => 0, TextAnchor.Middle => -Math.Round(length / 2), _ => -length };
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(style.Rotation));
        var origin = Scale(at);
        // The strokes of a font that is fitted to the grid fill whole pixels when their middle is at half of their width; the baseline is their lower edge.
        if (style.Bold) weight = Math.Max(1, Math.Round(weight));
        var middle = Math.Max(1, Math.Round(weight)) % 2 / 2;
        origin = new(Math.Floor(origin.X) + middle, Math.Round(origin.Y) - (middle > 0 ? middle : 1));
        foreach (var stroke in strokes)
        {
            for (var i = 0; i < stroke.Length; i++)
            {
                var (x, y) = (stroke[i].X + shift, stroke[i].Y);
                stroke[i] = new(origin.X + x * cos - y * sin, origin.Y + x * sin + y * cos);
            }
            Connect(stroke, Math.Max(1, weight));
        }
        Paint(Thin(style.Colour, weight));
    }

    public void Clip(PlotRect? rectangle) => _coverage.Bounds = rectangle is not { } r
        ? (0, 0, _width, _height)
        : (Edge(r.Left, _width), Edge(r.Top, _height), Edge(r.Right, _width), Edge(r.Bottom, _height));

    /// <summary>The picture as PNG.</summary>
    internal byte[] Finish() => PngEncoder.Encode(_pixels, _width, _height, (int)Math.Round(UnitsPerMetre * _ratio));

    int Edge(double at, int limit) => Math.Clamp((int)Math.Round(at * _ratio), 0, limit);

    PlotPoint Scale(PlotPoint p) => new(p.X * _ratio, p.Y * _ratio);

    void Connect(PlotPoint[] points, double width)
    {
        if (points.Length == 1) _coverage.AddLine(points[0], points[0], width);
        for (var i = 1; i < points.Length; i++) _coverage.AddLine(points[i - 1], points[i], width);
    }

    // A line thinner than a pixel is one of a pixel that is as much paler.
    static Rgba Thin(Rgba colour, double width) => width >= 1 ? colour : colour with { A = (byte)Math.Round(colour.A * width) };

    void Paint(Rgba colour) => _coverage.Take((row, first, covered) =>
    {
        var at = (row * _width + first) * BytesPerPixel;
        foreach (var c in covered)
        {
            if (c != 0)
            {
                var alpha = c * colour.A;
                _pixels[at] = Blend(_pixels[at], colour.R, alpha);
                _pixels[at + 1] = Blend(_pixels[at + 1], colour.G, alpha);
                _pixels[at + 2] = Blend(_pixels[at + 2], colour.B, alpha);
            }
            at += BytesPerPixel;
        }
    });

    static byte Blend(byte below, byte above, int alpha) => (byte)(below + ((above - below) * alpha + (above >= below ? 32512 : -32512)) / 65025);
}
