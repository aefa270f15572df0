namespace Lamost.Vo.Sky;

public static partial class Healpix
{
    /// <summary>
    /// Where a pixel lies among the descendants of an ancestor, which are a square grid: x counts towards the north-east side of the ancestor, y towards the north-west side.
    /// </summary>
    /// <param name="pixel">The pixel.</param>
    /// <param name="levels">How many orders the ancestor is above it, 0 to 29; the grid has 2^levels rows and columns.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many orders, or the pixel is negative.</exception>
    public static (int X, int Y) GridPlace(long pixel, int levels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pixel);
        CheckOrder(levels);
        long inside = pixel & ((1L << (2 * levels)) - 1);
        return (Morton.EvenBits(inside), Morton.EvenBits(inside >> 1));
    }

    /// <summary>The pixel at a place among the descendants of an ancestor: the inverse of <see cref="GridPlace"/>.</summary>
    /// <param name="ancestor">The ancestor.</param>
    /// <param name="levels">How many orders it is above the pixel, 0 to 29.</param>
    /// <param name="x">0 to 2^levels - 1.</param>
    /// <param name="y">0 to 2^levels - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many orders, or the place is not in the grid.</exception>
    public static long GridPixel(long ancestor, int levels, int x, int y)
    {
        CheckOrder(levels);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)x, 1u << levels, nameof(x));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)y, 1u << levels, nameof(y));
        return (ancestor << (2 * levels)) + Morton.Interleave(x, y);
    }
}
