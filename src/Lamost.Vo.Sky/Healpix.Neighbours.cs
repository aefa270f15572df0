namespace Lamost.Vo.Sky;

public static partial class Healpix
{
    // The eight steps, in the order of the result: SW, W, NW, N, NE, E, SE, S.
    static ReadOnlySpan<sbyte> StepX => [-1, -1, 0, 1, 1, 1, 0, -1];

    static ReadOnlySpan<sbyte> StepY => [0, 1, 1, 1, 0, -1, -1, -1];

    /// <summary>
    /// The pixels around a pixel, those that share a side or a corner with it: south-west, west, north-west, north, north-east, east,
    /// south-east, south. Where three base pixels meet (eight points of the sky), one of the corners has no pixel: it is -1. At order 0
    /// a base pixel touches fewer others.
    /// </summary>
    /// <param name="order">0 to 29.</param>
    /// <param name="pixel">A pixel of that order.</param>
    /// <param name="neighbours">Where they go; at least 8 long.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order or the pixel is out of range.</exception>
    /// <exception cref="ArgumentException">There is no room for eight.</exception>
    public static void Neighbours(int order, long pixel, Span<long> neighbours)
    {
        CheckPixel(order, pixel);
        if (neighbours.Length < 8) throw new ArgumentException("A pixel has up to eight neighbours.", nameof(neighbours));
        var cell = GridCell.Of(order, pixel);
        for (int i = 0; i < 8; i++) neighbours[i] = PixelAt(cell.Face, order, cell.X + StepX[i], cell.Y + StepY[i]);
    }

    /// <summary>The pixel at a square of a base pixel's grid, or of the next grid when it is one step outside; -1 where there is none.</summary>
    static long PixelAt(int face, int order, int x, int y)
    {
        int last = (1 << order) - 1;
        bool outX = (uint)x > (uint)last, outY = (uint)y > (uint)last;
        if (!outX && !outY) return new GridCell(order, face, x, y).Pixel;
        int row = face >> 2, column = face & 3;
        if (outX && outY) return AcrossCorner(row, column, order, x > 0, y > 0);

        bool northern = outX ? x > 0 : y > 0;
        // To the east lies what is beyond the north-east side (x) and the south-east side (y).
        int east = outX == northern ? 1 : -1;
        int along = outX ? y : x;
        if (row == (northern ? 0 : 2))
        {
            // Between two base pixels of one cap the grids are turned by a quarter against each other.
            int edge = northern ? last : 0;
            var (nx, ny) = outX ? (along, edge) : (edge, along);
            return new GridCell(order, (4 * row) + ((column + east) & 3), nx, ny).Pixel;
        }
        // Between the belt and a cap the grids continue each other.
        int across = northern ? 0 : last;
        int nextRow = northern ? row - 1 : row + 1;
        // The belt's base pixels lie half a step west of the caps' of the same number.
        int shift = (row == 1) == (east > 0) ? 0 : east;
        var (cx, cy) = outX ? (across, along) : (along, across);
        return new GridCell(order, (4 * nextRow) + ((column + shift) & 3), cx, cy).Pixel;
    }

    // Beyond a corner of a base pixel: over the pole, along the belt, or from cap to cap where four meet; nothing where three meet.
    static long AcrossCorner(int row, int column, int order, bool northEast, bool northWest)
    {
        int last = (1 << order) - 1;
        if (northEast != northWest)
        {
            if (row != 1) return -1;
            int next = (column + (northEast ? 1 : -1)) & 3;
            return northEast ? new GridCell(order, 4 + next, 0, last).Pixel : new GridCell(order, 4 + next, last, 0).Pixel;
        }
        if (row == 1) return -1;
        bool north = northEast;
        bool overPole = north == (row == 0);
        int face = overPole ? (4 * row) + ((column + 2) & 3) : (4 * (2 - row)) + column;
        int edge = overPole == north ? last : 0;
        return new GridCell(order, face, edge, edge).Pixel;
    }
}
