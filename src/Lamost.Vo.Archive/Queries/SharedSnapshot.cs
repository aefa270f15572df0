using System.Data;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Database;
using Npgsql;

namespace Lamost.Vo.Archive.Queries;

/// <summary>
/// Sessions of the reader that all see one state of the database, and hold one table. The lock is as needful as the snapshot: a load replaces a table by another, whose
/// rows are frozen and so visible in any snapshot, and a session that came to it late would read the new one. (PostgreSQL 15 documentation, 9.27.5 "Snapshot
/// Synchronization Functions"; COPY, FREEZE.)
/// </summary>
sealed record SharedSnapshot(IReadOnlyList<NpgsqlConnection> Connections, long Blocks)
{
    // The sessions are between two statements as long as their buffers are full, and the parts have to be read as parts.
    const string Settings = "SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL enable_seqscan = off; "
        + "SET LOCAL enable_indexscan = off; SET LOCAL enable_indexonlyscan = off; SET LOCAL enable_bitmapscan = off";

    // The table is being replaced, or is gone; the role may not do this; the sessions lead to several servers, as through a balancer. One backend reads the table then,
    // and says what is wrong, if anything is.
    static readonly string[] NotHere =
    [
        PostgresErrorCodes.LockNotAvailable, PostgresErrorCodes.UndefinedTable, PostgresErrorCodes.InsufficientPrivilege, PostgresErrorCodes.InvalidParameterValue,
        PostgresErrorCodes.UndefinedObject, PostgresErrorCodes.ObjectNotInPrerequisiteState, PostgresErrorCodes.FeatureNotSupported,
    ];

    /// <summary>Opens the sessions.</summary>
    /// <param name="database">Where.</param>
    /// <param name="table">What they hold.</param>
    /// <param name="sessions">How many.</param>
    /// <param name="cancel">Breaks it off.</param>
    /// <returns>Null when the table or the database cannot be read so, or not now, because a load is about to replace the table: no lock is waited for, as the load would wait for us.</returns>
    /// <exception cref="NpgsqlException">The database cannot be reached, or refuses something else.</exception>
    public static async Task<SharedSnapshot?> OpenAsync(ArchiveDatabase database, CatalogTable table, int sessions, CancellationToken cancel)
    {
        var connections = new List<NpgsqlConnection>();
        var name = SqlNames.Quote(table.PhysicalSchema, table.PhysicalName);
        var hold = $"LOCK TABLE {name} IN ACCESS SHARE MODE NOWAIT";
        try
        {
            // The reader may not export a snapshot: a user's query could keep the state of the database for hours.
            await using var owner = await database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
            await using var transaction = await owner.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel).ConfigureAwait(false);
            // The lock comes first: the snapshot is taken by the statement after it, and sees who had the lock before.
            await RunAsync(owner, hold, cancel).ConfigureAwait(false);
            if (await ExportAsync(owner, name, cancel).ConfigureAwait(false) is not var (snapshot, blocks)) return null;
            for (var i = 0; i < sessions; i++)
            {
                connections.Add(await database.Reader.OpenConnectionAsync(cancel).ConfigureAwait(false));
                await RunAsync(connections[i],
                    $"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT {SqlNames.Literal(snapshot)}; {hold}; {Settings}", cancel).ConfigureAwait(false);
            }
            return new SharedSnapshot(connections, blocks);
        }
        catch (Exception e)
        {
            foreach (var connection in connections) await connection.DisposeAsync().ConfigureAwait(false);
            if (e is PostgresException { SqlState: var state } && NotHere.Contains(state)) return null;
            throw;
        }
    }

    static async Task<(string Snapshot, long Blocks)?> ExportAsync(NpgsqlConnection owner, string name, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            SELECT pg_export_snapshot(), pg_relation_size(c.oid) / current_setting('block_size')::int8
            FROM pg_class AS c JOIN pg_am AS a ON a.oid = c.relam
            WHERE c.oid = @name::regclass AND c.relkind = 'r' AND a.amname = 'heap' AND NOT c.relhassubclass
            """, owner);
        command.Parameters.AddWithValue("name", name);
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        return await reader.ReadAsync(cancel).ConfigureAwait(false) ? (reader.GetString(0), reader.GetInt64(1)) : null;
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
    }
}
