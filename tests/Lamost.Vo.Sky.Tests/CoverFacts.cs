namespace Lamost.Vo.Sky.Tests;

/// <summary>What holds of every cover.</summary>
static class CoverFacts
{
    public static bool Holds(SkyCover cover, long pixel) => Meets(cover, new PixelRange(pixel, pixel));

    public static bool Meets(SkyCover cover, PixelRange range) => Meets(cover.Inside, range) || Meets(cover.Border, range);

    public static bool Meets(ReadOnlySpan<PixelRange> ranges, PixelRange range)
    {
        foreach (var each in ranges)
        {
            if (each.First <= range.Last && each.Last >= range.First) return true;
        }
        return false;
    }

    /// <summary>Sorted, disjoint, merged, of real pixels, and not more than allowed.</summary>
    public static void IsWellFormed(SkyCover cover, int maxRanges)
    {
        Assert.InRange(cover.Inside.Length + cover.Border.Length, 1, maxRanges);
        IsSorted(cover.Inside);
        IsSorted(cover.Border);
        foreach (var range in cover.Inside) Assert.False(Meets(cover.Border, range));
    }

    /// <summary>The first and the last pixel of each Inside range and some between: every corner is in the region.</summary>
    public static void InsideIsInside(SkyCover cover, SkyRandom random, Func<SkyPoint, bool> isInRegion)
    {
        Span<SkyPoint> corners = stackalloc SkyPoint[4];
        foreach (var range in cover.Inside)
        {
            for (int i = 0; i < 6; i++)
            {
                long pixel = i == 0 ? range.First : i == 1 ? range.Last : random.Between(range.First, range.Last);
                Healpix.Corners(Healpix.MaxOrder, pixel, corners);
                foreach (var corner in corners) Assert.True(isInRegion(corner), $"{corner} of pixel {pixel} is not in the region");
            }
        }
    }

    static void IsSorted(ReadOnlySpan<PixelRange> ranges)
    {
        long previous = -2;
        foreach (var range in ranges)
        {
            Assert.True(range.First > previous + 1, "ranges overlap, touch or are out of order");
            Assert.True(range.Last >= range.First);
            previous = range.Last;
        }
        if (ranges.Length == 0) return;
        Assert.InRange(ranges[0].First, 0, Healpix.PixelCount(Healpix.MaxOrder) - 1);
        Assert.InRange(ranges[^1].Last, 0, Healpix.PixelCount(Healpix.MaxOrder) - 1);
    }
}
