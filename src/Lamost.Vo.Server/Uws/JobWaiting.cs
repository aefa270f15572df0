using System.Diagnostics;
using Lamost.Vo.Archive.Jobs;

namespace Lamost.Vo.Server.Uws;

/// <summary>Holds a request until a job changes its phase: no thread is held, and a client that leaves is let go (UWS 1.1, 2.2.1.1).</summary>
public sealed class JobWaiting(JobStore store, JobSignals signals, JobLimits limits)
{
    /// <summary>Waits until the job leaves the phase it is in, if that is one that can change by itself.</summary>
    /// <param name="id">Which.</param>
    /// <param name="seconds">How long; negative for as long as is allowed, which is the most in every case.</param>
    /// <param name="phase">Waits only while the job is in this phase; null for the one it is in.</param>
    /// <param name="cancel">The client left.</param>
    public Task<Job> ForChangeAsync(string id, int seconds, JobPhase? phase, CancellationToken cancel)
    {
        JobPhase? first = phase;
        return UntilAsync(id, seconds, job => job.Phase != (first ??= job.Phase), cancel);
    }

    /// <summary>Waits until the job has ended, or as long as is allowed.</summary>
    public Task<Job> ForEndAsync(string id, CancellationToken cancel) => UntilAsync(id, -1, _ => false, cancel);

    async Task<Job> UntilAsync(string id, int seconds, Func<Job, bool> enough, CancellationToken cancel)
    {
        var patience = TimeSpan.FromSeconds(seconds < 0 ? limits.WaitSeconds : Math.Min(seconds, limits.WaitSeconds));
        var began = Stopwatch.GetTimestamp();
        // Only for a job that there is is anything kept.
        var job = await store.GetAsync(id, cancel).ConfigureAwait(false);
        while (true)
        {
            var left = patience - Stopwatch.GetElapsedTime(began);
            if (!job.IsActive || enough(job) || left <= TimeSpan.Zero) return job;
            var next = signals.Next(id);
            job = await store.GetAsync(id, cancel).ConfigureAwait(false);
            if (!job.IsActive || enough(job)) return job;
            await Task.WhenAny(next, Task.Delay(left < JobSignals.Doubt ? left : JobSignals.Doubt, cancel)).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
        }
    }
}
