namespace Lamost.Vo.Spectra;

/// <summary>
/// One spectrum: flux against wavelength, of one arm or of both, of one exposure or of several together. Whatever the file, wavelengths are in vacuum, heliocentric,
/// in Angstrom; flux is as the pipeline left it, with no unit (LAMOST calibrates low-resolution spectra relatively, medium-resolution ones not at all).
/// All arrays have one element a pixel, in ascending order of wavelength. Immutable by convention: nobody writes to the arrays.
/// </summary>
/// <param name="Name">The name of its HDU: <c>COADD</c> for a low-resolution spectrum, <c>COADD_B</c>, <c>R-84450405</c>.</param>
/// <param name="Wavelength">Angstrom, finite, strictly ascending.</param>
/// <param name="Flux">Relative; NaN where the file has none.</param>
/// <param name="InverseVariance">1/sigma^2 of <paramref name="Flux"/>, at least 0; 0 means that there is no data, whatever the flux says.</param>
public sealed record Spectrum(string Name, double[] Wavelength, double[] Flux, double[] InverseVariance)
{
    /// <summary>The arm or arms.</summary>
    public SpectrumArm Arm { get; init; } = SpectrumArm.Both;

    /// <summary>Of a single exposure, the local modified Julian minute (UTC+8) at which it began; null for several exposures together.</summary>
    public long? Minute { get; init; }

    /// <summary>The minutes of the exposures that went into it, ascending; empty when not known.</summary>
    public IReadOnlyList<long> Minutes { get; init; } = [];

    /// <summary>Duration in s: of a single exposure its own, of several their sum; null when not known.</summary>
    public double? ExposureSeconds { get; init; }

    /// <summary>Signal-to-noise that the file states for this spectrum; null when it does not.</summary>
    public double? SignalToNoise { get; init; }

    /// <summary>Bits that were set in all exposures, or of the one exposure (<c>ANDMASK</c>, <c>PIXMASK</c>); null when the file has none.</summary>
    public int[]? AndMask { get; init; }

    /// <summary>Bits that were set in any exposure (<c>ORMASK</c>); null when the file has none.</summary>
    public int[]? OrMask { get; init; }

    /// <summary>Flux divided by the continuum, dimensionless; null when the file has none (<c>NORM = 0</c>, -9999 throughout).</summary>
    public double[]? Normalized { get; init; }

    /// <summary>True when the file has flux in double precision; else every value above but <see cref="Wavelength"/> is one of single precision.</summary>
    public bool IsDoublePrecision { get; init; }

    /// <summary>Number of pixels.</summary>
    public int Length => Wavelength.Length;

    /// <summary>True for the sum of all exposures of its arms.</summary>
    public bool IsCoadd => Minute is null;

    /// <summary>The standard deviation of a pixel's flux; NaN where there is no data.</summary>
    /// <param name="pixel">0 to <see cref="Length"/> - 1.</param>
    public double Error(int pixel) => InverseVariance[pixel] > 0 ? 1 / Math.Sqrt(InverseVariance[pixel]) : double.NaN;

    /// <summary>Whether a pixel can be used: there is data, and no bit is set that was set in every exposure.</summary>
    /// <param name="pixel">0 to <see cref="Length"/> - 1.</param>
    public bool IsGood(int pixel) => InverseVariance[pixel] > 0 && double.IsFinite(Flux[pixel]) && (AndMask is null || AndMask[pixel] == 0);
}

/// <summary>The arm of a spectrograph.</summary>
public enum SpectrumArm
{
    /// <summary>Blue and red, joined: low resolution.</summary>
    Both,

    /// <summary>Blue.</summary>
    Blue,

    /// <summary>Red.</summary>
    Red,
}
