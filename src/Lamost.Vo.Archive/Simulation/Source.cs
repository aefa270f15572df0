namespace Lamost.Vo.Archive.Simulation;

/// <summary>A source on the sky: all that its spectra have in common. Filled anew for each source.</summary>
sealed class Source
{
    /// <summary>The number that means "no value" in whole-number fields.</summary>
    public const long None = long.MinValue;

    /// <summary>The key of its streams of random numbers; it identifies the source.</summary>
    public ulong Key;

    /// <summary>STAR, GALAXY or QSO.</summary>
    public ObjectClass Class;

    /// <summary>Its true spectral type; not used for galaxies and quasars.</summary>
    public SpectralType Type = SpectralType.Afgk[0];

    /// <summary>Position of the reference survey, ICRS degrees.</summary>
    public double Ra, Dec;

    /// <summary>Position in the input catalogue in units of 1e-7 degrees, as published.</summary>
    public long InputRa, InputDec;

    /// <summary>Which survey named it: G, P or L.</summary>
    public byte Letter;

    /// <summary>Level-20 HTM number of the position of that survey.</summary>
    public long Trixel;

    /// <summary>Gaia source id, or <see cref="None"/>.</summary>
    public long GaiaId;

    /// <summary>Gaia G, NaN for none.</summary>
    public double Magnitude;

    /// <summary>The magnitude that its light has, whether or not Gaia lists it.</summary>
    public double Brightness;

    /// <summary>Pan-STARRS object id, or <see cref="None"/>.</summary>
    public long PanStarrsId;

    /// <summary>Pan-STARRS magnitudes g, r, i, z, y; NaN for none.</summary>
    public readonly double[] PanStarrs = new double[5];

    /// <summary>obsid of the first spectrum.</summary>
    public long FirstObsid;

    /// <summary>Its number in the survey that named it: gp_id.</summary>
    public long Name => Letter switch { (byte)'G' => GaiaId, (byte)'P' => PanStarrsId, _ => FirstObsid };

    /// <summary>uid: its letter and the number of its triangle.</summary>
    /// <param name="buffer">Where it is written; 20 bytes are enough.</param>
    public ReadOnlySpan<byte> Uid(Span<byte> buffer)
    {
        buffer[0] = Letter;
        Trixel.TryFormat(buffer[1..], out var written);
        return buffer[..(written + 1)];
    }

    /// <summary>True parameters: K, dex, dex, dex, km/s; for galaxies and quasars only <see cref="Redshift"/>.</summary>
    public double Temperature, Gravity, Metallicity, Alpha, Velocity;

    /// <summary>Redshift of a galaxy or quasar.</summary>
    public double Redshift;
}

/// <summary>Values of <c>class</c>.</summary>
enum ObjectClass
{
    /// <summary>STAR</summary>
    Star,

    /// <summary>GALAXY</summary>
    Galaxy,

    /// <summary>QSO</summary>
    Quasar,
}
