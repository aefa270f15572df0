namespace Lamost.Vo.Spectra.Preview;

/// <summary>
/// Pictures of spectra: flux against wavelength, one standard deviation as a band, pixels without usable data as gaps with marks at the bottom, the lines that the class
/// of the target lets expect, and who it is. Nearly all good pixels determine the range of flux; triangles tell where some are beyond. Pictures are functions of their
/// input alone. All members can be called from several threads.
/// </summary>
public static class SpectrumPreview
{
    /// <summary>The most spectra in one picture.</summary>
    public const int MaxPanels = 4;

    const double Margin = 10, TitleSize = 14, FactSize = 12, BottomRoom = 40, LeftTitleRoom = 18, PanelSpace = 14;
    const double ThumbnailTitleSize = 10.5, ThumbnailTickSize = 10;
    const double LeastPanel = 12;
    const int UnitsPerTick = 90, UnitsPerFluxTick = 48;
    const double WatermarkOpacity = 0.13;

    /// <summary>Draws SVG 1.1: a document of its own, without scripts, identifiers and references, which may also stand within HTML.</summary>
    /// <param name="spectra">One, or several beside each other, as the coadds of the two arms.</param>
    /// <param name="description">Of the dataset; its texts need not be trusted.</param>
    /// <param name="options">Defaults when null.</param>
    /// <exception cref="ArgumentException">None, or more than <see cref="MaxPanels"/> spectra.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
    public static string Svg(IReadOnlyList<Spectrum> spectra, DatasetDescription description, PreviewOptions? options = null)
    {
        options = Checked(spectra, options);
        string[] title = [description.Simulated ? "Simulated spectrum" : "Spectrum", PreviewText.Clean(description.TargetName), .. PreviewText.Facts(description)];
        var canvas = new SvgCanvas(options.Width, options.Height, string.Join(", ", title));
        Draw(canvas, spectra, description, options);
        return canvas.Finish();
    }

    /// <summary>
    /// Draws PNG of <see cref="PreviewOptions.Width"/> by <see cref="PreviewOptions.Height"/> pixels, or as many times of it as <see
    /// cref="PreviewOptions.PixelRatio"/> says.
    /// </summary>
    /// <param name="spectra">As for <see cref="Svg"/>.</param>
    /// <param name="description">As for <see cref="Svg"/>.</param>
    /// <param name="options">Defaults when null.</param>
    /// <exception cref="ArgumentException">None, or more than <see cref="MaxPanels"/> spectra.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
    public static byte[] Png(IReadOnlyList<Spectrum> spectra, DatasetDescription description, PreviewOptions? options = null)
    {
        options = Checked(spectra, options);
        var canvas = new RasterCanvas(options.Width, options.Height, options.PixelRatio);
        Draw(canvas, spectra, description, options);
        return canvas.Finish();
    }

    static PreviewOptions Checked(IReadOnlyList<Spectrum> spectra, PreviewOptions? options)
    {
        if (spectra.Count is 0 or > MaxPanels) throw new ArgumentException($"There are {spectra.Count} spectra; a preview shows 1 to {MaxPanels}.", nameof(spectra));
        options ??= new();
        options.Check();
        return options;
    }

    static void Draw(ICanvas canvas, IReadOnlyList<Spectrum> spectra, DatasetDescription description, PreviewOptions options)
    {
        var palette = Palette.Of(options.Theme);
        canvas.Fill(new PlotRect(0, 0, options.Width, options.Height).Corners, palette.Background);
        var panels = Arrange(spectra, description, options);
        Watermark(canvas, description, options, palette);
        foreach (var panel in panels) Draw(canvas, panel, description, options, palette);
        if (options.IsThumbnail)
        {
            ThumbnailTitle(canvas, description, options, palette);
            return;
        }
        Title(canvas, panels, description, options, palette);
        var all = new PlotRect(panels[0].Scale.Area.Left, 0, panels[^1].Scale.Area.Right, panels[0].Scale.Area.Bottom);
        Axes.BottomTitle(canvas, all, description.IsRestFrame ? "Rest wavelength (Å, vacuum)" : "Wavelength (Å, vacuum)", palette);
        var unit = description.FluxCalibration.Equals("NORMALIZED", StringComparison.OrdinalIgnoreCase) ? "Normalized flux" : "Relative flux";
        Axes.LeftTitle(canvas, Margin + Axes.TitleSize - 1, panels[0].Scale.Area, unit + panels[0].FluxTicks?.Factor, palette);
    }

    /// <summary>A spectrum and its place.</summary>
    sealed record Panel(Spectrum Spectrum, PlotScale Scale, bool HasData, Ticks Ticks, Ticks? FluxTicks, List<LineMarks.Mark> Marks)
    {
        /// <summary>Over how many pixels a mean is drawn; 1 for none.</summary>
        internal int MeanPixels { get; } = Smoothing.Pixels(Spectrum);
    }

    static List<Panel> Arrange(IReadOnlyList<Spectrum> spectra, DatasetDescription description, PreviewOptions options)
    {
        var small = options.IsThumbnail;
        var (left, right) = (small ? 5.0 : Margin + LeftTitleRoom, options.Width - (small ? 5.0 : Margin + 2));
        var (top, bottom) = (small ? 18.0 : Margin + TitleSize + FactSize + 12, options.Height - (small ? 16.0 : BottomRoom));
        var ranges = spectra.Select(FluxRange.Of).ToArray();
        var fluxTicks = ranges.Select(r => small || r is not { } range ? null : Ticks.Of(range, Count(bottom - top, UnitsPerFluxTick))).ToArray();
        var rooms = fluxTicks.Select(Axes.LeftRoom).ToArray();
        var width = Math.Max(LeastPanel, Math.Floor((right - left - rooms.Sum() - PanelSpace * (spectra.Count - 1)) / spectra.Count));
        List<Panel> panels = [];
        for (var i = 0; i < spectra.Count; i++)
        {
            left += rooms[i];
            var scale = new PlotScale(new(left, top, left + width, bottom), SpectrumPanel.Range(spectra[i]), ranges[i] ?? new(0, 1));
            var marks = small ? [] : LineMarks.Place(SpectralLines.Of(description, scale.X), SpectralLines.Shift(description), scale);
            panels.Add(new(spectra[i], scale, ranges[i] is not null, Ticks.Of(scale.X, Count(width, small ? 70 : UnitsPerTick)), fluxTicks[i], marks));
            left += width + PanelSpace;
        }
        // All panels begin at one height, below the labels of lines.
        var labels = panels.Max(p => LineMarks.Room(p.Marks));
        return [.. panels.Select(p => p with { Scale = p.Scale with { Area = p.Scale.Area with { Top = top + labels } } })];
    }

    static int Count(double length, int unitsPerTick) => Math.Max(2, (int)(length / unitsPerTick));

    static void Draw(ICanvas canvas, Panel panel, DatasetDescription description, PreviewOptions options, Palette palette)
    {
        var (scale, small) = (panel.Scale, options.IsThumbnail);
        if (!small) Axes.Grid(canvas, scale, panel.Ticks, panel.FluxTicks, palette);
        if (!description.IsRestFrame) SpectrumPanel.Telluric(canvas, scale, palette, !small);
        LineMarks.Draw(canvas, scale.Area, panel.Marks, palette);
        if (panel.HasData) SpectrumPanel.Draw(canvas, scale, panel.Spectrum, panel.MeanPixels, panel.Spectrum.Arm == SpectrumArm.Red ? palette.RedCurve : palette.Curve, palette);
        else SpectrumPanel.Nothing(canvas, scale.Area, palette, small ? 12 : 16);
        Axes.Frame(canvas, scale.Area, palette);
        if (panel.Spectrum.Length == 0) return;
        Axes.Bottom(canvas, scale, small ? panel.Ticks with { Minor = [] } : panel.Ticks, palette, small ? ThumbnailTickSize : Axes.TickSize);
        if (panel.FluxTicks is not null) Axes.Left(canvas, scale, panel.FluxTicks, palette);
    }

    static void Title(ICanvas canvas, List<Panel> panels, DatasetDescription description, PreviewOptions options, Palette palette)
    {
        var room = options.Width - 2 * Margin - 2;
        var note = description.Simulated ? "simulated data" : "";
        if (note.Length > 0) canvas.Text(new(options.Width - Margin - 2, Margin + TitleSize - 2), note, new(FactSize, palette.Warning, TextAnchor.End, Bold: true));
        var name = PreviewText.Shorten(PreviewText.Clean(description.TargetName), TitleSize, (room - StrokeFont.Measure(note, FactSize) * 1.3) / 1.1);
        canvas.Text(new(Margin, Margin + TitleSize - 2), name, new(TitleSize, palette.Text, Bold: true));
        var means = string.Join(" and ", panels.Select(p => p.MeanPixels).Where(n => n > 1).Distinct());
        var facts = PreviewText.Facts(description);
        if (means.Length > 0) facts = facts.Append($"heavy line: mean of {means} pixels");
        canvas.Text(new(Margin, Margin + TitleSize + FactSize + 3), PreviewText.Shorten(string.Join("  ·  ", facts), FactSize, room), new(FactSize, palette.Muted));
    }

    static void ThumbnailTitle(ICanvas canvas, DatasetDescription description, PreviewOptions options, Palette palette)
    {
        var type = PreviewText.Class(description);
        if (type.StartsWith("star ", StringComparison.Ordinal)) type = type[5..];
        var fact = PreviewText.Shorten(description.Simulated ? $"{type} simulated".Trim() : type, ThumbnailTitleSize, options.Width * 0.45);
        var room = options.Width - 18 - StrokeFont.Measure(fact, ThumbnailTitleSize) * StrokeFont.Allowance;
        canvas.Text(new(5, 13), PreviewText.Shorten(PreviewText.Clean(description.TargetName), ThumbnailTitleSize, room), new(ThumbnailTitleSize, palette.Text));
        canvas.Text(new(options.Width - 5, 13), fact, new(ThumbnailTitleSize, description.Simulated ? palette.Warning : palette.Muted, TextAnchor.End));
    }

    static void Watermark(ICanvas canvas, DatasetDescription description, PreviewOptions options, Palette palette)
    {
        if (!description.Simulated) return;
        var size = Math.Round(Math.Min(options.Height / 4.0, options.Width / 8.0));
        canvas.Text(new(options.Width / 2, Math.Round(options.Height / 2 + size / 3)), "simulated", new(size, palette.Warning.Veil(WatermarkOpacity), TextAnchor.Middle, Bold: true));
    }
}
