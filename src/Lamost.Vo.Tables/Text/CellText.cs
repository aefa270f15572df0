using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;

namespace Lamost.Vo.Tables.Text;

/// <summary>
/// Numbers and times as text, in the form that VOTable's TABLEDATA and DALI ask for, from the big-endian cells of a row. Each method
/// returns the count of bytes written, 32 at most.
/// </summary>
static class CellText
{
    static readonly long Epoch = new DateTime(2000, 1, 1).Ticks;
    static readonly int EpochDay = new DateOnly(2000, 1, 1).DayNumber;

    /// <summary>
    /// Writes a cell of any type but the two texts; 0, meaning null, as <see cref="Date(ReadOnlySpan{byte}, Span{byte})"/> says.
    /// </summary>
    /// <param name="type">The type.</param>
    /// <param name="cell">The cell; its length is that of the type.</param>
    /// <param name="to">Where to.</param>
    internal static int Write(CellType type, ReadOnlySpan<byte> cell, Span<byte> to) => type switch
    {
        CellType.Boolean => Boolean(cell[0], to),
        CellType.Short => Integer(BinaryPrimitives.ReadInt16BigEndian(cell), to),
        CellType.Int => Integer(BinaryPrimitives.ReadInt32BigEndian(cell), to),
        CellType.Long => Integer(BinaryPrimitives.ReadInt64BigEndian(cell), to),
        CellType.Float => Float(cell, to),
        CellType.Double => Double(cell, to),
        CellType.Date => Date(cell, to),
        CellType.Timestamp => Timestamp(cell, to),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    static int Boolean(byte value, Span<byte> to)
    {
        var text = value == 0 ? "false"u8 : "true"u8;
        text.CopyTo(to);
        return text.Length;
    }

    static int Integer(long value, Span<byte> to)
    {
        Utf8Formatter.TryFormat(value, to, out var written);
        return written;
    }

    /// <summary>The shortest text that reads back as the same number; <c>NaN</c>, <c>+Inf</c> and <c>-Inf</c> as VOTable spells them.</summary>
    internal static int Float(ReadOnlySpan<byte> cell, Span<byte> to)
    {
        var value = BinaryPrimitives.ReadSingleBigEndian(cell);
        if (!float.IsFinite(value)) return NotFinite(value, to);
        value.TryFormat(to, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }

    /// <inheritdoc cref="Float"/>
    internal static int Double(ReadOnlySpan<byte> cell, Span<byte> to)
    {
        var value = BinaryPrimitives.ReadDoubleBigEndian(cell);
        if (!double.IsFinite(value)) return NotFinite(value, to);
        value.TryFormat(to, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }

    /// <summary>
    /// <c>YYYY-MM-DD</c>, always 10 bytes; 0, meaning null, for PostgreSQL's two infinities and for days outside the years 1 to 9999,
    /// which the form cannot hold.
    /// </summary>
    internal static int Date(ReadOnlySpan<byte> cell, Span<byte> to)
    {
        var day = (long)BinaryPrimitives.ReadInt32BigEndian(cell) + EpochDay;
        if (day < 0 || day > DateOnly.MaxValue.DayNumber) return 0;
        var (year, month, dayOfMonth) = DateOnly.FromDayNumber((int)day);
        return Date(year, month, dayOfMonth, to);
    }

    /// <summary>
    /// <c>YYYY-MM-DDThh:mm:ss</c>, and the fraction without trailing zeros if there is one (at most 26 bytes); 0 as for
    /// <see cref="Date(ReadOnlySpan{byte}, Span{byte})"/>.
    /// </summary>
    internal static int Timestamp(ReadOnlySpan<byte> cell, Span<byte> to)
    {
        const long Earliest = -63_082_281_600_000_000, Latest = 252_455_615_999_999_999;
        var microseconds = BinaryPrimitives.ReadInt64BigEndian(cell);
        if (microseconds is < Earliest or > Latest) return 0;
        var time = new DateTime(Epoch + microseconds * TimeSpan.TicksPerMicrosecond);
        var (date, clock) = time;
        Date(date.Year, date.Month, date.Day, to);
        to[10] = (byte)'T';
        Two(clock.Hour, to[11..]);
        to[13] = (byte)':';
        Two(clock.Minute, to[14..]);
        to[16] = (byte)':';
        Two(clock.Second, to[17..]);
        var fraction = (int)(time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        if (fraction == 0) return 19;
        to[19] = (byte)'.';
        for (var i = 25; i > 19; i--)
        {
            to[i] = (byte)('0' + fraction % 10);
            fraction /= 10;
        }
        var length = 26;
        while (to[length - 1] == '0') length--;
        return length;
    }

    static int Date(int year, int month, int day, Span<byte> to)
    {
        Two(year / 100, to);
        Two(year % 100, to[2..]);
        to[4] = (byte)'-';
        Two(month, to[5..]);
        to[7] = (byte)'-';
        Two(day, to[8..]);
        return 10;
    }

    static void Two(int number, Span<byte> to)
    {
        to[1] = (byte)('0' + number % 10);
        to[0] = (byte)('0' + number / 10);
    }

    static int NotFinite(double value, Span<byte> to)
    {
        var text = double.IsNaN(value) ? "NaN"u8 : value > 0 ? "+Inf"u8 : "-Inf"u8;
        text.CopyTo(to);
        return text.Length;
    }
}
