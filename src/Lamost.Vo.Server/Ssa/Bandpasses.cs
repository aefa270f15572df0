using Lamost.Vo.Archive.Spectra;

namespace Lamost.Vo.Server.Ssa;

/// <summary>
/// Names of bandpasses that BAND may have, with their wavelengths in m at half of their maximum: Johnson-Cousins (Bessell 1990, PASP 102, 1181), SDSS (Fukugita et al. 1996, AJ
/// 111, 1748; small letters), and the ranges of the IVOA's messenger vocabulary.
/// </summary>
static class Bandpasses
{
    static readonly Dictionary<string, ValueRange> Named = new(StringComparer.Ordinal)
    {
        ["U"] = new(3.28e-7, 3.94e-7),
        ["B"] = new(3.90e-7, 4.89e-7),
        ["V"] = new(5.07e-7, 5.95e-7),
        ["R"] = new(5.68e-7, 7.27e-7),
        ["I"] = new(7.30e-7, 8.79e-7),
        ["u"] = new(3.24e-7, 3.86e-7),
        ["g"] = new(4.08e-7, 5.48e-7),
        ["r"] = new(5.56e-7, 6.95e-7),
        ["i"] = new(6.88e-7, 8.42e-7),
        ["z"] = new(8.15e-7, 9.90e-7),
    };

    static readonly Dictionary<string, ValueRange> Ranges = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Optical"] = new(3e-7, 1e-6),
        ["UV"] = new(1e-8, 3e-7),
        ["Infrared"] = new(1e-6, 1e-4),
        ["Millimeter"] = new(1e-4, 1e-2),
        ["Radio"] = new(1e-2, double.PositiveInfinity),
        ["X-ray"] = new(1e-11, 1e-8),
        ["Gamma-ray"] = new(0, 1e-11),
    };

    /// <summary>The wavelengths of a name; null when it is none. Names of one letter are told apart by case.</summary>
    public static ValueRange? Find(string name) => Named.TryGetValue(name, out var range) || Ranges.TryGetValue(name, out range) ? range : null;
}
