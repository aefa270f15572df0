using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Lamost.Vo.Sky;

/// <summary>
/// HEALPix (Górski et al. 2005, ApJ 622, 759) in the NESTED scheme: a tree of equal-area pixels, 12 at order 0, four children each.
/// Positions are ICRS degrees: any finite longitude (reduced modulo 360), latitude -90 to 90 inclusive. Nothing here keeps state or
/// allocates; every method may be called from any thread.
/// </summary>
public static partial class Healpix
{
    /// <summary>The finest order, whose pixels (0.4 mas) number a table's positions: 29.</summary>
    public const int MaxOrder = 29;

    // Where the polar caps begin: |sin(latitude)| = 2/3.
    const double CapLatitude = 41.810314895778596;
    const double Sqrt6 = 2.449489742783178;

    /// <summary>The number of pixels of an order: 12 · 4^order.</summary>
    /// <param name="order">0 to 29.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order is not 0 to 29.</exception>
    public static long PixelCount(int order)
    {
        CheckOrder(order);
        return 12L << (2 * order);
    }

    /// <summary>
    /// The pixel that holds a position. The pixels of one position at two orders are always ancestor and descendant. A position on a
    /// border, to the rounding of double precision (1e-15 rad), belongs to one of its neighbours.
    /// </summary>
    /// <param name="order">0 to 29.</param>
    /// <param name="lonDeg">Longitude in degrees, any finite value.</param>
    /// <param name="latDeg">Latitude in degrees, -90 to 90 inclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order or the latitude is out of range, or a coordinate not finite.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long PixelOf(int order, double lonDeg, double latDeg)
    {
        CheckOrder(order);
        Angles.CheckLatitude(latDeg);
        return FinestPixelOf(Angles.ReduceLongitude(lonDeg), latDeg) >> (2 * (MaxOrder - order));
    }

    /// <summary>The ancestor of a pixel at a coarser order.</summary>
    /// <param name="pixel">A pixel of <paramref name="order"/>.</param>
    /// <param name="order">The order of the pixel, 0 to 29.</param>
    /// <param name="ancestorOrder">The order of the ancestor: at most <paramref name="order"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An order or the pixel is out of range.</exception>
    public static long Ancestor(long pixel, int order, int ancestorOrder)
    {
        CheckPixel(order, pixel);
        if ((uint)ancestorOrder > (uint)order) RefuseOrder(ancestorOrder);
        return pixel >> (2 * (order - ancestorOrder));
    }

    /// <summary>The pixels of a finer order that a pixel consists of: consecutive, which is what makes an index range of a region.</summary>
    /// <param name="pixel">A pixel of <paramref name="order"/>.</param>
    /// <param name="order">The order of the pixel, 0 to 29.</param>
    /// <param name="descendantOrder">The order of the descendants: <paramref name="order"/> to 29.</param>
    /// <returns>First and last descendant, both inclusive, numbered at <paramref name="descendantOrder"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An order or the pixel is out of range.</exception>
    public static PixelRange Descendants(long pixel, int order, int descendantOrder = MaxOrder)
    {
        CheckPixel(order, pixel);
        CheckOrder(descendantOrder);
        if (descendantOrder < order) RefuseOrder(descendantOrder);
        int shift = 2 * (descendantOrder - order);
        return new PixelRange(pixel << shift, ((pixel + 1) << shift) - 1);
    }

    /// <summary>The pixel of order 29 of a checked position: longitude in [0, 360), latitude in [-90, 90].</summary>
    static long FinestPixelOf(double lonDeg, double latDeg)
    {
        const long Side = 1L << MaxOrder;
        double turn = lonDeg / 90;
        double absLat = Math.Abs(latDeg);
        long x, y;
        int face;
        if (absLat <= CapLatitude)
        {
            // Two families of lines, rising and falling by V/2 with V = 3/2 sin(lat), cut the belt into the rows of pixels.
            double half = 0.75 * Angles.SinOfSmall(latDeg);
            double middle = turn + 0.5;
            long rising = Floor((middle + half) * Side);
            // |V| <= 1; rounding must not make it more, or the position would change faces.
            long falling = rising + Math.Clamp(Floor((middle - half) * Side) - rising, -Side, Side);
            int risingFace = (int)(rising >> MaxOrder), fallingFace = (int)(falling >> MaxOrder);
            face = (4 * (1 + fallingFace - risingFace)) + (Math.Min(risingFace, fallingFace) & 3);
            x = rising & (Side - 1);
            y = ~falling & (Side - 1);
        }
        else
        {
            // sqrt(3 (1 - |sin lat|)) written with the half angle keeps its precision at the pole itself.
            double fromPole = Sqrt6 * Angles.SinOfSmall((90 - absLat) * 0.5);
            int column = (int)turn;
            double east = fromPole * (turn - column);
            long fromWest = Math.Min(Floor(east * Side), Side - 1);
            long fromEast = Math.Min(Floor((fromPole - east) * Side), Side - 1);
            bool north = latDeg > 0;
            face = north ? column : column + 8;
            x = north ? Side - 1 - fromEast : fromWest;
            y = north ? Side - 1 - fromWest : fromEast;
        }
        return ((long)face << (2 * MaxOrder)) + Morton.Interleave(x, y);
    }

    // The values are within range and not negative (or above -1), where cutting off is rounding down.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static long Floor(double value) => double.ConvertToIntegerNative<long>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void CheckOrder(int order)
    {
        if ((uint)order > MaxOrder) RefuseOrder(order);
    }

    static void CheckPixel(int order, long pixel)
    {
        CheckOrder(order);
        if ((ulong)pixel >= 12UL << (2 * order)) RefusePixel(order, pixel);
    }

    [DoesNotReturn]
    static void RefuseOrder(int order) =>
        throw new ArgumentOutOfRangeException(nameof(order), order, "An order is 0 to 29, and a descendant's not less than its ancestor's.");

    [DoesNotReturn]
    static void RefusePixel(int order, long pixel) =>
        throw new ArgumentOutOfRangeException(nameof(pixel), pixel, $"The pixels of order {order} are 0 to {(12L << (2 * order)) - 1}.");
}
