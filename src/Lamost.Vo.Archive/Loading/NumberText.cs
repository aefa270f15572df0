using System.Globalization;

namespace Lamost.Vo.Archive.Loading;

/// <summary>
/// Numbers from text, correctly rounded. Catalogues write few digits and no exponent, and for these the result of one exact division is the
/// nearest double (Clinger's fast path: a significand below 2^53 over a power of ten up to 10^22); everything else goes to the library.
/// </summary>
static class NumberText
{
    static readonly double[] PowersOfTen =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>An integer: an optional sign and digits, nothing else.</summary>
    public static bool TryInteger(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        var negative = text.Length > 0 && text[0] == '-';
        var digits = negative || text.Length > 0 && text[0] == '+' ? text[1..] : text;
        if (digits.Length is 0 or > 18)
            return digits.Length != 0 && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        foreach (var c in digits)
        {
            var digit = c - '0';
            if ((uint)digit > 9) return false;
            value = value * 10 + digit;
        }
        if (negative) value = -value;
        return true;
    }

    /// <summary>A decimal number; <c>nan</c> and <c>inf</c> in any case are numbers here.</summary>
    public static bool TryDouble(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        var negative = text.Length > 0 && text[0] == '-';
        ulong significand = 0;
        int at = negative ? 1 : 0, point = -1, digits = 0;
        for (; at < text.Length; at++)
        {
            var digit = text[at] - '0';
            if ((uint)digit <= 9)
            {
                significand = significand * 10 + (uint)digit;
                if (significand != 0) digits++;
            }
            else if (text[at] == '.' && point < 0) point = at;
            else return Slow(text, out value);
        }
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        if (text.Length - (negative ? 1 : 0) - (point < 0 ? 0 : 1) <= 0) return false;
        if (digits > 19) return Slow(text, out value);
        while (significand > 1UL << 53 && decimals > 0 && significand % 10 == 0)
        {
            significand /= 10;
            decimals--;
        }
        if (significand > 1UL << 53 || decimals > 22) return Slow(text, out value);
        value = significand / PowersOfTen[decimals];
        if (negative) value = -value;
        return true;
    }

    /// <summary>As <see cref="TryDouble"/>, and also rounded once to single precision; what overflows that is infinite.</summary>
    public static bool TryFloat(ReadOnlySpan<byte> text, out float value, out double wide)
    {
        var known = TryDouble(text, out wide);
        value = (float)wide;
        // A double that lies halfway between two floats may have been rounded to that place: then once more from the text.
        var tie = (BitConverter.DoubleToUInt64Bits(wide) & 0x1FFF_FFFF) == 0x1000_0000 || Math.Abs(wide) < 1.2e-38 && wide != 0;
        return known && tie ? float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) : known;
    }

    static bool Slow(ReadOnlySpan<byte> text, out double value)
    {
        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value))
            return true;
        var word = text.Length > 0 && text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        var sign = text.Length > 0 && text[0] == '-' ? -1 : 1;
        if (System.Text.Ascii.EqualsIgnoreCase(word, "nan"u8)) value = double.NaN;
        else if (System.Text.Ascii.EqualsIgnoreCase(word, "inf"u8) || System.Text.Ascii.EqualsIgnoreCase(word, "infinity"u8)) value = sign * double.PositiveInfinity;
        else return false;
        return true;
    }
}
