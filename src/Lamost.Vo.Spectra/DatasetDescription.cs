namespace Lamost.Vo.Spectra;

/// <summary>
/// What the archive says of one spectrum that it gives out: the metadata of the Spectrum data model (SpectrumDM 1.2, sections 3 to 6) that is not in the pixels. Times
/// are UTC; wavelengths follow from the pixels, so that a cut-out tells the truth of itself.
/// </summary>
/// <param name="PublisherDid">The publisher's identifier of the dataset, <c>ivo://authority/dr10?353301001</c>.</param>
/// <param name="Title">For a person: <c>LAMOST DR10 low-resolution spectrum of J224415.49+193359.7</c>.</param>
/// <param name="TargetName">Never empty.</param>
public sealed record DatasetDescription(string PublisherDid, string Title, string TargetName)
{
    /// <summary>Who publishes.</summary>
    public required string Publisher { get; init; }

    /// <summary>The collection, <c>LAMOST DR10 LRS</c>.</summary>
    public required string Collection { get; init; }

    /// <summary>Who made the data.</summary>
    public required string Creator { get; init; }

    /// <summary>Instrument, <c>LAMOST LRS</c>.</summary>
    public required string Instrument { get; init; }

    /// <summary>Version of the release.</summary>
    public string? Version { get; init; }

    /// <summary>Bibcode or URL of what to cite.</summary>
    public string? Reference { get; init; }

    /// <summary>Where the fibre pointed, ICRS degrees.</summary>
    public required double Ra { get; init; }

    /// <summary>As <see cref="Ra"/>.</summary>
    public required double Dec { get; init; }

    /// <summary>Diameter of the fibre on the sky, degrees.</summary>
    public required double Aperture { get; init; }

    /// <summary>Lambda over its full width at half maximum.</summary>
    public required double ResolvingPower { get; init; }

    /// <summary>Begin of the exposure, MJD in days; null when not known.</summary>
    public double? TimeStart { get; init; }

    /// <summary>End of the exposure, MJD in days.</summary>
    public double? TimeStop { get; init; }

    /// <summary>Exposure in s.</summary>
    public double? ExposureSeconds { get; init; }

    /// <summary>Signal-to-noise.</summary>
    public double? SignalToNoise { get; init; }

    /// <summary><c>star</c>, <c>galaxy</c>, <c>qso</c>; null when not known.</summary>
    public string? TargetClass { get; init; }

    /// <summary>Spectral type.</summary>
    public string? SpectralType { get; init; }

    /// <summary>Redshift of the target (for a star its velocity over that of light).</summary>
    public double? Redshift { get; init; }

    /// <summary>Its error.</summary>
    public double? RedshiftError { get; init; }

    /// <summary><c>archival</c>; <c>cutout</c> of a part (SSA 1.1, DataID.CreationType).</summary>
    public string CreationType { get; init; } = "archival";

    /// <summary><c>RELATIVE</c>, <c>UNCALIBRATED</c>, <c>NORMALIZED</c> or <c>ABSOLUTE</c>.</summary>
    public string FluxCalibration { get; init; } = "RELATIVE";

    /// <summary>True when the wavelengths were divided by 1 + redshift.</summary>
    public bool IsRestFrame { get; init; }

    /// <summary>True when the data is invented; said wherever a person can see it.</summary>
    public bool Simulated { get; init; }
}
