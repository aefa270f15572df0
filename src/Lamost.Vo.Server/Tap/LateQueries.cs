using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Server.Uws;

namespace Lamost.Vo.Server.Tap;

/// <summary>
/// What becomes of a synchronous query that is late: a job, and for its client a way of redirects that leads to the result. Each stop of the way holds the
/// client for a while, so that no proxy finds the connection idle too long; clients that count redirects are told of the job before they lose patience.
/// </summary>
public sealed class LateQueries(JobStore store, JobRunner runner, JobFiles files, JobSignals signals, ServiceUrls urls, JobLimits limits)
{
    /// <summary>Stops of the way; Java follows 20 redirects, Python 30.</summary>
    public const int Stops = 15;

    /// <summary>Makes a job of a query that runs, or has it run again where no place for it is free, and sends the client on its way.</summary>
    /// <param name="http">The request; nothing of its response has been sent.</param>
    /// <param name="id">The job's id to be.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="run">The query.</param>
    /// <param name="progress">Of its writing.</param>
    /// <param name="owned">What goes to the job, the query among it.</param>
    /// <param name="write">Writes the result in the job's directory, or goes on writing it.</param>
    public async Task AnswerAsync(HttpContext http, string id, DaliParameters parameters, QueryRun run, JobProgress progress, Disposables owned, Func<string, Task<JobResult>> write)
    {
        var cancel = http.RequestAborted;
        await store.CreateAsync(id, TapJobWork.Name, RequestLanguage.Of(http.Request), cancel).ConfigureAwait(false);
        await FormUploads.KeepAsync(store, files, id, parameters, cancel).ConfigureAwait(false);
        await store.SetParametersAsync(id, [.. parameters.All], cancel).ConfigureAwait(false);
        var job = await store.GetAsync(id, cancel).ConfigureAwait(false);
        run.Detach();
        var mine = owned.Release();
        if (!await runner.AdoptAsync(job, progress, (directory, _, stop) => GoOnAsync(mine, run, () => write(directory), stop), cancel).ConfigureAwait(false))
        {
            await mine.DisposeAsync().ConfigureAwait(false);
            await store.QueueAsync(id, isLong: true, cancel).ConfigureAwait(false);
        }
        Redirect(http, id, 1);
    }

    /// <summary><c>/tap/sync/{id}</c>: holds the client until the job has ended, or sends it to the next stop.</summary>
    public async Task WaitAsync(HttpContext http)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        var stop = int.TryParse(http.Request.Query["stop"], out var given) ? Math.Clamp(given, 1, Stops) : 1;
        var job = await new JobWaiting(store, signals, limits).ForEndAsync(id, http.RequestAborted).ConfigureAwait(false);
        if (job.Phase == JobPhase.Completed) await StoredFile.SendAsync(http, Path.Combine(files.Directory(id), job.Result!.File), job.Result).ConfigureAwait(false);
        else if (!job.IsActive) throw new VoException(job.Error is { } e ? JobErrors.Stored(e) : JobErrors.Aborted);
        else if (stop < Stops) Redirect(http, id, stop + 1);
        else throw new VoException(JobErrors.StillRunning(urls.Job(http.Request, TapJobWork.Path, id)));
    }

    static async Task<JobResult> GoOnAsync(Disposables mine, QueryRun run, Func<Task<JobResult>> write, CancellationToken stop)
    {
        await using (mine)
        await using (stop.UnsafeRegister(static r => ((QueryRun)r!).Cancel(), run))
            return await write().ConfigureAwait(false);
    }

    void Redirect(HttpContext http, string id, int stop)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = $"{urls.Tap(http.Request)}/sync/{id}?stop={stop}";
    }
}
