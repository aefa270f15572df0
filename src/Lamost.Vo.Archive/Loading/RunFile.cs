using Microsoft.Win32.SafeHandles;

namespace Lamost.Vo.Archive.Loading;

/// <summary>
/// Sorted runs of rows in one temporary file, which has no name: it is gone when the process ends, however that happens.
/// Runs may be written by several threads at once; when all are written they are read.
/// </summary>
sealed class RunFile : IDisposable
{
    readonly FileStream _file;
    readonly Lock _lock = new();
    readonly List<Run> _runs = [];
    readonly string _directory;
    long _length;

    /// <summary>Makes the file.</summary>
    /// <param name="directory">Where; the disk needs about the size of the table in binary.</param>
    /// <exception cref="Errors.VoException">It cannot be made.</exception>
    public RunFile(string directory)
    {
        _directory = directory;
        var path = Path.Combine(directory, $"lamost-vo-load-{Guid.NewGuid():N}");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, BufferSize = 0 };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            _file = new FileStream(path, options);
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _file?.Dispose();
            throw LoadErrors.Temporary(directory, e);
        }
    }

    /// <summary>What was written so far.</summary>
    public IReadOnlyList<Run> Runs
    {
        get
        {
            lock (_lock) return [.. _runs];
        }
    }

    SafeFileHandle Handle => _file.SafeFileHandle;

    /// <summary>Sets room for a run aside.</summary>
    /// <param name="bytes">Its length.</param>
    public Run Reserve(long bytes)
    {
        lock (_lock)
        {
            var run = new Run(_length, bytes);
            _length += bytes;
            _runs.Add(run);
            return run;
        }
    }

    /// <summary>Writes a part of a run.</summary>
    /// <exception cref="Errors.VoException">The disk is full, or fails.</exception>
    public void Write(ReadOnlySpan<byte> bytes, long at)
    {
        try
        {
            RandomAccess.Write(Handle, bytes, at);
        }
        catch (IOException e)
        {
            throw LoadErrors.Temporary(_directory, e);
        }
    }

    /// <summary>Reads a part of a run.</summary>
    /// <exception cref="Errors.VoException">The disk fails.</exception>
    public void Read(Span<byte> bytes, long at)
    {
        try
        {
            for (var read = 0; bytes.Length > 0; bytes = bytes[read..], at += read)
            {
                read = RandomAccess.Read(Handle, bytes, at);
                if (read == 0) throw new EndOfStreamException("The temporary file ends early.");
            }
        }
        catch (IOException e)
        {
            throw LoadErrors.Temporary(_directory, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}

/// <summary>A sorted run in a <see cref="RunFile"/>: for each row its key (8 bytes), the length of its tuple (4 bytes), and the tuple.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">Its bytes.</param>
readonly record struct Run(long Start, long Length)
{
    /// <summary>Bytes before each tuple.</summary>
    public const int Prefix = 12;
}
