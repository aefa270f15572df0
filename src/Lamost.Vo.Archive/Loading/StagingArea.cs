using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;
using Npgsql;

namespace Lamost.Vo.Archive.Loading;

/// <summary>
/// Where one load works, beside what is served: a table in the schema <c>vo_staging</c>, which only the owner may enter. Who loads a table
/// holds the advisory lock of that table in the session of <see cref="Connection"/>, and the name of the staging table says which lock: so a
/// second load of the same table is turned away, and staging tables whose lock nobody holds are leftovers of a load that was killed, and are
/// dropped by the next load of any table.
/// </summary>
sealed class StagingArea : IAsyncDisposable
{
    const string Schema = "vo_staging";

    readonly long _lock;

    StagingArea(NpgsqlConnection connection, long key)
    {
        Connection = connection;
        _lock = key;
    }

    /// <summary>The session that holds the lock; the steps after reading run in it, so that they fail when the lock was lost.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>The schema of the table.</summary>
    public string SchemaName { get; } = Schema;

    /// <summary>The name of the table that will be served.</summary>
    public string TableName => Name(_lock);

    /// <summary><see cref="TableName"/> with its schema, quoted.</summary>
    public string Table => SqlNames.Quote(Schema, TableName);

    /// <summary>The name of the table of tiles of the progressive catalogue, in the same schema.</summary>
    public string TilesName => NameOfTiles(_lock);

    /// <summary><see cref="TilesName"/> with its schema, quoted.</summary>
    public string Tiles => SqlNames.Quote(Schema, TilesName);

    /// <summary>Takes the lock of a table, and drops what killed loads left.</summary>
    /// <exception cref="VoException">Another load of the table is running.</exception>
    public static async Task<StagingArea> ClaimAsync(NpgsqlDataSource owner, string release, string table, CancellationToken cancel)
    {
        var key = LockOf($"{release}.{table}");
        var connection = await owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        try
        {
            if (!await TryLockAsync(connection, key).ConfigureAwait(false)) throw LoadErrors.Busy($"{release}.{table}");
            var area = new StagingArea(connection, key);
            await area.SweepAsync(cancel).ConfigureAwait(false);
            return area;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs a statement in the session that holds the lock, for as long as it takes.</summary>
    /// <returns>How many rows it touched.</returns>
    public Task<int> RunAsync(string sql, CancellationToken cancel) =>
        Connection.ExecuteAsync(new CommandDefinition(sql, commandTimeout: 0, cancellationToken: cancel));

    /// <summary>Whether there is a table.</summary>
    /// <param name="table">With its schema, quoted.</param>
    public Task<bool> ExistsAsync(string table) => Connection.ExecuteScalarAsync<bool>("SELECT to_regclass(@table) IS NOT NULL", new { table });

    /// <summary>Drops the tables, gives the lock back and closes the session. When the session is broken, the next load does the former.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await DropAsync(_lock, CancellationToken.None).ConfigureAwait(false);
            await Connection.ExecuteAsync("SELECT pg_advisory_unlock(@_lock)", new { _lock }).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or ObjectDisposedException)
        {
            NpgsqlConnection.ClearPool(Connection); // the lock ends with the session
        }
        await Connection.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The key of the advisory lock of a table: 64 bits of a digest of its name.</summary>
    internal static long LockOf(string table) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"lamost-vo load {table}")));

    internal static string Name(long key) => string.Create(CultureInfo.InvariantCulture, $"load_{key:x16}_table");

    static string NameOfTiles(long key) => string.Create(CultureInfo.InvariantCulture, $"load_{key:x16}_tiles");

    async Task SweepAsync(CancellationToken cancel)
    {
        await CreateSchemaAsync(cancel).ConfigureAwait(false);
        await DropAsync(_lock, cancel).ConfigureAwait(false);
        var names = await Connection.QueryAsync<string>(new CommandDefinition(
            "SELECT relname FROM pg_class WHERE relnamespace = @Schema::regnamespace AND relkind = 'r' AND relname ~ '^load_[0-9a-f]{16}_(table|tiles)$'",
            new { Schema }, cancellationToken: cancel)).ConfigureAwait(false);
        foreach (var key in names.Select(n => long.Parse(n.AsSpan(5, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).Distinct().Where(k => k != _lock).ToList())
        {
            if (!await TryLockAsync(Connection, key).ConfigureAwait(false)) continue; // a load that is running
            await DropAsync(key, cancel).ConfigureAwait(false);
            await Connection.ExecuteAsync("SELECT pg_advisory_unlock(@key)", new { key }).ConfigureAwait(false);
        }
    }

    async Task CreateSchemaAsync(CancellationToken cancel)
    {
        try
        {
            await RunAsync($"CREATE SCHEMA IF NOT EXISTS {Schema}", cancel).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateSchema)
        {
            // Another load made it in the same moment.
        }
    }

    Task<int> DropAsync(long key, CancellationToken cancel) =>
        RunAsync($"DROP TABLE IF EXISTS {SqlNames.Quote(Schema, Name(key))}, {SqlNames.Quote(Schema, NameOfTiles(key))}", cancel);

    static Task<bool> TryLockAsync(NpgsqlConnection connection, long key) =>
        connection.ExecuteScalarAsync<bool>("SELECT pg_try_advisory_lock(@key)", new { key });
}
