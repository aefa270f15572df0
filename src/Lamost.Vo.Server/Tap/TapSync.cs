using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Uploads;
using Lamost.Vo.Server.Http;

namespace Lamost.Vo.Server.Tap;

/// <summary>
/// <c>/tap/sync</c>: a query and its answer at once (TAP 1.1, 2.2). A query that gives no row within <see cref="ServiceLimits.SyncTimeoutSeconds"/> is not lost:
/// it goes on as a job, and the answer leads there (docs/dev/jobs.md).
/// </summary>
public sealed class TapSync(CatalogCache catalog, QueryService queries, UploadLoader uploads, LateQueries late, JobFiles files, ServiceUrls urls, ServiceOptions options, ServiceLimits limits)
{
    /// <summary>Answers a query.</summary>
    public async Task AnswerAsync(HttpContext http, DaliParameters parameters)
    {
        var request = TapRequest.From(parameters, limits);
        var published = catalog.Current;
        var loaded = await uploads.LoadAsync(request.Uploads, FormUploads.Of(parameters), http.RequestAborted).ConfigureAwait(false);
        var owned = new Disposables(loaded);
        await using (owned)
        {
            var query = TapQuery.Prepare(request, published, loaded.AddTo(published.Catalog), loaded.Notes, RequestLanguage.Of(http.Request), urls.Root(http.Request), limits, options.Settings);
            if (HttpMethods.IsHead(http.Request.Method) || (request.MaxRows == 0 && !request.Format.Format.Spooled))
            {
                await TableResponse.SendMetadataAsync(http, query.Header, request.Format.CreateWriter(), request.Format.ContentType, query.OverflowHint).ConfigureAwait(false);
                return;
            }
            var run = await queries.StartAsync(query.Translation, request.MaxRows, http.RequestAborted).ConfigureAwait(false);
            owned.Add(run);
            if (request.Format.Format.Spooled) await SpoolAsync(http, parameters, query, run, owned).ConfigureAwait(false);
            else await StreamAsync(http, parameters, query, run, owned).ConfigureAwait(false);
        }
    }

    async Task StreamAsync(HttpContext http, DaliParameters parameters, TapQuery query, QueryRun run, Disposables owned)
    {
        var request = query.Request;
        if (await TableResponse.IsInTimeAsync(run.FirstRowAsync(), limits.SyncTimeoutSeconds, http.RequestAborted).ConfigureAwait(false))
        {
            await TableResponse.SendAsync(http, run, query.Header, request.Format.CreateWriter(), request.Format.ContentType, query.OverflowHint).ConfigureAwait(false);
            return;
        }
        var progress = new JobProgress();
        await late.AnswerAsync(http, JobStore.NewId(), parameters, run, progress, owned, async directory => await ResultFile.SealAsync(await ResultFile.WriteAsync(
            run, query.Header, request.Format.CreateWriter(), Path.Combine(directory, TapJobWork.ResultName(request)), query.OverflowHint, progress).ConfigureAwait(false))
            .ConfigureAwait(false)).ConfigureAwait(false);
    }

    // The file is written where a job would write it, so that a job can take it over.
    async Task SpoolAsync(HttpContext http, DaliParameters parameters, TapQuery query, QueryRun run, Disposables owned)
    {
        var id = JobStore.NewId();
        var path = Path.Combine(files.Make(id), TapJobWork.ResultName(query.Request));
        var keep = false;
        try
        {
            var progress = new JobProgress();
            var writing = ResultFile.WriteAsync(run, query.Header, query.Request.Format.CreateWriter(), path, query.OverflowHint, progress);
            if (await TableResponse.IsInTimeAsync(writing, limits.SyncTimeoutSeconds, http.RequestAborted).ConfigureAwait(false))
            {
                await PassingFile.SendAsync(http, await writing.ConfigureAwait(false)).ConfigureAwait(false);
                return;
            }
            keep = true;
            await late.AnswerAsync(http, id, parameters, run, progress, owned, async _ => await ResultFile.SealAsync(await writing.ConfigureAwait(false)).ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            if (!keep) files.Remove(id);
        }
    }
}
