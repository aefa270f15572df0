using System.Runtime.InteropServices;

namespace Lamost.Vo.Archive.Loading;

/// <summary>Gathers rows in memory, and writes them as a sorted run whenever there are enough. One a thread.</summary>
/// <param name="file">Where to.</param>
/// <param name="key">What to sort by.</param>
/// <param name="runBytes">About how many bytes of tuples make a run.</param>
sealed class RunWriter(RunFile file, RowKey key, int runBytes)
{
    const int BufferBytes = 1 << 20;

    readonly List<long> _keys = [];
    readonly List<Place> _places = [];
    readonly byte[] _buffer = new byte[BufferBytes];
    byte[] _tuples = [];
    int _length;

    /// <summary>Takes the rows of a block.</summary>
    /// <exception cref="Errors.VoException">The temporary file cannot be written.</exception>
    public void Add(ReadOnlySpan<byte> tuples)
    {
        if (_length > 0 && _length + tuples.Length > runBytes) Flush();
        if (_length + tuples.Length > _tuples.Length) Array.Resize(ref _tuples, Math.Max(_length + tuples.Length, Math.Min(runBytes, 2 * _tuples.Length)));
        tuples.CopyTo(_tuples.AsSpan(_length));
        for (var rest = tuples; rest.Length > 0;)
        {
            var bytes = key.Measure(rest, out var number);
            _keys.Add(number);
            _places.Add(new Place(_length, bytes));
            _length += bytes;
            rest = rest[bytes..];
        }
    }

    /// <summary>Writes what is in memory; to be called at the end.</summary>
    /// <exception cref="Errors.VoException">The temporary file cannot be written.</exception>
    public void Flush()
    {
        if (_keys.Count == 0) return;
        var keys = CollectionsMarshal.AsSpan(_keys);
        var places = CollectionsMarshal.AsSpan(_places);
        keys.Sort(places);
        var at = file.Reserve(_length + (long)Run.Prefix * keys.Length).Start;
        var filled = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            var tuple = _tuples.AsSpan(places[i].Start, places[i].Length);
            if (filled + Run.Prefix + tuple.Length > _buffer.Length) Empty();
            MemoryMarshal.Write(_buffer.AsSpan(filled), keys[i]);
            MemoryMarshal.Write(_buffer.AsSpan(filled + 8), tuple.Length);
            filled += Run.Prefix;
            if (filled + tuple.Length > _buffer.Length)
            {
                Empty();
                file.Write(tuple, at); // longer than the buffer
                at += tuple.Length;
                continue;
            }
            tuple.CopyTo(_buffer.AsSpan(filled));
            filled += tuple.Length;
        }
        Empty();
        _keys.Clear();
        _places.Clear();
        _length = 0;

        void Empty()
        {
            file.Write(_buffer.AsSpan(0, filled), at);
            at += filled;
            filled = 0;
        }
    }

    readonly record struct Place(int Start, int Length);
}
