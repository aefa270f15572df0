namespace Lamost.Vo.Archive.Hips;

/// <summary>
/// Which colour a density has. The scale is logarithmic: it ends where all but one in two hundred of the cells that have rows are, and begins at a hundredth of that; what is
/// thinner, down to a twentieth of a row in a cell, fades away. So a few rows are seen as well as many, and the scales of two orders, whose cells have other sizes, are
/// nearly the same wherever rows are many.
/// </summary>
public sealed class DensityScale
{
    const double Faintest = 0.05, Darkest = 0.25;

    readonly double _low, _dark, _thin, _slope;

    DensityScale(double high, double area)
    {
        high = Math.Max(2, high);
        var dark = Math.Max(Darkest, high / 100);
        (_low, _dark) = (Faintest / area, dark / area);
        _thin = (DensityColours.Opaque - 1) / Math.Log(dark / Faintest);
        _slope = (DensityColours.Count - 1 - DensityColours.Opaque) / Math.Log(high / dark);
    }

    /// <summary>The scale of pictures that are drawn from cells of an order.</summary>
    /// <param name="counts">The counts of all cells.</param>
    /// <param name="order">The order of the cells, at most that of the counts.</param>
    public static DensityScale Of(CellCounts counts, int order)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var finer = 2 * (CellCounts.Order - order);
        var sums = new List<long>();
        var last = -1;
        for (var i = 0; i < counts.Cells.Length; i++)
        {
            var cell = counts.Cells[i] >> finer;
            if (cell == last) sums[^1] += counts.Counts[i];
            else sums.Add(counts.Counts[i]);
            last = cell;
        }
        sums.Sort();
        return new DensityScale(sums.Count == 0 ? 0 : sums[(int)(0.995 * (sums.Count - 1))], CellCounts.CellArea * (1L << finer));
    }

    /// <summary>The number of the colour of a density.</summary>
    /// <param name="density">Rows a square degree.</param>
    public byte Colour(double density) => density < _low ? (byte)0
        : density < _dark ? (byte)(1 + _thin * Math.Log(density / _low))
        : (byte)Math.Min(DensityColours.Count - 1, DensityColours.Opaque + _slope * Math.Log(density / _dark));

    /// <summary>The density that a colour begins with, in rows a square degree; 0 for 0.</summary>
    public double Density(int colour) => colour == 0 ? 0 : colour < DensityColours.Opaque ? _low * Math.Exp((colour - 1) / _thin) : _dark * Math.Exp((colour - DensityColours.Opaque) / _slope);
}
