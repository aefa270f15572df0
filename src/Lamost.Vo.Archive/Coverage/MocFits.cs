using System.Buffers.Binary;
using System.Globalization;
using Lamost.Vo.Sky;
using Lamost.Vo.Tables.Fits;

namespace Lamost.Vo.Archive.Coverage;

/// <summary>
/// Coverage maps as FITS files (MOC 2.0, 4.3.1, 5.2 and 6): those of the sky are written as NUNIQ, which every reader of MOC knows, those of space and time as RANGE.
/// </summary>
public static partial class MocFits
{
    /// <summary>The media type of these files.</summary>
    public const string MediaType = "application/fits";

    // The bit that tells a time from a pixel.
    const long TimeMark = long.MinValue;
    const int FirstLongOrder = 14;

    /// <summary>Writes a map of the sky: canonical cells, ascending.</summary>
    /// <param name="moc">The map.</param>
    /// <param name="output">Where to.</param>
    /// <param name="labels">What else the file says; null for nothing.</param>
    public static void Write(Moc moc, Stream output, MocLabels? labels = null)
    {
        ArgumentNullException.ThrowIfNull(moc);
        ArgumentNullException.ThrowIfNull(output);
        // The greatest number of order 13 is 2^30 - 1 (4.3.1).
        var isLong = moc.Order >= FirstLongOrder;
        var cards = Table("UNIQ", isLong ? 8 : 4, moc.CellCount, isLong ? "1K" : "1J", "NUNIQ", "SPACE");
        cards.String("COORDSYS", "C", "ICRS");
        cards.Integer("MOCORD_S", moc.Order, "best order of the sky");
        cards.Integer("MOCORDER", moc.Order, "the same, for readers of MOC 1");
        Label(cards, labels);
        WriteHeaders(output, cards);
        var values = new Values(output, isLong);
        foreach (var cell in moc.Cells()) values.Add(cell.Uniq);
        values.End();
    }

    /// <summary>Writes a map of space and time.</summary>
    /// <param name="moc">The map.</param>
    /// <param name="output">Where to.</param>
    /// <param name="labels">What else the file says; null for nothing.</param>
    public static void Write(StMoc moc, Stream output, MocLabels? labels = null)
    {
        ArgumentNullException.ThrowIfNull(moc);
        ArgumentNullException.ThrowIfNull(output);
        var cards = Table("RANGE", 8, moc.Entries.Sum(e => 2L * (e.Times.Ranges.Length + e.Sky.Ranges.Length)), "1K", "RANGE", "TIME.SPACE");
        cards.String("COORDSYS", "C", "ICRS");
        cards.String("TIMESYS", "TCB", "scale of the times");
        cards.Integer("MOCORD_T", moc.TimeOrder, "best order of the times");
        cards.Integer("MOCORD_S", moc.SpaceOrder, "best order of the sky");
        Label(cards, labels);
        WriteHeaders(output, cards);
        var values = new Values(output, isLong: true);
        foreach (var entry in moc.Entries)
        {
            foreach (var time in entry.Times.Ranges)
            {
                values.Add(time.First | TimeMark);
                values.Add((time.Last + 1) | TimeMark);
            }
            foreach (var sky in entry.Sky.Ranges)
            {
                values.Add(sky.First);
                values.Add(sky.Last + 1);
            }
        }
        values.End();
    }

    static FitsCards Table(string column, int bytes, long rows, string form, string ordering, string dimension)
    {
        var cards = new FitsCards();
        cards.String("XTENSION", "BINTABLE", "Multi Order Coverage map");
        cards.Integer("BITPIX", 8, "");
        cards.Integer("NAXIS", 2, "");
        cards.Integer("NAXIS1", bytes, "bytes of a row");
        cards.Integer("NAXIS2", rows, "rows");
        cards.Integer("PCOUNT", 0, "");
        cards.Integer("GCOUNT", 1, "");
        cards.Integer("TFIELDS", 1, "");
        cards.String("TTYPE1", column, ordering == "NUNIQ" ? "4 * 4^order + number of the cell" : "first and last + 1, of the finest order");
        cards.String("TFORM1", form);
        cards.String("MOCVERS", "2.0", "version of the standard");
        cards.String("MOCDIM", dimension, "what it covers");
        cards.String("ORDERING", ordering, "coding");
        return cards;
    }

    static void Label(FitsCards cards, MocLabels? labels)
    {
        cards.String("MOCTYPE", "CATALOG", "made of the positions of a catalogue");
        cards.String("MOCTOOL", labels?.Tool);
        cards.String("MOCID", labels?.Id);
        cards.String("ORIGIN", labels?.Origin);
        cards.String("EXTNAME", labels?.Name);
        cards.String("DATE", labels?.Made?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        foreach (var comment in labels?.Comments ?? []) cards.Comment(comment);
    }

    static void WriteHeaders(Stream output, FitsCards table)
    {
        var primary = new FitsCards();
        primary.Logical("SIMPLE", true, "");
        primary.Integer("BITPIX", 8, "");
        primary.Integer("NAXIS", 0, "");
        primary.Logical("EXTEND", true, "");
        output.Write(primary.ToBlocks());
        output.Write(table.ToBlocks());
    }

    /// <summary>Writes integers, and fills the last block.</summary>
    sealed class Values(Stream output, bool isLong)
    {
        readonly byte[] _buffer = new byte[16 * FitsHeader.BlockBytes];
        int _used;

        public void Add(long value)
        {
            if (isLong) BinaryPrimitives.WriteInt64BigEndian(_buffer.AsSpan(_used), value);
            else BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_used), (int)value);
            _used += isLong ? 8 : 4;
            if (_used < _buffer.Length) return;
            output.Write(_buffer);
            _used = 0;
        }

        public void End()
        {
            var whole = (_used + FitsHeader.BlockBytes - 1) / FitsHeader.BlockBytes * FitsHeader.BlockBytes;
            _buffer.AsSpan(_used, whole - _used).Clear();
            output.Write(_buffer, 0, whole);
        }
    }
}
