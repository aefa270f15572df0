namespace Lamost.Vo.Archive.Queries;

/// <summary>
/// Work that many ask for at the same time and that is done once. Whoever leaves does not end it for the others, nor for who comes later: it goes on until it is done.
/// Safe for any number of threads.
/// </summary>
public sealed class Flights : IAsyncDisposable
{
    readonly Dictionary<object, Task> _running = [];
    readonly Lock _lock = new();
    readonly CancellationTokenSource _stop = new();

    /// <summary>Joins the work under a key, or begins it.</summary>
    /// <param name="key">What it is, with the values that it depends on.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancel">Ends the wait alone.</param>
    public Task<T> RunAsync<T>(object key, Func<CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        Task<T> task;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
            if (_running.TryGetValue(key, out var running)) task = (Task<T>)running;
            else
            {
                task = Task.Run(() => work(_stop.Token), CancellationToken.None);
                _running.Add(key, task);
                _ = LandAsync(key, task);
            }
        }
        return task.WaitAsync(cancel);
    }

    /// <summary>Breaks off what runs, and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Task[] running;
        lock (_lock) running = [.. _running.Values];
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    async Task LandAsync(object key, Task task)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock) _running.Remove(key);
    }
}
