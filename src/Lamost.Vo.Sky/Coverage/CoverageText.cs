using System.Globalization;

namespace Lamost.Vo.Sky.Coverage;

/// <summary>The text form of one axis of a map (MOC 2.0, 4.3.2): orders with their cells, <c>4/30-33 38 52 7/324-934</c>.</summary>
static class CoverageText
{
    /// <summary>Reads orders and cells up to the end, or to the letter of an axis.</summary>
    /// <param name="axis">Which axis.</param>
    /// <param name="text">The text.</param>
    /// <param name="at">Where to begin, behind the letter; then where it ends.</param>
    /// <param name="ranges">Takes the cells, as ranges of the finest order, in any order.</param>
    /// <param name="finest">The finest order so far, -1 for none.</param>
    /// <returns>What is wrong, with the number of the character from 1; null for nothing.</returns>
    public static string? Read(CoverageAxis axis, string text, ref int at, List<PixelRange> ranges, ref int finest)
    {
        int order = -1;
        while ((at = SkipBlanks(text, at)) < text.Length && text[at] is not ('s' or 'S' or 't' or 'T'))
        {
            int start = at;
            if (!TryNumber(text, ref at, out long first)) return $"a number is expected at character {at + 1}";
            if (at < text.Length && text[at] == '/')
            {
                at++;
                if (first > axis.MaxOrder) return $"the order at character {start + 1} is above {axis.MaxOrder}";
                order = (int)first;
                finest = Math.Max(finest, order);
                continue;
            }
            if (order < 0) return "the first number must be an order, with a slash: 4/30";
            long last = first;
            if (at < text.Length && text[at] == '-' && (++at == text.Length || !TryNumber(text, ref at, out last))) return $"a number is expected after the '-' at character {at}";
            if (last < first) return $"the range at character {start + 1} ends before it begins";
            if (last >= axis.CellCount(order)) return $"the number at character {start + 1} is above {axis.CellCount(order) - 1}, the last cell of order {order}";
            ranges.Add(axis.Finest(order, first, last));
        }
        return null;
    }

    /// <summary>Writes the canonical cells, orders ascending, runs of cells as ranges.</summary>
    /// <param name="axis">Which axis.</param>
    /// <param name="ranges">The cells of the finest order.</param>
    /// <param name="order">An order to name even without cells, which says how fine the map is; null for none.</param>
    /// <param name="output">Where to.</param>
    public static void Write(CoverageAxis axis, ReadOnlySpan<PixelRange> ranges, int? order, TextWriter output)
    {
        var runs = axis.Runs(ranges);
        bool begun = false;
        for (int level = 0; level <= axis.MaxOrder; level++)
        {
            if (runs[level] is null && level != order) continue;
            if (begun) output.Write(' ');
            begun = true;
            output.Write(string.Create(CultureInfo.InvariantCulture, $"{level}/"));
            bool following = false;
            foreach (var run in runs[level] ?? [])
            {
                if (following) output.Write(' ');
                following = true;
                output.Write(run.Last > run.First ? string.Create(CultureInfo.InvariantCulture, $"{run.First}-{run.Last}") : run.First.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>The next character that is no blank, line end or comma.</summary>
    public static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && (text[at] is ' ' or '\t' or '\r' or '\n' or ',')) at++;
        return at;
    }

    static bool TryNumber(string text, ref int at, out long number)
    {
        int start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]) && at - start < 19) at++;
        return long.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
