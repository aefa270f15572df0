using System.Globalization;

namespace Lamost.Vo.Tables.Reading;

/// <summary>The bytes of a stream, taken in pieces of known length through one buffer.</summary>
/// <param name="stream">Where from.</param>
/// <param name="most">The longest piece.</param>
sealed class ByteSource(Stream stream, int most)
{
    byte[] _buffer = new byte[64 << 10];
    int _start, _end;

    /// <summary>Whether nothing is left.</summary>
    public bool AtEnd => _start == _end && !Fill(1);

    /// <summary>Takes a piece; valid until the next call.</summary>
    /// <exception cref="TableReadException">The stream ends before it, or it is longer than allowed.</exception>
    public ReadOnlySpan<byte> Take(long length)
    {
        if (length > most) throw new TableReadException(TableReadFault.TooLarge, string.Create(CultureInfo.InvariantCulture, $"a cell claims {length} bytes, more than {most}."));
        if (_end - _start < length && !Fill((int)length)) throw new TableReadException(TableReadFault.Malformed, "its binary data end inside a row.");
        var piece = _buffer.AsSpan(_start, (int)length);
        _start += (int)length;
        return piece;
    }

    // The buffer grows with what has come, not with what a length claims.
    bool Fill(int length)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        while (_end < length)
        {
            if (_end == _buffer.Length) Array.Resize(ref _buffer, 2 * _buffer.Length);
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0) return false;
            _end += read;
        }
        return true;
    }
}
