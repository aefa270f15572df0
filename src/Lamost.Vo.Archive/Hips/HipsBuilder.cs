using System.Globalization;
using Dapper;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Releases;
using Npgsql;

namespace Lamost.Vo.Archive.Hips;

/// <summary>
/// Makes the tiles of a published table (docs/dev/hips.md): with each load, beside it, so that both are swapped in one transaction, and for a table that has none, or whose
/// rows have been moved, afterwards. Safe for several threads; of one table only one at a time.
/// </summary>
public static class HipsBuilder
{
    /// <summary>The schema of tables of tiles.</summary>
    public const string Schema = "vo_hips";

    /// <summary>The table of tiles of a published table, quoted.</summary>
    public static string TilesOf(string release, string table) => SqlNames.Quote(Schema, TilesName(release, table));

    static string TilesName(string release, string table) => $"{release}.{table}";

    /// <summary>The tables of a catalogue that have tiles or should have: those with a position that were loaded.</summary>
    public static IEnumerable<CatalogTable> TablesOf(PublishedCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return catalog.Catalog.Tables.Where(t => t is { Position: not null, IsView: false });
    }

    /// <summary>Makes the tiles of a table that is served.</summary>
    /// <param name="database">The archive.</param>
    /// <param name="catalog">What is published.</param>
    /// <param name="table">One of <see cref="TablesOf"/>.</param>
    /// <param name="options">How long to wait for queries that read tiles that are served.</param>
    /// <param name="cancel">Ends it; nothing served changes.</param>
    /// <returns>False when it is not needed any more, or another makes them.</returns>
    /// <exception cref="VoException">LVO-LOAD-6006, 6007: queries held the tiles for too long, or the database failed.</exception>
    public static async Task<bool> RebuildAsync(ArchiveDatabase database, PublishedCatalog catalog, CatalogTable table, LoadOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        var name = $"the tiles of {table.PhysicalSchema}.{table.PhysicalName}";
        try
        {
            await using var area = await StagingArea.ClaimAsync(database.Owner, Schema, TilesName(table.PhysicalSchema, table.PhysicalName), cancel).ConfigureAwait(false);
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await RebuildAsync(area, HipsSource.Of(catalog, table), table, options, cancel).ConfigureAwait(false);
                }
                catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
                {
                    if (attempt >= options.PublishAttempts) throw LoadErrors.NotPublished(name, attempt, e);
                }
                await Task.Delay(options.PublishLockTimeoutMilliseconds, cancel).ConfigureAwait(false);
            }
        }
        catch (VoException e) when (e.Error.Code == LoadErrors.BusyCode)
        {
            return false;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled && cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException("The making of tiles was cancelled.", e, cancel);
        }
        catch (NpgsqlException e)
        {
            throw LoadErrors.Database(name, e);
        }
    }

    static async Task<bool> RebuildAsync(StagingArea area, HipsSource source, CatalogTable table, LoadOptions options, CancellationToken cancel)
    {
        var (release, name) = (table.PhysicalSchema, table.PhysicalName);
        await using var transaction = await area.Connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
        await area.RunAsync(string.Create(CultureInfo.InvariantCulture, $"SET LOCAL lock_timeout = {options.PublishLockTimeoutMilliseconds}"), cancel).ConfigureAwait(false);
        if (!await area.ExistsAsync(SqlNames.Quote(release, name)).ConfigureAwait(false)) return false;
        // Until the end nobody can put another table in its place.
        await area.RunAsync($"LOCK TABLE {SqlNames.Quote(release, name)} IN ACCESS SHARE MODE", cancel).ConfigureAwait(false);
        if ((await HipsIndexStore.ReadAsync(area.Connection, transaction, cancel).ConfigureAwait(false)).Any(i => i.Release == release && i.Table == name)) return false;
        var built = await TileWriter.WriteAsync(area, source, cancel).ConfigureAwait(false);
        await SwapAsync(area, transaction, release, name, built, cancel).ConfigureAwait(false);
        await area.Connection.ExecuteAsync(new CommandDefinition($"UPDATE vo.catalog_version SET version = version + 1; NOTIFY {ReleasePublisher.Channel}", transaction: transaction, cancellationToken: cancel))
            .ConfigureAwait(false);
        await transaction.CommitAsync(cancel).ConfigureAwait(false);
        return true;
    }

    /// <summary>Makes tiles of a table that is being loaded, in the area of the load.</summary>
    /// <returns>What was made; null for a table without a position.</returns>
    internal static async Task<BuiltTiles?> BuildAsync(StagingArea area, TableDefinition table, CancellationToken cancel)
    {
        if (table.Position is null) return null;
        await using var transaction = await area.Connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
        var built = await TileWriter.WriteAsync(area, HipsSource.Of(table, area.Table), cancel).ConfigureAwait(false);
        await transaction.CommitAsync(cancel).ConfigureAwait(false);
        return built;
    }

    /// <summary>Puts tiles in the place of those that are served; the published table is the one that they were made of.</summary>
    internal static async Task SwapAsync(StagingArea area, NpgsqlTransaction transaction, string release, string table, BuiltTiles built, CancellationToken cancel)
    {
        var name = TilesName(release, table);
        await area.RunAsync($"""
            DROP TABLE IF EXISTS {SqlNames.Quote(Schema, name)};
            ALTER TABLE {area.Tiles} SET SCHEMA {Schema};
            ALTER TABLE {SqlNames.Quote(Schema, area.TilesName)} RENAME TO {SqlNames.Quote(name)};
            GRANT USAGE ON SCHEMA {Schema} TO {ArchiveDatabase.ReaderRole};
            GRANT SELECT ON {SqlNames.Quote(Schema, name)} TO {ArchiveDatabase.ReaderRole}
            """, cancel).ConfigureAwait(false);
        await HipsIndexStore.WriteAsync(area.Connection, transaction, release, table, built, cancel).ConfigureAwait(false);
    }

    /// <summary>Takes the tiles of a table away; of one that has none, nothing.</summary>
    internal static Task DropAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string release, string table, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition($"DROP TABLE IF EXISTS {TilesOf(release, table)}; DELETE FROM vo.hips_index WHERE release = @release AND table_name = @table",
            new { release, table }, transaction, cancellationToken: cancel));
}
