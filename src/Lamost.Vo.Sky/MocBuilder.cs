using Lamost.Vo.Sky.Coverage;

namespace Lamost.Vo.Sky;

/// <summary>Gathers cells or positions into a map, whatever their order; repeated ones cost no memory for long. For one thread at a time.</summary>
public sealed class MocBuilder
{
    /// <summary>So many ranges are held without a look at which are there twice.</summary>
    public const int FewRanges = 1 << 16;

    readonly int _order;
    List<PixelRange> _ranges = [];
    bool _sorted = true;
    int _compactAt = FewRanges;

    /// <summary>A builder of a map of an order.</summary>
    /// <param name="order">0 to 29.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such order.</exception>
    public MocBuilder(int order)
    {
        CoverageAxis.Space.CheckOrder(order);
        _order = order;
    }

    /// <summary>How many ranges are held: at most twice as many as the map has, or <see cref="FewRanges"/>.</summary>
    public int RangeCount => _ranges.Count;

    /// <summary>Adds a cell of the order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The order has no such cell.</exception>
    public void AddCell(long cell) => Add(Healpix.Descendants(cell, _order));

    /// <summary>Adds a run of cells of the order.</summary>
    /// <param name="first">The first.</param>
    /// <param name="last">The last, inclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order has no such cell, or the last is before the first.</exception>
    public void AddCells(long first, long last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        Add(new PixelRange(Healpix.Descendants(first, _order).First, Healpix.Descendants(last, _order).Last));
    }

    /// <summary>Adds the cell of a position.</summary>
    /// <param name="lonDeg">Longitude in degrees, any finite value.</param>
    /// <param name="latDeg">Latitude in degrees, -90 to 90.</param>
    /// <exception cref="ArgumentOutOfRangeException">The latitude is outside -90 to 90, or a coordinate not finite.</exception>
    public void AddPosition(double lonDeg, double latDeg) => AddCell(Healpix.PixelOf(_order, lonDeg, latDeg));

    /// <summary>The map of what was added so far.</summary>
    public Moc Build() => new(_order, _sorted ? [.. _ranges] : CoverageAxis.Merged([.. _ranges]));

    void Add(PixelRange range)
    {
        if (_ranges.Count > 0)
        {
            var last = _ranges[^1];
            if (range.First >= last.First && range.Last <= last.Last) return;
            if (range.First == last.Last + 1)
            {
                _ranges[^1] = last with { Last = range.Last };
                return;
            }
            _sorted &= range.First > last.Last;
        }
        _ranges.Add(range);
        if (_ranges.Count < _compactAt || _sorted) return;
        _ranges = [.. CoverageAxis.Merged(_ranges)];
        _sorted = true;
        _compactAt = Math.Max(FewRanges, 2 * _ranges.Count);
    }
}
