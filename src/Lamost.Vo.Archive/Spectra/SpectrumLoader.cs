using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Releases;
using Npgsql;

namespace Lamost.Vo.Archive.Spectra;

/// <summary>
/// Registers the files of a release's spectra: what they hold, where they are, how large they are, and what in them the catalogue does not say. The files stay where they
/// are (docs/dev/spectra.md). Safe for several threads; of one catalogue only one at a time.
/// </summary>
public static class SpectrumLoader
{
    /// <summary>
    /// Looks for files and registers them: afterwards those, and no others, are the release's. A file that has the size and the time of the last load is not read again.
    /// Nothing that is served changes until all of a catalogue's files are known.
    /// </summary>
    /// <param name="database">The archive.</param>
    /// <param name="release">The release; its catalogues are loaded.</param>
    /// <param name="tables">Which of its catalogues: each has <see cref="TableDefinition.Spectra"/>.</param>
    /// <param name="directories">Where to look, at least one.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told in no particular thread; null for nobody.</param>
    /// <param name="cancel">Ends it; nothing served changes.</param>
    /// <exception cref="VoException">
    /// LVO-LOAD-6005 to 6007 and 6010 to 6012: another load of the same runs, queries held the views for too long, the database failed, the template cannot be filled, a
    /// directory is missing, or a catalogue is not loaded.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<SpectrumLoadReport> LoadAsync(ArchiveDatabase database, ReleaseDefinition release, IReadOnlyList<TableDefinition> tables, IReadOnlyList<string> directories,
        SpectrumLoadOptions options, IProgress<SpectrumLoadProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(directories);
        ArgumentNullException.ThrowIfNull(options);
        var roots = directories.Select(d => Path.TrimEndingDirectorySeparator(Path.GetFullPath(d))).ToList();
        if (roots.Find(d => !Directory.Exists(d)) is { } missing) throw SpectrumErrors.Directory(missing);
        var tally = new SpectrumTally(options, progress);
        var feeds = new List<SpectrumFeed>();
        foreach (var table in tables)
        {
            try
            {
                await new SpectrumLoadRun(database, release, table, roots, options, tally).RunAsync(cancel).ConfigureAwait(false);
            }
            catch (NpgsqlException e)
            {
                throw Loading.LoadErrors.Database(FeedSql.FilesName(release.Name, table.Name), e);
            }
            if (await FeedBuilder.RebuildAsync(database, release, table, options.Publishing, cancel).ConfigureAwait(false) is { } feed) feeds.Add(feed);
        }
        return tally.Report(feeds);
    }
}
