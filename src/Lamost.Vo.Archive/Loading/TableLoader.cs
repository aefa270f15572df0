using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Releases;

namespace Lamost.Vo.Archive.Loading;

/// <summary>
/// Loads one table of a release, all or nothing (docs/dev/loading.md): the rows are sorted in a temporary file, written beside what is
/// served in the order of the sky, indexed and analysed, and take the place of the served table in one transaction. Until then nothing served changes; when a load
/// fails or is killed it never does. Loads of different tables may run at once. Safe for several threads.
/// </summary>
public static class TableLoader
{
    /// <summary>Loads files: CSV with <c>|</c> or <c>,</c>, or FITS binary tables, plain or gzip.</summary>
    /// <param name="database">Where to.</param>
    /// <param name="release">The release that the table belongs to.</param>
    /// <param name="table">One of its tables.</param>
    /// <param name="files">Paths, at least one; the table will have the rows of all of them and no others.</param>
    /// <param name="options">Limits.</param>
    /// <param name="progress">Told in no particular thread; null for nobody.</param>
    /// <param name="cancel">Ends the load; nothing changes.</param>
    /// <exception cref="VoException">
    /// LVO-LOAD-6001 to 6009: a file is broken or its columns do not fit, too many rows were refused, a key occurs twice, another load of the
    /// table runs, running queries held the table for too long, or the database or the temporary file failed. Nothing was changed.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<LoadReport> LoadAsync(
        ArchiveDatabase database, ReleaseDefinition release, TableDefinition table, IReadOnlyList<string> files,
        LoadOptions options, IProgress<LoadProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var source = new FileRowSource(table, files, options);
        var written = false;
        try
        {
            var report = await new LoadRun(database, release, table, source, options, progress).RunAsync(cancel).ConfigureAwait(false);
            written = WriteReport();
            return report with { Files = source.Files, Rejects = source.Rejects.Listed, RejectReportPath = written ? options.RejectReportPath : null };
        }
        catch when (!written)
        {
            WriteReport();
            throw;
        }

        bool WriteReport() => options.RejectReportPath is not null && source.Rejects.Write(options.RejectReportPath);
    }

    /// <summary>Loads rows from elsewhere.</summary>
    /// <param name="database">Where to.</param>
    /// <param name="release">The release that the table belongs to.</param>
    /// <param name="table">One of its tables.</param>
    /// <param name="source">
    /// Its rows: tuples of all columns of the table in their order and, when it has a position, of <see cref="TableDefinition.HealpixColumn"/>.
    /// The caller disposes of it.
    /// </param>
    /// <param name="options">Limits; those on refused rows have no meaning here.</param>
    /// <param name="progress">Told in no particular thread; null for nobody.</param>
    /// <param name="cancel">Ends the load; nothing changes.</param>
    /// <exception cref="VoException">As for files.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task<LoadReport> LoadAsync(
        ArchiveDatabase database, ReleaseDefinition release, TableDefinition table, IRowSource source,
        LoadOptions options, IProgress<LoadProgress>? progress = null, CancellationToken cancel = default) =>
        new LoadRun(database, release, table, source, options, progress).RunAsync(cancel);
}
