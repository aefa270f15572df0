using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Lamost.Vo.Archive.Loading;

/// <summary>
/// Builds tuples of PostgreSQL's binary COPY: <see cref="Begin"/>, then one call a column, in order. Not safe for several threads.
/// (PostgreSQL documentation, COPY, "Binary Format".)
/// </summary>
public sealed class TupleWriter
{
    readonly ArrayBufferWriter<byte> _buffer = new(1 << 20);
    byte[]? _scratch;

    /// <summary>Rows begun since the last <see cref="Clear"/>.</summary>
    public int Rows { get; private set; }

    /// <summary>The tuples so far.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>Forgets what was written and keeps the memory.</summary>
    public void Clear()
    {
        _buffer.ResetWrittenCount();
        Rows = 0;
    }

    /// <summary>Begins a row.</summary>
    /// <param name="fields">How many cells follow.</param>
    public void Begin(short fields)
    {
        BinaryPrimitives.WriteInt16BigEndian(_buffer.GetSpan(2), fields);
        _buffer.Advance(2);
        Rows++;
    }

    /// <summary>Writes NULL.</summary>
    public void Null() => Fixed(-1, 0);

    /// <summary>Writes a <c>boolean</c>.</summary>
    public void Boolean(bool value) => Fixed(1, value ? 1 : 0);

    /// <summary>Writes a <c>smallint</c>.</summary>
    public void Short(short value) => Fixed(2, value);

    /// <summary>Writes an <c>integer</c>.</summary>
    public void Int(int value) => Fixed(4, value);

    /// <summary>Writes a <c>bigint</c>.</summary>
    public void Long(long value) => Fixed(8, value);

    /// <summary>Writes a <c>real</c>.</summary>
    public void Float(float value) => Fixed(4, BitConverter.SingleToInt32Bits(value));

    /// <summary>Writes a <c>double precision</c>.</summary>
    public void Double(double value) => Fixed(8, BitConverter.DoubleToInt64Bits(value));

    /// <summary>Writes a <c>date</c>.</summary>
    public void Date(DateOnly value) => Int(value.DayNumber - new DateOnly(2000, 1, 1).DayNumber);

    /// <summary>Writes a <c>timestamp</c>; the kind of <paramref name="value"/> is not looked at.</summary>
    public void Timestamp(DateTime value) => Long((value.Ticks - new DateTime(2000, 1, 1).Ticks) / TimeSpan.TicksPerMicrosecond);

    /// <summary>Writes a <c>text</c> from UTF-8.</summary>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        var span = _buffer.GetSpan(4 + utf8.Length);
        BinaryPrimitives.WriteInt32BigEndian(span, utf8.Length);
        utf8.CopyTo(span[4..]);
        _buffer.Advance(4 + utf8.Length);
    }

    /// <summary>Writes a <c>text</c>.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_scratch is null || _scratch.Length < most) _scratch = new byte[most];
        Text(_scratch.AsSpan(0, Encoding.UTF8.GetBytes(text, _scratch)));
    }

    void Fixed(int length, long value)
    {
        var span = _buffer.GetSpan(12);
        BinaryPrimitives.WriteInt32BigEndian(span, length);
        switch (length)
        {
            case 1: span[4] = (byte)value; break;
            case 2: BinaryPrimitives.WriteInt16BigEndian(span[4..], (short)value); break;
            case 4: BinaryPrimitives.WriteInt32BigEndian(span[4..], (int)value); break;
            case 8: BinaryPrimitives.WriteInt64BigEndian(span[4..], value); break;
        }
        _buffer.Advance(4 + Math.Max(length, 0));
    }
}
