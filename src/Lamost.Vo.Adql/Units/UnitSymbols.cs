using System.Collections.Frozen;

namespace Lamost.Vo.Adql.Units;

/// <summary>
/// The known units of VOUnits 1.1, 2.4, and what each is worth. Values of astronomy are those of IAU 2012 B2 (au) and 2015 B2, B3 (parsec, Sun), the mass
/// of the Sun with the constant of gravitation of CODATA 2018, as are the other measured values.
/// </summary>
static class UnitSymbols
{
    /// <summary>SI prefixes with their powers of ten; <c>da</c> must not be used (VOUnits 1.1, 2.6).</summary>
    static readonly (string Prefix, int Power)[] SiPrefixes =
    [
        ("d", -1), ("c", -2), ("m", -3), ("u", -6), ("n", -9), ("p", -12), ("f", -15), ("a", -18), ("z", -21), ("y", -24), ("r", -27), ("q", -30),
        ("h", 2), ("k", 3), ("M", 6), ("G", 9), ("T", 12), ("P", 15), ("E", 18), ("Z", 21), ("Y", 24), ("R", 27), ("Q", 30),
    ];

    static readonly string[] BinaryPrefixes = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"];

    static readonly FrozenDictionary<string, UnitValue> Base = Make().ToFrozenDictionary(StringComparer.Ordinal);
    static readonly FrozenSet<string> Whole = "% AU Angstrom Ba angstrom au dB mas ta dex".Split(' ').ToFrozenSet(StringComparer.Ordinal);
    static readonly FrozenSet<string> Binary = "B bit byte".Split(' ').ToFrozenSet(StringComparer.Ordinal);
    static readonly FrozenDictionary<string, UnitValue>.AlternateLookup<ReadOnlySpan<char>> Lookup = Base.GetAlternateLookup<ReadOnlySpan<char>>();
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> WholeLookup = Whole.GetAlternateLookup<ReadOnlySpan<char>>();
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BinaryLookup = Binary.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Symbols without prefixes that the standard lists, for suggestions.</summary>
    public static IEnumerable<string> Names => Base.Keys.Where(k => k != "dex");

    /// <summary>What a symbol, with its prefix, is worth; null for none.</summary>
    public static UnitValue? Find(ReadOnlySpan<char> symbol)
    {
        if (Lookup.TryGetValue(symbol, out var value)) return value;
        foreach (var (prefix, power) in SiPrefixes)
        {
            if (!symbol.StartsWith(prefix, StringComparison.Ordinal)) continue;
            var rest = symbol[prefix.Length..];
            if (Lookup.TryGetValue(rest, out value) && !WholeLookup.Contains(rest)) return value with { Ten = value.Ten + power };
        }
        for (var i = 0; i < BinaryPrefixes.Length; i++)
        {
            if (!symbol.StartsWith(BinaryPrefixes[i], StringComparison.Ordinal)) continue;
            var rest = symbol[2..];
            if (BinaryLookup.Contains(rest) && Lookup.TryGetValue(rest, out value)) return value with { Factor = value.Factor * Math.Pow(1024, i + 1) };
        }
        return null;
    }

    // Angles in mas, times in s, lengths in m, masses in g: what is whole there is exact.
    static Dictionary<string, UnitValue> Make()
    {
        var units = new Dictionary<string, UnitValue>();
        foreach (var symbol in "m g s A K mol cd mag dex bit ct ph pix adu bin chan beam voxel dB".Split(' ')) Of(symbol, 1, 0, symbol + " 1");
        Of("mas", 1, 0, "angle 1");
        Of("arcsec", 1, 3, "angle 1");
        Of("arcmin", 6, 4, "angle 1");
        Of("deg", 36, 5, "angle 1");
        Of("rad", 648e6 / Math.PI, 0, "angle 1");
        Of("sr", 648e6 / Math.PI * (648e6 / Math.PI), 0, "angle 2");
        Of("min", 60, 0, "s 1");
        Of("h", 36, 2, "s 1");
        Of("d", 864, 2, "s 1");
        Of("yr", 315576, 2, "s 1");
        Of("a", 315576, 2, "s 1");
        // Tropical and Besselian years of 1900 (VOUnits 1.1, 2.4: deprecated).
        Of("ta", 31556925.9747, 0, "s 1");
        Of("Ba", 31556925.1908, 0, "s 1");
        Of("Hz", 1, 0, "s -1");
        Of("N", 1, 3, "m 1 g 1 s -2");
        Of("Pa", 1, 3, "m -1 g 1 s -2");
        Of("J", 1, 3, "m 2 g 1 s -2");
        Of("W", 1, 3, "m 2 g 1 s -3");
        Of("C", 1, 0, "A 1 s 1");
        Of("V", 1, 3, "m 2 g 1 s -3 A -1");
        Of("S", 1, -3, "m -2 g -1 s 3 A 2");
        Of("F", 1, -3, "m -2 g -1 s 4 A 2");
        Of("Wb", 1, 3, "m 2 g 1 s -2 A -1");
        Of("T", 1, 3, "g 1 s -2 A -1");
        Of("H", 1, 3, "m 2 g 1 s -2 A -2");
        Of("Ohm", 1, 3, "m 2 g 1 s -3 A -2");
        Of("lm", 648e6 / Math.PI * (648e6 / Math.PI), 0, "cd 1 angle 2");
        Of("lx", 648e6 / Math.PI * (648e6 / Math.PI), 0, "cd 1 angle 2 m -2");
        Of("erg", 1, -4, "m 2 g 1 s -2");
        Of("eV", 1.602176634, -16, "m 2 g 1 s -2");
        Of("Ry", 2.1798723611035, -15, "m 2 g 1 s -2");
        Of("u", 1.66053906660, -24, "g 1");
        Of("solMass", 1.988409870698051, 33, "g 1");
        Of("solLum", 3828, 26, "m 2 g 1 s -3");
        Of("solRad", 6957, 5, "m 1");
        Of("AU", 149597870700, 0, "m 1");
        Of("au", 149597870700, 0, "m 1");
        Of("pc", 149597870700 * (648000 / Math.PI), 0, "m 1");
        Of("lyr", 9460730472580800, 0, "m 1");
        Of("Angstrom", 1, -10, "m 1");
        Of("angstrom", 1, -10, "m 1");
        Of("barn", 1, -28, "m 2");
        Of("Jy", 1, -23, "g 1 s -2");
        Of("G", 1, -1, "g 1 s -2 A -1");
        Of("D", 1 / 2.99792458, -29, "m 1 A 1 s 1");
        Of("R", 1e10 / (4 * Math.PI) / (648e6 / Math.PI * (648e6 / Math.PI)), 0, "ph 1 m -2 s -1 angle -2");
        Of("B", 8, 0, "bit 1");
        Of("byte", 8, 0, "bit 1");
        Of("count", 1, 0, "ct 1");
        Of("photon", 1, 0, "ph 1");
        Of("pixel", 1, 0, "pix 1");
        Of("%", 1, -2, "");
        return units;

        void Of(string symbol, double factor, int ten, string dimensions)
        {
            var words = dimensions.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var pairs = new (string, int)[words.Length / 2];
            for (var i = 0; i < pairs.Length; i++) pairs[i] = (words[2 * i], int.Parse(words[2 * i + 1], System.Globalization.CultureInfo.InvariantCulture));
            units.Add(symbol, new UnitValue(factor, ten, pairs));
        }
    }
}

/// <summary>What a symbol is worth: Factor * 10^Ten of the product of the base units.</summary>
readonly record struct UnitValue(double Factor, int Ten, (string Base, int Power)[] Dimensions);
