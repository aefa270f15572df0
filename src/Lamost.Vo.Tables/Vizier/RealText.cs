using System.Globalization;

namespace Lamost.Vo.Tables.Vizier;

/// <summary>
/// Real numbers as decimal digits: those of the shortest text that reads back as the same number. Most numbers of a catalogue were decimals with few digits once; then one
/// multiplication finds them, and no text has to be made.
/// </summary>
readonly ref struct RealText
{
    /// <summary>Digits that no shortest text exceeds, sign, point and exponent included.</summary>
    internal const int MaxBytes = 32;

    /// <summary>Powers of ten, all that a double holds exactly.</summary>
    static readonly double[] Tens = [.. Enumerable.Range(0, 23).Select(n => double.Parse($"1E{n}", CultureInfo.InvariantCulture))];

    /// <summary>The digits of a value, which is finite and not 0.</summary>
    /// <param name="value">The value.</param>
    /// <param name="single">Whether it is of single precision.</param>
    /// <param name="room">Of <see cref="MaxBytes"/>; holds the digits as long as this is used.</param>
    internal RealText(double value, bool single, Span<byte> room)
    {
        int length;
        if (single) ((float)value).TryFormat(room, out length, default, CultureInfo.InvariantCulture);
        else value.TryFormat(room, out length, default, CultureInfo.InvariantCulture);
        int count = 0, point = -1, exponent = 0, at = room[0] == '-' ? 1 : 0;
        for (; at < length && room[at] != 'E'; at++)
        {
            if (room[at] == '.') point = count;
            else room[count++] = room[at];
        }
        if (at < length) exponent = int.Parse(room[(at + 1)..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (point < 0) point = count;
        var zeros = room[..count].IndexOfAnyExcept((byte)'0');
        Digits = room[zeros..count].TrimEnd((byte)'0');
        Exponent = point - zeros - 1 + exponent;
    }

    /// <summary>The digits, without zeros at either end; at least one.</summary>
    internal ReadOnlySpan<byte> Digits { get; }

    /// <summary>The power of ten of the first digit.</summary>
    internal int Exponent { get; }

    /// <summary>Digits that stand behind the point when there is no power of ten.</summary>
    internal int Decimals => Math.Max(0, Digits.Length - 1 - Exponent);

    /// <summary>
    /// The value times 10^<paramref name="decimals"/>, if that is a whole number whose digits are those of the shortest text: of at most 15 digits (single precision 6), which
    /// no two numbers share.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="single">Whether it is of single precision.</param>
    /// <param name="decimals">At most 22.</param>
    /// <param name="whole">The product.</param>
    /// <returns>False when it is not, or is not known.</returns>
    internal static bool TryWhole(double value, bool single, int decimals, out long whole)
    {
        var ten = Tens[decimals];
        var product = value * ten;
        whole = 0;
        if (!(Math.Abs(product) < (single ? 1e6 : 1e15))) return false;
        var rounded = Math.Round(product);
        whole = (long)rounded;
        var back = rounded / ten;
        return single ? (float)back == (float)value : back == value;
    }
}
