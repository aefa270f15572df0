using System.Globalization;

namespace Lamost.Vo.Spectra.Synthetic;

/// <summary>What the atmosphere of a star is like.</summary>
/// <param name="Teff">K.</param>
/// <param name="LogG">log10 of cm/s^2.</param>
/// <param name="FeH">dex.</param>
/// <param name="IsCarbon">Whether it has more carbon than oxygen.</param>
/// <param name="HasEmission">Whether the Balmer lines stand out (CV, dMe, EM).</param>
sealed record StellarParameters(double Teff, double LogG, double FeH, bool IsCarbon = false, bool HasEmission = false)
{
    /// <summary>Temperatures of the dwarfs O0, B0, A0 and so on, and half way between (Pecaut, Mamajek 2013, rounded).</summary>
    static readonly double[] Dwarfs = [50000, 41000, 31000, 15500, 9700, 8100, 7200, 6500, 5930, 5660, 5270, 4440, 3850, 3050, 2300, 1900];

    const string Letters = "OBAFGKML";

    /// <summary>From a target; what the catalogue does not say, or says absurdly, follows from the spectral type.</summary>
    public static StellarParameters Of(SyntheticTarget target)
    {
        var type = (target.Subclass ?? "").Trim();
        var star = FromType(type);
        return star with
        {
            Teff = target.Teff is >= 1500 and <= 100_000 ? target.Teff.Value : star.Teff,
            LogG = target.LogG is >= -1 and <= 9.5 ? target.LogG.Value : star.LogG,
            FeH = target.FeH is >= -6 and <= 1.5 ? target.FeH.Value : 0,
        };
    }

    static StellarParameters FromType(string type)
    {
        if (type.StartsWith("WD", StringComparison.OrdinalIgnoreCase)) return new StellarParameters(14000, 8, 0);
        if (type.StartsWith("CV", StringComparison.OrdinalIgnoreCase)) return new StellarParameters(12000, 5, 0, HasEmission: true);
        if (type.StartsWith("Carbon", StringComparison.OrdinalIgnoreCase)) return new StellarParameters(4000, 1.5, 0, IsCarbon: true);
        var giant = type.StartsWith('g') || type.Contains("III", StringComparison.Ordinal);
        var letter = type.TrimStart('d', 'g', 's', 'e');
        if (letter.Length == 0 || Letters.IndexOf(letter[0], StringComparison.Ordinal) is var spectral && spectral < 0) return new StellarParameters(5660, 4.4, 0);
        var digit = letter.Length > 1 && double.TryParse(letter.AsSpan(1, 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sub) ? sub : 3;
        var at = Math.Min(2 * spectral + digit / 5, Dwarfs.Length - 1.001);
        var below = (int)at;
        var teff = Math.Exp(Math.Log(Dwarfs[below]) * (1 - at + below) + Math.Log(Dwarfs[below + 1]) * (at - below));
        return new StellarParameters(teff, giant ? 1.5 : teff < 4500 ? 4.7 : 4.3, 0, HasEmission: type.EndsWith("EM", StringComparison.Ordinal));
    }
}
