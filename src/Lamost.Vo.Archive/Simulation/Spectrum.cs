namespace Lamost.Vo.Archive.Simulation;

/// <summary>One spectrum of a source, as far as surveys agree on what that is. NaN and <see cref="Source.None"/> mean no value.</summary>
class Spectrum : Observation
{
    readonly byte[] _uid = new byte[20];

    /// <summary>What was observed.</summary>
    public readonly Source Source = new();

    /// <summary>Whether the fibre carried a flux standard.</summary>
    public bool IsStandard;

    /// <summary>Bit mask of fibre problems.</summary>
    public long Fibermask;

    /// <summary>Whether parameters are published: then the row is in the stellar table too, and its parameters are filled.</summary>
    public bool HasParameters;

    /// <summary>The source's key: its letter and the number of its triangle.</summary>
    public ReadOnlySpan<byte> Uid() => Source.Uid(_uid);
}

/// <summary>A row of the low-resolution general catalogue, with the parameters it has in the stellar one.</summary>
sealed class LowSpectrum : Spectrum
{
    /// <summary>Signal-to-noise in the five bands.</summary>
    public double SnrU, SnrG, SnrR, SnrI, SnrZ;

    /// <summary>The type found; null for none.</summary>
    public SpectralType? Type;

    /// <summary>Redshift and its error.</summary>
    public double Z, ZError;

    /// <summary>Parameters and their errors: K, dex, dex, km/s, dex, km/s.</summary>
    public double Teff, TeffError, Logg, LoggError, Feh, FehError, Rv, RvError, Alpha, AlphaError, Vsini;
}

/// <summary>A row of the medium-resolution general catalogue, with the parameters it has in the stellar one: one arm of a coadd or an exposure.</summary>
sealed class MediumSpectrum : Spectrum
{
    readonly byte[] _mobsid = new byte[40];

    /// <summary>The exposure, from 1; 0 for the coadd of all.</summary>
    public int Exposure;

    /// <summary>Whether it is of the red arm.</summary>
    public bool IsRed;

    /// <summary>Signal-to-noise of the arm.</summary>
    public double Snr;

    /// <summary>Gaia's mean magnitudes BP and RP.</summary>
    public double Bp, Rp;

    /// <summary>Velocities of the blue arm, the red arm, both and LASP, as found and with the zero point corrected; km/s.</summary>
    public Velocity Blue, Red, Both, Lasp;

    /// <summary>LASP's parameters and their errors: K, dex, dex, km/s, dex.</summary>
    public double Teff, TeffError, Logg, LoggError, Feh, FehError, Vsini, VsiniError, Alpha, AlphaError;

    /// <summary>Parameters of the neural network: K, dex, dex, dex, dex.</summary>
    public double CnnTeff, CnnLogg, CnnFeh, CnnMetals, CnnAlpha;

    /// <summary>Its abundances relative to iron: C, N, O, Mg, Al, Si, S, Ca, Ti, Cr, Ni, Cu; dex.</summary>
    public readonly double[] Abundances = new double[12];

    /// <summary>When it began: of the coadd, when the first exposure did. Local modified Julian minutes.</summary>
    public long Minute => Plate.Log.StartOf(Math.Max(0, Exposure - 1));

    /// <summary>obsid, the minute of a single exposure, the letter of the arm.</summary>
    public ReadOnlySpan<byte> Mobsid()
    {
        Obsid.TryFormat(_mobsid, out var length);
        if (Exposure > 0)
        {
            Minute.TryFormat(_mobsid.AsSpan(length), out var more);
            length += more;
        }
        _mobsid[length] = IsRed ? (byte)'R' : (byte)'B';
        return _mobsid.AsSpan(0, length + 1);
    }
}

/// <summary>A radial velocity, km/s; NaN for none.</summary>
/// <param name="Raw">As found.</param>
/// <param name="Corrected">With the zero point of spectrograph and exposure taken off.</param>
/// <param name="Error">Of the former.</param>
/// <param name="CorrectedError">Of the latter.</param>
readonly record struct Velocity(double Raw, double Corrected, double Error, double CorrectedError)
{
    /// <summary>No velocity.</summary>
    public static readonly Velocity None = new(double.NaN, double.NaN, double.NaN, double.NaN);
}
