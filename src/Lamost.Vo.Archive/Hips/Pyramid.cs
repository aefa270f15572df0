using Lamost.Vo.Sky;

namespace Lamost.Vo.Archive.Hips;

/// <summary>
/// The tiles of a progressive catalogue: which row is in which tile. From the top down each cell takes the best of the rows that no cell above it has taken, and leaves the
/// rest to its four parts; so each row is in one tile, and none below it is better than any in it. (docs/dev/hips.md)
/// </summary>
public sealed class Pyramid
{
    /// <summary>The first order of a progressive catalogue, as clients expect it.</summary>
    public const int MinOrder = 1;

    /// <summary>The last order: cells of 0.9 arcmin. What is left then is in them, however much it is.</summary>
    public const int MaxOrder = 12;

    /// <summary>The last order that clients load as a whole (<c>Allsky.tsv</c>).</summary>
    public const int LastAllskyOrder = 3;

    /// <summary>Rows of a tile at most.</summary>
    public const int TileRows = 500;

    /// <summary>Rows of a tile at most up to <see cref="LastAllskyOrder"/>: all tiles of such an order are loaded before anything is shown.</summary>
    public const int AllskyTileRows = 50;

    Pyramid(int[] rows, List<PyramidTile> tiles) => (Rows, Tiles) = (rows, tiles);

    /// <summary>The rows by their places in what was given, those of one tile together and ascending.</summary>
    public int[] Rows { get; }

    /// <summary>The tiles, by order and pixel.</summary>
    public IReadOnlyList<PyramidTile> Tiles { get; }

    /// <summary>The deepest order of a tile, at least <see cref="LastAllskyOrder"/>, as clients ask for those anyway.</summary>
    public int Order => Tiles.Count == 0 ? LastAllskyOrder : Math.Max(LastAllskyOrder, Tiles[^1].Address.Order);

    /// <summary>The rows of a tile at most.</summary>
    public static int Capacity(int order) => order == MaxOrder ? int.MaxValue : order <= LastAllskyOrder ? AllskyTileRows : TileRows;

    /// <summary>Makes the tiles of rows.</summary>
    /// <param name="pixels">The NESTED pixel of order 29 of each row, ascending.</param>
    /// <param name="scores">Of each row how good it is; NaN is worse than all. Of equal ones some are better than others, evenly over the sky.</param>
    /// <param name="count">How many rows there are; what is beyond in both is not looked at.</param>
    /// <exception cref="ArgumentException">The pixels are not ascending.</exception>
    public static Pyramid Of(long[] pixels, float[] scores, int count)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Math.Min(pixels.Length, scores.Length));
        var maker = new Maker(pixels, scores, count);
        maker.Run();
        maker.Tiles.Sort(static (a, b) => a.Address.Order != b.Address.Order ? a.Address.Order.CompareTo(b.Address.Order) : a.Address.Pixel.CompareTo(b.Address.Pixel));
        return new Pyramid(maker.Rows, maker.Tiles);
    }

    sealed class Maker
    {
        readonly long[] _pixels;
        readonly float[] _scores;
        readonly PriorityQueue<int, ulong> _best = new();
        int[] _chosen = new int[TileRows];

        public Maker(long[] pixels, float[] scores, int count)
        {
            (_pixels, _scores) = (pixels, scores);
            Rows = new int[count];
            for (var i = 0; i < count; i++)
            {
                if (i > 0 && pixels[i] < pixels[i - 1]) throw new ArgumentException("The pixels are ascending.", nameof(pixels));
                Rows[i] = i;
            }
        }

        public int[] Rows { get; }

        public List<PyramidTile> Tiles { get; } = [];

        public void Run() => Parts(MinOrder, 0, (int)Healpix.PixelCount(MinOrder), 0, Rows.Length);

        // The rows from begin to end are those that are left for some cells of an order, in the order of the sky.
        void Parts(int order, long first, int count, int begin, int end)
        {
            for (var pixel = first; pixel < first + count && begin < end; pixel++)
            {
                var next = End(Healpix.Descendants(pixel, order).Last, begin, end);
                if (next > begin) Tile(order, pixel, begin, next);
                begin = next;
            }
        }

        void Tile(int order, long pixel, int begin, int end)
        {
            var capacity = Capacity(order);
            var count = Math.Min(end - begin, capacity);
            Tiles.Add(new PyramidTile(new TileAddress(order, pixel), begin, count, end - begin));
            if (end - begin <= capacity) return;
            PutBestFirst(begin, end, capacity);
            Parts(order + 1, 4 * pixel, 4, begin + count, end);
        }

        // Both those that are chosen and those that are left stay in the order of the sky.
        void PutBestFirst(int begin, int end, int count)
        {
            _best.Clear();
            for (var i = begin; i < end; i++)
            {
                var priority = Priority(Rows[i]);
                if (_best.Count < count) _best.Enqueue(Rows[i], priority);
                else if (_best.TryPeek(out _, out var least) && priority > least) _best.EnqueueDequeue(Rows[i], priority);
            }
            _best.TryPeek(out _, out var bar);
            if (_chosen.Length < count) _chosen = new int[count];
            var (chosen, to) = (count, end);
            for (var i = end - 1; i >= begin; i--)
            {
                if (Priority(Rows[i]) >= bar) _chosen[--chosen] = Rows[i];
                else Rows[--to] = Rows[i];
            }
            _chosen.AsSpan(0, count).CopyTo(Rows.AsSpan(begin));
        }

        // Ordered as the score is, and no two the same: below the score stands a number that looks drawn by lot, so that equal ones are chosen evenly over the sky.
        ulong Priority(int row)
        {
            var score = _scores[row];
            var bits = BitConverter.SingleToUInt32Bits(score);
            var ordered = float.IsNaN(score) ? 0 : (bits & 0x8000_0000) != 0 ? ~bits : bits | 0x8000_0000;
            // Each step can be undone, so different rows have different numbers.
            var lot = (uint)row * 0x9E37_79B1;
            lot = (lot ^ (lot >> 15)) * 0x85EB_CA6B;
            return ((ulong)ordered << 32) | (lot ^ (lot >> 13));
        }

        // The first of the places from begin to end whose pixel is beyond the last one of a cell.
        int End(long last, int begin, int end)
        {
            while (begin < end)
            {
                var middle = (int)(((long)begin + end) >> 1);
                if (_pixels[Rows[middle]] <= last) begin = middle + 1;
                else end = middle;
            }
            return begin;
        }
    }
}

/// <summary>A tile of a pyramid.</summary>
/// <param name="Address">The cell.</param>
/// <param name="Start">Where its rows begin in <see cref="Pyramid.Rows"/>.</param>
/// <param name="Count">How many it has.</param>
/// <param name="Total">How many it and all tiles below it have.</param>
public readonly record struct PyramidTile(TileAddress Address, int Start, int Count, int Total);
