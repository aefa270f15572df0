namespace Lamost.Vo.Archive.Spectra;

/// <summary>Which spectrum: the release and the key that its catalogue gives it.</summary>
/// <param name="Release">The release's name, e.g. <c>dr10</c>.</param>
/// <param name="Key">E.g. <c>353301001</c>, <c>635003103R</c>.</param>
public readonly record struct SpectrumId(string Release, string Key);

/// <summary>What the archive knows of a spectrum; times are MJD (UTC) in days, wavelengths m in vacuum, null what is not known.</summary>
/// <param name="Feed">The catalogue that it is of.</param>
/// <param name="Key">Its key there.</param>
/// <param name="Observation">The number that all spectra of one file share.</param>
public sealed record SpectrumEntry(SpectrumFeed Feed, string Key, long Observation)
{
    /// <summary>Which it is.</summary>
    public SpectrumId Id => new(Feed.Release, Key);

    /// <summary>Of a single exposure the local modified Julian minute at which it began; null for several together.</summary>
    public long? Minute { get; init; }

    /// <summary>0 both arms, 1 blue, 2 red.</summary>
    public short Arm { get; init; }

    /// <summary>The source, the same in all its spectra and releases.</summary>
    public string? Source { get; init; }

    /// <summary>The name of the target.</summary>
    public required string Target { get; init; }

    /// <summary>Where the fibre pointed, ICRS degrees.</summary>
    public required double Ra { get; init; }

    /// <summary>As <see cref="Ra"/>.</summary>
    public required double Dec { get; init; }

    /// <summary>The class as in the catalogue.</summary>
    public string? Class { get; init; }

    /// <summary><c>star</c>, <c>galaxy</c>, <c>qso</c>, <c>unknown</c>.</summary>
    public required string TargetClass { get; init; }

    /// <summary>Spectral type.</summary>
    public string? Type { get; init; }

    /// <summary>Redshift; of a star its velocity over that of light.</summary>
    public double? Redshift { get; init; }

    /// <summary>Its error.</summary>
    public double? RedshiftError { get; init; }

    /// <summary>Radial velocity, km/s.</summary>
    public double? Velocity { get; init; }

    /// <summary>Its error.</summary>
    public double? VelocityError { get; init; }

    /// <summary>Signal-to-noise.</summary>
    public double? SignalToNoise { get; init; }

    /// <summary>Begin.</summary>
    public required double TimeStart { get; init; }

    /// <summary>End.</summary>
    public required double TimeStop { get; init; }

    /// <summary>Exposure in s.</summary>
    public double? Exposure { get; init; }

    /// <summary>First wavelength; null when the file is not there.</summary>
    public double? EmMin { get; init; }

    /// <summary>Last wavelength; null when the file is not there.</summary>
    public double? EmMax { get; init; }

    /// <summary>Pixels; null when the file is not there.</summary>
    public int? Pixels { get; init; }

    /// <summary>Size of the file as published, bytes; null when it is not there.</summary>
    public long? FileBytes { get; init; }

    /// <summary>Size of the FITS table that is made of the spectrum, bytes; null when the file is not there.</summary>
    public int? ProductBytes { get; init; }

    /// <summary>When the file was written, UTC.</summary>
    public DateTime? Modified { get; init; }
}

/// <summary>Where the file of a spectrum is.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Hdu">The name of the spectrum in it.</param>
/// <param name="Bytes">Its size as it lies there.</param>
/// <param name="Time">When it was last changed, UTC, when it was registered.</param>
/// <param name="Md5">Of the file, when it was registered; lower-case hexadecimal.</param>
public sealed record SpectrumPlace(string Path, string Hdu, long Bytes, DateTime Time, string Md5);
