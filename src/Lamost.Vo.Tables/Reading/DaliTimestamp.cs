using System.Globalization;

namespace Lamost.Vo.Tables.Reading;

/// <summary>Moments as DALI 1.1, 3.3.3 writes them: <c>YYYY-MM-DD['T'hh:mm:ss[.SSS]]['Z']</c>; a blank for the T is borne.</summary>
static class DaliTimestamp
{
    static readonly long Epoch = new DateTime(2000, 1, 1).Ticks;

    /// <summary>Reads a moment.</summary>
    /// <param name="text">The text, with blanks around it.</param>
    /// <param name="microseconds">Since 2000-01-01T00:00:00; what is finer is cut off.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out long microseconds)
    {
        microseconds = 0;
        text = text.Trim();
        if (text.EndsWith("Z")) text = text[..^1];
        if (text.Length < 10 || text[4] != '-' || text[7] != '-') return false;
        if (!Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var day)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        var ticks = new DateTime(year, month, day).Ticks;
        if (text.Length > 10)
        {
            if (text[10] is not ('T' or ' ') || !Clock(text[11..], out var clock)) return false;
            ticks += clock;
        }
        microseconds = (ticks - Epoch) / TimeSpan.TicksPerMicrosecond;
        if (ticks < Epoch && (ticks - Epoch) % TimeSpan.TicksPerMicrosecond != 0) microseconds--;
        return true;
    }

    static bool Clock(ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        if (text.Length is not 5 && text.Length < 8) return false;
        if (text[2] != ':' || !Digits(text[..2], out var hour) || !Digits(text[3..5], out var minute) || hour > 23 || minute > 59) return false;
        ticks = hour * TimeSpan.TicksPerHour + minute * TimeSpan.TicksPerMinute;
        if (text.Length == 5) return true;
        if (text[5] != ':' || !Digits(text[6..8], out var second) || second > 59) return false;
        ticks += second * TimeSpan.TicksPerSecond;
        if (text.Length == 8) return true;
        if (text[8] != '.' || text.Length == 9 || !CellParser.AreDigits(text[9..])) return false;
        var fraction = text[9..Math.Min(text.Length, 16)];
        Digits(fraction, out var value);
        for (var i = fraction.Length; i < 7; i++) value *= 10;
        ticks += value;
        return true;
    }

    static bool Digits(ReadOnlySpan<char> text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
