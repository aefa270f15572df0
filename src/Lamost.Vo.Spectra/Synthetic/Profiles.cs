namespace Lamost.Vo.Spectra.Synthetic;

/// <summary>Adds profiles to an array over a grid. Each is the true profile as the instrument blurs it: what has an equivalent width keeps it at any
/// resolution.</summary>
static class Profiles
{
    static readonly double RootTwoPi = Math.Sqrt(2 * Math.PI);

    /// <summary>A Gaussian.</summary>
    /// <param name="values">One for each pixel.</param>
    /// <param name="grid">The pixels.</param>
    /// <param name="center">Angstrom, as observed.</param>
    /// <param name="area">Its integral over wavelength, as observed.</param>
    /// <param name="width">Its own standard deviation, Angstrom.</param>
    public static void Gaussian(double[] values, Grid grid, double center, double area, double width)
    {
        var instrument = grid.Sigma(center);
        var sigma = Math.Sqrt(width * width + instrument * instrument);
        var height = area / (sigma * RootTwoPi);
        if (Math.Abs(height) < 1e-5) return;
        var scale = 1 / (sigma * Math.Sqrt(2));
        for (var i = First(grid, center - 4.5 * sigma); i < values.Length; i++)
        {
            var x = (grid.Wavelength[i] - center) * scale;
            if (x > 3.2) break;
            values[i] += height * Math.Exp(-x * x);
        }
    }

    /// <summary>A profile with wide wings, (1 + x^2)^-1.5, as those of hydrogen are by the Stark effect.</summary>
    /// <param name="values">One for each pixel.</param>
    /// <param name="grid">The pixels.</param>
    /// <param name="center">Angstrom, as observed.</param>
    /// <param name="area">Its integral over wavelength.</param>
    /// <param name="width">The distance from its centre, in Angstrom, at which x is 1.</param>
    public static void Winged(double[] values, Grid grid, double center, double area, double width)
    {
        width = Math.Sqrt(width * width + 2 * grid.Sigma(center) * grid.Sigma(center));
        var height = area / (2 * width);
        if (height < 1e-5) return;
        for (var i = First(grid, center - 15 * width); i < values.Length; i++)
        {
            var x = (grid.Wavelength[i] - center) / width;
            if (x > 15) break;
            var denominator = 1 + x * x;
            values[i] += height / (denominator * Math.Sqrt(denominator));
        }
    }

    /// <summary>A band of a molecule: it begins sharply at its head and fades away from it, with a ripple of the lines that it is made of.</summary>
    /// <param name="values">One for each pixel.</param>
    /// <param name="grid">The pixels.</param>
    /// <param name="head">Angstrom, as observed.</param>
    /// <param name="depth">Optical depth at the head.</param>
    /// <param name="length">Angstrom over which it fades to e^-1; negative for a band that fades towards the blue.</param>
    public static void Band(double[] values, Grid grid, double head, double depth, double length)
    {
        if (depth < 1e-4) return;
        var sharp = 1 / Math.Max(grid.Sigma(head), 0.6);
        var (from, to) = length > 0 ? (head - 6 / sharp, head + 5 * length) : (head + 5 * length, head + 6 / sharp);
        for (var i = First(grid, from); i < values.Length && grid.Wavelength[i] < to; i++)
        {
            var into = (grid.Wavelength[i] - head) * Math.Sign(length);
            var ripple = 1 + 0.1 * Math.Sin(into / 2.9) + 0.08 * Math.Sin(into / 6.7 + 1);
            values[i] += depth * ripple * Math.Exp(-Math.Max(into, 0) / Math.Abs(length)) / (1 + Math.Exp(-into * sharp));
        }
    }

    static int First(Grid grid, double wavelength)
    {
        var at = Array.BinarySearch(grid.Wavelength, wavelength);
        return at < 0 ? ~at : at;
    }
}
