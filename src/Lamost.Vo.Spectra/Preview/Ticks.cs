using System.Globalization;

namespace Lamost.Vo.Spectra.Preview;

/// <summary>A range of numbers, <paramref name="Low"/> less than <paramref name="High"/>.</summary>
readonly record struct Interval(double Low, double High)
{
    internal double Span => High - Low;

    internal bool Has(double value) => value >= Low && value <= High;
}

/// <summary>Round numbers along an axis.</summary>
/// <param name="Major">Those with a label, ascending.</param>
/// <param name="Minor">Those between.</param>
/// <param name="Exponent">Labels are in units of ten to this; 0 unless numbers are very large or small.</param>
sealed record Ticks(double[] Major, double[] Minor, int Exponent)
{
    const double Largest = 1e5, Smallest = 1e-2;

    int _decimals;

    /// <summary>Chooses steps of 1, 2 or 5 times a power of ten, the nearest to what is asked for.</summary>
    /// <param name="range">Finite.</param>
    /// <param name="count">About how many labels.</param>
    internal static Ticks Of(Interval range, int count)
    {
        var rough = range.Span / Math.Max(1, count);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var factor = (rough / power) switch { <= 1.42 => 1, <= 3.17 => 2, <= 7.08 => 5, _ => 10 };
        var step = factor * power;
        var size = Math.Max(Math.Abs(range.Low), Math.Abs(range.High));
        var exponent = size is >= Largest or < Smallest ? (int)Math.Floor(Math.Log10(size)) : 0;
        return new(Multiples(range, step), Multiples(range, step / (factor == 2 ? 4 : 5)), exponent)
        {
            _decimals = Math.Clamp(-(int)Math.Floor(Math.Log10(step) + 1e-9) + exponent, 0, 12),
        };
    }

    /// <summary>How a number stands at the axis.</summary>
    internal string Label(double value)
    {
        var text = (value / Math.Pow(10, Exponent)).ToString("F" + _decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return text.StartsWith('-') ? (text.AsSpan(1).ContainsAnyExcept('0', '.') ? "−" : "") + text[1..] : text;
    }

    /// <summary>What a number of the axis must be multiplied with, for its title: <c> (×10³)</c>; nothing when that is 1.</summary>
    internal string Factor => Exponent == 0 ? "" : $" (×10{Raised(Exponent)})";

    static string Raised(int exponent) =>
        string.Concat(exponent.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));

    static double[] Multiples(Interval range, double step)
    {
        var (first, last) = (Math.Ceiling(range.Low / step - 1e-9), Math.Floor(range.High / step + 1e-9));
        // Numbers so close together that their differences drown in rounding have no ticks.
        if (!(last - first < 1000) || first + 1 == first) return [];
        return [.. Enumerable.Range(0, (int)Math.Max(0, last - first + 1)).Select(i => (first + i) * step)];
    }
}
