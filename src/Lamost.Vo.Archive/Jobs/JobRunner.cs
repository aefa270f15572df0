using System.Collections.Concurrent;
using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Archive.Errors;
using Npgsql;

namespace Lamost.Vo.Archive.Jobs;

/// <summary>
/// Runs the jobs of this process: takes them from the queue that all processes share, so many at a time, keeps places for short ones, stops those that
/// are aborted, and looks after what dead processes left. Safe for any number of threads. (docs/dev/jobs.md)
/// </summary>
public sealed class JobRunner : IAsyncDisposable
{
    static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    readonly JobStore _store;
    readonly JobSignals _signals;
    readonly JobFiles _files;
    readonly JobLimits _limits;
    readonly Dictionary<string, IJobWork> _works;
    readonly ServiceInstance _instance;
    readonly JobHousekeeping _housekeeping;
    readonly ConcurrentDictionary<string, RunningJob> _running = new();
    readonly SemaphoreSlim _wake = new(0, 1);
    readonly CancellationTokenSource _stop = new();
    readonly Lock _places = new();
    Task _loop = Task.CompletedTask;
    int _taken, _takenLong;
    bool _disposed;

    /// <summary>Makes a runner, which does nothing before <see cref="StartAsync"/>.</summary>
    public JobRunner(JobStore store, JobSignals signals, JobFiles files, JobLimits limits, ServiceInstance instance, IEnumerable<IJobWork> works)
    {
        (_store, _signals, _files, _limits) = (store, signals, files, limits);
        _works = works.ToDictionary(w => w.Service);
        _instance = instance;
        _housekeeping = new JobHousekeeping(store, _instance, files, limits, _running.ContainsKey);
        signals.Changed += OnChanged;
        signals.Reconnected += () => Task.Run(LookAtAllAsync);
    }

    /// <summary>Raised when a job failed for a reason that its operator should know: job, code, cause.</summary>
    public event Action<string, string, Exception>? Failed;

    /// <summary>Takes its number, looks after what was left, and begins to run jobs.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        await _instance.EnsureAsync(cancel).ConfigureAwait(false);
        await _housekeeping.RunAsync(cancel).ConfigureAwait(false);
        _loop = Task.Run(LoopAsync, CancellationToken.None);
    }

    /// <summary>Checks a job that is PENDING and queues it, or ends it in ERROR at once (UWS 1.1, 2.2.3.4: PHASE=RUN).</summary>
    /// <exception cref="VoException">LVO-JOB-1002: it is in another phase. LVO-JOB-1102: the queue is full.</exception>
    public async Task RunAsync(Job job, CancellationToken cancel)
    {
        if (job.Phase != JobPhase.Pending) throw JobErrors.NotPending(job);
        bool changed;
        try
        {
            var isLong = await _works[job.Service].CheckAsync(job, cancel).ConfigureAwait(false);
            changed = await _store.QueueAsync(job.Id, isLong, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is VoException { Error.Remedy: Remedy.MendRequest } or AdqlException)
        {
            changed = await _store.RefuseAsync(job.Id, Failures.Of(e, job.Language).ToJobError(), cancel).ConfigureAwait(false);
        }
        if (!changed) throw JobErrors.NotPending(await _store.GetAsync(job.Id, cancel).ConfigureAwait(false));
        Wake();
    }

    /// <summary>Makes a PENDING job of something that runs already, if there is a place for it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="progress">Of what runs.</param>
    /// <param name="run">Goes on to the end, in the job's directory.</param>
    /// <param name="cancel">Breaks the taking over off, not the run.</param>
    /// <returns>False, and nothing is changed, when there is no place.</returns>
    public async Task<bool> AdoptAsync(Job job, JobProgress progress, Func<string, JobProgress, CancellationToken, Task<JobResult>> run, CancellationToken cancel)
    {
        if (!TryPlace(isLong: true)) return false;
        var adopted = false;
        try
        {
            adopted = await _store.AdoptAsync(job.Id, _instance.Number, cancel).ConfigureAwait(false);
        }
        finally
        {
            if (!adopted) GivePlace(isLong: true);
        }
        if (adopted) Begin(job with { Phase = JobPhase.Executing, Attempts = 1, IsLong = true }, progress, run);
        return adopted;
    }

    /// <summary>Rows and bytes of a job as far as they are known at this moment.</summary>
    public (long Rows, long Bytes) ProgressOf(Job job) =>
        job.Phase == JobPhase.Executing && _running.TryGetValue(job.Id, out var running) ? (running.Progress.Rows, running.Progress.Bytes) : (job.RowsWritten, job.BytesWritten);

    /// <summary>Stops taking jobs; those that run go back into the queue, for the next process.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true)) return;
        _signals.Changed -= OnChanged;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        await Task.WhenAll(_running.Values.Select(r => r.Ended)).ConfigureAwait(false);
        _stop.Dispose();
        _wake.Dispose();
    }

    async Task LoopAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _housekeeping.RunIfDueAsync(_stop.Token).ConfigureAwait(false);
                while (await StartOneAsync().ConfigureAwait(false))
                {
                }
                await Task.WhenAll(_running.Values.Select(r => r.ReportAsync(_store, _stop.Token))).ConfigureAwait(false);
                await _wake.WaitAsync(Beat, _stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
            {
                // The database is away; jobs wait, and are looked for again.
                await Task.Delay(Beat, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e)
            {
                // Whatever it is, the jobs of others must go on; the operator is told.
                Failed?.Invoke("(the queue)", "LVO-HTTP-1500", e);
                await Task.Delay(Beat, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task<bool> StartOneAsync()
    {
        if (!TryPlace(isLong: false)) return false;
        Job? job = null;
        try
        {
            var alsoLong = MayTakeLong();
            if (await _store.TakeAsync(_instance.Number, [.. _works.Keys], alsoLong, _stop.Token).ConfigureAwait(false) is { } id)
                job = await _store.FindAsync(id, _stop.Token).ConfigureAwait(false);
        }
        finally
        {
            if (job is null) GivePlace(isLong: false);
        }
        if (job is null) return false;
        if (job.IsLong) CountLong();
        Begin(job, new JobProgress(), (directory, progress, cancel) => _works[job.Service].RunAsync(job, directory, progress, cancel));
        return true;
    }

    void Begin(Job job, JobProgress progress, Func<string, JobProgress, CancellationToken, Task<JobResult>> run)
    {
        var running = new RunningJob(job, progress, _instance.Number, _store, _files, _limits, _stop.Token);
        running.Failed += (code, cause) => Failed?.Invoke(job.Id, code, cause);
        _running[job.Id] = running;
        running.Begin(run, () =>
        {
            _running.TryRemove(KeyValuePair.Create(job.Id, running));
            GivePlace(job.IsLong);
            Wake();
        });
    }

    bool TryPlace(bool isLong)
    {
        lock (_places)
        {
            if (_taken >= _limits.Concurrent || (isLong && _takenLong >= _limits.ConcurrentLong)) return false;
            _taken++;
            if (isLong) _takenLong++;
            return true;
        }
    }

    // Only the loop takes jobs, so a place that is free stays free until it counts the job it took; an adopted one may have been faster, and then one too many
    // runs for a while.
    bool MayTakeLong()
    {
        lock (_places) return _takenLong < _limits.ConcurrentLong;
    }

    void CountLong()
    {
        lock (_places) _takenLong++;
    }

    void GivePlace(bool isLong)
    {
        lock (_places)
        {
            _taken--;
            if (isLong) _takenLong--;
        }
    }

    void OnChanged(string id)
    {
        if (_running.TryGetValue(id, out var running)) Task.Run(() => running.LookAsync(_store));
        else Wake();
    }

    Task LookAtAllAsync() => Task.WhenAll(_running.Values.Select(r => r.LookAsync(_store)));

    void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // Awake already, or not to wake any more.
        }
    }
}
