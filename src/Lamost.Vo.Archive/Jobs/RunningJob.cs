using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;
using Npgsql;

namespace Lamost.Vo.Archive.Jobs;

/// <summary>A job under way in this process, from its start to the phase that it ends in.</summary>
sealed class RunningJob(Job job, JobProgress progress, int instance, JobStore store, JobFiles files, JobLimits limits, CancellationToken stop) : IDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How often an ending is tried to be written while the database is away; then another process, or the next start, finds the job.</summary>
    const int Patience = 60;

    readonly CancellationTokenSource _cancel = new();
    long _reported = -1;
    bool _over, _ended;

    /// <summary>What it has written.</summary>
    public JobProgress Progress => progress;

    /// <summary>Ends when the job has.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Raised with code and cause when the service is to blame.</summary>
    public event Action<string, Exception>? Failed;

    /// <summary>Begins.</summary>
    /// <param name="run">The work.</param>
    /// <param name="ended">Called at the end, whatever it is.</param>
    public void Begin(Func<string, JobProgress, CancellationToken, Task<JobResult>> run, Action ended) => Ended = Task.Run(async () =>
    {
        try
        {
            await RunAsync(run).ConfigureAwait(false);
        }
        finally
        {
            ended();
            Dispose();
        }
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_cancel) _ended = true;
        _cancel.Dispose();
    }

    /// <summary>Stops the work if the job was aborted, deleted, or taken away.</summary>
    public async Task LookAsync(JobStore at)
    {
        try
        {
            if (await at.FindAsync(job.Id, CancellationToken.None).ConfigureAwait(false) is { Phase: JobPhase.Executing }) return;
        }
        catch (NpgsqlException)
        {
            return; // It is looked at again when the database is back.
        }
        lock (_cancel)
        {
            if (_ended) return;
            _over = true;
            _cancel.Cancel();
        }
    }

    /// <summary>Writes down how far it is, if it has moved.</summary>
    public Task ReportAsync(JobStore at, CancellationToken cancel)
    {
        if (Progress.Rows == _reported) return Task.CompletedTask;
        _reported = Progress.Rows;
        return at.ReportAsync(job.Id, instance, Progress, cancel);
    }

    async Task RunAsync(Func<string, JobProgress, CancellationToken, Task<JobResult>> run)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(job.ExecutionSeconds));
        using var any = CancellationTokenSource.CreateLinkedTokenSource(_cancel.Token, limit.Token, stop);
        Func<Task<bool>> ending;
        try
        {
            var result = await run(files.Make(job.Id), Progress, any.Token).ConfigureAwait(false);
            ending = () => store.CompleteAsync(job.Id, instance, result, CancellationToken.None);
        }
        catch (OperationCanceledException) when (_over)
        {
            ending = () => Task.FromResult(true);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            ending = OutOfTimeAsync;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            ending = () => store.RequeueAsync(job.Id, instance, forgive: true, CancellationToken.None);
        }
        catch (Exception) when (_over || !Directory.Exists(files.Directory(job.Id)))
        {
            // Who deletes a job takes its directory away too, maybe before this one hears of it.
            ending = () => Task.FromResult(true);
        }
        catch (Exception e)
        {
            ending = After(e);
        }
        await EndAsync(ending).ConfigureAwait(false);
    }

    Task<bool> OutOfTimeAsync() =>
        store.FailAsync(job.Id, instance, JobPhase.Aborted, JobErrors.TimeLimit(job.ExecutionSeconds).ToJobError(), CancellationToken.None);

    Func<Task<bool>> After(Exception e)
    {
        var error = Failures.Of(e, job.Language);
        // The database counts the same time, and may be the first to see it end.
        if (error.Code == PostgresErrors.TimeLimitCode) return OutOfTimeAsync;
        if (error.Code == PostgresErrors.UnavailableCode)
        {
            if (job.Attempts < limits.Attempts) return () => store.RequeueAsync(job.Id, instance, forgive: false, CancellationToken.None);
            error = JobErrors.GivenUp(job.Attempts);
        }
        if (error.Remedy == Remedy.TellOperator || error.Code == JobErrors.DiskFullCode) Failed?.Invoke(error.Code, e);
        return () => store.FailAsync(job.Id, instance, JobPhase.Error, error.ToJobError(), CancellationToken.None);
    }

    async Task EndAsync(Func<Task<bool>> ending)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // A job that was deleted while it ran leaves what was written into its directory after that.
                await ending().ConfigureAwait(false);
                if (!await store.IsKnownAsync(job.Id, CancellationToken.None).ConfigureAwait(false)) files.Remove(job.Id);
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException && attempt < Patience && !stop.IsCancellationRequested)
            {
                await Task.Delay(Pause, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                return; // The job stays EXECUTING in the name of this process, and is found when that is dead.
            }
        }
    }
}
