using System.Buffers.Binary;
using System.Text;

namespace Lamost.Vo.Archive.Loading;

/// <summary>
/// Builds tuples of PostgreSQL's binary COPY: <see cref="Begin"/>, then one call a column, in order. Not safe for several threads.
/// (PostgreSQL documentation, COPY, "Binary Format".)
/// </summary>
public sealed class TupleWriter
{
    static readonly int FirstDay = new DateOnly(2000, 1, 1).DayNumber;
    static readonly long FirstTick = new DateTime(2000, 1, 1).Ticks;

    byte[] _buffer = new byte[1 << 20];
    int _length;
    int _row;

    /// <summary>Rows begun since the last <see cref="Clear"/>, without those that were withdrawn.</summary>
    public int Rows { get; private set; }

    /// <summary>The tuples so far; valid until the next call that writes.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>Forgets what was written and keeps the memory.</summary>
    public void Clear()
    {
        _length = _row = 0;
        Rows = 0;
    }

    /// <summary>Begins a row.</summary>
    /// <param name="fields">How many cells follow.</param>
    public void Begin(short fields)
    {
        _row = _length;
        BinaryPrimitives.WriteInt16BigEndian(Take(2), fields);
        Rows++;
    }

    /// <summary>Takes the row last begun back, as if it had not been begun. May be called once a row.</summary>
    public void Withdraw()
    {
        _length = _row;
        Rows--;
    }

    /// <summary>Writes NULL.</summary>
    public void Null() => BinaryPrimitives.WriteInt32BigEndian(Take(4), -1);

    /// <summary>Writes a <c>boolean</c>.</summary>
    public void Boolean(bool value)
    {
        var cell = Take(5);
        BinaryPrimitives.WriteInt32BigEndian(cell, 1);
        cell[4] = value ? (byte)1 : (byte)0;
    }

    /// <summary>Writes a <c>smallint</c>.</summary>
    public void Short(short value)
    {
        var cell = Take(6);
        BinaryPrimitives.WriteInt32BigEndian(cell, 2);
        BinaryPrimitives.WriteInt16BigEndian(cell[4..], value);
    }

    /// <summary>Writes an <c>integer</c>.</summary>
    public void Int(int value)
    {
        var cell = Take(8);
        BinaryPrimitives.WriteInt32BigEndian(cell, 4);
        BinaryPrimitives.WriteInt32BigEndian(cell[4..], value);
    }

    /// <summary>Writes a <c>bigint</c>.</summary>
    public void Long(long value)
    {
        var cell = Take(12);
        BinaryPrimitives.WriteInt32BigEndian(cell, 8);
        BinaryPrimitives.WriteInt64BigEndian(cell[4..], value);
    }

    /// <summary>Writes a <c>real</c>.</summary>
    public void Float(float value) => Int(BitConverter.SingleToInt32Bits(value));

    /// <summary>Writes a <c>double precision</c>.</summary>
    public void Double(double value) => Long(BitConverter.DoubleToInt64Bits(value));

    /// <summary>Writes a <c>date</c>.</summary>
    public void Date(DateOnly value) => Int(value.DayNumber - FirstDay);

    /// <summary>Writes a <c>timestamp</c>; the kind of <paramref name="value"/> is not looked at.</summary>
    public void Timestamp(DateTime value) => Long((value.Ticks - FirstTick) / TimeSpan.TicksPerMicrosecond);

    /// <summary>Writes a <c>text</c> from UTF-8.</summary>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        var cell = Take(4 + utf8.Length);
        BinaryPrimitives.WriteInt32BigEndian(cell, utf8.Length);
        utf8.CopyTo(cell[4..]);
    }

    /// <summary>Writes a <c>text</c>.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var cell = Take(4 + length);
        BinaryPrimitives.WriteInt32BigEndian(cell, length);
        Encoding.UTF8.GetBytes(text, cell[4..]);
    }

    Span<byte> Take(int count)
    {
        if (_buffer.Length - _length < count) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
        var taken = _buffer.AsSpan(_length, count);
        _length += count;
        return taken;
    }
}
