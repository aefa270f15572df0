namespace Lamost.Vo.Spectra.Preview;

/// <summary>What the colours and shapes of a <see cref="SourcePlot"/> mean.</summary>
static class SourceLegend
{
    const double Size = 11, RowHeight = 17, Swatch = 16, BarWidth = 12;
    const int BarSteps = 48, BarLabels = 5;

    /// <summary>The nights, or a scale of colours when they are many.</summary>
    internal static void Nights(ICanvas canvas, PlotRect room, TimeColours colours, List<EpochSpectrum> epochs, Palette palette)
    {
        if (colours.Nights.Length == 0) return;
        if (!colours.IsListed)
        {
            Scale(canvas, room, colours, palette);
            return;
        }
        var labels = epochs.ToLookup(e => Math.Floor(e.Mjd), e => PreviewText.Clean(e.Label));
        for (var i = 0; i < colours.Nights.Length; i++)
        {
            var (night, y) = (colours.Nights[i], room.Top + i * RowHeight + 6);
            if (y > room.Bottom) return;
            canvas.Line([new(room.Left, y - 0.5), new(room.Left + Swatch, y - 0.5)], colours.Of(night), 3);
            var text = string.Join(' ', labels[night].Distinct().Prepend(PreviewText.Date(night) ?? PreviewText.Number(night, "0")));
            canvas.Text(new(room.Left + Swatch + 7, y + 4), PreviewText.Shorten(text.Trim(), Size, room.Right - room.Left - Swatch - 7), new(Size, palette.Text));
        }
    }

    /// <summary>Which shape is which resolution.</summary>
    internal static void Shapes(ICanvas canvas, PlotPoint at, List<EpochVelocity> velocities, Palette palette)
    {
        var y = at.Y + 6;
        foreach (var medium in (bool[])[true, false])
        {
            if (!velocities.Exists(v => v.IsMedium == medium)) continue;
            VelocityPlot.Point(canvas, new(at.X + Swatch / 2, y - 0.5), medium, 7.5, palette.Muted, palette);
            canvas.Text(new(at.X + Swatch + 7, y + 4), medium ? "medium resolution" : "low resolution", new(Size, palette.Text));
            y += RowHeight;
        }
    }

    static void Scale(ICanvas canvas, PlotRect room, TimeColours colours, Palette palette)
    {
        var (first, last) = (colours.Nights[0], colours.Nights[^1]);
        var height = Math.Min(room.Height - 8, 220);
        var top = room.Top + 4;
        for (var i = 0; i < BarSteps; i++)
        {
            var (from, to) = (Math.Round(top + height * i / BarSteps), Math.Round(top + height * (i + 1) / BarSteps));
            canvas.Fill(new PlotRect(room.Left, from, room.Left + BarWidth, to).Corners, colours.Of(first + (last - first) * (i + 0.5) / BarSteps));
        }
        for (var i = 0; i < BarLabels; i++)
        {
            var (time, y) = (first + (last - first) * i / (BarLabels - 1), Math.Round(top + height * i / (BarLabels - 1)));
            canvas.Text(new(room.Left + BarWidth + 7, y + 4), PreviewText.Date(time) ?? PreviewText.Number(time, "0"), new(Size, palette.Text));
        }
    }
}
