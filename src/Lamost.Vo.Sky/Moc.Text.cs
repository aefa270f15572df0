using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Lamost.Vo.Sky;

public sealed partial class Moc
{
    /// <summary>
    /// Reads the text form (MOC 2.0, 4.3.2): orders with their cells, <c>4/30-33 38 52 7/324-934</c>, divided by blanks, line ends or commas, in any order;
    /// an order without cells (<c>29/</c>) says how fine the map is. An <c>s</c> before it, for space, is taken.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="moc">The map.</param>
    /// <param name="fault">Why the text is none: a sentence with the offset of the character, from 1.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Moc? moc, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        (moc, fault) = (null, null);
        var ranges = new List<PixelRange>();
        int order = -1, finest = -1;
        int at = SkipBlanks(text, 0);
        if (at < text.Length && text[at] is 's' or 'S') at++;
        while ((at = SkipBlanks(text, at)) < text.Length)
        {
            int start = at;
            if (!TryNumber(text, ref at, out long first))
            {
                fault = text[at] == 't' ? $"a time coverage (t) at character {at + 1} is not one of the sky" : $"a number is expected at character {at + 1}";
                return false;
            }
            if (at < text.Length && text[at] == '/')
            {
                at++;
                if (first > Healpix.MaxOrder)
                {
                    fault = $"the order at character {start + 1} is above {Healpix.MaxOrder}";
                    return false;
                }
                order = (int)first;
                finest = Math.Max(finest, order);
                continue;
            }
            long last = first;
            if (order < 0) fault = $"the first number must be an order, with a slash: 4/30";
            else if (at < text.Length && text[at] == '-' && (++at == text.Length || !TryNumber(text, ref at, out last))) fault = $"a number is expected after the '-' at character {at}";
            else if (last < first) fault = $"the range at character {start + 1} ends before it begins";
            else if (last >= Healpix.PixelCount(order)) fault = $"the number at character {start + 1} is above {Healpix.PixelCount(order) - 1}, the last cell of order {order}";
            if (fault is not null) return false;
            ranges.Add(new PixelRange(Healpix.Descendants(first, order).First, Healpix.Descendants(last, order).Last));
        }
        if (finest < 0)
        {
            fault = "it is empty";
            return false;
        }
        moc = new Moc(finest, Merged(ranges));
        return true;
    }

    /// <summary>The text form: every cell at the coarsest order that it fills, orders ascending, runs of cells as ranges. It parses to the same map.</summary>
    public override string ToString()
    {
        var cells = new List<PixelRange>[Healpix.MaxOrder + 1];
        foreach (var range in _ranges)
        {
            for (long first = range.First; first <= range.Last;)
            {
                // The largest cell that begins here and ends within.
                int levels = first == 0 ? Healpix.MaxOrder : Math.Min(Healpix.MaxOrder, BitOperations.TrailingZeroCount(first) / 2);
                while (first + (1L << (2 * levels)) - 1 > range.Last) levels--;
                int order = Healpix.MaxOrder - levels;
                long cell = first >> (2 * levels);
                var list = cells[order] ??= [];
                if (list.Count > 0 && list[^1].Last + 1 == cell) list[^1] = list[^1] with { Last = cell };
                else list.Add(new PixelRange(cell, cell));
                first += 1L << (2 * levels);
            }
        }
        var text = new StringBuilder();
        for (int order = 0; order <= Healpix.MaxOrder; order++)
        {
            if (cells[order] is not { } list && order != Order) continue;
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? " " : "")}{order}/");
            bool following = false;
            foreach (var cell in cells[order] ?? [])
            {
                text.Append(CultureInfo.InvariantCulture, $"{(following ? " " : "")}{cell.First}");
                if (cell.Last > cell.First) text.Append(CultureInfo.InvariantCulture, $"-{cell.Last}");
                following = true;
            }
        }
        return text.ToString();
    }

    static int SkipBlanks(string text, int at)
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
