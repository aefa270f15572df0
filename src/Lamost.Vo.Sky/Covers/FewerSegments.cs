using System.Numerics;

namespace Lamost.Vo.Sky.Covers;

/// <summary>
/// Brings a cover down to a number of ranges, giving up what costs least. Seen as one range of Border from end to end, a cover has
/// interruptions: gaps, which spare reading rows, and insides, which spare testing them. The longest are kept.
/// </summary>
static class FewerSegments
{
    /// <summary>Writes at most <paramref name="most"/> segments that hold all of the source's, and none Inside that was not.</summary>
    public static void Write(SegmentList source, SegmentList target, int most)
    {
        // By length, in powers of two: exact enough, and one pass instead of a sort.
        Span<int> costs = stackalloc int[64];
        costs.Clear();
        var items = source.Items;
        for (int i = 0; i < items.Length; i++)
        {
            if (i > 0 && Gap(items, i) is > 0 and var gap) costs[Worth(gap)]++;
            if (items[i].Inside) costs[WorthInside(items[i])] += 2;
        }
        int left = most - 1, level = 63;
        while (level > 0 && costs[level] <= left) left -= costs[level--];

        target.Clear();
        long first = -1, last = -1;
        for (int i = 0; i < items.Length; i++)
        {
            if (i > 0 && Gap(items, i) is > 0 and var gap && Keep(Worth(gap), 1, level, ref left)) Flush(target, ref first, last);
            if (items[i].Inside && Keep(WorthInside(items[i]), 2, level, ref left))
            {
                Flush(target, ref first, last);
                target.Add(items[i].First, items[i].Last, true);
                continue;
            }
            if (first < 0) first = items[i].First;
            last = items[i].Last;
        }
        Flush(target, ref first, last);
    }

    static void Flush(SegmentList target, ref long first, long last)
    {
        if (first >= 0) target.Add(first, last, false);
        first = -1;
    }

    // One that is not kept among those of the last level that fits leaves room for a shorter one of the same level.
    static bool Keep(int worth, int cost, int level, ref int left)
    {
        if (worth > level) return true;
        if (worth < level || cost > left) return false;
        left -= cost;
        return true;
    }

    static long Gap(ReadOnlySpan<Segment> items, int i) => items[i].First - items[i - 1].Last - 1;

    static int Worth(long length) => BitOperations.Log2((ulong)length);

    // An inside takes two ranges, its own and the second of the border that it cuts in two.
    static int WorthInside(Segment segment) => Math.Max(0, Worth(segment.Length) - 1);
}
