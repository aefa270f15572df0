namespace Lamost.Vo.Spectra.Synthetic;

/// <summary>
/// What a catalogue says of a row, from which <see cref="SyntheticSpectra"/> invents the file. NaN is not allowed in any number; null means that the catalogue does
/// not say. Immutable.
/// </summary>
/// <param name="FileName">Resolution, day, plan, spectrograph and fibre.</param>
/// <param name="Release">The release that the file pretends to be of: <c>DR10</c>.</param>
public sealed record SyntheticTarget(SpectrumFileName FileName, string Release)
{
    /// <summary>How the file has it; null for what the release had: DR1 to DR8 images and medium resolution by pixels, later tables and arrays.</summary>
    public SpectrumLayout? Layout { get; init; }

    /// <summary>The number of the spectrum, or of the visit.</summary>
    public long? Obsid { get; init; }

    /// <summary><c>J224415.49+193359.7</c>; null: from the coordinates.</summary>
    public string? Designation { get; init; }

    /// <summary>Position of the object, degrees.</summary>
    public required double Ra { get; init; }

    /// <summary>As <see cref="Ra"/>.</summary>
    public required double Dec { get; init; }

    /// <summary>Where the fibre pointed, degrees; null: at the object.</summary>
    public double? RaObserved { get; init; }

    /// <summary>As <see cref="RaObserved"/>.</summary>
    public double? DecObserved { get; init; }

    /// <summary><c>STAR</c>, <c>GALAXY</c>, <c>QSO</c> in any case; anything else has no features.</summary>
    public string? Class { get; init; }

    /// <summary>Spectral type: <c>G7</c>, <c>A5V</c>, <c>dM4</c>, <c>gM0</c>, <c>Carbon</c>, <c>WD</c>; others count as G5.</summary>
    public string? Subclass { get; init; }

    /// <summary>Effective temperature in K; null or not within 1500 to 100 000: from the subclass.</summary>
    public double? Teff { get; init; }

    /// <summary>Surface gravity, log10 of cm/s^2; null or absurd: from the subclass.</summary>
    public double? LogG { get; init; }

    /// <summary>Metallicity in dex of the Sun's; null or absurd: 0.</summary>
    public double? FeH { get; init; }

    /// <summary>Redshift, more than -1; null or -9999: from <see cref="RadialVelocity"/>.</summary>
    public double? Redshift { get; init; }

    /// <summary>Its error; null when not known.</summary>
    public double? RedshiftError { get; init; }

    /// <summary>Heliocentric radial velocity in km/s, used when there is no redshift; null or -9999: 0.</summary>
    public double? RadialVelocity { get; init; }

    /// <summary>
    /// Signal-to-noise in u, g, r, i, z, of low resolution: the median of flux over its error within the full width at half maximum of the SDSS filter. Null or not
    /// more than 0: a guess from the others.
    /// </summary>
    public IReadOnlyList<double?> SignalToNoise { get; init; } = [null, null, null, null, null];

    /// <summary>The exposures of low resolution, in order.</summary>
    public IReadOnlyList<SyntheticExposure> Exposures { get; init; } = [];

    /// <summary>The spectra of a file of medium resolution, in order: at most one coadd for an arm, exposures of different minutes.</summary>
    public IReadOnlyList<SyntheticArm> Arms { get; init; } = [];

    /// <summary>Modified Julian day UTC; null: the one before the local one.</summary>
    public int? Day { get; init; }

    /// <summary>Gaia G magnitude, for the level of the flux where there is none of Pan-STARRS; null or beyond 0 to 30: from the signal-to-noise.</summary>
    public double? GaiaG { get; init; }

    /// <summary>Pan-STARRS magnitudes g, r, i, z, y; null or beyond 0 to 30 when not known.</summary>
    public IReadOnlyList<double?> PanStarrs { get; init; } = [null, null, null, null, null];

    /// <summary>Whether the file has the flux over its continuum; the layouts of DR9 and later only.</summary>
    public bool WithNormalizedFlux { get; init; } = true;

    /// <summary>Chooses noise and whatever else is by chance: the same target with the same seed is the same file.</summary>
    public long Seed { get; init; }

    /// <summary>When the file pretends to have been written, UTC.</summary>
    public DateTime Written { get; init; } = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>False for the flux without noise, sky lines and bad pixels; the inverse variance stays.</summary>
    public bool HasNoise { get; init; } = true;
}

/// <summary>One exposure.</summary>
/// <param name="Minute">Local modified Julian minute (UTC+8) of its begin.</param>
/// <param name="Seconds">Its duration.</param>
public sealed record SyntheticExposure(long Minute, double Seconds);

/// <summary>One spectrum of a file of medium resolution.</summary>
/// <param name="Arm">Blue or red.</param>
/// <param name="Minute">Local modified Julian minute of an exposure's begin; null for the coadd of the arm.</param>
/// <param name="SignalToNoise">Median of flux over its error, at least 0.</param>
public sealed record SyntheticArm(SpectrumArm Arm, long? Minute, double SignalToNoise)
{
    /// <summary>Duration of the exposure in s.</summary>
    public double Seconds { get; init; } = 1200;

    /// <summary>Velocity of its own in km/s, of a binary; null for that of the target.</summary>
    public double? RadialVelocity { get; init; }
}
