using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Lamost.Vo.Sky;
using Lamost.Vo.Tables.Fits;

namespace Lamost.Vo.Archive.Coverage;

public static partial class MocFits
{
    /// <summary>The most numbers that are read of a file unless another bound is given.</summary>
    public const long MaxNumbers = 10_000_000;

    /// <summary>
    /// Reads a map of the sky: NUNIQ of MOC 1.0 to 2.0, and RANGE of 2.0, from the first binary table of the file. Cells may be in any order, overlap, and not be canonical.
    /// </summary>
    /// <param name="input">The file at its first byte, not packed; left open.</param>
    /// <param name="maxNumbers">Cells, or ends of ranges, that it may have.</param>
    /// <exception cref="InvalidDataException">It is none, or one of something else than the sky in ICRS, or too large; the message says what, and what would be right.</exception>
    public static Moc Read(Stream input, long maxNumbers = MaxNumbers)
    {
        var table = new FitsTableReader(input);
        var header = table.Header;
        if (header.Text("MOCDIM") is { } dimension && !dimension.Trim().Equals("SPACE", StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException($"It is a coverage of {dimension} (MOCDIM), and not of the sky alone (SPACE).");
        CheckFrame(header);
        var declared = (int)Math.Max(header.Integer("MOCORD_S", 0, Healpix.MaxOrder, absent: -1), header.Integer("MOCORDER", 0, Healpix.MaxOrder, absent: -1));
        return header.Text("ORDERING")?.Trim().ToUpperInvariant() switch
        {
            null or "NUNIQ" => OfUniq(Numbers(table, maxNumbers), declared),
            "RANGE" or "RANGE29" => OfRanges(Numbers(table, maxNumbers), declared),
            var other => throw new InvalidDataException($"ORDERING is {Shown(other)}; it has to be NUNIQ or RANGE."),
        };
    }

    /// <summary>Reads a map of space and time, RANGE with MOCDIM = TIME.SPACE, whose times are ascending.</summary>
    /// <param name="input">The file at its first byte, not packed; left open.</param>
    /// <param name="maxNumbers">Ends of ranges that it may have.</param>
    /// <exception cref="InvalidDataException">It is none, or too large; the message says what, and what would be right.</exception>
    public static StMoc ReadSpaceTime(Stream input, long maxNumbers = MaxNumbers)
    {
        var table = new FitsTableReader(input);
        var header = table.Header;
        if (header.Text("MOCDIM")?.Trim().Equals("TIME.SPACE", StringComparison.OrdinalIgnoreCase) != true)
            throw new InvalidDataException($"It is no coverage of space and time: MOCDIM is {Shown(header.Text("MOCDIM") ?? "missing")}, and has to be TIME.SPACE.");
        CheckFrame(header);
        var timeOrder = (int)header.Integer("MOCORD_T", 0, TimeMoc.MaxOrder);
        var spaceOrder = (int)header.Integer("MOCORD_S", 0, Healpix.MaxOrder);
        return StMoc.Of(timeOrder, spaceOrder, Observations(Numbers(table, maxNumbers).GetEnumerator()));
    }

    static Moc OfUniq(IEnumerable<long> numbers, int declared)
    {
        var (ranges, finest) = (new List<PixelRange>(), Math.Max(declared, 0));
        foreach (var number in numbers)
        {
            if (!MocCell.TryOfUniq(number, out var cell)) throw Bad($"{number} is no UNIQ number of a cell of order 0 to {Healpix.MaxOrder}.");
            finest = Math.Max(finest, cell.Order);
            ranges.Add(Healpix.Descendants(cell.Pixel, cell.Order));
        }
        return Moc.OfRanges(finest, ranges);
    }

    static Moc OfRanges(IEnumerable<long> numbers, int declared)
    {
        var (ranges, finest) = (new List<PixelRange>(), Math.Max(declared, 0));
        using var ends = numbers.GetEnumerator();
        while (ends.MoveNext())
        {
            var first = ends.Current;
            if (!ends.MoveNext()) throw Bad("The last range has no end: the numbers come in pairs, the first and the one behind the last.");
            ranges.Add(Pixels(first, ends.Current));
            // An order that is coarser than the ranges would make them larger.
            finest = Math.Max(finest, Healpix.MaxOrder - Math.Min(Healpix.MaxOrder, BitOperations.TrailingZeroCount(first | ends.Current) / 2));
        }
        return Moc.OfRanges(finest, ranges);
    }

    static IEnumerable<(PixelRange, Moc)> Observations(IEnumerator<long> numbers)
    {
        var (times, pixels, last) = (new List<PixelRange>(), new List<PixelRange>(), -1L);
        while (numbers.MoveNext())
        {
            var first = numbers.Current;
            if (!numbers.MoveNext() || (numbers.Current ^ first) < 0) throw Bad("A range has no end: the numbers come in pairs, the first and the one behind the last.");
            var end = numbers.Current;
            if (first >= 0)
            {
                if (times.Count == 0) throw Bad("The first range is one of the sky; its time, with the highest bit set, comes before it.");
                pixels.Add(Pixels(first, end));
                continue;
            }
            if (pixels.Count > 0)
            {
                foreach (var seen in Closed()) yield return seen;
                (times, pixels) = ([], []);
            }
            (first, end) = (first & ~TimeMark, end & ~TimeMark);
            if (first <= last || end <= first || end > 1L << 62) throw Bad($"The time {first} to {end} is empty, no time, or not after the one before it.");
            last = end - 1;
            times.Add(new PixelRange(first, last));
        }
        if (times.Count > 0 && pixels.Count == 0) throw Bad("The last time has no part of the sky.");
        foreach (var seen in Closed()) yield return seen;

        IEnumerable<(PixelRange, Moc)> Closed()
        {
            var sky = Moc.OfRanges(Healpix.MaxOrder, pixels);
            return times.Select(t => (t, sky));
        }
    }

    static PixelRange Pixels(long first, long end) => first >= 0 && end > first && end <= Healpix.PixelCount(Healpix.MaxOrder) ? new PixelRange(first, end - 1)
        : throw Bad($"The range {first} to {end} is empty, or outside of the sky.");

    // All integers of the one column, in their order, however many a row has.
    static IEnumerable<long> Numbers(FitsTableReader table, long maxNumbers)
    {
        if (table.Columns is not [{ Form: 'I' or 'J' or 'K', Scale: 1, Zero: 0 } column])
            throw Bad($"The table has {(table.Columns.Count == 1 ? "a column of another type" : $"{table.Columns.Count} columns")}; a map is one column of integers.");
        if (column.Elements > 0 && table.Rows > maxNumbers / column.Elements)
            throw Bad(string.Create(CultureInfo.InvariantCulture, $"It has {table.Rows} rows of {column.Elements} numbers; at most {maxNumbers} numbers are read. Send it at a coarser order."));
        return Rows();

        IEnumerable<long> Rows()
        {
            var size = column.Form switch { 'I' => 2, 'J' => 4, _ => 8 };
            var buffer = new byte[Math.Max(table.RowBytes, (64 << 10) / Math.Max(1, table.RowBytes) * table.RowBytes)];
            for (int rows; (rows = table.RowBytes == 0 ? 0 : table.Read(buffer)) > 0;)
                for (var at = 0; at < rows * table.RowBytes; at += size)
                    yield return size switch
                    {
                        2 => BinaryPrimitives.ReadInt16BigEndian(buffer.AsSpan(at)),
                        4 => BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(at)),
                        _ => BinaryPrimitives.ReadInt64BigEndian(buffer.AsSpan(at)),
                    };
        }
    }

    // C is ICRS (MOC 1.0 said so already); files of others leave it out or write the name.
    static void CheckFrame(FitsHeader header)
    {
        if (header.Text("COORDSYS")?.Trim().ToUpperInvariant() is { } frame and not ("" or "C" or "ICRS" or "EQUATORIAL"))
            throw Bad($"COORDSYS is {Shown(frame)}; it has to be C, the cells being those of ICRS.");
    }

    static string Shown(string text) => $"\"{(text.Length <= 40 ? text : text[..40])}\"";

    static InvalidDataException Bad(string message) => new(message);
}
