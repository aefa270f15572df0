using System.Globalization;
using System.Text;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>Makes plan names in the manner of the survey, each once.</summary>
sealed class PlateNames
{
    readonly Dictionary<string, int> _used = [];

    /// <summary>The name of a plate.</summary>
    /// <param name="style">Of the programme that took it.</param>
    /// <param name="prefix">Of the same.</param>
    /// <param name="field">The field it observes.</param>
    /// <param name="mjd">The night.</param>
    public byte[] Next(NameStyle style, string prefix, Field field, int mjd)
    {
        var (ra, dec) = field.Centre.Equatorial();
        var band = "VBMF"[field.Band];
        var sign = dec < 0 ? 'S' : 'N';
        var stem = style switch
        {
            NameStyle.Night => Night(prefix, band, mjd + 1),
            NameStyle.Degrees => string.Create(CultureInfo.InvariantCulture, $"{prefix}{(int)ra:000}{sign}{(int)Math.Abs(dec):00}{band}"),
            NameStyle.Andromeda => string.Create(CultureInfo.InvariantCulture, $"{prefix}31{(int)ra:000}{sign}{(int)Math.Abs(dec):00}{band}"),
            NameStyle.Hipparcos => string.Create(CultureInfo.InvariantCulture, $"{prefix}{1 + field.Key % 118_000}KP"),
            _ => prefix + Sexagesimal(ra * 240) + sign + Sexagesimal(Math.Abs(dec) * 3600) + band,
        };
        var number = _used[stem] = _used.GetValueOrDefault(stem) + 1;
        var digits = style is NameStyle.Degrees or NameStyle.Andromeda ? "0" : "00";
        return Encoding.ASCII.GetBytes(stem + number.ToString(digits, CultureInfo.InvariantCulture));
    }

    // The first weeks wrote two digits of the local day, later plates three or all five.
    static string Night(string prefix, char band, int lmjd)
    {
        var letter = prefix.Length == 1 ? prefix : prefix + band;
        return letter + (lmjd < 55900 ? lmjd % 100 : lmjd % 1000).ToString(lmjd < 55900 ? "00" : "000", CultureInfo.InvariantCulture);
    }

    static string Sexagesimal(double seconds)
    {
        var whole = (int)seconds;
        return string.Create(CultureInfo.InvariantCulture, $"{whole / 3600:00}{whole / 60 % 60:00}{whole % 60:00}");
    }
}
