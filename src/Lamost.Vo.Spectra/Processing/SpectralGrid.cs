namespace Lamost.Vo.Spectra.Processing;

/// <summary>A regular grid of wavelengths, beginning at the first pixel of the spectrum that is brought onto it.</summary>
public sealed class SpectralGrid
{
    readonly bool _logarithmic;

    SpectralGrid(double step, bool logarithmic)
    {
        if (!double.IsFinite(step) || step <= 0) throw new ArgumentOutOfRangeException(nameof(step), step, "A step is more than 0.");
        (Step, _logarithmic) = (step, logarithmic);
    }

    /// <summary>Angstrom, or the difference of decadic logarithms, from one pixel to the next.</summary>
    public double Step { get; }

    /// <summary>Pixels at equal distances.</summary>
    /// <param name="angstrom">The distance, more than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite, or not more than 0.</exception>
    public static SpectralGrid Linear(double angstrom) => new(angstrom, false);

    /// <summary>Pixels at equal ratios, that is at equal velocities: LAMOST's own low-resolution grid has 1e-4, the medium-resolution one 1e-5.</summary>
    /// <param name="dex">The difference of the decadic logarithms, more than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite, or not more than 0.</exception>
    public static SpectralGrid Logarithmic(double dex) => new(dex, true);

    /// <summary>How many pixels there are from one wavelength to another, both among them where they are pixels; may be beyond any array.</summary>
    internal double Count(double first, double last)
    {
        var steps = (_logarithmic ? Math.Log10(last / first) : last - first) / Step;
        // A last pixel that rounding has moved a little beyond the end is still one.
        return Math.Floor(steps + 1e-3) + 1;
    }

    /// <summary>The wavelength of a pixel; of those before the first and behind the last too.</summary>
    internal double Centre(double first, int pixel) => _logarithmic ? first * Math.Pow(10, Step * pixel) : first + Step * pixel;
}
