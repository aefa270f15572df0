namespace Lamost.Vo.Spectra.Preview;

/// <summary>All that was observed of one source, for <see cref="SourcePlot"/>.</summary>
/// <param name="TargetName">Need not be trusted.</param>
/// <param name="Spectra">In any order; of medium resolution the coadds of both arms.</param>
/// <param name="Velocities">In any order.</param>
public sealed record SourceHistory(string TargetName, IReadOnlyList<EpochSpectrum> Spectra, IReadOnlyList<EpochVelocity> Velocities)
{
    /// <summary>True when the data is invented.</summary>
    public bool Simulated { get; init; }
}

/// <summary>A spectrum of an epoch.</summary>
/// <param name="Spectrum">The pixels.</param>
/// <param name="Label">What tells it from others, <c>MRS 753001</c>; may be empty; need not be trusted.</param>
/// <param name="Mjd">Modified Julian date, days.</param>
public sealed record EpochSpectrum(Spectrum Spectrum, string Label, double Mjd);

/// <summary>A radial velocity.</summary>
/// <param name="Mjd">Modified Julian date, days.</param>
/// <param name="Velocity">km/s; not drawn unless finite.</param>
/// <param name="Error">One standard deviation, km/s; null when not known.</param>
/// <param name="IsMedium">True for medium resolution.</param>
public sealed record EpochVelocity(double Mjd, double Velocity, double? Error, bool IsMedium);
