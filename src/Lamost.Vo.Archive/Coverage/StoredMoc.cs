using System.Buffers;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Archive.Coverage;

/// <summary>
/// A map as the database keeps it: for each range, in cells of its order, the gap before it and its length less one, seven bits a byte, the lowest first. A tenth of the ranges
/// themselves, and read in the order of the sky, in which no sorting is needed.
/// </summary>
static class StoredMoc
{
    /// <summary>The bytes of a map.</summary>
    public static byte[] Write(Moc moc)
    {
        var shift = 2 * (Healpix.MaxOrder - moc.Order);
        var bytes = new ArrayBufferWriter<byte>();
        long next = 0;
        foreach (var range in moc.Ranges)
        {
            var (first, last) = (range.First >> shift, range.Last >> shift);
            Add(bytes, first - next);
            Add(bytes, last - first);
            next = last + 1;
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The map of bytes.</summary>
    /// <param name="order">The order that it was written at.</param>
    /// <param name="bytes">The bytes, all of them.</param>
    /// <exception cref="InvalidDataException">They end inside a number, or leave the sky.</exception>
    public static Moc Read(int order, ReadOnlySpan<byte> bytes)
    {
        var count = Healpix.PixelCount(order);
        var builder = new MocBuilder(order);
        long next = 0;
        while (!bytes.IsEmpty)
        {
            var first = next + Take(ref bytes);
            var last = first + Take(ref bytes);
            if (first < next || last < first || last >= count) throw new InvalidDataException("The stored map leaves the sky.");
            builder.AddCells(first, last);
            next = last + 1;
        }
        return builder.Build();
    }

    static void Add(ArrayBufferWriter<byte> bytes, long number)
    {
        for (; number >= 0x80; number >>= 7) Put((byte)(number | 0x80));
        Put((byte)number);

        void Put(byte value)
        {
            bytes.GetSpan(1)[0] = value;
            bytes.Advance(1);
        }
    }

    static long Take(ref ReadOnlySpan<byte> bytes)
    {
        long number = 0;
        for (var (at, shift) = (0, 0); at < bytes.Length && shift < 63; at++, shift += 7)
        {
            number |= (long)(bytes[at] & 0x7F) << shift;
            if (bytes[at] >= 0x80) continue;
            bytes = bytes[(at + 1)..];
            return number;
        }
        throw new InvalidDataException("The stored map ends inside a number.");
    }
}
