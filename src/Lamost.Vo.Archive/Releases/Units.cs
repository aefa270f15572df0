using System.Collections.Frozen;

namespace Lamost.Vo.Archive.Releases;

/// <summary>
/// Checks unit strings against VOUnits 1.1. Stricter than the standard asks of parsers: units and functions that it does not list are refused,
/// so that every unit of an archive can be converted. Units that it calls deprecated but lists (Angstrom, erg) are allowed.
/// </summary>
public static class Units
{
    // VOUnits 1.1 section 2.4, table "known units": those that take SI prefixes, those that take SI and binary ones, and those that take none.
    static readonly FrozenSet<string> Prefixable = Set("""
        A C D F G H Hz J Jy K N Ohm Pa R Ry S T V W Wb a adu arcmin arcsec barn beam bin cd chan count ct d deg eV erg g h lm lx lyr m mag min
        mol pc ph photon pix pixel rad s solLum solMass solRad sr u voxel yr
        """);
    static readonly FrozenSet<string> Binary = Set("B bit byte");
    static readonly FrozenSet<string> Whole = Set("% AU Angstrom Ba angstrom au dB mas ta");

    // Section 2.6. The prefix 'da' must not be used.
    static readonly string[] SiPrefixes = [.. "d c m u n p f a z y r q h k M G T P E Z Y R Q".Split(' ')];
    static readonly string[] BinaryPrefixes = [.. "Ki Mi Gi Ti Pi Ei Zi Yi".Split(' ')];

    /// <summary>Functions of units, VOUnits 1.1 section 2.9.</summary>
    internal static readonly FrozenSet<string> Functions = Set("log ln exp sqrt");

    /// <summary>Checks a unit.</summary>
    /// <param name="unit">For instance <c>km/s</c>, <c>10**-17erg/(s.cm**2.Angstrom)</c> or <c>log(cm/s**2)</c>; never empty: no unit is no unit.</param>
    /// <returns>What is wrong, as a sentence; null when nothing is.</returns>
    public static string? Check(string unit) => new UnitParser(unit).Check();

    /// <summary>Why a symbol such as <c>km</c> is no unit; null when it is one.</summary>
    internal static string? SymbolFault(string symbol)
    {
        if (Prefixable.Contains(symbol) || Binary.Contains(symbol) || Whole.Contains(symbol)) return null;
        foreach (var prefix in SiPrefixes)
            if (symbol.StartsWith(prefix, StringComparison.Ordinal) && (Prefixable.Contains(symbol[prefix.Length..]) || Binary.Contains(symbol[prefix.Length..])))
                return null;
        foreach (var prefix in BinaryPrefixes)
            if (symbol.StartsWith(prefix, StringComparison.Ordinal) && Binary.Contains(symbol[prefix.Length..])) return null;
        if (symbol == "dex")
            return "'dex' is not a unit of VOUnits 1.1; leave the unit out for a ratio such as [Fe/H], or write the logarithm, e.g. 'log(cm/s**2)'.";
        return $"'{symbol}' is not a unit of VOUnits 1.1.{DefinitionErrors.Suggest(symbol, [.. Prefixable, .. Whole, .. Binary])}";
    }

    static FrozenSet<string> Set(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
}
