using Dapper;
using Lamost.Vo.Archive.Database;
using Npgsql;

namespace Lamost.Vo.Archive.Metadata;

/// <summary>
/// The current snapshot of what is published, kept current: it listens for the publishers' NOTIFY and, for what may be missed (a lost connection, a pooler
/// that swallows notifications), asks now and then for the version. Safe for any number of threads.
/// </summary>
public sealed class CatalogCache : IAsyncDisposable
{
    readonly ArchiveDatabase _database;
    readonly TimeSpan _poll;
    readonly CancellationTokenSource _stop = new();
    readonly SemaphoreSlim _reading = new(1, 1);
    volatile PublishedCatalog _current;
    Task _watch = Task.CompletedTask;

    CatalogCache(ArchiveDatabase database, PublishedCatalog first, TimeSpan poll) => (_database, _current, _poll) = (database, first, poll);

    /// <summary>The newest snapshot; a request takes it once and stays with it.</summary>
    public PublishedCatalog Current => _current;

    /// <summary>Raised with each new snapshot, on a thread that must not be held up.</summary>
    public event Action<PublishedCatalog>? Changed;

    /// <summary>Reads the first snapshot and begins to watch.</summary>
    /// <param name="database">Must live longer than the cache.</param>
    /// <param name="poll">How often to ask for the version without being notified; null for every 20 s.</param>
    /// <param name="cancel">Breaks off the first reading.</param>
    public static async Task<CatalogCache> StartAsync(ArchiveDatabase database, TimeSpan? poll = null, CancellationToken cancel = default)
    {
        var first = await CatalogReader.ReadAsync(database, cancel).ConfigureAwait(false);
        var cache = new CatalogCache(database, first, poll ?? TimeSpan.FromSeconds(20));
        cache._watch = Task.Run(cache.WatchAsync, CancellationToken.None);
        return cache;
    }

    /// <summary>Reads anew if something changed, without waiting to be told; for one who has just published.</summary>
    public async Task RefreshAsync(CancellationToken cancel = default)
    {
        await using var connection = await _database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        await RefreshAsync(connection, cancel).ConfigureAwait(false);
    }

    /// <summary>Stops watching; <see cref="Current"/> stays as it is.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watch.ConfigureAwait(false);
        _stop.Dispose();
        _reading.Dispose();
    }

    async Task WatchAsync()
    {
        var cancel = _stop.Token;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(cancel).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
            {
                // The database is away. The last snapshot serves until it is back; then the version tells what was missed.
                await Task.Delay(TimeSpan.FromSeconds(1), cancel).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
            }
        }
    }

    async Task ListenAsync(CancellationToken cancel)
    {
        await using var connection = await _database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition($"LISTEN {ReleasePublisher.Channel}", cancellationToken: cancel)).ConfigureAwait(false);
        while (true)
        {
            await RefreshAsync(connection, cancel).ConfigureAwait(false);
            await connection.WaitAsync(_poll, cancel).ConfigureAwait(false);
        }
    }

    async Task RefreshAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var version = await connection.ExecuteScalarAsync<long>(new CommandDefinition("SELECT version FROM vo.catalog_version", cancellationToken: cancel)).ConfigureAwait(false);
        if (version == _current.Version) return;
        await _reading.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var fresh = await CatalogReader.ReadAsync(_database, cancel).ConfigureAwait(false);
            if (fresh.Version == _current.Version) return;
            _current = fresh;
            Changed?.Invoke(fresh);
        }
        finally
        {
            _reading.Release();
        }
    }
}
