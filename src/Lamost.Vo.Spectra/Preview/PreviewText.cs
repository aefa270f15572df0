using System.Globalization;
using System.Text;

namespace Lamost.Vo.Spectra.Preview;

/// <summary>Texts of previews. What comes from files or tables is hostile: it is one line of bounded length, without characters that steer what is around it.</summary>
static class PreviewText
{
    const int Longest = 120;
    const double LightSpeed = 299792.458;

    /// <summary>MJD of 1858-11-17.</summary>
    static readonly DateTime DayZero = new(1858, 11, 17, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>A text that can be shown.</summary>
    internal static string Clean(string? text)
    {
        var clean = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (clean.Length >= Longest) return clean.Append('…').ToString();
            var steers = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse;
            if (steers) clean.Append(' ');
            else clean.Append(rune.ToString());
        }
        return clean.ToString().Trim();
    }

    /// <summary>The begin of a text that has room, with dots if some is lost.</summary>
    internal static string Shorten(string text, double size, double room)
    {
        bool Fits(string t) => StrokeFont.Measure(t, size) * StrokeFont.Allowance <= room;
        if (Fits(text)) return text;
        var length = text.Length;
        while (length > 0 && !Fits(text[..length] + "…")) length--;
        if (length > 0 && char.IsHighSurrogate(text[length - 1])) length--;
        return length == 0 ? "" : text[..length].TrimEnd() + "…";
    }

    /// <summary>Class and type: <c>star G5</c>, <c>QSO</c>; empty when not known.</summary>
    internal static string Class(DatasetDescription description)
    {
        var name = Clean(description.TargetClass);
        name = name.Equals("qso", StringComparison.OrdinalIgnoreCase) ? "QSO" : name.ToLowerInvariant();
        return $"{name} {Clean(description.SpectralType)}".Trim();
    }

    /// <summary>Velocity of a star, redshift of anything else; null when not known.</summary>
    internal static string? Motion(DatasetDescription description)
    {
        if (description.Redshift is not { } z || !double.IsFinite(z)) return null;
        var isStar = "star".Equals(description.TargetClass?.Trim(), StringComparison.OrdinalIgnoreCase);
        var error = description.RedshiftError is { } e && e > 0 && double.IsFinite(e) ? e : (double?)null;
        if (!isStar)
        {
            var format = error < 0.0001 ? "0.00000" : "0.0000";
            return $"z = {Number(z, format)}" + (error is { } e1 ? $" ± {Number(e1, format)}" : "");
        }
        return $"v = {Number(z * LightSpeed, "0.0")}" + (error is { } ev ? $" ± {Number(ev * LightSpeed, "0.0")}" : "") + " km/s";
    }

    /// <summary>The facts below the title, the more important first.</summary>
    internal static IEnumerable<string> Facts(DatasetDescription description)
    {
        if (Class(description) is { Length: > 0 } type) yield return type;
        if (Motion(description) is { } motion) yield return motion;
        if (description.SignalToNoise is { } sn && double.IsFinite(sn)) yield return "S/N " + Number(sn, Math.Abs(sn) < 10 ? "0.0" : "0");
        if (Date(description.TimeStart) is { } date) yield return date;
        if (Clean(description.Collection) is { Length: > 0 } collection) yield return collection;
    }

    /// <summary>The day, UTC, of a modified Julian date; null when there is none or not in years 1 to 9999.</summary>
    internal static string? Date(double? mjd) => Day(mjd)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>As <see cref="Date"/>, as a time.</summary>
    internal static DateTime? Day(double? mjd) => mjd is > -678000 and < 2973000 ? DayZero.AddDays(mjd.Value) : null;

    /// <summary>The modified Julian date of a time.</summary>
    internal static double Mjd(DateTime time) => (time - DayZero).TotalDays;

    // Numbers that no plain notation can hold come in powers.
    internal static string Number(double value, string format) =>
        (Math.Abs(value) < 1e7 ? value.ToString(format, CultureInfo.InvariantCulture) : value.ToString("0.###e0", CultureInfo.InvariantCulture)).Replace('-', '−');
}
