namespace Lamost.Vo.Tables;

/// <summary>
/// A writer of a format that cannot be sent as it is written, because its beginning holds what only its end knows. Its output goes into a file from
/// the file's first byte on; when <see cref="ITableWriter.End"/> has been written and flushed, <see cref="Finish"/> completes the file.
/// </summary>
public interface ISpooledWriter : ITableWriter, IDisposable
{
    /// <summary>Writes into the file what could not be known before; the file may be sent after it.</summary>
    /// <param name="file">The whole output; it can be read, written and positioned.</param>
    void Finish(Stream file);
}
