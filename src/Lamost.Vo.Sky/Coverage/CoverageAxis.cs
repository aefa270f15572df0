using System.Numerics;

namespace Lamost.Vo.Sky.Coverage;

/// <summary>
/// An axis that a coverage map cuts into cells (MOC 2.0, 3): a tree whose cells of one order are numbered in sequence, so that a cell is a range of the finest order.
/// What sky and time have in common is here; ranges are sorted, disjoint and do not touch unless said otherwise.
/// </summary>
/// <param name="Letter">How the text form names it.</param>
/// <param name="MaxOrder">The finest order.</param>
/// <param name="BitsPerOrder">A cell has 2 to the power of this children.</param>
/// <param name="Roots">Cells of order 0.</param>
readonly record struct CoverageAxis(char Letter, int MaxOrder, int BitsPerOrder, long Roots)
{
    /// <summary>The sky: HEALPix NESTED, orders 0 to 29.</summary>
    public static readonly CoverageAxis Space = new('s', Healpix.MaxOrder, 2, 12);

    /// <summary>Time: microseconds since JD 0, orders 0 to 61.</summary>
    public static readonly CoverageAxis Time = new('t', 61, 1, 2);

    /// <summary>How many bits a cell's number has less than that of a cell of the finest order in it.</summary>
    public int Shift(int order) => BitsPerOrder * (MaxOrder - order);

    /// <summary>The number of cells of an order.</summary>
    public long CellCount(int order) => Roots << (BitsPerOrder * order);

    /// <summary>The cells of the finest order from one cell to another of the same order, both included.</summary>
    public PixelRange Finest(int order, long first, long last) => new(first << Shift(order), ((last + 1) << Shift(order)) - 1);

    /// <summary>Refuses an order that there is not.</summary>
    public void CheckOrder(int order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, MaxOrder);
    }

    /// <summary>Sorts ranges that may be in any order, and makes one of those that overlap or touch.</summary>
    public static PixelRange[] Merged(List<PixelRange> ranges)
    {
        if (!IsSorted(ranges)) ranges.Sort((a, b) => a.First.CompareTo(b.First));
        int count = 0;
        for (int i = 0; i < ranges.Count; i++)
        {
            if (count > 0 && ranges[i].First <= ranges[count - 1].Last + 1) ranges[count - 1] = ranges[count - 1] with { Last = Math.Max(ranges[count - 1].Last, ranges[i].Last) };
            else ranges[count++] = ranges[i];
        }
        return [.. ranges[..count]];
    }

    static bool IsSorted(List<PixelRange> ranges)
    {
        for (int i = 1; i < ranges.Count; i++)
            if (ranges[i].First < ranges[i - 1].First) return false;
        return true;
    }

    /// <summary>The ranges grown to whole cells of an order.</summary>
    public PixelRange[] Degraded(ReadOnlySpan<PixelRange> ranges, int order)
    {
        long inside = (1L << Shift(order)) - 1;
        var grown = new PixelRange[ranges.Length];
        int count = 0;
        foreach (var range in ranges)
        {
            long first = range.First & ~inside, last = range.Last | inside;
            if (count > 0 && first <= grown[count - 1].Last + 1) grown[count - 1] = grown[count - 1] with { Last = last };
            else grown[count++] = new PixelRange(first, last);
        }
        return count == grown.Length ? grown : grown[..count];
    }

    /// <summary>
    /// The canonical cells (MOC 2.0, 7.1), each of the coarsest order that it fills: of each order the runs of consecutive cells, ascending, numbered at that order.
    /// </summary>
    /// <returns>One list for each order; null where it has no cell.</returns>
    public List<PixelRange>?[] Runs(ReadOnlySpan<PixelRange> ranges)
    {
        var runs = new List<PixelRange>?[MaxOrder + 1];
        foreach (var range in ranges)
        {
            for (long first = range.First; first <= range.Last;)
            {
                // The largest cell that begins here and ends within.
                int levels = first == 0 ? MaxOrder : Math.Min(MaxOrder, BitOperations.TrailingZeroCount(first) / BitsPerOrder);
                levels = Math.Min(levels, (63 - BitOperations.LeadingZeroCount((ulong)(range.Last - first + 1))) / BitsPerOrder);
                long cell = first >> (BitsPerOrder * levels);
                var list = runs[MaxOrder - levels] ??= [];
                if (list.Count > 0 && list[^1].Last + 1 == cell) list[^1] = list[^1] with { Last = cell };
                else list.Add(new PixelRange(cell, cell));
                first += 1L << (BitsPerOrder * levels);
            }
        }
        return runs;
    }

    /// <summary>True when a cell of the finest order is in one of the ranges.</summary>
    public static bool Contains(ReadOnlySpan<PixelRange> ranges, long cell)
    {
        int low = 0, high = ranges.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (cell < ranges[middle].First) high = middle - 1;
            else if (cell > ranges[middle].Last) low = middle + 1;
            else return true;
        }
        return false;
    }
}
