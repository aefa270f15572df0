using Dapper;
using Lamost.Vo.Archive.Database;
using Npgsql;

namespace Lamost.Vo.Archive.Jobs;

/// <summary>
/// This process among those that share the database: a number, and a session that holds the advisory lock of that number as long as the process
/// lives. Who gets the lock of another number knows that its holder is dead, or has lost its connection and with it all its queries; no clock is asked.
/// </summary>
public sealed class ServiceInstance(ArchiveDatabase database) : IAsyncDisposable
{
    /// <summary>First key of the locks: "LVO".</summary>
    const int LockClass = 0x4C564F;

    NpgsqlConnection? _session;

    /// <summary>The number; it changes when the session was lost.</summary>
    public int Number { get; private set; }

    /// <summary>Makes sure that the session is there.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task EnsureAsync(CancellationToken cancel)
    {
        if (_session is not null && await IsAliveAsync(_session, cancel).ConfigureAwait(false)) return;
        await CloseAsync().ConfigureAwait(false);
        var session = await database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        try
        {
            var number = await session.ExecuteScalarAsync<int>(new CommandDefinition("SELECT nextval('vo.service_instance')::integer", cancellationToken: cancel)).ConfigureAwait(false);
            await session.ExecuteAsync(new CommandDefinition("SELECT pg_advisory_lock(@LockClass, @number)", new { LockClass, number }, cancellationToken: cancel)).ConfigureAwait(false);
            (Number, _session) = (number, session);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Does something in the name of a dead process.</summary>
    /// <returns>False when it is alive.</returns>
    public async Task<bool> IfDeadAsync(int number, Func<Task> act, CancellationToken cancel)
    {
        if (number == Number) return false;
        var lockIt = new CommandDefinition("SELECT pg_try_advisory_lock(@LockClass, @number)", new { LockClass, number }, cancellationToken: cancel);
        if (!await _session!.ExecuteScalarAsync<bool>(lockIt).ConfigureAwait(false)) return false;
        try
        {
            await act().ConfigureAwait(false);
        }
        finally
        {
            await _session!.ExecuteAsync("SELECT pg_advisory_unlock(@LockClass, @number)", new { LockClass, number }).ConfigureAwait(false);
        }
        return true;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => CloseAsync();

    static async Task<bool> IsAliveAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        try
        {
            return await session.ExecuteScalarAsync<int>(new CommandDefinition("SELECT 1", cancellationToken: cancel)).ConfigureAwait(false) == 1;
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            return false;
        }
    }

    async ValueTask CloseAsync()
    {
        if (_session is null) return;
        var session = _session;
        _session = null;
        // What goes back into the pool is reset, and the lock with it.
        await session.DisposeAsync().ConfigureAwait(false);
    }
}
