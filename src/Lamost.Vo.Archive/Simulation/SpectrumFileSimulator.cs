using System.IO.Compression;
using System.Text;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Spectra.Synthetic;
using Lamost.Vo.Spectra.Writing;
using Npgsql;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>
/// Makes files of invented spectra for rows of a release that is itself simulated, as these rows say: never for rows that were observed. The files say so in their headers.
/// Which rows, and what is in the files: docs/dev/simulation.md. Safe for several threads; two that write into one directory at once may write the same files twice.
/// </summary>
public static class SpectrumFileSimulator
{
    const int HeaderBlock = 2880;

    /// <summary>Makes the files; <see cref="SpectrumLoader"/> registers them then.</summary>
    /// <param name="database">The archive.</param>
    /// <param name="release">The release. Its tables have the names of the survey's: <c>lrs_catalogue</c>, <c>lrs_stellar</c>, <c>lrs_plan</c>, and <c>mrs_</c> the same.</param>
    /// <param name="directory">
    /// Where the files go, as in the survey's archive: <c>{YYYYMMDD}/{PLANID}/spec-....fits.gz</c>. It is made when it is missing. Simulated files of the same names are replaced,
    /// others stay.
    /// </param>
    /// <param name="options">How many, and which.</param>
    /// <param name="progress">Told after each file, in no particular thread; null for nobody.</param>
    /// <param name="cancel">Ends it; files that were made stay, all of them whole.</param>
    /// <returns>What was made.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of the options is out of range.</exception>
    /// <exception cref="VoException">
    /// LVO-LOAD-6007 and 6012 to 6014: the database failed; a catalogue is not loaded, or has rows that were observed (no file was made); a file is in the way that is not simulated.
    /// </exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<SpectrumSimulationReport> MakeAsync(ArchiveDatabase database, ReleaseDefinition release, string directory, SpectrumSimulationOptions options,
        IProgress<SpectrumSimulationProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Count, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1, nameof(options));
        if (options.Medium is { } medium && (medium < 0 || medium > options.Count)) throw new ArgumentOutOfRangeException(nameof(options), medium, "Files of medium resolution are some of all.");
        var root = Path.GetFullPath(directory);
        var targets = await TargetsAsync(database, release, options, cancel).ConfigureAwait(false);
        var (done, bytes) = (0, 0L);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancel };
        await Parallel.ForEachAsync(targets, parallel, (target, _) =>
        {
            var size = Write(target, root);
            var now = new SpectrumSimulationProgress(Interlocked.Increment(ref done), targets.Count, Interlocked.Add(ref bytes, size));
            progress?.Report(now);
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        return new SpectrumSimulationReport(targets.Count(t => !t.FileName.IsMedium), targets.Count(t => t.FileName.IsMedium), targets.Sum(t => t.Arms.Count), bytes);
    }

    static async Task<List<SyntheticTarget>> TargetsAsync(ArchiveDatabase database, ReleaseDefinition release, SpectrumSimulationOptions options, CancellationToken cancel)
    {
        try
        {
            await using var connection = await database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
            await using var transaction = await connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
            var tables = await SimulatedTables.LockAsync(connection, release, cancel).ConfigureAwait(false);
            var medium = options.Medium ?? (tables.IsLoaded(SimulatedTables.Medium) ? options.Count / 8 : 0);
            var low = options.Count - medium;
            foreach (var (table, count) in ((string, int)[])[(SimulatedTables.Low, low), (SimulatedTables.Medium, medium)])
                if (count > 0) tables.Demand(table);
            var chosen = await new SpectrumChoice(connection, tables, low, medium).MakeAsync(cancel).ConfigureAwait(false);
            var reader = new TargetReader(connection, tables, release.Name.ToUpperInvariant(), options);
            return [.. await reader.LowAsync(chosen.Low, cancel).ConfigureAwait(false), .. await reader.MediumAsync(chosen.Medium, cancel).ConfigureAwait(false)];
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled && cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException("The simulation was cancelled.", e, cancel);
        }
        catch (NpgsqlException e)
        {
            throw Loading.LoadErrors.Database(release.Name, e);
        }
    }

    static long Write(SyntheticTarget target, string root)
    {
        var path = Path.Combine(root, target.FileName.RelativePath(gzip: true));
        if (File.Exists(path) && !IsSimulated(path)) throw SpectrumErrors.Foreign(path);
        var file = LamostFileWriter.ToArray(SyntheticSpectra.Make(target), CompressionLevel.Optimal);
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        // A name that no load takes for a spectrum.
        var temporary = Path.Combine(folder, $".{Guid.NewGuid():N}.part");
        try
        {
            File.WriteAllBytes(temporary, file);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        return file.Length;
    }

    /// <summary>Whether the first block of the header says so; what is not gzip is none of ours.</summary>
    static bool IsSimulated(string path)
    {
        var block = new byte[HeaderBlock];
        try
        {
            using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            return Encoding.ASCII.GetString(block, 0, packed.ReadAtLeast(block, block.Length, throwOnEndOfStream: false)).Contains("SIMULATED DATA", StringComparison.Ordinal);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
