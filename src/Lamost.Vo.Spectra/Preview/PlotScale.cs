namespace Lamost.Vo.Spectra.Preview;

/// <summary>Where numbers are on the canvas: <paramref name="X"/> from left to right over the area, <paramref name="Y"/> from its bottom to its top.</summary>
readonly record struct PlotScale(PlotRect Area, Interval X, Interval Y)
{
    internal double AtX(double x) => Area.Left + (x - X.Low) / X.Span * Area.Width;

    /// <summary>No farther outside of the area than its height, so that hostile numbers stay drawable.</summary>
    internal double AtY(double y) => Math.Clamp(Area.Bottom - (y - Y.Low) / Y.Span * Area.Height, Area.Top - Area.Height, Area.Bottom + Area.Height);
}

/// <summary>Frames, ticks and titles of axes.</summary>
static class Axes
{
    internal const double TickSize = 11, TitleSize = 12;

    const double MajorLength = 5, MinorLength = 3;

    internal static void Grid(ICanvas canvas, PlotScale scale, Ticks? x, Ticks? y, Palette palette)
    {
        var area = scale.Area;
        foreach (var at in x?.Major ?? []) canvas.Line([new(Sharp(scale.AtX(at)), area.Top), new(Sharp(scale.AtX(at)), area.Bottom)], palette.Grid, 1);
        foreach (var at in y?.Major ?? []) canvas.Line([new(area.Left, Sharp(scale.AtY(at))), new(area.Right, Sharp(scale.AtY(at)))], palette.Grid, 1);
    }

    internal static void Frame(ICanvas canvas, PlotRect area, Palette palette)
    {
        var (left, top, right, bottom) = (area.Left - 0.5, area.Top - 0.5, area.Right + 0.5, area.Bottom + 0.5);
        canvas.Line([new(left, top), new(right, top), new(right, bottom), new(left, bottom), new(left, top)], palette.Frame, 1);
    }

    /// <summary>Ticks along the bottom, inwards, with their labels below; a label at the very end is shifted so that it does not leave the picture.</summary>
    internal static void Bottom(ICanvas canvas, PlotScale scale, Ticks ticks, Palette palette, double size = TickSize)
    {
        foreach (var at in ticks.Minor) Upright(canvas, scale.AtX(at), scale.Area.Bottom, -MinorLength, palette);
        foreach (var at in ticks.Major)
        {
            Upright(canvas, scale.AtX(at), scale.Area.Bottom, -MajorLength, palette);
            var farthest = scale.Area.Right + size / 2 - StrokeFont.Measure(ticks.Label(at), size) * StrokeFont.Allowance / 2;
            canvas.Text(new(Math.Round(Math.Min(scale.AtX(at), farthest)), scale.Area.Bottom + size + 4), ticks.Label(at), new(size, palette.Muted, TextAnchor.Middle));
        }
    }

    /// <summary>Ticks along the left, inwards, with their labels outside.</summary>
    internal static void Left(ICanvas canvas, PlotScale scale, Ticks ticks, Palette palette)
    {
        var area = scale.Area;
        foreach (var (at, length) in ticks.Minor.Select(t => (t, MinorLength)).Concat(ticks.Major.Select(t => (t, MajorLength))))
            canvas.Line([new(area.Left, Sharp(scale.AtY(at))), new(area.Left + length, Sharp(scale.AtY(at)))], palette.Frame, 1);
        foreach (var at in ticks.Major)
            canvas.Text(new(area.Left - 5, Math.Round(scale.AtY(at) + TickSize * 0.36)), ticks.Label(at), new(TickSize, palette.Muted, TextAnchor.End));
    }

    internal static void BottomTitle(ICanvas canvas, PlotRect area, string title, Palette palette) =>
        canvas.Text(new(Math.Round((area.Left + area.Right) / 2), area.Bottom + 33), title, new(TitleSize, palette.Text, TextAnchor.Middle));

    internal static void LeftTitle(ICanvas canvas, double x, PlotRect area, string title, Palette palette) =>
        canvas.Text(new(x, Math.Round((area.Top + area.Bottom) / 2)), title, new(TitleSize, palette.Text, TextAnchor.Middle, Rotation: -90));

    /// <summary>The room that labels at the left need.</summary>
    internal static double LeftRoom(Ticks? ticks) =>
        ticks is null || ticks.Major.Length == 0 ? 0 : Math.Ceiling(ticks.Major.Max(t => StrokeFont.Measure(ticks.Label(t), TickSize)) * StrokeFont.Allowance) + 5;

    /// <summary>The middle of the nearest pixel, where a line of one unit is sharp.</summary>
    internal static double Sharp(double at) => Math.Floor(at) + 0.5;

    internal static void Upright(ICanvas canvas, double x, double y, double length, Palette palette) =>
        canvas.Line([new(Sharp(x), y), new(Sharp(x), y + length)], palette.Frame, 1);
}
