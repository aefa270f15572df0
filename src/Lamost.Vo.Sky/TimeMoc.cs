using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Lamost.Vo.Sky.Coverage;

namespace Lamost.Vo.Sky;

/// <summary>
/// A time coverage map (IVOA MOC 2.0, 4.2): sorted ranges of microseconds since JD 0, whatever the order it is written in. The scale is TCB at the barycentre of the solar
/// system for who can convert to it; a map of times at the Earth is to be of order 31 at most (18 minutes), where the difference is that of neighbouring cells.
/// Immutable, and safe for any number of threads.
/// </summary>
public sealed class TimeMoc
{
    /// <summary>The finest order, whose cells are microseconds: 61. A cell of order k has 2^(61-k) of them.</summary>
    public const int MaxOrder = 61;

    /// <summary>The finest order for times whose scale or place is not TCB at the barycentre (4.2): 31, cells of 17.9 minutes.</summary>
    public const int MaxOrderAtEarth = 31;

    const double MicrosecondsPerDay = 86_400e6;
    const long MicrosecondsAtMjdZero = 207_360_043_200_000_000; // JD 2400000.5

    readonly PixelRange[] _ranges;

    internal TimeMoc(int order, PixelRange[] ranges) => (Order, _ranges) = (order, ranges);

    /// <summary>The finest order, 0 to 61: no cell is smaller.</summary>
    public int Order { get; }

    /// <summary>The microseconds since JD 0: sorted, disjoint, none touching the next.</summary>
    public ReadOnlySpan<PixelRange> Ranges => _ranges;

    /// <summary>The microsecond since JD 0 of a modified Julian date.</summary>
    /// <param name="mjd">In days, finite; -2,400,000 (JD 0) to 50 million.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is outside of the axis.</exception>
    public static long MicrosecondOf(double mjd)
    {
        if (!(mjd >= -2_400_000 && mjd <= 50_000_000)) throw new ArgumentOutOfRangeException(nameof(mjd), mjd, "A date is between JD 0 and the year 138,000.");
        return MicrosecondsAtMjdZero + (long)Math.Floor(mjd * MicrosecondsPerDay);
    }

    /// <summary>The map of ranges of microseconds, each grown to whole cells of the map's order.</summary>
    /// <param name="order">The order of the map, 0 to 61.</param>
    /// <param name="ranges">The ranges in any order; they may overlap.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such order, or a range is outside of the axis, or ends before it begins.</exception>
    public static TimeMoc OfRanges(int order, IEnumerable<PixelRange> ranges)
    {
        CoverageAxis.Time.CheckOrder(order);
        List<PixelRange> all = [.. ranges];
        foreach (var range in all)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(range.First, nameof(ranges));
            ArgumentOutOfRangeException.ThrowIfLessThan(range.Last, range.First, nameof(ranges));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(range.Last, CoverageAxis.Time.CellCount(MaxOrder), nameof(ranges));
        }
        return new TimeMoc(order, CoverageAxis.Time.Degraded(CoverageAxis.Merged(all), order));
    }

    /// <summary>The map at a coarser order: all cells of it that this one has a part of. At its own order or a finer one it is the same map.</summary>
    /// <param name="order">0 to 61.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such order.</exception>
    public TimeMoc Degrade(int order)
    {
        CoverageAxis.Time.CheckOrder(order);
        return order >= Order ? this : new TimeMoc(order, CoverageAxis.Time.Degraded(_ranges, order));
    }

    /// <summary>True when a microsecond since JD 0 is in the map.</summary>
    public bool Contains(long microsecond) => CoverageAxis.Contains(_ranges, microsecond);

    /// <summary>Reads the text form, <c>26/1234 1236-1240 31/</c>, as <see cref="Moc.TryParse"/>; a <c>t</c> before it is taken.</summary>
    /// <param name="text">The text.</param>
    /// <param name="moc">The map.</param>
    /// <param name="fault">Why the text is none: a sentence with the offset of the character, from 1.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out TimeMoc? moc, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        moc = null;
        var ranges = new List<PixelRange>();
        int finest = -1;
        int at = CoverageText.SkipBlanks(text, 0);
        if (at < text.Length && text[at] is 't' or 'T') at++;
        fault = CoverageText.Read(CoverageAxis.Time, text, ref at, ranges, ref finest);
        if (fault is null && at < text.Length) fault = $"a number is expected at character {at + 1}";
        if (fault is null && finest < 0) fault = "it is empty";
        if (fault is not null) return false;
        moc = new TimeMoc(finest, CoverageAxis.Merged(ranges));
        return true;
    }

    /// <summary>Reads the JSON form, <c>{"26":[1234],"31":[]}</c>, also inside <c>{"t":...}</c>.</summary>
    /// <param name="text">The document.</param>
    /// <param name="moc">The map.</param>
    /// <param name="fault">Why it is none: a sentence with the place, from 1.</param>
    public static bool TryParseJson(string text, [NotNullWhen(true)] out TimeMoc? moc, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        moc = null;
        var ranges = new List<PixelRange>();
        int finest = -1;
        fault = CoverageJson.Parse(text, (ref Utf8JsonReader reader) => CoverageJson.ReadWrapped(CoverageAxis.Time, ref reader, ranges, ref finest));
        if (fault is null && finest < 0) fault = "it names no order";
        if (fault is not null) return false;
        moc = new TimeMoc(finest, CoverageAxis.Merged(ranges));
        return true;
    }

    /// <summary>The text form, with the letter <c>t</c>, which tells it from a map of the sky. It parses to the same map.</summary>
    public override string ToString()
    {
        using var text = new StringWriter();
        text.Write('t');
        CoverageText.Write(CoverageAxis.Time, _ranges, Order, text);
        return text.ToString();
    }

    /// <summary>Writes the JSON form inside <c>{"t":...}</c>. It parses to the same map.</summary>
    public void WriteJson(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write("{\"t\":");
        CoverageJson.Write(CoverageAxis.Time, _ranges, Order, output);
        output.Write('}');
    }
}
