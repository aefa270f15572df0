using System.Security.Cryptography;
using Dapper;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Spectra.Reading;

namespace Lamost.Vo.Archive.Spectra;

/// <summary>Registers the files of one catalogue. For one use.</summary>
sealed class SpectrumLoadRun(ArchiveDatabase database, ReleaseDefinition release, TableDefinition table, IReadOnlyList<string> directories, SpectrumLoadOptions options, SpectrumTally tally)
{
    /// <summary>Paths that are looked up together.</summary>
    const int Batch = 512;

    readonly string _name = FeedSql.FilesName(release.Name, table.Name);

    string Served => SqlNames.Quote(FeedSql.Schema, _name);

    /// <summary>Does it all.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await using var area = await StagingArea.ClaimAsync(database.Owner, FeedSql.Schema, _name, cancel).ConfigureAwait(false);
        if (!await area.ExistsAsync(SqlNames.Quote(release.Name, table.Name)).ConfigureAwait(false))
            throw SpectrumErrors.NoCatalogue($"{release.Name}.{table.Name} is not loaded, so nothing is known of the spectra in the files.");
        await area.RunAsync(FilesTable.Create(area.Table), cancel).ConfigureAwait(false);
        await ReadAllAsync(area, await area.ExistsAsync(Served).ConfigureAwait(false) && !options.ReadAll, cancel).ConfigureAwait(false);
        await new SpectrumMatching(area, release, table, options, tally).RunAsync(cancel).ConfigureAwait(false);
        foreach (var statement in FilesTable.Finish(area.SchemaName, area.TableName)) await area.RunAsync(statement, cancel).ConfigureAwait(false);

        await using var transaction = await area.Connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
        await area.RunAsync($"DROP TABLE IF EXISTS {Served}", cancel).ConfigureAwait(false);
        await area.RunAsync($"ALTER TABLE {area.Table} SET SCHEMA {FeedSql.Schema}", cancel).ConfigureAwait(false);
        await area.RunAsync($"ALTER TABLE {SqlNames.Quote(FeedSql.Schema, area.TableName)} RENAME TO {SqlNames.Quote(_name)}", cancel).ConfigureAwait(false);
        foreach (var index in (string[])["key", "observation", "path"])
            await area.RunAsync($"ALTER INDEX {SqlNames.Quote(FeedSql.Schema, $"{area.TableName}_{index}")} RENAME TO {SqlNames.Quote($"{_name}_{index}")}", cancel).ConfigureAwait(false);
        await transaction.CommitAsync(cancel).ConfigureAwait(false);
    }

    async Task ReadAllAsync(StagingArea area, bool hasOld, CancellationToken cancel)
    {
        var found = options.PathTemplate is { } template
            ? SpectrumScan.ByTemplate(database.Owner, release.Name, table, new PathTemplate(template, table), directories)
            : SpectrumScan.Below(directories, table.Spectra!.IsMedium);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancel };
        await Parallel.ForEachAsync(found.Chunk(Batch), parallel, async (paths, stop) => await ReadAsync(area.Table, paths, hasOld, stop).ConfigureAwait(false)).ConfigureAwait(false);
    }

    async Task ReadAsync(string target, string[] paths, bool hasOld, CancellationToken cancel)
    {
        await using var connection = await database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        var files = paths.Select(p => new FileInfo(p)).ToDictionary(f => f.FullName, f => (f.Length, Time: Microseconds(f.LastWriteTimeUtc)));
        var same = new List<string>();
        if (hasOld)
        {
            var old = await connection.QueryAsync<(string Path, long Bytes, DateTime Time)>(new CommandDefinition(
                $"SELECT DISTINCT path, file_bytes, file_time FROM {Served} WHERE path = ANY(@paths)", new { paths = files.Keys.ToArray() }, cancellationToken: cancel)).ConfigureAwait(false);
            same.AddRange(old.Where(o => files[o.Path] == (o.Bytes, o.Time)).Select(o => o.Path));
            await connection.ExecuteAsync(new CommandDefinition(
                $"INSERT INTO {target} SELECT * FROM {Served} WHERE path = ANY(@same)", new { same = same.ToArray() }, commandTimeout: 0, cancellationToken: cancel)).ConfigureAwait(false);
            tally.Skipped(same.Count);
        }
        var writer = new TupleWriter();
        foreach (var path in files.Keys.Except(same))
        {
            cancel.ThrowIfCancellationRequested();
            if (Read(path) is { } read) FilesTable.Write(writer, read.Summary, path, files[path].Length, files[path].Time, read.Md5);
        }
        if (writer.Rows == 0) return;
        await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY {target} FROM STDIN (FORMAT BINARY)", cancel).ConfigureAwait(false);
        await copy.WriteAsync(BinaryCopy.Header, cancel).ConfigureAwait(false);
        await copy.WriteAsync(writer.Written, cancel).ConfigureAwait(false);
        await copy.WriteAsync(BinaryCopy.Trailer, cancel).ConfigureAwait(false);
    }

    (SpectrumFileSummary Summary, byte[] Md5)? Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            tally.Read(bytes.Length);
            return (SpectrumFileReader.ReadSummary(new MemoryStream(bytes, writable: false), path), Md5(bytes));
        }
        catch (SpectrumFileException e)
        {
            tally.Fault(new SpectrumFault(SpectrumFaultKind.Unreadable, path, e.Message));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            tally.Fault(new SpectrumFault(SpectrumFaultKind.Unreadable, path, $"It cannot be read: {e.Message}"));
        }
        return null;
    }

    // The survey's archives come with MD5 sums; it guards against decay, not against malice.
#pragma warning disable CA5351
    static byte[] Md5(byte[] bytes) => MD5.HashData(bytes);
#pragma warning restore CA5351

    // As PostgreSQL keeps it.
    static DateTime Microseconds(DateTime time) => DateTime.SpecifyKind(new DateTime(time.Ticks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond), DateTimeKind.Unspecified);
}
