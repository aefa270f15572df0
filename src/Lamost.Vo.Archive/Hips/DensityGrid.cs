using Lamost.Vo.Sky;

namespace Lamost.Vo.Archive.Hips;

/// <summary>
/// The densities of the cells of a tile and of one row of cells around it, across whatever border, and the smooth surface over them: the quadratic B-spline, which has no
/// creases, keeps sums, and at a border is the same seen from both sides.
/// </summary>
sealed class DensityGrid
{
    const int SouthWest = 0, West = 1, NorthWest = 2, North = 3, NorthEast = 4, East = 5, SouthEast = 6, South = 7;

    readonly int _side;
    readonly double[] _cells;

    DensityGrid(int side) => (_side, _cells) = (side, new double[(side + 2) * (side + 2)]);

    /// <summary>Takes the counts of a tile's cells; null where it and its border have none.</summary>
    /// <param name="counts">The counts.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="order">The order of the cells, between the tile's and that of the counts.</param>
    public static DensityGrid? Of(CellCounts counts, TileAddress tile, int order)
    {
        var (levels, finer) = (order - tile.Order, CellCounts.Order - order);
        var grid = new DensityGrid(1 << levels);
        var area = CellCounts.CellArea * (1L << (2 * finer));
        var isEmpty = true;
        var (first, end) = (tile.Pixel << (2 * (levels + finer)), (tile.Pixel + 1) << (2 * (levels + finer)));
        for (var i = counts.Place(first); i < counts.Cells.Length && counts.Cells[i] < end; i++)
        {
            var (x, y) = Healpix.GridPlace(counts.Cells[i] >> (2 * finer), levels);
            grid[x, y] += counts.Counts[i] / area;
            isEmpty = false;
        }
        return grid.Surround(counts, tile, order, finer, area) || !isEmpty ? grid : null;
    }

    double this[int x, int y]
    {
        get => _cells[(x + 1) * (_side + 2) + y + 1];
        set => _cells[(x + 1) * (_side + 2) + y + 1] = value;
    }

    // True when a cell of the border has rows.
    bool Surround(CellCounts counts, TileAddress tile, int order, int finer, double area)
    {
        var (last, levels, hasAny) = (_side - 1, order - tile.Order, false);
        Span<long> around = stackalloc long[8];
        for (var i = 0; i < _side; i++)
        {
            this[-1, i] = Beyond(0, i, SouthWest, around);
            this[_side, i] = Beyond(last, i, NorthEast, around);
            this[i, -1] = Beyond(i, 0, SouthEast, around);
            this[i, _side] = Beyond(i, last, NorthWest, around);
        }
        // Where three base pixels meet there is no fourth cell; what its two neighbours have between them stands for it.
        this[-1, -1] = Corner(Beyond(0, 0, South, around), this[-1, 0], this[0, -1]);
        this[_side, _side] = Corner(Beyond(last, last, North, around), this[_side, last], this[last, _side]);
        this[-1, _side] = Corner(Beyond(0, last, West, around), this[-1, last], this[0, _side]);
        this[_side, -1] = Corner(Beyond(last, 0, East, around), this[_side, 0], this[last, -1]);
        return hasAny;

        double Beyond(int x, int y, int direction, Span<long> around)
        {
            Healpix.Neighbours(order, Healpix.GridPixel(tile.Pixel, levels, x, y), around);
            if (around[direction] < 0) return double.NaN;
            var sum = counts.Sum(around[direction] << (2 * finer), (around[direction] + 1) << (2 * finer));
            hasAny |= sum > 0;
            return sum / area;
        }

        static double Corner(double value, double one, double other) => double.IsNaN(value) ? (one + other) / 2 : value;
    }

    /// <summary>The surface in the middle of each pixel of a picture of the tile, row by row; rows count along x, columns along y.</summary>
    /// <param name="width">Pixels of a side.</param>
    public double[] Smooth(int width)
    {
        var (places, weights) = Weights(width);
        var stride = _side + 2;
        // First along y, for each row of cells, then along x.
        var across = new double[stride * width];
        for (var x = 0; x < stride; x++)
            for (var column = 0; column < width; column++)
            {
                var at = x * stride + places[column];
                var (a, b, c) = weights[column];
                across[x * width + column] = a * _cells[at] + b * _cells[at + 1] + c * _cells[at + 2];
            }
        var surface = new double[width * width];
        for (var row = 0; row < width; row++)
        {
            var at = places[row] * width;
            var (a, b, c) = weights[row];
            for (var column = 0; column < width; column++, at++) surface[row * width + column] = a * across[at] + b * across[at + width] + c * across[at + 2 * width];
        }
        return surface;
    }

    // Of each pixel the first of three cells, those of the border counted, and what each weighs.
    (int[] Places, (double, double, double)[] Weights) Weights(int width)
    {
        var (places, weights) = (new int[width], new (double, double, double)[width]);
        for (var i = 0; i < width; i++)
        {
            var at = (i + 0.5) / width * _side;
            places[i] = Math.Min((int)at, _side - 1);
            var t = at - places[i] - 0.5;
            weights[i] = (0.5 * (0.5 - t) * (0.5 - t), 0.75 - t * t, 0.5 * (0.5 + t) * (0.5 + t));
        }
        return (places, weights);
    }
}
