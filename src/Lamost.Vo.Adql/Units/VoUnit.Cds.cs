using System.Globalization;

namespace Lamost.Vo.Adql.Units;

public sealed partial class VoUnit
{
    /// <summary>What CDS calls otherwise, or expresses by another unit: the number and the symbol that a symbol stands for. Null where CDS has no word.</summary>
    static readonly Dictionary<string, (int Ten, string? Symbol)> CdsSymbols = new(StringComparer.Ordinal)
    {
        ["Angstrom"] = (-1, "nm"),
        ["angstrom"] = (-1, "nm"),
        ["erg"] = (-7, "J"),
        ["au"] = (0, "AU"),
        ["count"] = (0, "ct"),
        ["photon"] = (0, "ph"),
        ["pixel"] = (0, "pix"),
        ["B"] = (0, "byte"),
        ["G"] = (-4, "T"),
        // Astronomers' words that CDS does not list, or lists for something else.
        ["R"] = (0, null),
        ["u"] = (0, null),
        ["ta"] = (0, null),
        ["Ba"] = (0, null),
        ["dB"] = (0, null),
        ["dex"] = (0, null),
        ["adu"] = (0, null),
        ["bin"] = (0, null),
        ["chan"] = (0, null),
        ["beam"] = (0, null),
        ["voxel"] = (0, null),
    };

    /// <summary>
    /// In the spelling of CDS (Standards for Astronomical Catalogues 2.0, 3.2): products with dots, powers without a sign between, <c>10-17</c> for a power of ten, and
    /// <c>[cm/s2]</c> for the decimal logarithm of a value in cm/s2.
    /// </summary>
    /// <returns>Null when CDS has no spelling for it: powers that are fractions, other functions, units that it does not list.</returns>
    public string? ToCds()
    {
        if (_terms is [{ Symbol: ['l', 'o', 'g', '(', .. var inner, ')'] } logarithm] && logarithm.Power == Units.Power.One && _scale == 1)
            return TryParse(inner, out var of, out _) && of.ToCds() is { } linear ? $"[{linear}]" : null;
        var ten = Math.Log10(_scale);
        if (Math.Abs(ten - Math.Round(ten)) > 1e-12) return null;
        var power = (int)Math.Round(ten);
        var terms = new List<(string Symbol, int Power)>();
        foreach (var (symbol, raised) in _terms)
        {
            if (raised.Denominator != 1 || !symbol.All(c => char.IsAsciiLetter(c) || c == '%')) return null;
            var (own, cds) = CdsSymbols.TryGetValue(symbol, out var known) ? known : (0, symbol);
            if (cds is null) return null;
            power += own * raised.Numerator;
            terms.Add((cds, raised.Numerator));
        }
        if (terms.Count == 0) return null;
        var scale = power switch
        {
            0 => "",
            -1 => "0.1",
            1 => "10",
            2 => "100",
            _ => string.Create(CultureInfo.InvariantCulture, $"10{(power < 0 ? '-' : '+')}{Math.Abs(power)}"),
        };
        var above = terms.Where(t => t.Power > 0).Select(t => Term(t.Symbol, t.Power)).ToList();
        // Readers do not agree on what a second line divides: with several units below it, or none above, the powers are negative.
        return terms.Count == above.Count + 1 && above.Count > 0
            ? $"{scale}{string.Join('.', above)}/{terms.Where(t => t.Power < 0).Select(t => Term(t.Symbol, -t.Power)).Single()}"
            : scale + string.Join('.', terms.Select(t => Term(t.Symbol, t.Power)));

        static string Term(string symbol, int power) => power == 1 ? symbol : string.Create(CultureInfo.InvariantCulture, $"{symbol}{power}");
    }
}
