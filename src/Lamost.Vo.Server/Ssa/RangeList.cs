using System.Globalization;
using System.Text.RegularExpressions;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Spectra;

namespace Lamost.Vo.Server.Ssa;

/// <summary>
/// Range lists (SSA 1.1, 8.7.2): items with commas between, each a value, <c>low/high</c>, <c>low/</c>, <c>/high</c> or <c>/</c>, a third part for a step without meaning
/// here; after the whole a qualifier behind a semicolon. Both ends belong to a range.
/// </summary>
static partial class RangeList
{
    static readonly DateTime ModifiedJulianZero = new(1858, 11, 17);

    /// <summary>The items of a list and its qualifier; items that are empty are left out.</summary>
    public static (IReadOnlyList<string> Items, string? Qualifier) Split(string text)
    {
        var parts = text.Split(';', 2);
        return ([.. parts[0].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)], parts.Length > 1 ? parts[1].Trim() : null);
    }

    /// <summary>Numbers.</summary>
    /// <param name="name">The parameter, for messages.</param>
    /// <param name="items">Its items.</param>
    /// <param name="single">What a single value stands for.</param>
    /// <exception cref="VoException">LVO-SSA-1005: an item is no range of numbers.</exception>
    public static IReadOnlyList<ValueRange> Numbers(string name, IReadOnlyList<string> items, Func<double, ValueRange> single) =>
        [.. items.Select(i => Range(name, i, "numbers, e.g. 10, 10/, /20 or 10/20", Number, n => single(n)))];

    /// <summary>Moments as MJD; one that is cut short, as 2015-09, stands for all of its time (SSA 1.1, 4.1.1.4).</summary>
    /// <exception cref="VoException">LVO-SSA-1005: an item is no range of times.</exception>
    public static IReadOnlyList<ValueRange> Times(string name, IReadOnlyList<string> items) => [.. items.Select(item =>
    {
        var parts = item.Split('/');
        var low = parts[0].Length == 0 ? new ValueRange(double.NegativeInfinity, double.NegativeInfinity) : Period(parts[0]) ?? throw Refused(name, item, TimeForm);
        if (parts.Length == 1) return low;
        var high = parts[1].Length == 0 ? new ValueRange(double.PositiveInfinity, double.PositiveInfinity) : Period(parts[1]) ?? throw Refused(name, item, TimeForm);
        if (parts.Length > 3) throw Refused(name, item, TimeForm);
        return low.Low <= high.Low ? new ValueRange(low.Low, high.High) : new ValueRange(high.Low, low.High);
    })];

    const string TimeForm = "times in ISO 8601 (UTC), e.g. 2015, 2015-09-12, 2015-09-12T15:00:00 or 2015-09-01/2015-09-30";

    static ValueRange Range(string name, string item, string form, Func<string, double?> parse, Func<double, ValueRange> single)
    {
        var parts = item.Split('/');
        if (parts.Length == 1) return single(parse(item) ?? throw Refused(name, item, form));
        var low = parts[0].Length == 0 ? double.NegativeInfinity : parse(parts[0]) ?? throw Refused(name, item, form);
        var high = parts[1].Length == 0 ? double.PositiveInfinity : parse(parts[1]) ?? throw Refused(name, item, form);
        // A range the wrong way round is put right: services sort what is ordered (SSA 1.1, 8.7.2).
        return parts.Length <= 3 ? new ValueRange(Math.Min(low, high), Math.Max(low, high)) : throw Refused(name, item, form);
    }

    static double? Number(string text) => double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    static ValueRange? Period(string text)
    {
        var m = Moment().Match(text.Trim());
        if (!m.Success) return null;
        var (year, month, day) = (Part(1, 1), Part(2, 1), Part(3, 1));
        if (year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || Part(4, 0) > 23 || Part(5, 0) > 59 || Part(6, 0) > 59) return null;
        var begin = new DateTime(year, month, day, Part(4, 0), Part(5, 0), Part(6, 0));
        if (m.Groups[7].Success) begin = begin.AddSeconds(double.Parse("0" + m.Groups[7].Value, CultureInfo.InvariantCulture));
        var end = m.Groups[6].Success ? begin : m.Groups[5].Success ? begin.AddMinutes(1) : m.Groups[4].Success ? begin.AddHours(1)
            : m.Groups[3].Success ? begin.AddDays(1) : m.Groups[2].Success ? begin.AddMonths(1) : begin.AddYears(1);
        return new ValueRange((begin - ModifiedJulianZero).TotalDays, (end - ModifiedJulianZero).TotalDays);

        int Part(int group, int otherwise) => m.Groups[group].Success ? int.Parse(m.Groups[group].Value, CultureInfo.InvariantCulture) : otherwise;
    }

    static VoException Refused(string name, string item, string form) => new(new VoError("LVO-SSA-1005", Remedy.MendRequest,
        $"{name} has \"{(item.Length <= 60 ? item : item[..60] + "...")}\", which is not a range of {form.Split(',')[0]}.")
    { Hint = $"Give {form}; several with commas between." });

    [GeneratedRegex(@"^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2})(?::(\d{2})(?::(\d{2})(\.\d{1,9})?)?)?)?)?)?Z?\z")]
    private static partial Regex Moment();
}
