using Lamost.Vo.Adql.Units;

namespace Lamost.Vo.Archive.Releases;

/// <summary>
/// Checks unit strings against VOUnits 1.1. Stricter than the standard asks of parsers: units and functions that it does not list are refused,
/// so that every unit of an archive can be converted. Units that it calls deprecated but lists (Angstrom, erg) are allowed.
/// </summary>
public static class Units
{
    /// <summary>Checks a unit.</summary>
    /// <param name="unit">For instance <c>km/s</c>, <c>10**-17erg/(s.cm**2.Angstrom)</c> or <c>log(cm/s**2)</c>; never empty: no unit is no unit.</param>
    /// <returns>What is wrong, as a sentence; null when nothing is.</returns>
    public static string? Check(string unit) => VoUnit.TryParseListed(unit, out _, out var fault) ? null : fault.Text.English;
}
