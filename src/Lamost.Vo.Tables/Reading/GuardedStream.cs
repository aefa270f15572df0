using System.Globalization;

namespace Lamost.Vo.Tables.Reading;

/// <summary>
/// Counts the bytes that go through, which is where a compressed bomb is seen. For a parser it also counts those that it has taken since it last gave something out:
/// they are what it holds. (Counting them between <c>&lt;</c> and <c>&gt;</c> would not do: either may stand in an attribute, and be half of a character in UTF-16.)
/// </summary>
/// <param name="inner">Disposed of with this.</param>
/// <param name="most">The most bytes.</param>
/// <param name="held">The most bytes between two calls of <see cref="Mark"/>; null for any number.</param>
sealed class GuardedStream(Stream inner, long most, int? held = null) : ReadOnlyStream
{
    long _read, _marked;

    /// <summary>Says that something came of the bytes so far.</summary>
    public void Mark() => _marked = _read;

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        _read += read;
        if (_read > most) throw new TableReadException(TableReadFault.TooLarge, string.Create(CultureInfo.InvariantCulture, $"it has more than {most} bytes."));
        if (_read - _marked > held)
            throw new TableReadException(TableReadFault.TooLarge, string.Create(CultureInfo.InvariantCulture, $"a tag, an attribute or a comment of it has more than {held} bytes."));
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
