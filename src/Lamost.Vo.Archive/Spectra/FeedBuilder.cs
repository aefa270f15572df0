using System.Globalization;
using Dapper;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Sky;
using Npgsql;

namespace Lamost.Vo.Archive.Spectra;

/// <summary>
/// Makes the feed of a catalogue anew, beside the one that is served, and puts it in its place with all the views over it in one transaction (docs/dev/spectra.md).
/// Safe for several threads; of one catalogue only one at a time.
/// </summary>
public static class FeedBuilder
{
    const int WaitMilliseconds = 200;

    /// <summary>The catalogues of a release whose feeds are made from a table: itself, or those whose plates it lists.</summary>
    public static IEnumerable<TableDefinition> FeedsOf(ReleaseDefinition release, TableDefinition table)
    {
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(table);
        return release.Tables.Where(t => t.Spectra is { } spectra && (t.Name == table.Name || spectra.Plan == table.Name));
    }

    /// <summary>Makes the feed; does nothing when the catalogue is not loaded.</summary>
    /// <param name="database">The archive.</param>
    /// <param name="release">The release.</param>
    /// <param name="table">The catalogue; it has <see cref="TableDefinition.Spectra"/>.</param>
    /// <param name="options">How long to wait for queries that read the feed that is served.</param>
    /// <param name="cancel">Ends it; nothing served changes.</param>
    /// <returns>The feed as it is now; null when the catalogue is not loaded.</returns>
    /// <exception cref="VoException">LVO-LOAD-6006, 6007: queries held the views for too long, or the database failed.</exception>
    public static async Task<SpectrumFeed?> RebuildAsync(ArchiveDatabase database, ReleaseDefinition release, TableDefinition table, LoadOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        var name = FeedSql.FeedName(release.Name, table.Name);
        try
        {
            await using var area = await ClaimAsync(database, name, cancel).ConfigureAwait(false);
            if (!await area.ExistsAsync(SqlNames.Quote(release.Name, table.Name)).ConfigureAwait(false)) return null;
            var built = await BuildAsync(area, release, table, cancel).ConfigureAwait(false);
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await SwapAsync(area, release, table, built, options, cancel).ConfigureAwait(false);
                }
                catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
                {
                    if (attempt >= options.PublishAttempts) throw LoadErrors.NotPublished(name, attempt, e);
                }
                await Task.Delay(options.PublishLockTimeoutMilliseconds, cancel).ConfigureAwait(false);
            }
        }
        catch (NpgsqlException e)
        {
            throw LoadErrors.Database(name, e);
        }
    }

    // Another that makes the same feed, since the plates were loaded too, is waited for: what it did not see has come since.
    static async Task<StagingArea> ClaimAsync(ArchiveDatabase database, string name, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await StagingArea.ClaimAsync(database.Owner, FeedSql.Schema, name, cancel).ConfigureAwait(false);
            }
            catch (VoException e) when (e.Error.Code == LoadErrors.BusyCode)
            {
                await Task.Delay(WaitMilliseconds, cancel).ConfigureAwait(false);
            }
        }
    }

    static async Task<Built> BuildAsync(StagingArea area, ReleaseDefinition release, TableDefinition table, CancellationToken cancel)
    {
        var plan = table.Spectra!.Plan is { } planName && await area.ExistsAsync(SqlNames.Quote(release.Name, planName)).ConfigureAwait(false) ? release.Find(planName) : null;
        var hasFiles = await area.ExistsAsync(SqlNames.Quote(FeedSql.Schema, FeedSql.FilesName(release.Name, table.Name))).ConfigureAwait(false);
        await using var transaction = await area.Connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
        // Memory to sort in; the rest is done on disk.
        await area.RunAsync("SET LOCAL work_mem = '512MB'; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL jit = off", cancel).ConfigureAwait(false);
        await area.RunAsync(FeedSql.Create(release.Name, table, area.Table, plan is not null, plan?.Find("lmjm_list") is not null, hasFiles), cancel).ConfigureAwait(false);
        foreach (var statement in FeedSql.Finish(area.SchemaName, area.TableName)) await area.RunAsync(statement, cancel).ConfigureAwait(false);
        var built = await area.Connection.QuerySingleAsync<Built>(new CommandDefinition($"""
            SELECT count(*) AS spectra, count(file_bytes) AS files, (SELECT vo.seasons({SqlNames.Literal(area.Table)})::text) AS days,
                (SELECT s_ra FROM {area.Table} WHERE file_bytes IS NOT NULL ORDER BY hpx29 LIMIT 1) AS testlongitude,
                (SELECT s_dec FROM {area.Table} WHERE file_bytes IS NOT NULL ORDER BY hpx29 LIMIT 1) AS testlatitude
            FROM {area.Table}
            """, commandTimeout: 0, cancellationToken: cancel)).ConfigureAwait(false);
        await transaction.CommitAsync(cancel).ConfigureAwait(false);
        return built;
    }

    static async Task<SpectrumFeed> SwapAsync(StagingArea area, ReleaseDefinition release, TableDefinition table, Built built, LoadOptions options, CancellationToken cancel)
    {
        await using var transaction = await area.Connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
        await area.RunAsync(string.Create(CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = {options.PublishLockTimeoutMilliseconds}"), cancel).ConfigureAwait(false);
        // Who swaps another feed waits here: each makes the views anew, over all feeds.
        await area.RunAsync("LOCK TABLE vo.spectrum_feed IN EXCLUSIVE MODE", cancel).ConfigureAwait(false);
        var name = FeedSql.FeedName(release.Name, table.Name);
        var simulated = await area.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT coalesce(bool_or(simulated), false) FROM vo.published_table WHERE physical_schema = @schema AND physical_name = @Name",
            new { schema = release.Name, table.Name }, cancellationToken: cancel)).ConfigureAwait(false);
        var feed = new SpectrumFeed(release.Name, table.Name, table.Spectra!, release.Version, built.Spectra, built.Files, simulated)
        {
            Days = DayRange.Several(built.Days),
            TestPosition = built is { TestLongitude: { } lon, TestLatitude: { } lat } ? new SkyPoint(lon, lat) : null,
        };
        await FeedStore.WriteAsync(area.Connection, transaction, feed, cancel).ConfigureAwait(false);
        foreach (var view in SpectrumView.All) await area.RunAsync($"DROP VIEW IF EXISTS {SqlNames.Quote(view.Schema, view.Name)}", cancel).ConfigureAwait(false);
        await area.RunAsync($"DROP TABLE IF EXISTS {SqlNames.Quote(FeedSql.Schema, name)}", cancel).ConfigureAwait(false);
        await area.RunAsync($"ALTER TABLE {area.Table} SET SCHEMA {FeedSql.Schema}", cancel).ConfigureAwait(false);
        await area.RunAsync($"ALTER TABLE {SqlNames.Quote(FeedSql.Schema, area.TableName)} RENAME TO {SqlNames.Quote(name)}", cancel).ConfigureAwait(false);
        await PublishViewsAsync(area, transaction, cancel).ConfigureAwait(false);
        await transaction.CommitAsync(cancel).ConfigureAwait(false);
        return feed;
    }

    static async Task PublishViewsAsync(StagingArea area, NpgsqlTransaction transaction, CancellationToken cancel)
    {
        var feeds = await FeedStore.ReadAsync(area.Connection, transaction, cancel).ConfigureAwait(false);
        var facts = new PublishedFacts(feeds.Sum(f => f.Spectra), feeds.Any(f => f.Simulated), DateTimeOffset.UtcNow) { IsView = true };
        foreach (var view in SpectrumView.All)
        {
            await area.RunAsync(view.Create(feeds), cancel).ConfigureAwait(false);
            if (view.Published is { } definition)
                await ReleasePublisher.PublishTableAsync(area.Connection, transaction, definition, definition.Tables[0], facts, cancel).ConfigureAwait(false);
            else
                await area.RunAsync($"GRANT USAGE ON SCHEMA {view.Schema} TO {ArchiveDatabase.ReaderRole}; GRANT SELECT ON {SqlNames.Quote(view.Schema, view.Name)} TO {ArchiveDatabase.ReaderRole}", cancel)
                    .ConfigureAwait(false);
        }
    }

    sealed record Built(long Spectra, long Files, string Days, double? TestLongitude, double? TestLatitude);
}
