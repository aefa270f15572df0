using Lamost.Vo.Sky.Covers;

namespace Lamost.Vo.Sky;

/// <summary>
/// The pixels of a region, as ranges for an index: a position in the region has its pixel of order 29 in <see cref="Inside"/> or in
/// <see cref="Border"/>. All positions in Inside are in the region; those in Border need the exact test. One object makes any number of
/// covers, one after the other, and allocates nothing once its buffers have grown to the largest. It is not safe for several threads.
/// </summary>
/// <remarks>
/// Rims are widened by 1e-13 radians (0.02 µas) for Border and narrowed for Inside, so that a position which the exact test takes, rounding
/// included, is never missed, and one in Inside never lies out by more than rounding.
/// </remarks>
public sealed class SkyCover
{
    // A range costs about 10 µs of planning and searching, a row of the border 2 µs: with some thousand rows in a square degree, cells
    // below 2 arcminutes do not pay. Regions of that size and below are given a shape of few ranges instead.
    const int FinestOrderForRows = 11;
    const int EnoughForShape = 3;
    const int MostForShape = 4;
    const double BeltLatitude = 41.8;

    // 0.03 square degrees: some tens of rows where a survey has a thousand in one.
    const double SmallRadius = 0.1;
    const int FewRanges = 8;

    readonly int _maxRanges;
    SegmentList _segments = new();
    SegmentList _other = new();
    PixelRange[] _inside;
    PixelRange[] _border;
    int _insideCount;
    int _borderCount;

    /// <summary>Makes a cover to be filled.</summary>
    /// <param name="maxRanges">The most ranges, of both classes together, that a cover may have; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is less than 1.</exception>
    public SkyCover(int maxRanges)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRanges, 1);
        _maxRanges = maxRanges;
        _inside = new PixelRange[Math.Min(maxRanges, 64)];
        _border = new PixelRange[Math.Min(maxRanges, 64)];
    }

    /// <summary>
    /// How many ranges are worth their price for a circle: few where it holds few rows in any survey, since a range costs as much as some rows of the border.
    /// </summary>
    /// <param name="circle">Any circle.</param>
    /// <param name="most">What a larger circle may have, at least 1.</param>
    /// <returns>1 to <paramref name="most"/>; one of two numbers for the same <paramref name="most"/>.</returns>
    public static int RangesFor(Circle circle, int most) => circle.RadiusDeg <= SmallRadius ? Math.Min(FewRanges, most) : most;

    /// <summary>Ranges whose every position is in the region: sorted, disjoint, none touching the next. Valid until the next cover.</summary>
    public ReadOnlySpan<PixelRange> Inside => _inside.AsSpan(0, _insideCount);

    /// <summary>
    /// Ranges with positions in the region and others: sorted, disjoint from each other and from <see cref="Inside"/>, none touching the
    /// next. Valid until the next cover.
    /// </summary>
    public ReadOnlySpan<PixelRange> Border => _border.AsSpan(0, _borderCount);

    /// <summary>Covers a circle.</summary>
    /// <param name="circle">Any circle.</param>
    public void Cover(Circle circle)
    {
        if (circle.RadiusDeg == 180)
        {
            CoverAll();
            return;
        }
        var test = new CircleTest(circle);
        Cover(ref test, circle.LonDeg, circle.LatDeg, circle.RadiusDeg > 90 ? Math.PI : test.Reach);
    }

    /// <summary>Covers a polygon.</summary>
    /// <param name="polygon">Any polygon.</param>
    public void Cover(Polygon polygon)
    {
        ArgumentNullException.ThrowIfNull(polygon);
        var test = new PolygonTest(polygon);
        var (centre, reach) = polygon.Bound;
        Cover(ref test, centre.LonDeg, centre.LatDeg, reach + CircleTest.Pad);
    }

    /// <summary>Covers a coverage map: where it has more ranges than the cover may have, the smallest gaps become Border.</summary>
    /// <param name="moc">Any map.</param>
    public void Cover(Moc moc)
    {
        ArgumentNullException.ThrowIfNull(moc);
        _segments.Clear();
        foreach (var range in moc.Ranges) _segments.Add(range.First, range.Last, true);
        Publish(_maxRanges);
    }

    void CoverAll()
    {
        _segments.Clear();
        _segments.Add(0, Healpix.PixelCount(Healpix.MaxOrder) - 1, true);
        Publish(1);
    }

    void Cover<T>(ref T test, double lonDeg, double latDeg, double reach)
        where T : struct, ICellTest
    {
        int order = Start(ref test, lonDeg, latDeg, reach);
        while (order < Healpix.MaxOrder && WorthRefining(order)) Refine(ref test, ++order);
        Publish(order > FinestOrderForRows ? Math.Min(_maxRanges, MostForShape) : _maxRanges);
    }

    bool WorthRefining(int order)
    {
        int count = _segments.Count;
        // Twice as many as are wanted, then fewer, leave a better border than the last number below the bound.
        if (count >= 2L * _maxRanges || (order >= FinestOrderForRows && count >= EnoughForShape)) return false;
        foreach (var segment in _segments.Items)
        {
            if (!segment.Inside) return true;
        }
        return false;
    }

    // Begins with the pixel of the centre and those around it, at the finest order at which they hold the region.
    int Start<T>(ref T test, double lonDeg, double latDeg, double reach)
        where T : struct, ICellTest
    {
        _segments.Clear();
        Span<long> pixels = stackalloc long[12];
        // No way across a pixel, from one side to the opposite one, is shorter than 0.97 (in the belt) or 0.67 (in a cap) of its grid size.
        bool inBelt = Math.Abs(latDeg) + (reach * Angles.DegreesPerRadian) < BeltLatitude;
        int order = Math.Min(Healpix.MaxOrder, (int)Math.Floor(Math.Log2((inBelt ? 0.95 : 0.65) / reach)));
        int count = 12;
        if (order < 2)
        {
            order = 0;
            for (int i = 0; i < count; i++) pixels[i] = i;
        }
        else
        {
            pixels[8] = Healpix.PixelOf(order, lonDeg, latDeg);
            Healpix.Neighbours(order, pixels[8], pixels);
            pixels[..9].Sort();
            count = 9;
        }
        int shift = 2 * (Healpix.MaxOrder - order);
        for (int i = 0; i < count; i++)
        {
            if (pixels[i] >= 0) Place(ref test, _segments, GridCell.Of(order, pixels[i]), pixels[i], shift);
        }
        return order;
    }

    void Refine<T>(ref T test, int order)
        where T : struct, ICellTest
    {
        int shift = 2 * (Healpix.MaxOrder - order);
        var target = _other;
        target.Clear();
        foreach (var segment in _segments.Items)
        {
            if (segment.Inside)
            {
                target.Add(segment.First, segment.Last, true);
                continue;
            }
            long end = segment.Last >> (shift + 2);
            for (long parent = segment.First >> (shift + 2); parent <= end; parent++)
            {
                var cell = GridCell.Of(order - 1, parent);
                int x = 2 * cell.X, y = 2 * cell.Y;
                Place(ref test, target, new GridCell(order, cell.Face, x, y), 4 * parent, shift);
                Place(ref test, target, new GridCell(order, cell.Face, x + 1, y), (4 * parent) + 1, shift);
                Place(ref test, target, new GridCell(order, cell.Face, x, y + 1), (4 * parent) + 2, shift);
                Place(ref test, target, new GridCell(order, cell.Face, x + 1, y + 1), (4 * parent) + 3, shift);
            }
        }
        (_segments, _other) = (target, _segments);
    }

    static void Place<T>(ref T test, SegmentList target, GridCell cell, long pixel, int shift)
        where T : struct, ICellTest
    {
        var place = test.Place(CellShape.Of(cell));
        if (place != CellPlace.Outside) target.Add(pixel << shift, ((pixel + 1) << shift) - 1, place == CellPlace.Inside);
    }

    void Publish(int most)
    {
        if (_segments.Count > most)
        {
            FewerSegments.Write(_segments, _other, most);
            (_segments, _other) = (_other, _segments);
        }
        _insideCount = _borderCount = 0;
        int count = _segments.Count;
        if (_inside.Length < count) _inside = new PixelRange[Math.Min(_maxRanges, 2 * count)];
        if (_border.Length < count) _border = new PixelRange[Math.Min(_maxRanges, 2 * count)];
        foreach (var segment in _segments.Items)
        {
            var range = new PixelRange(segment.First, segment.Last);
            if (segment.Inside) _inside[_insideCount++] = range;
            else _border[_borderCount++] = range;
        }
    }
}
