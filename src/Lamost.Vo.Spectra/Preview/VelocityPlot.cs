namespace Lamost.Vo.Spectra.Preview;

/// <summary>Radial velocity against time.</summary>
static class VelocityPlot
{
    const double Cap = 2.5, Margin = 0.1, TimeMargin = 0.04;

    /// <summary>Of points as many as this or fewer.</summary>
    const double Size = 7.5;

    const int Few = 60, Many = 200;

    /// <summary>Error bars longer than this many times the median of errors do not determine the range.</summary>
    const double LongError = 5;

    /// <summary>Those that can be drawn.</summary>
    internal static List<EpochVelocity> Usable(IEnumerable<EpochVelocity> velocities) =>
        [.. velocities.Where(v => Math.Abs(v.Velocity) < 1e7 && double.IsFinite(v.Mjd)).OrderBy(v => v.Mjd)];

    /// <summary>The times of some, at least one, with room at both ends.</summary>
    internal static Interval Times(List<EpochVelocity> velocities)
    {
        var (first, last) = (velocities[0].Mjd, velocities[^1].Mjd);
        var room = Math.Max((last - first) * TimeMargin, Math.Max(1, Math.Abs(last) * 1e-9));
        return new(first - room, last + room);
    }

    /// <summary>The velocities of some, at least one.</summary>
    internal static Interval Range(List<EpochVelocity> velocities)
    {
        var errors = velocities.Select(Error).Order().ToList();
        var longest = errors[errors.Count / 2] * LongError;
        var low = velocities.Min(v => v.Velocity - Math.Min(Error(v), longest));
        var high = velocities.Max(v => v.Velocity + Math.Min(Error(v), longest));
        var room = Math.Max((high - low) * Margin, Math.Max(1, Math.Abs(high) * 1e-6));
        return new(low - room, high + room);
    }

    internal static void Draw(ICanvas canvas, PlotScale scale, List<EpochVelocity> velocities, TimeColours colours, Palette palette)
    {
        var size = velocities.Count switch { <= Few => Size, <= Many => Size * 0.75, _ => Size * 0.55 };
        canvas.Clip(scale.Area);
        foreach (var v in velocities)
        {
            if (Error(v) == 0) continue;
            var x = Axes.Sharp(scale.AtX(v.Mjd));
            var (top, bottom) = (scale.AtY(v.Velocity + Error(v)), scale.AtY(v.Velocity - Error(v)));
            var colour = colours.Of(v.Mjd).Veil(0.75);
            canvas.Line([new(x, top), new(x, bottom)], colour, 1);
            if (velocities.Count > Few) continue;
            foreach (var y in (double[])[top, bottom]) canvas.Line([new(x - Cap, y), new(x + Cap, y)], colour, 1);
        }
        foreach (var v in velocities) Point(canvas, new(scale.AtX(v.Mjd), scale.AtY(v.Velocity)), v.IsMedium, size, colours.Of(v.Mjd), palette);
        canvas.Clip(null);
    }

    /// <summary>A disc for medium resolution, a square on its corner for low, set off from what is below.</summary>
    internal static void Point(ICanvas canvas, PlotPoint at, bool isMedium, double size, Rgba colour, Palette palette)
    {
        if (isMedium)
        {
            canvas.Line([at], palette.Background, size + 2);
            canvas.Line([at], colour, size);
            return;
        }
        Diamond(canvas, at, size * 0.64 + 1.4, palette.Background);
        Diamond(canvas, at, size * 0.64, colour);
    }

    static void Diamond(ICanvas canvas, PlotPoint at, double radius, Rgba colour) =>
        canvas.Fill([new(at.X, at.Y - radius), new(at.X + radius, at.Y), new(at.X, at.Y + radius), new(at.X - radius, at.Y)], colour);

    static double Error(EpochVelocity v) => v.Error is { } e && e > 0 && double.IsFinite(e) ? e : 0;
}
