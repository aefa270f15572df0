using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Queries;

/// <summary>Lets so many queries run at a time, so many wait, and refuses the rest at once. Safe for any number of threads.</summary>
public sealed class QueryAdmission(ServiceLimits limits) : IDisposable
{
    readonly SemaphoreSlim _running = new(limits.ConcurrentQueries);
    int _waiting;

    /// <summary>Waits for a turn.</summary>
    /// <returns>The turn; dispose it when the query has ended.</returns>
    /// <exception cref="VoException">LVO-TAP-1101: too many wait already, or the turn did not come in time.</exception>
    /// <exception cref="OperationCanceledException">The client left the queue.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken cancel)
    {
        if (!_running.Wait(0, CancellationToken.None))
        {
            if (Interlocked.Increment(ref _waiting) > limits.WaitingQueries)
            {
                Interlocked.Decrement(ref _waiting);
                throw Busy();
            }
            try
            {
                if (!await _running.WaitAsync(TimeSpan.FromSeconds(limits.QueueTimeoutSeconds), cancel).ConfigureAwait(false)) throw Busy();
            }
            finally
            {
                Interlocked.Decrement(ref _waiting);
            }
        }
        return new Turn(_running);
    }

    /// <inheritdoc/>
    public void Dispose() => _running.Dispose();

    VoException Busy() => new(new VoError("LVO-TAP-1101", Remedy.TryLater, "The service is busy: too many queries are running.")
    {
        Hint = $"Try again in a moment; {limits.ConcurrentQueries} queries run at a time and {limits.WaitingQueries} may wait.",
    });

    sealed class Turn(SemaphoreSlim running) : IDisposable
    {
        int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) running.Release();
        }
    }
}
