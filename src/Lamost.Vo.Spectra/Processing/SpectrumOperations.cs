namespace Lamost.Vo.Spectra.Processing;

/// <summary>
/// What can be made of a spectrum: each operation gives a new one and leaves the old as it is. A spectrum of single precision stays one: what is computed is rounded. Safe for
/// any number of threads.
/// </summary>
public static class SpectrumOperations
{
    /// <summary>The pixels whose wavelength (that of their centre) lies in a closed interval.</summary>
    /// <param name="spectrum">Of which.</param>
    /// <param name="loMetre">Least wavelength in m, as SODA's BAND has it (SODA 1.0, 3.3.3); may be minus infinity.</param>
    /// <param name="hiMetre">Greatest wavelength in m; may be infinity.</param>
    /// <returns>Null when there is none, also for an interval whose ends are the wrong way round; the spectrum itself when it is all of it.</returns>
    /// <exception cref="ArgumentException">An end is NaN.</exception>
    public static Spectrum? Cut(Spectrum spectrum, double loMetre, double hiMetre)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        if (double.IsNaN(loMetre) || double.IsNaN(hiMetre)) throw new ArgumentException("The ends of the interval are numbers.");
        // Divided, not multiplied: then 6500 Angstrom are just the number that 6.5e-7 is read as.
        var from = Array.FindIndex(spectrum.Wavelength, w => w / 1e10 >= loMetre);
        var to = Array.FindLastIndex(spectrum.Wavelength, w => w / 1e10 <= hiMetre) + 1;
        if (from < 0 || from >= to) return null;
        if (to - from == spectrum.Length) return spectrum;
        return spectrum with
        {
            Wavelength = spectrum.Wavelength[from..to],
            Flux = spectrum.Flux[from..to],
            InverseVariance = spectrum.InverseVariance[from..to],
            AndMask = spectrum.AndMask?[from..to],
            OrMask = spectrum.OrMask?[from..to],
            Normalized = spectrum.Normalized?[from..to],
        };
    }

    /// <summary>Divides wavelengths by 1 + z. Flux stays as it is: it is relative, and its density is not brought to the rest frame.</summary>
    /// <param name="spectrum">Of which.</param>
    /// <param name="z">Redshift, more than -1; of a star its velocity over that of light.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite, or not more than -1.</exception>
    public static Spectrum ToRestFrame(Spectrum spectrum, double z)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        if (!double.IsFinite(z) || z <= -1) throw new ArgumentOutOfRangeException(nameof(z), z, "A redshift is more than -1.");
        return spectrum with { Wavelength = [.. spectrum.Wavelength.Select(w => w / (1 + z))] };
    }

    /// <summary>
    /// Divides flux by its continuum, and scales its variance likewise. The continuum is that of LAMOST where the file has normalised flux, else one fitted to the good pixels
    /// (<see cref="Continuum.Fit"/>). The result has no <see cref="Spectrum.Normalized"/>: its flux is that.
    /// </summary>
    /// <returns>Null when no continuum can be found: no good pixel, or none of positive flux.</returns>
    public static Spectrum? Normalize(Spectrum spectrum)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        var given = spectrum.Normalized is { } n ? Continuum.Of(spectrum.Flux, n) : null;
        if ((given ?? Continuum.Fit(spectrum)) is not { } continuum) return null;
        return spectrum with
        {
            // LAMOST's own values as they are, not a quotient of quotients.
            Flux = given is not null ? spectrum.Normalized! : [.. spectrum.Flux.Select((f, i) => Rounded(spectrum, f / continuum[i]))],
            InverseVariance = [.. spectrum.InverseVariance.Select((v, i) => RoundedVariance(spectrum, v * continuum[i] * continuum[i]))],
            Normalized = null,
        };
    }

    /// <summary>Brings a spectrum onto a regular grid: <see cref="Resampling"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The grid has more than <see cref="Resampling.MostPixels"/> pixels.</exception>
    public static Spectrum Resample(Spectrum spectrum, SpectralGrid grid)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        ArgumentNullException.ThrowIfNull(grid);
        return Resampling.Resample(spectrum, grid);
    }

    /// <summary>A computed value in the precision of the spectrum.</summary>
    internal static double Rounded(Spectrum spectrum, double value) => spectrum.IsDoublePrecision ? value : (float)value;

    /// <summary>A computed inverse variance in the precision of the spectrum, in which it neither vanishes nor becomes infinite.</summary>
    internal static double RoundedVariance(Spectrum spectrum, double value) => value > 0
        ? spectrum.IsDoublePrecision ? Math.Min(value, double.MaxValue) : (float)Math.Clamp(value, float.Epsilon, float.MaxValue)
        : 0;
}
