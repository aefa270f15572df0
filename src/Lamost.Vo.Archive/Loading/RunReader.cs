using System.Runtime.InteropServices;

namespace Lamost.Vo.Archive.Loading;

/// <summary>Reads one run, a row at a time. Not safe for several threads.</summary>
/// <param name="file">Where the run is.</param>
/// <param name="run">The run.</param>
sealed class RunReader(RunFile file, Run run)
{
    const int BufferBytes = 1 << 18;

    readonly long _end = run.Start + run.Length;
    byte[] _buffer = new byte[Math.Min(BufferBytes, run.Length)];
    long _next = run.Start;
    int _at, _filled, _length;

    /// <summary>What the current row is ordered by.</summary>
    public long Key { get; private set; }

    /// <summary>The tuple of the current row; valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Tuple => _buffer.AsSpan(_at, _length);

    /// <summary>Goes to the next row.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="Errors.VoException">The temporary file cannot be read.</exception>
    public bool Read()
    {
        _at += _length;
        _length = 0;
        if (_at == _filled && _next == _end) return false;
        Need(Run.Prefix);
        Key = MemoryMarshal.Read<long>(_buffer.AsSpan(_at));
        var length = MemoryMarshal.Read<int>(_buffer.AsSpan(_at + 8));
        _at += Run.Prefix;
        Need(length);
        _length = length;
        return true;
    }

    /// <summary>Has so many bytes in the buffer, from the current place on.</summary>
    void Need(int bytes)
    {
        var rest = _filled - _at;
        if (rest >= bytes) return;
        var old = _buffer.AsSpan(_at, rest);
        if (bytes > _buffer.Length) _buffer = new byte[bytes];
        old.CopyTo(_buffer);
        var more = (int)Math.Min(_buffer.Length - rest, _end - _next);
        file.Read(_buffer.AsSpan(rest, more), _next);
        _next += more;
        _at = 0;
        _filled = rest + more;
    }
}
