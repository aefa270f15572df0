namespace Lamost.Vo.Spectra.Preview;

/// <summary>One plot of flux against wavelength.</summary>
static class SpectrumPanel
{
    internal const string NoData = "no usable data";

    const double CurveWidth = 1.1, NoiseOpacity = 0.38, MeanWidth = 1.4, BandOpacity = 0.24, GapOpacity = 0.16, TelluricOpacity = 0.1, StripHeight = 4;

    /// <summary>A gap at least this wide, in units, is shown over the whole height.</summary>
    const double WideGap = 3;

    /// <summary>Between arrows that tell of flux beyond the plot, in units.</summary>
    const double ArrowSpace = 12, ArrowSize = 4;

    /// <summary>Of a range that has no width, the half width: relative.</summary>
    const double PointRange = 0.002;

    /// <summary>The wavelengths of a spectrum, with a little room at both ends.</summary>
    internal static Interval Range(Spectrum spectrum)
    {
        if (spectrum.Length == 0) return new(0, 1);
        var (low, high) = (spectrum.Wavelength[0], spectrum.Wavelength[^1]);
        var room = high - low > Math.Abs(high) * 1e-6 ? (high - low) * 0.008 : Math.Max(Math.Abs(high) * PointRange, 1e-3);
        return new(low - room, high + room);
    }

    /// <summary>Shades the bands that the air absorbs.</summary>
    internal static void Telluric(ICanvas canvas, PlotScale scale, Palette palette, bool labelled)
    {
        foreach (var band in SpectralLines.Telluric.Where(b => b.Low > scale.X.Low && b.High < scale.X.High))
        {
            var (left, right) = (Math.Round(scale.AtX(band.Low)), Math.Round(scale.AtX(band.High)));
            canvas.Fill(new PlotRect(left, scale.Area.Top, right, scale.Area.Bottom).Corners, palette.Muted.Veil(TelluricOpacity));
            if (labelled) canvas.Text(new(Math.Round((left + right) / 2), scale.Area.Bottom - 9), "⊕", new(12, palette.Muted, TextAnchor.Middle));
        }
    }

    /// <summary>
    /// Draws the spectrum within the area: band, curve, gaps, and arrows where flux is beyond it. When a running mean over more than one pixel is asked for, it
    /// stands out, and the curve itself is paler.
    /// </summary>
    internal static void Draw(ICanvas canvas, PlotScale scale, Spectrum spectrum, int meanPixels, Rgba colour, Palette palette)
    {
        var area = scale.Area;
        var column = 1 / canvas.PixelsPerUnit;
        var curve = Curve.Of(spectrum, scale, column, meanPixels > 1);
        canvas.Clip(area);
        var gaps = curve.Gaps.ConvertAll(g => new Interval(Math.Max(area.Left, g.Low), Math.Min(area.Right, Math.Max(g.High, g.Low + 1))));
        canvas.Fills(gaps.FindAll(g => g.Span >= WideGap).ConvertAll(g => new PlotRect(g.Low, area.Top, g.High, area.Bottom).Corners), palette.Masked.Veil(GapOpacity));
        canvas.Fills(gaps.ConvertAll(g => new PlotRect(g.Low, area.Bottom - StripHeight, g.High, area.Bottom).Corners), palette.Masked);
        canvas.Fills(curve.Bands, colour.Veil(BandOpacity));
        canvas.Lines(curve.Lines, meanPixels > 1 ? colour.Veil(NoiseOpacity) : colour, CurveWidth);
        if (meanPixels > 1) canvas.Lines(Curve.Of(Smoothing.Mean(spectrum, meanPixels), scale, column, true).Lines, colour, MeanWidth);
        canvas.Clip(null);
        Arrows(canvas, curve.Above, area.Top + 1, 1, colour);
        Arrows(canvas, curve.Below, area.Bottom - 1, -1, colour);
    }

    /// <summary>Says that there is nothing to see.</summary>
    internal static void Nothing(ICanvas canvas, PlotRect area, Palette palette, double size) =>
        canvas.Text(new(Math.Round((area.Left + area.Right) / 2), Math.Round((area.Top + area.Bottom) / 2 + size / 3)), NoData, new(size, palette.Muted, TextAnchor.Middle));

    // One arrow for what is close together, in the middle of it.
    static void Arrows(ICanvas canvas, List<double> places, double y, int down, Rgba colour)
    {
        for (var i = 0; i < places.Count;)
        {
            var end = i + 1;
            while (end < places.Count && places[end] - places[i] < ArrowSpace) end++;
            var x = Axes.Sharp((places[i] + places[end - 1]) / 2);
            canvas.Fill([new(x, y), new(x + ArrowSize, y + down * ArrowSize * 1.5), new(x - ArrowSize, y + down * ArrowSize * 1.5)], colour);
            i = end;
        }
    }
}
