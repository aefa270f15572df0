namespace Lamost.Vo.Archive.Simulation;

/// <summary>What one fibre of one plate was set to. Filled anew for each.</summary>
class Observation
{
    readonly byte[] _designation = new byte[19];

    /// <summary>On which plate.</summary>
    public Plate Plate = null!;

    /// <summary>The fibre, 0 to 3999.</summary>
    public int Fibre;

    /// <summary>Input and observed position in units of 1e-7 degrees, as published.</summary>
    public long Ra, Dec, RaObs, DecObs;

    /// <summary>Deliberate displacement of the fibre, arcsec; 0 for none.</summary>
    public double Offset;

    /// <summary>Identifier: plate serial number, spectrograph, fibre.</summary>
    public long Obsid => ObsidOf(Plate, Fibre);

    /// <summary>Spectrograph, 1 to 16.</summary>
    public int Spid => Fibre / 250 + 1;

    /// <summary>Fibre of the spectrograph, 1 to 250.</summary>
    public int FiberId => Fibre % 250 + 1;

    /// <summary>The identifier of a fibre (0 to 3999) of a plate.</summary>
    public static long ObsidOf(Plate plate, int fibre) => plate.Serial * 100_000L + (fibre / 250 + 1) * 1000 + fibre % 250 + 1;

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

    static void Digits(byte[] text, int at, int count, long value)
    {
        for (var digit = at + count - 1; digit >= at; digit--, value /= 10) text[digit] = (byte)('0' + value % 10);
    }
}
