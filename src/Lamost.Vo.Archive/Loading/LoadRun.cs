using System.Globalization;
using System.Text;
using Dapper;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Hips;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Spectra;
using Npgsql;

namespace Lamost.Vo.Archive.Loading;

/// <summary>One load, from the source to the served table. For one use.</summary>
sealed class LoadRun
{
    /// <summary>PostgreSQL's longest name, in bytes.</summary>
    const int LongestName = 63;

    /// <summary>The rows are in the table, and nothing is checked or indexed yet: where to go back to in order to say which key occurs twice.</summary>
    const string RowsAreThere = "rows_are_there";

    readonly ArchiveDatabase _database;
    readonly ReleaseDefinition _release;
    readonly TableDefinition _table;
    readonly IRowSource _source;
    readonly LoadOptions _options;
    readonly IProgress<LoadProgress>? _progress;
    readonly string _name;
    BuiltTiles? _tiles;

    public LoadRun(ArchiveDatabase database, ReleaseDefinition release, TableDefinition table, IRowSource source, LoadOptions options, IProgress<LoadProgress>? progress)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1);
        (_database, _release, _table, _source, _options, _progress) = (database, release, table, source, options, progress);
        _name = $"{release.Name}.{table.Name}";
    }

    FileRowSource? Files => _source as FileRowSource;

    /// <summary>Does it all.</summary>
    public async Task<LoadReport> RunAsync(CancellationToken cancel)
    {
        try
        {
            await using var area = await StagingArea.ClaimAsync(_database.Owner, _release.Name, _table.Name, cancel).ConfigureAwait(false);
            using var runs = new RunFile(_options.TemporaryDirectory);
            var sorter = new RowSorter(_source, new RowKey(_table), runs);
            using var meter = new ProgressMeter(_progress, () => (sorter.Rows, _source.Fraction, Files?.Rejected ?? 0));

            await sorter.ReadAsync(_options.Workers, cancel).ConfigureAwait(false);
            Files?.Rejects.Check();
            if (Files is not null && sorter.Rows == 0) throw LoadErrors.File("The files have no rows that could be loaded.");

            await BuildAsync(area, sorter, meter, cancel).ConfigureAwait(false);

            if (_table.Position is not null) meter.Enter(LoadPhase.Tiling);
            _tiles = await HipsBuilder.BuildAsync(area, _table, cancel).ConfigureAwait(false);

            meter.Enter(LoadPhase.Publishing);
            await PublishAsync(area, new PublishedFacts(sorter.Rows, _options.Simulated, DateTimeOffset.UtcNow), cancel).ConfigureAwait(false);
            foreach (var catalogue in _options.DescribesSpectra ? FeedBuilder.FeedsOf(_release, _table) : [])
            {
                meter.Enter(LoadPhase.Spectra);
                await FeedBuilder.RebuildAsync(_database, _release, catalogue, _options, cancel).ConfigureAwait(false);
            }
            meter.End();
            return new LoadReport(sorter.Rows, Files?.Rejected ?? 0) { Durations = meter.Durations };
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled && cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException("The load was cancelled.", e, cancel);
        }
        catch (NpgsqlException e)
        {
            throw LoadErrors.Database(_name, e);
        }
    }

    /// <summary>
    /// Writes the rows in the order of the sky, indexes and analyses them, in the transaction that makes the table: so they can be written frozen and
    /// marked as visible to all, which leaves a vacuum nothing to do, and with <c>wal_level=minimal</c> nothing of it is logged.
    /// </summary>
    async Task BuildAsync(StagingArea area, RowSorter sorter, ProgressMeter meter, CancellationToken cancel)
    {
        meter.Enter(LoadPhase.Sorting);
        await using var transaction = await area.Connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
        await area.RunAsync(TableDdl.CreateTable(_table, area.SchemaName, area.TableName), cancel).ConfigureAwait(false);
        var written = await sorter.CopyAsync(area.Connection, $"{area.Table} ({TableDdl.TupleColumns(_table)})", cancel).ConfigureAwait(false);
        if (written != sorter.Rows) throw LoadErrors.Lost(_name, sorter.Rows, written);

        meter.Enter(LoadPhase.Indexing);
        await transaction.SaveAsync(RowsAreThere, cancel).ConfigureAwait(false);
        try
        {
            foreach (var statement in TableDdl.Finish(_table, area.SchemaName, area.TableName)) await area.RunAsync(statement, cancel).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            await transaction.RollbackAsync(RowsAreThere, cancel).ConfigureAwait(false);
            throw LoadErrors.DuplicateKey(await DuplicateAsync(area, cancel).ConfigureAwait(false), e);
        }

        meter.Enter(LoadPhase.Analysing);
        await area.RunAsync($"ANALYZE {area.Table}", cancel).ConfigureAwait(false);
        await transaction.CommitAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Says which key occurs more than once: the least of them.</summary>
    async Task<string> DuplicateAsync(StagingArea area, CancellationToken cancel)
    {
        var keys = string.Join(", ", _table.PrimaryKey.Select(SqlNames.Quote));
        var values = string.Join(" || ', ' || ", _table.PrimaryKey.Select(k => $"{SqlNames.Literal(k + " = ")} || {SqlNames.Quote(k)}::text"));
        var found = await area.Connection.QueryFirstAsync<(string Key, long Rows)>(new CommandDefinition(
            $"SELECT {values}, count(*) FROM {area.Table} GROUP BY {keys} HAVING count(*) > 1 ORDER BY {keys} LIMIT 1", commandTimeout: 0, cancellationToken: cancel))
            .ConfigureAwait(false);
        return string.Create(CultureInfo.InvariantCulture, $"{found.Rows} rows for {_name} have the same key: {found.Key}.");
    }

    /// <summary>
    /// Puts the new table in the place of the served one, and tells the metadata, in one transaction. That needs the served table for itself:
    /// it waits for running queries, and new ones wait behind it, but for no longer than the lock timeout; then it lets them through and tries again.
    /// </summary>
    async Task PublishAsync(StagingArea area, PublishedFacts facts, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await SwapAsync(area, facts, cancel).ConfigureAwait(false);
                return;
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                if (attempt >= _options.PublishAttempts) throw LoadErrors.NotPublished(_name, attempt, e);
            }
            await Task.Delay(_options.PublishLockTimeoutMilliseconds, cancel).ConfigureAwait(false);
        }
    }

    async Task SwapAsync(StagingArea area, PublishedFacts facts, CancellationToken cancel)
    {
        var schema = SqlNames.Quote(_release.Name);
        var served = SqlNames.Quote(_release.Name, _table.Name);
        await using var transaction = await area.Connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
        await area.RunAsync(string.Create(CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = {_options.PublishLockTimeoutMilliseconds}"), cancel).ConfigureAwait(false);
        await area.RunAsync($"CREATE SCHEMA IF NOT EXISTS {schema}", cancel).ConfigureAwait(false);
        await area.RunAsync($"DROP TABLE IF EXISTS {served}", cancel).ConfigureAwait(false);
        await area.RunAsync($"ALTER TABLE {area.Table} SET SCHEMA {schema}", cancel).ConfigureAwait(false);
        await area.RunAsync($"ALTER TABLE {SqlNames.Quote(_release.Name, area.TableName)} RENAME TO {SqlNames.Quote(_table.Name)}", cancel).ConfigureAwait(false);
        await RenameIndexesAsync(area, served, cancel).ConfigureAwait(false);
        await ForgetInventedAsync(area, facts, cancel).ConfigureAwait(false);
        if (_tiles is not null) await HipsBuilder.SwapAsync(area, transaction, _release.Name, _table.Name, _tiles, cancel).ConfigureAwait(false);
        else await HipsBuilder.DropAsync(area.Connection, transaction, _release.Name, _table.Name, cancel).ConfigureAwait(false);
        await ReleasePublisher.PublishTableAsync(area.Connection, transaction, _release, _table, facts, cancel).ConfigureAwait(false);
        await transaction.CommitAsync(cancel).ConfigureAwait(false);
    }

    // Invented rows have numbers that observed ones, or others that are invented, have too: their files must not become the files of these.
    async Task ForgetInventedAsync(StagingArea area, PublishedFacts facts, CancellationToken cancel)
    {
        var files = SqlNames.Quote(FeedSql.Schema, FeedSql.FilesName(_release.Name, _table.Name));
        var isInvented = await area.Connection.ExecuteScalarAsync<bool>(new CommandDefinition("""
            SELECT to_regclass(@files) IS NOT NULL AND (@Simulated OR EXISTS (
                SELECT FROM vo.published_table WHERE physical_schema = @schema AND physical_name = @Name AND simulated))
            """, new { files, facts.Simulated, schema = _release.Name, _table.Name }, cancellationToken: cancel)).ConfigureAwait(false);
        if (isInvented) await area.RunAsync($"DELETE FROM {files}", cancel).ConfigureAwait(false);
    }

    /// <summary>Names that begin with that of the staging table begin with that of the table, so that plans and messages speak of it.</summary>
    async Task RenameIndexesAsync(StagingArea area, string served, CancellationToken cancel)
    {
        var names = await area.Connection.QueryAsync<string>(new CommandDefinition(
            "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = @served::regclass", new { served }, cancellationToken: cancel))
            .ConfigureAwait(false);
        foreach (var name in names.ToList())
        {
            var better = _table.Name + name[area.TableName.Length..];
            if (Encoding.UTF8.GetByteCount(better) > LongestName) continue;
            await area.RunAsync($"ALTER INDEX {SqlNames.Quote(_release.Name, name)} RENAME TO {SqlNames.Quote(better)}", cancel).ConfigureAwait(false);
        }
    }
}
