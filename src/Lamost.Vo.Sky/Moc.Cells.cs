using Lamost.Vo.Sky.Coverage;

namespace Lamost.Vo.Sky;

public sealed partial class Moc
{
    /// <summary>The map of nothing.</summary>
    /// <param name="order">Its order, 0 to 29.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such order.</exception>
    public static Moc Empty(int order) => OfRanges(order, []);

    /// <summary>The map of cells.</summary>
    /// <param name="order">Their order, 0 to 29, which is that of the map.</param>
    /// <param name="cells">Their numbers in any order, repeated or not; in ascending order it goes fastest.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such order, or a cell is not of it.</exception>
    public static Moc OfCells(int order, IEnumerable<long> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var builder = new MocBuilder(order);
        foreach (long cell in cells) builder.AddCell(cell);
        return builder.Build();
    }

    /// <summary>The map of ranges of pixels of order 29, each grown to whole cells of the map's order.</summary>
    /// <param name="order">The order of the map, 0 to 29.</param>
    /// <param name="ranges">The ranges in any order; they may overlap.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such order, or a range is outside of the sky, or ends before it begins.</exception>
    public static Moc OfRanges(int order, IEnumerable<PixelRange> ranges)
    {
        CoverageAxis.Space.CheckOrder(order);
        List<PixelRange> all = [.. ranges];
        foreach (var range in all)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(range.First, nameof(ranges));
            ArgumentOutOfRangeException.ThrowIfLessThan(range.Last, range.First, nameof(ranges));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(range.Last, Healpix.PixelCount(Healpix.MaxOrder), nameof(ranges));
        }
        return new Moc(order, CoverageAxis.Space.Degraded(CoverageAxis.Merged(all), order));
    }

    /// <summary>The map at a coarser order: all cells of it that this one has a pixel in. At its own order or a finer one it is the same map.</summary>
    /// <param name="order">0 to 29.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such order.</exception>
    public Moc Degrade(int order)
    {
        CoverageAxis.Space.CheckOrder(order);
        return order >= Order ? this : new Moc(order, CoverageAxis.Space.Degraded(_ranges, order));
    }

    /// <summary>
    /// The canonical cells (MOC 2.0, 7.1): each of the coarsest order that it fills, so that there are never four siblings. By order, then by number, which is the order of
    /// their UNIQ numbers too.
    /// </summary>
    public IEnumerable<MocCell> Cells()
    {
        var runs = CoverageAxis.Space.Runs(_ranges);
        for (int order = 0; order < runs.Length; order++)
            foreach (var run in runs[order] ?? [])
                for (long cell = run.First; cell <= run.Last; cell++) yield return new MocCell(order, cell);
    }

    /// <summary>How many canonical cells there are.</summary>
    public long CellCount => CoverageAxis.Space.Runs(_ranges).Sum(runs => runs?.Sum(run => run.Last - run.First + 1) ?? 0);

    /// <summary>How much of the sky it is, 0 to 1.</summary>
    public double SkyFraction => AreaSquareDegrees / (4 * Math.PI * Angles.DegreesPerRadian * Angles.DegreesPerRadian);
}
