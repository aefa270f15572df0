using System.Buffers.Text;

namespace Lamost.Vo.Tables.Vizier;

/// <summary>Writes a real number into a field of a line.</summary>
static class RealField
{
    /// <summary>Writes the shortest text that reads back as the same number, with zeros behind it to the decimals of the format.</summary>
    /// <param name="value">Finite.</param>
    /// <param name="single">Whether it is of single precision.</param>
    /// <param name="format">F or E.</param>
    /// <param name="field">As wide as the format, and blank.</param>
    /// <returns>False when it does not fit.</returns>
    internal static bool TryWrite(double value, bool single, VizierFormat format, Span<byte> field)
    {
        if (format.Letter == 'F' && RealText.TryWhole(value, single, format.Decimals, out var whole)) return Whole(whole, format.Decimals, field);
        if (value == 0) return format.Letter == 'F' ? Whole(0, format.Decimals, field) : Power("0"u8, 0, false, format.Decimals, field);
        Span<byte> room = stackalloc byte[RealText.MaxBytes];
        var text = new RealText(value, single, room);
        return format.Letter == 'F'
            ? Fixed(text.Digits, text.Exponent, value < 0, format.Decimals, field)
            : Power(text.Digits, text.Exponent, value < 0, format.Decimals, field);
    }

    // From the right to the left, as far as there are digits, and at least one before the point.
    static bool Whole(long value, int decimals, Span<byte> field)
    {
        var rest = Math.Abs(value);
        var at = field.Length;
        for (var written = 0; written <= decimals || rest > 0; written++)
        {
            if (written == decimals && !Left(field, ref at, '.')) return false;
            if (!Left(field, ref at, (char)('0' + rest % 10))) return false;
            rest /= 10;
        }
        return value >= 0 || Left(field, ref at, '-');
    }

    static bool Left(Span<byte> field, ref int at, char character)
    {
        if (at == 0) return false;
        field[--at] = (byte)character;
        return true;
    }

    static bool Fixed(ReadOnlySpan<byte> digits, int exponent, bool negative, int decimals, Span<byte> field)
    {
        var before = Math.Max(1, exponent + 1);
        var length = (negative ? 1 : 0) + before + 1 + decimals;
        if (length > field.Length || digits.Length - 1 - exponent > decimals) return false;
        var to = field[^length..];
        if (negative) to[0] = (byte)'-';
        to = to[(negative ? 1 : 0)..];
        to.Fill((byte)'0');
        to[before] = (byte)'.';
        for (var i = 0; i < digits.Length; i++)
        {
            var place = before - 1 - exponent + i;
            to[exponent >= 0 && i <= exponent ? i : place + 1] = digits[i];
        }
        return true;
    }

    static bool Power(ReadOnlySpan<byte> digits, int exponent, bool negative, int decimals, Span<byte> field)
    {
        Span<byte> power = stackalloc byte[5];
        power[0] = (byte)'E';
        power[1] = (byte)(exponent < 0 ? '-' : '+');
        Utf8Formatter.TryFormat(Math.Abs(exponent), power[2..], out var written, new System.Buffers.StandardFormat('D', 2));
        power = power[..(2 + written)];
        var length = (negative ? 1 : 0) + 2 + decimals + power.Length;
        if (length > field.Length || digits.Length - 1 > decimals) return false;
        var to = field[^length..];
        if (negative) to[0] = (byte)'-';
        to = to[(negative ? 1 : 0)..];
        to[0] = digits[0];
        to[1] = (byte)'.';
        to.Slice(2, decimals).Fill((byte)'0');
        digits[1..].CopyTo(to[2..]);
        power.CopyTo(to[(2 + decimals)..]);
        return true;
    }
}
