using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Loading;

/// <summary>
/// The rows of files, one file after the other: CSV or FITS, plain or gzip. All files are opened, and their columns matched, before the
/// first row is read. <see cref="NextBlock"/> may be called by several threads: bytes are taken under a lock and parsed outside it.
/// </summary>
public sealed class FileRowSource : IRowSource
{
    readonly Lock _lock = new();
    readonly List<TableFile> _files = [];
    readonly ThreadLocal<Workspace> _workspaces = new(() => new Workspace());
    readonly RejectLog _rejects;
    int _current;

    /// <summary>Opens the files.</summary>
    /// <param name="table">What the rows are for.</param>
    /// <param name="files">Paths, at least one.</param>
    /// <param name="options">Block size and limits of what may be refused.</param>
    /// <exception cref="VoException">A file cannot be read, or its columns do not fit.</exception>
    public FileRowSource(TableDefinition table, IReadOnlyList<string> files, LoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        if (files.Count == 0) throw LoadErrors.File("No file was given.");
        _rejects = new RejectLog(options);
        try
        {
            foreach (var path in files) _files.Add(TableFile.Open(path, table, options.BlockBytes));
        }
        catch
        {
            Dispose();
            throw;
        }
        Files = [.. _files.Select(f => new LoadedFile(f.Rows.File, f.Rows.Mapping.Unknown, f.Rows.Mapping.Missing))];
        ExpectedRows = _files.All(f => f.ExpectedRows is not null) ? _files.Sum(f => f.ExpectedRows) : null;
    }

    /// <summary>The files and what of their columns did not fit.</summary>
    public IReadOnlyList<LoadedFile> Files { get; }

    /// <inheritdoc/>
    public long? ExpectedRows { get; }

    /// <summary>Bytes taken of the bytes of all files, as they lie on disk.</summary>
    public double? Fraction
    {
        get
        {
            lock (_lock)
            {
                var length = _files.Sum(f => f.Length);
                return length == 0 ? 1 : (double)(_files.Take(_current).Sum(f => f.Length) + (_current < _files.Count ? _files[_current].Position : 0)) / length;
            }
        }
    }

    /// <summary>Rows refused so far.</summary>
    public long Rejected => _rejects.Rejected;

    /// <summary>What was refused.</summary>
    internal RejectLog Rejects => _rejects;

    /// <inheritdoc/>
    /// <exception cref="VoException">A file is broken, or more rows were refused than the options allow.</exception>
    public RowBlock? NextBlock(CancellationToken cancel)
    {
        var work = _workspaces.Value!;
        work.Tuples.Clear();
        while (work.Tuples.Rows == 0)
        {
            cancel.ThrowIfCancellationRequested();
            if (!Take(ref work.Buffer, out var file, out var piece)) return null;
            _rejects.Count(file.Parse(piece, work.Tuples, _rejects));
        }
        return new RowBlock(work.Tuples.Written, work.Tuples.Rows);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
        _workspaces.Dispose();
    }

    bool Take(ref byte[] buffer, out TableFile file, out Piece piece)
    {
        lock (_lock)
        {
            for (; _current < _files.Count; _current++)
            {
                file = _files[_current];
                try
                {
                    if (file.Take(ref buffer, out piece)) return true;
                }
                catch (Exception e) when (TableFile.Broken(file.Rows.File, e) is { } error)
                {
                    throw error;
                }
            }
        }
        file = null!;
        piece = default;
        return false;
    }

    /// <summary>What a thread parses with.</summary>
    sealed class Workspace
    {
        public readonly TupleWriter Tuples = new();
        public byte[] Buffer = [];
    }
}
