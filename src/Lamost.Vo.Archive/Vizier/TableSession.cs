using System.Globalization;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Npgsql;

namespace Lamost.Vo.Archive.Vizier;

/// <summary>
/// A session of the reader in which tables can be read as often as need be and are the same each time: they are locked against being replaced, and all statements see one
/// snapshot. Without a time limit. The lock comes before the snapshot, as <see cref="SharedSnapshot"/> tells.
/// </summary>
sealed class TableSession : IAsyncDisposable
{
    // Each pass gives the rows in the order in which they lie on disk.
    const string Settings = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; "
        + "SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL synchronize_seqscans = off";

    const int Attempts = 5;

    readonly NpgsqlConnection _connection;

    TableSession(NpgsqlConnection connection, PublishedCatalog catalog, IReadOnlyList<CatalogTable> tables) => (_connection, Catalog, Tables) = (connection, catalog, tables);

    /// <summary>What is published.</summary>
    public PublishedCatalog Catalog { get; }

    /// <summary>The tables that are held.</summary>
    public IReadOnlyList<CatalogTable> Tables { get; }

    /// <summary>Opens the session.</summary>
    /// <param name="database">Where.</param>
    /// <param name="choose">Which tables of what is published; at least one.</param>
    /// <param name="lockSeconds">How long a load that replaces one of them is waited for.</param>
    /// <param name="cancel">Breaks it off.</param>
    /// <exception cref="Errors.VoException">LVO-EXPORT-7005: loads replace tables again and again.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached, or the lock is not to be had in time.</exception>
    public static async Task<TableSession> OpenAsync(ArchiveDatabase database, Func<PublishedCatalog, IReadOnlyList<CatalogTable>> choose, int lockSeconds, CancellationToken cancel)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var catalog = await CatalogReader.ReadAsync(database, cancel).ConfigureAwait(false);
            var tables = choose(catalog);
            var connection = await database.Reader.OpenConnectionAsync(cancel).ConfigureAwait(false);
            try
            {
                var names = string.Join(", ", tables.Select(t => SqlNames.Quote(t.PhysicalSchema, t.PhysicalName)));
                var sql = string.Create(CultureInfo.InvariantCulture,
                    $"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {Settings}; SET LOCAL lock_timeout = '{lockSeconds}s'; LOCK TABLE {names} IN ACCESS SHARE MODE");
                await using (var begin = new NpgsqlCommand(sql, connection))
                    await begin.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
                // What the catalogue said before the lock may be of a table that was replaced in between.
                if ((await CatalogReader.ReadAsync(database, cancel).ConfigureAwait(false)).Version == catalog.Version) return new TableSession(connection, catalog, tables);
            }
            catch
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                throw;
            }
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        throw VizierErrors.Busy();
    }

    /// <summary>Starts to read; one statement at a time.</summary>
    public Task<TupleCursor> ReadAsync(string sql, CancellationToken cancel) => TupleCursor.OpenAsync(_connection, sql, cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
