namespace Lamost.Vo.Spectra.Processing;

/// <summary>
/// The pseudo-continuum of a spectrum: what its flux would be without lines, as far as can be told from the pixels. Good enough to look at a spectrum without its slope, not to
/// measure equivalent widths: broad bands (those of M stars, quasars) bend it.
/// </summary>
public static class Continuum
{
    const int PixelsPerNode = 100, MostNodes = 40, Rounds = 5;

    /// <summary>Deviations below which a pixel is in a line, and above which it is a cosmic ray or an emission line.</summary>
    const double Below = 1, Above = 3;

    /// <summary>A median absolute deviation times this is the standard deviation of normal noise.</summary>
    const double Normal = 1.4826;

    /// <summary>
    /// Fits a continuum to the good pixels: in windows of about 200 pixels that overlap by half, the median of what remains when the pixels more than 1 deviation below
    /// the median (lines) and 3 above it (spikes) have been left out, five times over; straight lines from the middle of one window to the next, level beyond the first and the last.
    /// </summary>
    /// <param name="spectrum">Of which.</param>
    /// <returns>More than 0 at each pixel; null when no window has good pixels with a positive median.</returns>
    public static double[]? Fit(Spectrum spectrum)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        var good = Enumerable.Range(0, spectrum.Length).Where(spectrum.IsGood).ToArray();
        var count = Math.Clamp(good.Length / PixelsPerNode, 1, MostNodes);
        var (at, level) = (new List<double>(), new List<double>());
        for (var node = 0; node < count; node++)
        {
            var from = (int)((long)good.Length * Math.Max(0, 2 * node - 1) / (2 * count));
            var to = (int)((long)good.Length * Math.Min(2 * count, 2 * node + 3) / (2 * count));
            if (Level([.. good[from..to].Select(i => spectrum.Flux[i])]) is not { } value) continue;
            at.Add(spectrum.Wavelength[good[(from + to - 1) / 2]]);
            level.Add(value);
        }
        return level.Count == 0 ? null : [.. spectrum.Wavelength.Select(w => Between(at, level, w))];
    }

    /// <summary>
    /// The continuum that flux was divided by. Where it cannot be told (one of the two is 0, negative against the other, or not finite) it is taken between its neighbours.
    /// </summary>
    /// <returns>More than 0 at each pixel; null when it can be told nowhere.</returns>
    internal static double[]? Of(double[] flux, double[] normalized)
    {
        var (at, level) = (new List<double>(), new List<double>());
        for (var i = 0; i < flux.Length; i++)
        {
            var ratio = flux[i] / normalized[i];
            if (!double.IsFinite(ratio) || ratio <= 0) continue;
            at.Add(i);
            level.Add(ratio);
        }
        return level.Count == 0 ? null : [.. Enumerable.Range(0, flux.Length).Select(i => Between(at, level, i))];
    }

    static double? Level(double[] values)
    {
        Array.Sort(values);
        ReadOnlySpan<double> rest = values;
        for (var round = 0; round < Rounds && rest.Length > 2; round++)
        {
            var middle = Median(rest);
            var deviation = Normal * Deviation(rest, middle);
            if (deviation == 0) break;
            var (from, to) = (0, rest.Length);
            while (rest[from] < middle - Below * deviation) from++;
            while (rest[to - 1] > middle + Above * deviation) to--;
            if (to - from == rest.Length) break;
            rest = rest[from..to];
        }
        return rest.Length > 0 && Median(rest) is > 0 and < double.PositiveInfinity and var level ? level : null;
    }

    static double Deviation(ReadOnlySpan<double> values, double middle)
    {
        var distances = new double[values.Length];
        for (var i = 0; i < values.Length; i++) distances[i] = Math.Abs(values[i] - middle);
        Array.Sort(distances);
        return Median(distances);
    }

    static double Median(ReadOnlySpan<double> sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    /// <summary>On the straight line between two points, level beyond the ends; places ascend.</summary>
    static double Between(List<double> places, List<double> values, double place)
    {
        var found = places.BinarySearch(place);
        if (found >= 0) return values[found];
        var next = ~found;
        if (next == 0) return values[0];
        if (next == places.Count) return values[^1];
        var part = (place - places[next - 1]) / (places[next] - places[next - 1]);
        return values[next - 1] + part * (values[next] - values[next - 1]);
    }
}
