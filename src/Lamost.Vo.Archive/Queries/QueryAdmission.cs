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
        return new QueryTurns(_running, 1);
    }

    /// <summary>Turns that are taken.</summary>
    public int Running => limits.ConcurrentQueries - _running.CurrentCount;

    /// <summary>Takes turns for backends more of a query that has its own, as many as are free; a query that waits for its first goes before.</summary>
    /// <param name="most">How many at most; none if it is not positive.</param>
    /// <returns>The turns; dispose them when the query has ended. Null when none is free.</returns>
    public QueryTurns? TryEnter(int most)
    {
        var count = 0;
        while (count < most && Volatile.Read(ref _waiting) == 0 && _running.Wait(0, CancellationToken.None)) count++;
        return count == 0 ? null : new QueryTurns(_running, count);
    }

    /// <inheritdoc/>
    public void Dispose() => _running.Dispose();

    VoException Busy() => new(new VoError("LVO-TAP-1101", Remedy.TryLater, "The service is busy: too many queries are running.")
    {
        Hint = $"Try again in a moment; {limits.ConcurrentQueries} queries run at a time and {limits.WaitingQueries} may wait.",
    });
}

/// <summary>Turns that a query has; disposing gives them to the next.</summary>
/// <param name="running">Where they are from.</param>
/// <param name="count">How many.</param>
public sealed class QueryTurns(SemaphoreSlim running, int count) : IDisposable
{
    int _left;

    /// <summary>How many.</summary>
    public int Count => count;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0) running.Release(count);
    }
}
