using System.Globalization;

namespace Lamost.Vo.Spectra.Preview;

/// <summary>
/// One picture of all that was observed of a source: above, its spectra over each other, each divided by its median, arms apart, coloured by time; below, its radial
/// velocity against time in the same colours. Pictures are functions of their input alone. All members can be called from several threads.
/// </summary>
public static class SourcePlot
{
    /// <summary>The most spectra, and the most velocities.</summary>
    public const int MaxSpectra = 2000, MaxVelocities = 10_000;

    /// <summary>The least size; the greatest is that of <see cref="PreviewOptions"/>.</summary>
    public const int MinWidth = 320, MinHeight = 280;

    /// <summary>A good size for a page.</summary>
    public static PreviewOptions DefaultOptions { get; } = new() { Width = 900, Height = 620 };

    const double Margin = 10, TitleSize = 14, FactSize = 12, TitleRoom = 38, LeftTitleRoom = 18, BottomRoom = 40, DateRoom = 18, PanelSpace = 14, LegendWidth = 150;

    /// <summary>Pictures of less than this width have no legend.</summary>
    const int LegendFrom = 560;

    const double SpectraShare = 0.58;

    static readonly SpectrumArm[] Arms = [SpectrumArm.Both, SpectrumArm.Blue, SpectrumArm.Red];

    /// <summary>Draws SVG 1.1, of the kind that <see cref="SpectrumPreview.Svg"/> draws.</summary>
    /// <param name="history">What was observed.</param>
    /// <param name="options"><see cref="DefaultOptions"/> when null.</param>
    /// <param name="offset">How far each spectrum is shifted up from the one before, in medians; 0 for all over each other.</param>
    /// <exception cref="ArgumentException">More than <see cref="MaxSpectra"/> or <see cref="MaxVelocities"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range, or the offset not from 0 to 10.</exception>
    public static string Svg(SourceHistory history, PreviewOptions? options = null, double offset = 0)
    {
        options = Checked(history, options, offset);
        var title = $"{PreviewText.Clean(history.TargetName)}: {(history.Simulated ? "simulated " : "")}{Summary(history)}";
        var canvas = new SvgCanvas(options.Width, options.Height, title);
        Draw(canvas, history, options, offset);
        return canvas.Finish();
    }

    /// <summary>Draws PNG.</summary>
    /// <param name="history">What was observed.</param>
    /// <param name="options"><see cref="DefaultOptions"/> when null.</param>
    /// <param name="offset">As for <see cref="Svg"/>.</param>
    /// <exception cref="ArgumentException">More than <see cref="MaxSpectra"/> or <see cref="MaxVelocities"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range, or the offset not from 0 to 10.</exception>
    public static byte[] Png(SourceHistory history, PreviewOptions? options = null, double offset = 0)
    {
        options = Checked(history, options, offset);
        var canvas = new RasterCanvas(options.Width, options.Height, options.PixelRatio);
        Draw(canvas, history, options, offset);
        return canvas.Finish();
    }

    static PreviewOptions Checked(SourceHistory history, PreviewOptions? options, double offset)
    {
        if (history.Spectra.Count > MaxSpectra || history.Velocities.Count > MaxVelocities)
        {
            throw new ArgumentException(
                $"There are {history.Spectra.Count} spectra and {history.Velocities.Count} velocities; at most {MaxSpectra} and {MaxVelocities} are drawn.", nameof(history));
        }
        if (offset is not (>= 0 and <= 10)) throw new ArgumentOutOfRangeException(nameof(offset), offset, "The offset must be from 0 to 10.");
        options ??= DefaultOptions;
        options.Check(MinWidth, MinHeight);
        return options;
    }

    static void Draw(ICanvas canvas, SourceHistory history, PreviewOptions options, double offset)
    {
        var palette = Palette.Of(options.Theme);
        canvas.Fill(new PlotRect(0, 0, options.Width, options.Height).Corners, palette.Background);
        Title(canvas, history, options, palette);
        var epochs = history.Spectra.Where(e => double.IsFinite(e.Mjd)).ToList();
        var velocities = VelocityPlot.Usable(history.Velocities);
        var colours = new TimeColours(epochs.Select(e => e.Mjd).Concat(velocities.Select(v => v.Mjd)), palette);
        var right = options.Width - Margin - 2 - (options.Width >= LegendFrom ? LegendWidth : 0);
        var (top, bottom) = (Margin + TitleRoom, options.Height - BottomRoom);
        if (epochs.Count == 0 && velocities.Count == 0) SpectrumPanel.Nothing(canvas, new(Margin, top, right, bottom), palette, 16);
        var divide = velocities.Count == 0 ? bottom : epochs.Count == 0 ? top - BottomRoom : Math.Round(top + (bottom - top - BottomRoom) * SpectraShare);
        if (epochs.Count > 0) Spectra(canvas, new(Margin, top, right, divide), epochs, offset, colours, palette);
        var velocityTop = divide + BottomRoom + DateRoom;
        if (velocities.Count > 0) Velocities(canvas, new(Margin, velocityTop, right, bottom), velocities, colours, palette);
        if (options.Width < LegendFrom) return;
        var column = right + 16;
        SourceLegend.Nights(canvas, new(column, top, options.Width - Margin, velocities.Count == 0 || epochs.Count == 0 ? bottom : divide), colours, epochs, palette);
        if (velocities.Count > 0 && epochs.Count > 0) SourceLegend.Shapes(canvas, new(column, velocityTop), velocities, palette);
    }

    static void Spectra(ICanvas canvas, PlotRect room, List<EpochSpectrum> epochs, double offset, TimeColours colours, Palette palette)
    {
        var arms = Arms.Where(a => epochs.Exists(e => e.Spectrum.Arm == a)).ToList();
        // Low resolution has more wavelengths to show than an arm.
        var shares = arms.ConvertAll(a => a == SpectrumArm.Both && arms.Count > 1 ? 1.4 : 1.0);
        var left = room.Left + LeftTitleRoom;
        var width = room.Right - left - PanelSpace * (arms.Count - 1);
        for (var i = 0; i < arms.Count; i++)
        {
            var right = Math.Floor(left + width * shares[i] / shares.Sum());
            var overlay = new EpochOverlay(epochs.Where(e => e.Spectrum.Arm == arms[i]), right - left, offset);
            var ticks = Ticks.Of(overlay.Y, Math.Max(2, (int)(room.Height / 48)));
            var scale = new PlotScale(new(left + Axes.LeftRoom(ticks), room.Top, right, room.Bottom), overlay.X, overlay.Y);
            if (overlay.HasData)
            {
                var wavelengths = Ticks.Of(overlay.X, Math.Max(2, (int)(scale.Area.Width / 85)));
                Axes.Grid(canvas, scale, wavelengths, ticks, palette);
                SpectrumPanel.Telluric(canvas, scale, palette, true);
                overlay.Draw(canvas, scale, colours);
                Axes.Frame(canvas, scale.Area, palette);
                Axes.Bottom(canvas, scale, wavelengths, palette);
                Axes.Left(canvas, scale, ticks, palette);
            }
            else
            {
                SpectrumPanel.Nothing(canvas, scale.Area, palette, 14);
                Axes.Frame(canvas, scale.Area, palette);
            }
            if (overlay.LeftOut > 0 && overlay.HasData)
                canvas.Text(new(scale.Area.Right - 6, scale.Area.Bottom - 9), $"{overlay.LeftOut} without signal", new(Axes.TickSize, palette.Muted, TextAnchor.End));
            left = right + PanelSpace;
        }
        Axes.BottomTitle(canvas, room with { Left = room.Left + LeftTitleRoom }, "Wavelength (Å, vacuum)", palette);
        Axes.LeftTitle(canvas, room.Left + Axes.TitleSize - 1, room, offset > 0 ? "Flux / median, shifted" : "Flux / median", palette);
    }

    static void Velocities(ICanvas canvas, PlotRect room, List<EpochVelocity> velocities, TimeColours colours, Palette palette)
    {
        var (times, range) = (VelocityPlot.Times(velocities), VelocityPlot.Range(velocities));
        var ticks = Ticks.Of(range, Math.Max(2, (int)(room.Height / 40)));
        var area = room with { Left = room.Left + LeftTitleRoom + Axes.LeftRoom(ticks) };
        var scale = new PlotScale(area, times, range);
        var days = Ticks.Of(times, Math.Max(2, (int)(area.Width / 90)));
        Axes.Grid(canvas, scale, days, ticks, palette);
        VelocityPlot.Draw(canvas, scale, velocities, colours, palette);
        Axes.Frame(canvas, area, palette);
        Axes.Bottom(canvas, scale, days, palette);
        Axes.Left(canvas, scale, ticks, palette);
        foreach (var (mjd, label) in CalendarTicks.Of(times, Math.Max(2, (int)(area.Width / 95))))
        {
            Axes.Upright(canvas, scale.AtX(mjd), area.Top, 5, palette);
            canvas.Text(new(Math.Round(scale.AtX(mjd)), area.Top - 5), label, new(Axes.TickSize, palette.Muted, TextAnchor.Middle));
        }
        Axes.BottomTitle(canvas, area, "MJD (days)", palette);
        Axes.LeftTitle(canvas, room.Left + Axes.TitleSize - 1, area, "RV (km/s)" + ticks.Factor, palette);
    }

    static void Title(ICanvas canvas, SourceHistory history, PreviewOptions options, Palette palette)
    {
        var room = options.Width - 2 * Margin - 2;
        var note = history.Simulated ? "simulated data" : "";
        if (note.Length > 0) canvas.Text(new(options.Width - Margin - 2, Margin + TitleSize - 2), note, new(FactSize, palette.Warning, TextAnchor.End, Bold: true));
        var name = PreviewText.Shorten(PreviewText.Clean(history.TargetName), TitleSize, (room - StrokeFont.Measure(note, FactSize) * 1.3) / 1.1);
        canvas.Text(new(Margin, Margin + TitleSize - 2), name, new(TitleSize, palette.Text, Bold: true));
        canvas.Text(new(Margin, Margin + TitleSize + FactSize + 3), PreviewText.Shorten(Summary(history), FactSize, room), new(FactSize, palette.Muted));
    }

    static string Summary(SourceHistory history)
    {
        var times = history.Spectra.Select(s => s.Mjd).Concat(history.Velocities.Select(v => v.Mjd)).Where(double.IsFinite).ToList();
        var nights = times.Select(Math.Floor).Distinct().Count();
        var summary = string.Join(
            ", ", Count(history.Spectra.Count, "spectrum", "spectra"), Count(history.Velocities.Count, "velocity", "velocities"), Count(nights, "night", "nights"));
        if (times.Count == 0 || PreviewText.Date(times.Min()) is not { } first || PreviewText.Date(times.Max()) is not { } last) return summary;
        return summary + (first == last ? $", {first}" : $", {first} to {last}");
    }

    static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
