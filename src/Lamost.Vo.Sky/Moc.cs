using Lamost.Vo.Sky.Coverage;
using Lamost.Vo.Sky.Covers;

namespace Lamost.Vo.Sky;

/// <summary>
/// A space coverage map (IVOA MOC 2.0): pixels of the HEALPix NESTED grid, as sorted ranges of order 29 whatever the order it is written in. Immutable,
/// and safe for any number of threads.
/// </summary>
public sealed partial class Moc
{
    readonly PixelRange[] _ranges;

    // Sorted, disjoint, none touching the next, and whole cells of the order.
    internal Moc(int order, PixelRange[] ranges) => (Order, _ranges) = (order, ranges);

    /// <summary>The finest order, 0 to 29: no cell is smaller.</summary>
    public int Order { get; }

    /// <summary>The pixels of order 29: sorted, disjoint, none touching the next.</summary>
    public ReadOnlySpan<PixelRange> Ranges => _ranges;

    /// <summary>The area in square degrees; every pixel of an order has the same.</summary>
    public double AreaSquareDegrees
    {
        get
        {
            double pixels = 0;
            foreach (var range in _ranges) pixels += range.Last - range.First + 1;
            return pixels / Healpix.PixelCount(Healpix.MaxOrder) * (4 * Math.PI * Angles.DegreesPerRadian * Angles.DegreesPerRadian);
        }
    }

    /// <summary>The cells of an order that a circle may overlap: all that it does, and such as it misses by less than their size.</summary>
    /// <param name="order">0 to 29.</param>
    /// <param name="circle">The circle.</param>
    public static Moc Of(int order, Circle circle)
    {
        var test = new CircleTest(circle);
        return Of(order, ref test);
    }

    /// <summary>The cells of an order that a polygon may overlap, as for a circle.</summary>
    /// <param name="order">0 to 29.</param>
    /// <param name="polygon">The polygon.</param>
    public static Moc Of(int order, Polygon polygon)
    {
        ArgumentNullException.ThrowIfNull(polygon);
        var test = new PolygonTest(polygon);
        return Of(order, ref test);
    }

    static Moc Of<T>(int order, ref T test)
        where T : struct, ICellTest
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, Healpix.MaxOrder);
        var ranges = new List<PixelRange>();
        for (long pixel = 0; pixel < 12; pixel++) Descend(0, pixel, order, ref test, ranges);
        return new Moc(order, CoverageAxis.Merged(ranges));
    }

    static void Descend<T>(int order, long pixel, int last, ref T test, List<PixelRange> ranges)
        where T : struct, ICellTest
    {
        var place = test.Place(CellShape.Of(GridCell.Of(order, pixel)));
        if (place == CellPlace.Outside) return;
        if (place == CellPlace.Inside || order == last) ranges.Add(Healpix.Descendants(pixel, order));
        else
            for (int child = 0; child < 4; child++) Descend(order + 1, (4 * pixel) + child, last, ref test, ranges);
    }

    /// <summary>True when a position is in the map.</summary>
    /// <param name="lonDeg">Longitude in degrees, any finite value.</param>
    /// <param name="latDeg">Latitude in degrees, -90 to 90.</param>
    /// <exception cref="ArgumentOutOfRangeException">The latitude is outside -90 to 90, or a coordinate not finite.</exception>
    public bool Contains(double lonDeg, double latDeg) => CoverageAxis.Contains(_ranges, Healpix.PixelOf(Healpix.MaxOrder, lonDeg, latDeg));
}
