using System.Buffers;
using System.Globalization;

namespace Lamost.Vo.Tables.Reading;

/// <summary>
/// Counts the bytes that go through, which is where a compressed bomb is seen, and for XML the bytes of one piece of markup: a parser holds a name or an attribute
/// as a whole, whatever it is.
/// </summary>
/// <param name="inner">Disposed of with this.</param>
/// <param name="most">The most bytes.</param>
/// <param name="markup">Whether it is XML.</param>
sealed class GuardedStream(Stream inner, long most, bool markup) : ReadOnlyStream
{
    /// <summary>The most bytes between <c>&lt;</c> and <c>&gt;</c>.</summary>
    public const int MarkupBytes = 1 << 20;

    static readonly SearchValues<byte> Brackets = SearchValues.Create("<>"u8);

    long _read;
    long _open = -1;

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        if (markup) Look(buffer.AsSpan(offset, read));
        _read += read;
        if (_read > most) throw new TableReadException(TableReadFault.TooLarge, string.Create(CultureInfo.InvariantCulture, $"it has more than {most} bytes."));
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    void Look(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        for (int next; (next = bytes[at..].IndexOfAny(Brackets)) >= 0; at += next + 1) _open = bytes[at + next] == '<' ? _read + at + next : -1;
        if (_open >= 0 && _read + bytes.Length - _open > MarkupBytes)
            throw new TableReadException(TableReadFault.TooLarge, string.Create(CultureInfo.InvariantCulture, $"a tag, with its attributes, has more than {MarkupBytes} bytes."));
    }
}
