namespace Lamost.Vo.Archive.Releases;

/// <summary>
/// How a table with one row a spectrum feeds SSA, ObsCore and the view of sources (<c>lvo:spectra</c>): what is the same for all its spectra, and which of its columns
/// tell the rest. Names of columns are spelt as they are declared.
/// </summary>
public sealed record SpectraDefinition
{
    /// <summary>Whether files are of medium resolution: <c>med-...</c>, many spectra each.</summary>
    public required bool IsMedium { get; init; }

    /// <summary>The telescope, <c>LAMOST</c>.</summary>
    public required string Facility { get; init; }

    /// <summary>The instrument, <c>LRS</c>.</summary>
    public required string Instrument { get; init; }

    /// <summary>The collection, <c>LAMOST DR10 LRS</c>.</summary>
    public required string Collection { get; init; }

    /// <summary>Who made the data.</summary>
    public required string Creator { get; init; }

    /// <summary>Bibcode of what to cite; null for none.</summary>
    public string? Reference { get; init; }

    /// <summary><c>RELATIVE</c>, <c>UNCALIBRATED</c>, <c>NORMALIZED</c> or <c>ABSOLUTE</c>.</summary>
    public required string FluxCalibration { get; init; }

    /// <summary>Wavelengths in m, vacuum, where the file of a spectrum is not known: of spectra of both arms, of the blue arm, of the red.</summary>
    public required IReadOnlyList<WavelengthRange> Bands { get; init; }

    /// <summary>Lambda over its full width at half maximum.</summary>
    public required double ResolvingPower { get; init; }

    /// <summary>Diameter of the fibre on the sky in arcsec.</summary>
    public required double Aperture { get; init; }

    /// <summary>The column that identifies a spectrum.</summary>
    public required string Key { get; init; }

    /// <summary>The column with the number that all spectra of one file share.</summary>
    public required string Observation { get; init; }

    /// <summary>The column that is the same for all spectra of one source.</summary>
    public required string Source { get; init; }

    /// <summary>The column with the name of the target.</summary>
    public required string Target { get; init; }

    /// <summary>Longitude and latitude at which the fibre pointed; where they are null it pointed at the main position. Empty for always.</summary>
    public IReadOnlyList<string> Fibre { get; init; } = [];

    /// <summary>The columns of local modified Julian day, plan, spectrograph and fibre, which the name of a file has.</summary>
    public required IReadOnlyList<string> Place { get; init; }

    /// <summary>The column with the day of the observation, MJD.</summary>
    public required string Day { get; init; }

    /// <summary>The arm: B or R. Null where spectra have both.</summary>
    public string? Arm { get; init; }

    /// <summary>The local modified Julian minute (UTC+8) at which the exposure began; null for none.</summary>
    public string? Minute { get; init; }

    /// <summary>1 for several exposures together, 0 for one; null where all are several.</summary>
    public string? Coadd { get; init; }

    /// <summary>The table of plates, with the columns <c>pid</c>, <c>exptime</c> and <c>lmjm</c> or <c>lmjm_list</c>; null for none.</summary>
    public string? Plan { get; init; }

    /// <summary>The class; null for none.</summary>
    public string? Class { get; init; }

    /// <summary>The class of all spectra, where there is no column.</summary>
    public string? CommonClass { get; init; }

    /// <summary>The spectral type; null for none.</summary>
    public string? Type { get; init; }

    /// <summary>The redshift and its error; empty for none. Of a star it is its velocity over that of light.</summary>
    public IReadOnlyList<string> Redshift { get; init; } = [];

    /// <summary>Radial velocities in km/s, the first that is not null counts; empty where it follows from the redshift.</summary>
    public IReadOnlyList<string> Velocity { get; init; } = [];

    /// <summary>The errors of <see cref="Velocity"/>, as many.</summary>
    public IReadOnlyList<string> VelocityError { get; init; } = [];

    /// <summary>Signal-to-noise, the first that is not null counts.</summary>
    public required IReadOnlyList<string> SignalToNoise { get; init; }
}

/// <summary>A range of wavelengths in m, vacuum.</summary>
/// <param name="Low">Its begin.</param>
/// <param name="High">Its end, more than <paramref name="Low"/>.</param>
public sealed record WavelengthRange(double Low, double High);
