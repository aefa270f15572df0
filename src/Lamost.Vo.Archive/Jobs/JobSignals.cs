using System.Collections.Concurrent;
using Dapper;
using Lamost.Vo.Archive.Database;
using Npgsql;

namespace Lamost.Vo.Archive.Jobs;

/// <summary>
/// Tells whoever waits that a job has changed its phase, in whichever process that happened: by the database's notifications. What a lost connection
/// swallows is made good by <see cref="Reconnected"/>, and by waiters that look again after <see cref="Doubt"/>. Safe for any number of threads.
/// </summary>
public sealed class JobSignals : IAsyncDisposable
{
    /// <summary>How long a waiter trusts in being told; where a pooler swallows notifications, it is what a change of phase is noticed after.</summary>
    public static readonly TimeSpan Doubt = TimeSpan.FromSeconds(5);

    readonly ArchiveDatabase _database;
    readonly CancellationTokenSource _stop = new();
    readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new();
    readonly Task _listening;

    /// <summary>Begins to listen.</summary>
    public JobSignals(ArchiveDatabase database)
    {
        _database = database;
        _listening = Task.Run(ListenAsync, CancellationToken.None);
    }

    /// <summary>Raised with the id of each job that changed, on a thread that must not be held up.</summary>
    public event Action<string>? Changed;

    /// <summary>Raised when notifications may have been missed.</summary>
    public event Action? Reconnected;

    /// <summary>A task that ends at the next change of the job. Take it, look at the job, then wait for it: so nothing is missed.</summary>
    public Task Next(string id) => _waiting.GetOrAdd(id, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Tells that a job changed, without the way through the database.</summary>
    internal void Raise(string id)
    {
        if (_waiting.TryRemove(id, out var source)) source.SetResult();
        Changed?.Invoke(id);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _listening.ConfigureAwait(false);
        _stop.Dispose();
    }

    async Task ListenAsync()
    {
        var cancel = _stop.Token;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await using var connection = await _database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
                connection.Notification += (_, told) => Raise(told.Payload);
                await connection.ExecuteAsync(new CommandDefinition($"LISTEN {JobStore.Channel}", cancellationToken: cancel)).ConfigureAwait(false);
                foreach (var id in _waiting.Keys) Raise(id);
                Reconnected?.Invoke();
                // Never for ever: a connection that died unheard, or a cancellation that came in between, is noticed at the next turn.
                while (!cancel.IsCancellationRequested) await connection.WaitAsync(Doubt, cancel).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
            {
                // The database is away; when it is back, everybody looks again.
                await Task.Delay(TimeSpan.FromSeconds(1), cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
