using System.Globalization;

namespace Lamost.Vo.Spectra.Preview;

/// <summary>Round dates along an axis of modified Julian dates.</summary>
static class CalendarTicks
{
    const double DaysPerMonth = 30.44;

    static readonly int[] Days = [1, 2, 5, 10], Months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400];

    /// <summary>Dates and how they are written, ascending; at most about <paramref name="most"/>.</summary>
    internal static IReadOnlyList<(double Mjd, string Label)> Of(Interval range, int most)
    {
        if (PreviewText.Day(range.Low) is not { } first || PreviewText.Day(range.High) is null) return [];
        var rough = range.Span / Math.Max(1, most);
        var days = Array.Find(Days, d => d >= rough);
        if (days > 0) return [.. EveryDays(range, days)];
        var months = Array.Find(Months, m => m * DaysPerMonth >= rough);
        return months > 0 ? [.. EveryMonths(range, first, months)] : [];
    }

    static IEnumerable<(double, string)> EveryDays(Interval range, int step)
    {
        for (var day = Math.Ceiling(range.Low / step) * step; day <= range.High; day += step)
            if (PreviewText.Date(day) is { } date) yield return (day, date);
    }

    static IEnumerable<(double, string)> EveryMonths(Interval range, DateTime first, int step)
    {
        // Months since the year 0, so that steps of years fall on round ones.
        for (var month = Math.Max(12, (first.Year * 12 + first.Month - 1) / step * step); month < 10_000 * 12; month += step)
        {
            var date = new DateTime(month / 12, month % 12 + 1, 1, 0, 0, 0, DateTimeKind.Utc);
            var mjd = PreviewText.Mjd(date);
            if (mjd > range.High) yield break;
            if (mjd >= range.Low) yield return (mjd, date.ToString(step % 12 == 0 ? "yyyy" : "yyyy-MM", CultureInfo.InvariantCulture));
        }
    }
}
