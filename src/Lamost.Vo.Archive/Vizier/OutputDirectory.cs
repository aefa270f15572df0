namespace Lamost.Vo.Archive.Vizier;

/// <summary>
/// A directory in which either all files appear or none. They are written under other names and take their own at the end, the last one last: where it is, the others are whole.
/// </summary>
sealed class OutputDirectory : IDisposable
{
    const string Unfinished = ".unfinished";

    readonly string _path;
    readonly string _last;
    readonly bool _made;
    readonly List<string> _written = [];
    bool _kept;

    OutputDirectory(string path, string last, bool made) => (_path, _last, _made) = (path, last, made);

    /// <summary>Makes the directory, or takes one that is there.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="files">The names of all files that may be there, the last one last.</param>
    /// <exception cref="Errors.VoException">LVO-EXPORT-7002: it holds something else.</exception>
    /// <exception cref="IOException">It cannot be made or read.</exception>
    public static OutputDirectory Open(string path, IReadOnlyList<string> files)
    {
        var made = !Directory.Exists(path);
        if (made) Directory.CreateDirectory(path);
        var foreign = Directory.EnumerateFileSystemEntries(path).Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal)
            .FirstOrDefault(f => !files.Contains(f) && !(f.EndsWith(Unfinished, StringComparison.Ordinal) && files.Contains(f[..^Unfinished.Length])));
        return foreign is null ? new OutputDirectory(path, files[^1], made) : throw VizierErrors.Foreign(path, foreign);
    }

    /// <summary>Begins a file; what a run that was killed left of it is overwritten.</summary>
    /// <exception cref="IOException">It cannot be written, or another export writes it.</exception>
    public FileStream Create(string name)
    {
        var file = new FileStream(At(name) + Unfinished, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: false);
        _written.Add(name);
        return file;
    }

    /// <summary>Gives all files their names, in place of those that were there.</summary>
    /// <exception cref="IOException">One of them cannot be renamed; without the last file the directory is seen to be unfinished.</exception>
    public void Keep()
    {
        File.Delete(At(_last));
        foreach (var name in _written.Where(n => n != _last).Append(_last)) File.Move(At(name) + Unfinished, At(name), overwrite: true);
        _kept = true;
    }

    /// <summary>Removes what was not kept, and the directory if it was made for it.</summary>
    public void Dispose()
    {
        if (_kept) return;
        foreach (var name in _written) File.Delete(At(name) + Unfinished);
        if (_made && !Directory.EnumerateFileSystemEntries(_path).Any()) Directory.Delete(_path);
    }

    string At(string name) => Path.Combine(_path, name);
}
