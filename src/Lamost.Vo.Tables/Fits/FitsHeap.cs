namespace Lamost.Vo.Tables.Fits;

/// <summary>The heap of a binary table that is being written: it follows the rows, so until they have ended it waits in a scratch file, which is removed with it.</summary>
sealed class FitsHeap : IDisposable
{
    readonly FileStream _file = new(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.DeleteOnClose);
    byte[] _buffer = new byte[64 << 10];
    int _count;
    long _flushed;

    /// <summary>Room for so many bytes; they count when <see cref="Commit"/> says so.</summary>
    public Span<byte> Room(int size)
    {
        if (_buffer.Length - _count < size)
        {
            Flush();
            if (_buffer.Length < size) _buffer = new byte[size];
        }
        return _buffer.AsSpan(_count);
    }

    /// <summary>Takes the first bytes of what <see cref="Room"/> gave, and says where in the heap they are.</summary>
    public long Commit(int count)
    {
        var at = _flushed + _count;
        _count += count;
        return at;
    }

    /// <summary>Appends the heap to a file, and says how many bytes it has.</summary>
    public long CopyTo(Stream file)
    {
        Flush();
        _file.Position = 0;
        _file.CopyTo(file);
        return _flushed;
    }

    public void Dispose() => _file.Dispose();

    void Flush()
    {
        _file.Write(_buffer, 0, _count);
        _flushed += _count;
        _count = 0;
    }
}
