using System.Globalization;
using Lamost.Vo.Tables.Fits;

namespace Lamost.Vo.Spectra.Reading;

/// <summary>The values of a header as LAMOST means them: numbers may be written as texts, and several values mean that there is none. Never throws.</summary>
sealed class HeaderFacts(FitsHeader header)
{
    /// <summary>A text; null for none: missing, blank, <c>Non</c>, <c>NULL</c>, -9999.</summary>
    public string? Text(params ReadOnlySpan<string> keywords)
    {
        foreach (var keyword in keywords)
            if (header.Text(keyword)?.Trim() is { Length: > 0 } text && text is not ("Non" or "NULL" or "null" or "None" or "-9999" or "-9999.0" or "-9999.00" or "-"))
                return text;
        return null;
    }

    /// <summary>A finite number; null for none: missing, no number, -9999, -999.</summary>
    public double? Number(params ReadOnlySpan<string> keywords)
    {
        foreach (var keyword in keywords)
            if (Text(keyword) is { } text && double.TryParse(text.Replace('D', 'E'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                && double.IsFinite(value) && value is not (-9999 or -999))
                return value;
        return null;
    }

    /// <summary>A number more than 0.</summary>
    public double? Positive(params ReadOnlySpan<string> keywords) => Number(keywords) is > 0 and var value ? value : null;

    /// <summary>A number of at least 0.</summary>
    public double? NotNegative(params ReadOnlySpan<string> keywords) => Number(keywords) is >= 0 and var value ? value : null;

    /// <summary>A number within bounds.</summary>
    public double? Number(double least, double most, params ReadOnlySpan<string> keywords) => Number(keywords) is { } value && value >= least && value <= most ? value : null;

    /// <summary>An integer within bounds.</summary>
    public long? Integer(long least, long most, params ReadOnlySpan<string> keywords) =>
        Number(keywords) is { } value && double.IsInteger(value) && value >= least && value <= most ? (long)value : null;

    /// <summary>A list of minutes, <c>82480280-82480309</c>, ascending; empty where it is missing or has something else in it.</summary>
    public IReadOnlyList<long> Minutes(string keyword)
    {
        if (Text(keyword) is not { } text) return [];
        var minutes = new List<long>();
        foreach (var part in text.Split(['-', ',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Length is < 7 or > 9 || !long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var minute)) return [];
            minutes.Add(minute);
        }
        minutes.Sort();
        return minutes;
    }

    /// <summary>A time, <c>2011-10-24T11:30:0.000</c>; parts may lack their zeros, and a blank may stand for the T. Null for none, and for one before 1990 or after 2100.</summary>
    public DateTime? Time(string keyword)
    {
        if (Text(keyword) is not { } text) return null;
        var parts = text.TrimEnd('Z').Split(['-', 'T', ' ', ':'], StringSplitOptions.RemoveEmptyEntries);
        Span<int> numbers = stackalloc int[5];
        if (parts.Length is not (3 or 6)) return null;
        for (var i = 0; i < Math.Min(parts.Length, 5); i++)
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i])) return null;
        var seconds = 0.0;
        if (parts.Length == 6 && !(double.TryParse(parts[5], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds) && seconds <= 61)) return null;
        if (numbers[0] is < 1990 or > 2100 || numbers[1] is < 1 or > 12) return null;
        if (numbers[2] < 1 || numbers[2] > DateTime.DaysInMonth(numbers[0], numbers[1]) || numbers[3] > 24 || numbers[4] > 60) return null;
        // Sixty minutes or seconds are those of a clock that rounded.
        var day = new DateTime(numbers[0], numbers[1], numbers[2], 0, 0, 0, DateTimeKind.Utc);
        return day.AddHours(numbers[3]).AddMinutes(numbers[4]).AddTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
    }
}
