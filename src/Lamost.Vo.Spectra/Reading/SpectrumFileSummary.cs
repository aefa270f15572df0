namespace Lamost.Vo.Spectra.Reading;

/// <summary>What an archive keeps of a file of spectra in its tables: all but the pixels.</summary>
/// <param name="Layout">How the file has them.</param>
/// <param name="Observation">What its headers tell of the observation.</param>
/// <param name="Spectra">In the order of the file; at least one.</param>
public sealed record SpectrumFileSummary(SpectrumLayout Layout, Observation Observation, IReadOnlyList<SpectrumSummary> Spectra);

/// <summary>What an archive keeps of one spectrum; names and units as in <see cref="Spectrum"/>.</summary>
/// <param name="Name">The name of its HDU; <c>COADD</c> for a low-resolution spectrum.</param>
/// <param name="Arm">The arm or arms.</param>
/// <param name="Pixels">Number of pixels, at least 1.</param>
/// <param name="FirstWavelength">The least wavelength, Angstrom.</param>
/// <param name="LastWavelength">The greatest wavelength, Angstrom.</param>
public sealed record SpectrumSummary(string Name, SpectrumArm Arm, int Pixels, double FirstWavelength, double LastWavelength)
{
    /// <inheritdoc cref="Spectrum.Minute"/>
    public long? Minute { get; init; }

    /// <inheritdoc cref="Spectrum.Minutes"/>
    public IReadOnlyList<long> Minutes { get; init; } = [];

    /// <inheritdoc cref="Spectrum.ExposureSeconds"/>
    public double? ExposureSeconds { get; init; }

    /// <inheritdoc cref="Spectrum.SignalToNoise"/>
    public double? SignalToNoise { get; init; }

    /// <inheritdoc cref="Spectrum.IsDoublePrecision"/>
    public bool IsDoublePrecision { get; init; }

    /// <summary>Whether there is <see cref="Spectrum.AndMask"/>.</summary>
    public bool HasAndMask { get; init; }

    /// <summary>Whether there is <see cref="Spectrum.OrMask"/>.</summary>
    public bool HasOrMask { get; init; }

    /// <summary>Whether there is a flux divided by the continuum.</summary>
    public bool IsNormalized { get; init; }
}
