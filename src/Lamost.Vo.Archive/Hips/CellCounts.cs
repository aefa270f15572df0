using Lamost.Vo.Sky;

namespace Lamost.Vo.Archive.Hips;

/// <summary>How many rows each cell of an order has: all that a density map needs to know. Immutable; safe for any number of threads.</summary>
public sealed class CellCounts
{
    /// <summary>The order of the cells: 6.9 arcmin, 0.013 square degrees. Finer ones would show single stars and no density.</summary>
    public const int Order = 9;

    /// <summary>The area of a cell in square degrees.</summary>
    public static double CellArea { get; } = 4 * Math.PI * (180 / Math.PI) * (180 / Math.PI) / Healpix.PixelCount(Order);

    readonly int[] _cells, _counts;

    CellCounts(int[] cells, int[] counts) => (_cells, _counts) = (cells, counts);

    /// <summary>Cells that have rows, ascending.</summary>
    public ReadOnlySpan<int> Cells => _cells;

    /// <summary>How many rows each of them has, at least 1.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary>Counts rows.</summary>
    /// <param name="pixels">The NESTED pixel of order 29 of each, ascending.</param>
    public static CellCounts Of(ReadOnlySpan<long> pixels)
    {
        var (cells, counts) = (new List<int>(), new List<int>());
        foreach (var pixel in pixels)
        {
            var cell = (int)Healpix.Ancestor(pixel, Healpix.MaxOrder, Order);
            if (cells.Count > 0 && cells[^1] == cell) counts[^1]++;
            else
            {
                if (cells.Count > 0 && cells[^1] > cell) throw new ArgumentException("The pixels are ascending.", nameof(pixels));
                cells.Add(cell);
                counts.Add(1);
            }
        }
        return new CellCounts([.. cells], [.. counts]);
    }

    /// <summary>The sum over some cells of this order, as a run.</summary>
    /// <param name="first">The first cell.</param>
    /// <param name="end">The one behind the last.</param>
    public long Sum(long first, long end)
    {
        long sum = 0;
        for (var i = Place(first); i < _cells.Length && _cells[i] < end; i++) sum += _counts[i];
        return sum;
    }

    /// <summary>The part of the sky that has rows, 0 to 1.</summary>
    public double SkyFraction => _cells.Length / (double)Healpix.PixelCount(Order);

    /// <summary>The middle of the cell of order 5 with most rows; null where there are none.</summary>
    public SkyPoint? Densest()
    {
        const int Levels = Order - 5;
        var (best, most) = (-1, 0L);
        for (var i = 0; i < _cells.Length;)
        {
            var (cell, sum) = (_cells[i] >> (2 * Levels), 0L);
            for (; i < _cells.Length && _cells[i] >> (2 * Levels) == cell; i++) sum += _counts[i];
            if (sum > most) (best, most) = (cell, sum);
        }
        return best < 0 ? null : Healpix.Centre(Order - Levels, best);
    }

    /// <summary>Where a cell stands among <see cref="Cells"/>, or would stand.</summary>
    public int Place(long cell)
    {
        if (cell > int.MaxValue) return _cells.Length;
        var at = Array.BinarySearch(_cells, (int)cell);
        return at < 0 ? ~at : at;
    }

    /// <summary>The cells as runs of pixels of order 29, none touching the next.</summary>
    public IEnumerable<PixelRange> Ranges()
    {
        for (var i = 0; i < _cells.Length;)
        {
            var from = i;
            while (++i < _cells.Length && _cells[i] == _cells[i - 1] + 1) { }
            yield return new PixelRange(Healpix.Descendants(_cells[from], Order).First, Healpix.Descendants(_cells[i - 1], Order).Last);
        }
    }

    /// <summary>The same in few bytes: of each cell how far it is from the one before, and its count, in groups of 7 bits, the lowest first.</summary>
    public byte[] ToBytes()
    {
        var bytes = new MemoryStream();
        var before = -1;
        for (var i = 0; i < _cells.Length; i++)
        {
            Write((uint)(_cells[i] - before));
            Write((uint)_counts[i]);
            before = _cells[i];
        }
        return bytes.ToArray();

        void Write(uint value)
        {
            for (; value > 0x7F; value >>= 7) bytes.WriteByte((byte)(value | 0x80));
            bytes.WriteByte((byte)value);
        }
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It did not.</exception>
    public static CellCounts FromBytes(ReadOnlySpan<byte> bytes)
    {
        var (cells, counts) = (new List<int>(), new List<int>());
        long cell = -1;
        while (!bytes.IsEmpty)
        {
            cell += Read(ref bytes);
            if (cell < 0 || cell >= Healpix.PixelCount(Order)) throw new InvalidDataException("The counts of cells are damaged.");
            cells.Add((int)cell);
            counts.Add((int)Read(ref bytes));
        }
        return new CellCounts([.. cells], [.. counts]);

        static uint Read(ref ReadOnlySpan<byte> bytes)
        {
            uint value = 0;
            for (var (i, shift) = (0, 0); i < bytes.Length && shift < 35; i++, shift += 7)
            {
                value |= (uint)(bytes[i] & 0x7F) << shift;
                if (bytes[i] > 0x7F) continue;
                bytes = bytes[(i + 1)..];
                return value > 0 && value <= int.MaxValue ? value : throw new InvalidDataException("The counts of cells are damaged.");
            }
            throw new InvalidDataException("The counts of cells are damaged.");
        }
    }
}
