namespace Lamost.Vo.Archive.Simulation;

/// <summary>
/// One spectrum: a row of the general catalogue, with the parameters it has in the stellar one. NaN and <see cref="Source.None"/> mean no
/// value. Filled anew for each row.
/// </summary>
sealed class Spectrum
{
    /// <summary>What was observed.</summary>
    public readonly Source Source = new();

    /// <summary>On which plate.</summary>
    public Plate Plate = null!;

    /// <summary>Identifier, spectrograph 1 to 16, fibre 1 to 250.</summary>
    public long Obsid, Spid, FiberId;

    /// <summary>Input and observed position in units of 1e-7 degrees, as published.</summary>
    public long Ra, Dec, RaObs, DecObs;

    /// <summary>Deliberate displacement of the fibre, arcsec; 0 for none.</summary>
    public double Offset;

    /// <summary>Signal-to-noise in the five bands.</summary>
    public double SnrU, SnrG, SnrR, SnrI, SnrZ;

    /// <summary>The type found; null for none.</summary>
    public SpectralType? Type;

    /// <summary>Redshift and its error.</summary>
    public double Z, ZError;

    /// <summary>Whether the fibre carried a flux standard.</summary>
    public bool IsStandard;

    /// <summary>Bit mask of fibre problems.</summary>
    public long Fibermask;

    /// <summary>Whether LASP gave parameters: then the row is in the stellar table too, and what follows is filled.</summary>
    public bool HasParameters;

    /// <summary>Parameters and their errors: K, dex, dex, km/s, dex, km/s.</summary>
    public double Teff, TeffError, Logg, LoggError, Feh, FehError, Rv, RvError, Alpha, AlphaError, Vsini;

    readonly byte[] _designation = new byte[19];
    readonly byte[] _uid = new byte[20];

    /// <summary>JHHMMSS.ss+DDMMSS.s of the observed position, cut and not rounded, as the survey does.</summary>
    public ReadOnlySpan<byte> Designation()
    {
        // In whole units: 1e-7 degrees times 24,000 hundredths of a second of time a degree, or 36,000 tenths of an arcsec.
        var time = RaObs * 24 / 10_000;
        var arc = Math.Abs(DecObs) * 36 / 10_000;
        var text = _designation;
        text[0] = (byte)'J';
        Digits(text, 1, 2, time / 360_000);
        Digits(text, 3, 2, time / 6_000 % 60);
        Digits(text, 5, 2, time / 100 % 60);
        text[7] = (byte)'.';
        Digits(text, 8, 2, time % 100);
        text[10] = (byte)(DecObs < 0 ? '-' : '+');
        Digits(text, 11, 2, arc / 36_000);
        Digits(text, 13, 2, arc / 600 % 60);
        Digits(text, 15, 2, arc / 10 % 60);
        text[17] = (byte)'.';
        Digits(text, 18, 1, arc % 10);
        return text;
    }

    /// <summary>The source's key: its letter and the number of its triangle.</summary>
    public ReadOnlySpan<byte> Uid()
    {
        _uid[0] = Source.Letter;
        Source.Trixel.TryFormat(_uid.AsSpan(1), out var written);
        return _uid.AsSpan(0, written + 1);
    }

    static void Digits(byte[] text, int at, int count, long value)
    {
        for (var digit = at + count - 1; digit >= at; digit--, value /= 10) text[digit] = (byte)('0' + value % 10);
    }
}
