namespace Lamost.Vo.Spectra.Preview;

/// <summary>Chooses which fluxes a plot shows, so that neither spikes nor the noisy end of a spectrum squeeze what there is to see.</summary>
static class FluxRange
{
    /// <summary>Spikes are narrower than half of this many pixels; lines that the spectrograph resolved are wider.</summary>
    const int FilterPixels = 5;

    const double LowQuantile = 0.005, HighQuantile = 0.995;

    /// <summary>Peaks are shown whole up to this many times the range of nearly all pixels, above it; deeper or higher ones are cut.</summary>
    const double PeakAllowance = 2.5;

    /// <summary>Pixels with an error of more than this many times the median error do not count.</summary>
    const double NoisyFactor = 4;

    const double Margin = 0.06;

    /// <summary>Beyond this, numbers are no measurements, and their squares would overflow.</summary>
    const double Absurd = 1e100;

    /// <summary>Whether a pixel can be drawn.</summary>
    internal static bool IsUsable(Spectrum spectrum, int pixel) => spectrum.IsGood(pixel) && Math.Abs(spectrum.Flux[pixel]) < Absurd;

    /// <summary>The range for a spectrum; null when no pixel is usable.</summary>
    internal static Interval? Of(Spectrum spectrum)
    {
        var usable = Enumerable.Range(0, spectrum.Length).Where(i => IsUsable(spectrum, i)).ToArray();
        if (usable.Length == 0) return null;
        var errors = Array.ConvertAll(usable, spectrum.Error);
        Array.Sort(errors);
        var noisy = errors[errors.Length / 2] * NoisyFactor;
        var calm = Array.FindAll(usable, i => spectrum.Error(i) <= noisy);
        return Of(Filter(Array.ConvertAll(calm, i => spectrum.Flux[i])));
    }

    /// <summary>The range for fluxes without spikes, at least one.</summary>
    internal static Interval Of(double[] flux)
    {
        var sorted = (double[])flux.Clone();
        Array.Sort(sorted);
        var (low, high) = (Quantile(sorted, LowQuantile), Quantile(sorted, HighQuantile));
        var span = high - low;
        (low, high) = (Math.Max(sorted[0], low - PeakAllowance * span), Math.Min(sorted[^1], high + PeakAllowance * span));
        // Zero is worth to be seen when it is not far.
        if (low > 0 && low < high / 2) low = 0;
        var least = Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-9;
        if (high - low <= least) return low == 0 ? new(-1, 1) : new(low - Math.Abs(low) * 0.1, high + Math.Abs(high) * 0.1);
        var margin = (high - low) * Margin;
        return new(low == 0 ? -margin / 2 : low - margin, high + margin);
    }

    /// <summary>The median of each number and its neighbours, fewer of them at the ends.</summary>
    internal static double[] Filter(double[] flux)
    {
        if (flux.Length < FilterPixels) return flux;
        var filtered = new double[flux.Length];
        Span<double> window = stackalloc double[FilterPixels];
        for (var i = 0; i < flux.Length; i++)
        {
            var from = Math.Clamp(i - FilterPixels / 2, 0, flux.Length - FilterPixels);
            flux.AsSpan(from, FilterPixels).CopyTo(window);
            window.Sort();
            filtered[i] = window[FilterPixels / 2];
        }
        return filtered;
    }

    /// <summary>The median flux of usable pixels; null when there is none.</summary>
    internal static double? Median(Spectrum spectrum)
    {
        var usable = Enumerable.Range(0, spectrum.Length).Where(i => IsUsable(spectrum, i)).Select(i => spectrum.Flux[i]).ToArray();
        if (usable.Length == 0) return null;
        Array.Sort(usable);
        return usable[usable.Length / 2];
    }

    static double Quantile(double[] sorted, double q) => sorted[(int)Math.Round(q * (sorted.Length - 1))];
}
