using System.Numerics;

namespace Lamost.Vo.Sky;

/// <summary>A cell of a coverage map: a HEALPix NESTED pixel of an order.</summary>
/// <param name="Order">Its order, 0 to 29.</param>
/// <param name="Pixel">Its number, 0 to 12 · 4^order - 1.</param>
public readonly record struct MocCell(int Order, long Pixel)
{
    /// <summary>Order and number in one (MOC 2.0, 4.3.1): 4 · 4^order + pixel.</summary>
    public long Uniq => (4L << (2 * Order)) + Pixel;

    /// <summary>The cell of a UNIQ number.</summary>
    /// <param name="uniq">The number.</param>
    /// <param name="cell">The cell.</param>
    /// <returns>False when there is none: below 4, or beyond order 29.</returns>
    public static bool TryOfUniq(long uniq, out MocCell cell)
    {
        cell = default;
        if (uniq < 4) return false;
        int order = (61 - BitOperations.LeadingZeroCount((ulong)uniq)) / 2;
        if (order > Healpix.MaxOrder) return false;
        cell = new MocCell(order, uniq - (4L << (2 * order)));
        return true;
    }
}
