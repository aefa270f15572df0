namespace Lamost.Vo.Spectra;

/// <summary>
/// What the headers of a file tell of its observation, under one name each whatever the release called it. Null means that the file does not say, or says what
/// LAMOST writes for "not known" (-9999, <c>Non</c>, blank).
/// </summary>
public sealed record Observation
{
    /// <summary>True for medium resolution.</summary>
    public bool IsMedium { get; init; }

    /// <summary>
    /// The number of the spectrum (low) or of the target's visit (medium), more than 0. Null when the header has none (DR1, DR2) or one that overflowed 16 bits (DR3).
    /// </summary>
    public long? Obsid { get; init; }

    /// <summary>The name from its coordinates, <c>J224415.49+193359.7</c>, without the word LAMOST.</summary>
    public string? Designation { get; init; }

    /// <summary>Position of the object in the input catalogue: ICRS, degrees (the files say FK5, which is within 0.1 arcsec of it).</summary>
    public double? Ra { get; init; }

    /// <summary>As <see cref="Ra"/>.</summary>
    public double? Dec { get; init; }

    /// <summary>Where the fibre pointed, degrees.</summary>
    public double? RaObserved { get; init; }

    /// <summary>As <see cref="RaObserved"/>.</summary>
    public double? DecObserved { get; init; }

    /// <summary>Name of the observing plan.</summary>
    public string? Plan { get; init; }

    /// <summary>Number of the spectrograph, 1 to 16.</summary>
    public int? Spectrograph { get; init; }

    /// <summary>Number of the fibre, 1 to 250.</summary>
    public int? Fibre { get; init; }

    /// <summary>Local modified Julian day, which file names have (DR1 swaps the two: here they are right).</summary>
    public int? LocalDay { get; init; }

    /// <summary>Modified Julian day, UTC.</summary>
    public int? Day { get; init; }

    /// <summary>The begin of the first exposure, UTC (the files have local time, UTC+8).</summary>
    public DateTime? Begin { get; init; }

    /// <summary>The end of the last exposure, UTC.</summary>
    public DateTime? End { get; init; }

    /// <summary>The middle of the exposures, UTC.</summary>
    public DateTime? Middle { get; init; }

    /// <summary>Exposure in s, summed; of two arms the lesser.</summary>
    public double? ExposureSeconds { get; init; }

    /// <summary>What the pipeline took it for: <c>STAR</c>, <c>GALAXY</c>, <c>QSO</c>, <c>Unknown</c>. Low resolution before DR9 only, as what follows.</summary>
    public string? Class { get; init; }

    /// <summary>Spectral type.</summary>
    public string? Subclass { get; init; }

    /// <summary>Redshift.</summary>
    public double? Redshift { get; init; }

    /// <summary>Its error.</summary>
    public double? RedshiftError { get; init; }

    /// <summary>Signal-to-noise in the bands u, g, r, i, z; each null when the file does not say.</summary>
    public IReadOnlyList<double?> SignalToNoise { get; init; } = [null, null, null, null, null];

    /// <summary>The release the file was written for: <c>LAMOST DR10</c>.</summary>
    public string? Release { get; init; }

    /// <summary>When the file was written, UTC.</summary>
    public DateTime? Written { get; init; }

    /// <summary>The heliocentric correction that was applied, km/s.</summary>
    public double? HeliocentricVelocity { get; init; }

    /// <summary>Seeing in arcsec; null where it is absurd (not more than 0, or over 60).</summary>
    public double? Seeing { get; init; }

    /// <summary>Declared file name, <c>spec-57278-EG224429N215706B01_sp01-001.fits</c>.</summary>
    public string? FileName { get; init; }
}
