using Dapper;
using Lamost.Vo.Archive.Database;
using Npgsql;

namespace Lamost.Vo.Archive.Registry;

/// <summary>
/// The records of the registry in the database, which all processes on it publish alike. What was published once is kept for ever, as a sign that it was taken away
/// (OAI-PMH 2.0, 2.5.1: <c>persistent</c>). Safe for any number of threads and processes.
/// </summary>
/// <remarks>
/// Who writes and who reads exclude each other by an advisory lock, and each reads the clock under it: so a harvester that asks for all from the time of its last answer
/// on misses nothing, which it would if a change got its datestamp before that answer and became visible after it.
/// </remarks>
public sealed class RegistryStore(ArchiveDatabase database)
{
    /// <summary>Advisory lock of the records: "LVO" and a number.</summary>
    const long Lock = 0x4C564F_0015;

    const string Columns = "identifier, content, dublin_core AS dublincore, created, updated";

    /// <summary>Publishes the records: those that changed, came or went get the datestamp of now; all others are left alone.</summary>
    /// <param name="records">All, each identifier once.</param>
    /// <param name="catalogVersion">Of which version of the catalogue they are.</param>
    /// <param name="cancel">Breaks it off; nothing changes.</param>
    /// <returns>How many changed; null when another process has published records of a newer version, and nothing was done.</returns>
    public async Task<int?> PublishAsync(IReadOnlyList<RegistryRecord> records, long catalogVersion, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(records);
        await using var connection = await database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
        await connection.ExecuteAsync(Command("SELECT pg_advisory_xact_lock(@Lock)", new { Lock })).ConfigureAwait(false);
        if (await connection.ExecuteAsync(Command("UPDATE vo.registry_state SET catalog_version = @catalogVersion WHERE catalog_version <= @catalogVersion", new { catalogVersion }))
            .ConfigureAwait(false) == 0)
            return null;
        // A clock that was put back must not give a datestamp before one that was harvested.
        var changed = await connection.ExecuteScalarAsync<int>(Command("""
            WITH now AS (SELECT greatest(date_trunc('second', clock_timestamp()), (SELECT max(updated) FROM vo.registry_record)) AS at),
            wanted AS (SELECT * FROM unnest(@identifiers, @contents, @dublinCores) AS w(identifier, content, dublin_core)),
            gone AS (
                UPDATE vo.registry_record AS r SET content = NULL, dublin_core = NULL, updated = now.at FROM now
                WHERE content IS NOT NULL AND NOT EXISTS (SELECT FROM wanted w WHERE lower(w.identifier) = lower(r.identifier)) RETURNING 1),
            put AS (
                INSERT INTO vo.registry_record AS r (identifier, content, dublin_core, created, updated)
                SELECT identifier, content, dublin_core, now.at, now.at FROM wanted, now
                ON CONFLICT ((lower(identifier))) DO UPDATE SET content = excluded.content, dublin_core = excluded.dublin_core, updated = excluded.updated
                WHERE (r.content, r.dublin_core) IS DISTINCT FROM (excluded.content, excluded.dublin_core) RETURNING 1)
            SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM put)
            """, new
        {
            identifiers = records.Select(r => r.Identifier).ToArray(),
            contents = records.Select(r => r.Content).ToArray(),
            dublinCores = records.Select(r => r.DublinCore).ToArray(),
        })).ConfigureAwait(false);
        await transaction.CommitAsync(cancel).ConfigureAwait(false);
        return changed;

        CommandDefinition Command(string sql, object values) => new(sql, values, transaction, cancellationToken: cancel);
    }

    /// <summary>A part of the list of records, those that were taken away among them.</summary>
    /// <param name="range">Which records.</param>
    /// <param name="after">Where the part begins; null for the first.</param>
    /// <param name="count">Records of the part at most; at least 1.</param>
    /// <param name="cancel">Breaks it off.</param>
    public async Task<RecordPage> ListAsync(RecordRange range, RecordPlace? after, int count, CancellationToken cancel)
    {
        const string inRange = "(@from::timestamptz IS NULL OR updated >= @from) AND (@until::timestamptz IS NULL OR updated <= @until)";
        var values = new { from = range.From, until = range.Until, afterTime = after?.Updated, afterIdentifier = after?.Identifier, count = count + 1 };
        await using var reading = await Reading.BeginAsync(database, cancel).ConfigureAwait(false);
        var records = (await reading.Connection.QueryAsync<PublishedRecord>(reading.Command($"""
            SELECT {Columns} FROM vo.registry_record
            WHERE {inRange} AND (@afterTime::timestamptz IS NULL OR (updated, identifier) > (@afterTime, @afterIdentifier COLLATE "C"))
            ORDER BY updated, identifier LIMIT @count
            """, values)).ConfigureAwait(false)).ToList();
        var total = await reading.Connection.ExecuteScalarAsync<long>(reading.Command($"SELECT count(*) FROM vo.registry_record WHERE {inRange}", values)).ConfigureAwait(false);
        return new RecordPage([.. records.Take(count)], records.Count > count, total, reading.At);
    }

    /// <summary>The record of an identifier; null where there never was one.</summary>
    /// <param name="identifier">Compared without regard to case (IVOA Identifiers 2.0, 2.2).</param>
    /// <param name="cancel">Breaks it off.</param>
    public async Task<(PublishedRecord? Record, DateTime At)> FindAsync(string identifier, CancellationToken cancel)
    {
        await using var reading = await Reading.BeginAsync(database, cancel).ConfigureAwait(false);
        var record = await reading.Connection.QuerySingleOrDefaultAsync<PublishedRecord>(
            reading.Command($"SELECT {Columns} FROM vo.registry_record WHERE lower(identifier) = lower(@identifier)", new { identifier })).ConfigureAwait(false);
        return (record, reading.At);
    }

    /// <summary>Before this time no record changed; null where there is no record yet.</summary>
    public async Task<DateTime?> EarliestAsync(CancellationToken cancel)
    {
        await using var connection = await database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        return await connection.ExecuteScalarAsync<DateTime?>(new CommandDefinition("SELECT min(created) FROM vo.registry_record", cancellationToken: cancel)).ConfigureAwait(false);
    }

    /// <summary>A transaction that excludes writers, and the time at which it began to.</summary>
    sealed class Reading(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancel) : IAsyncDisposable
    {
        public NpgsqlConnection Connection => connection;

        public DateTime At { get; private set; }

        public static async Task<Reading> BeginAsync(ArchiveDatabase database, CancellationToken cancel)
        {
            var connection = await database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
            var reading = new Reading(connection, await connection.BeginTransactionAsync(cancel).ConfigureAwait(false), cancel);
            await connection.ExecuteAsync(reading.Command("SELECT pg_advisory_xact_lock_shared(@Lock)", new { Lock })).ConfigureAwait(false);
            reading.At = await connection.ExecuteScalarAsync<DateTime>(
                reading.Command("SELECT greatest(date_trunc('second', clock_timestamp()), (SELECT max(updated) FROM vo.registry_record))")).ConfigureAwait(false);
            return reading;
        }

        public CommandDefinition Command(string sql, object? values = null) => new(sql, values, transaction, cancellationToken: cancel);

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }
}
