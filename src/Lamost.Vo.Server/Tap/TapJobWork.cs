using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Uploads;
using Lamost.Vo.Server.Http;

namespace Lamost.Vo.Server.Tap;

/// <summary>What the jobs of <c>/tap/async</c> do.</summary>
public sealed class TapJobWork(CatalogCache catalog, QueryService queries, UploadLoader uploads, JobFiles files, ServiceUrls urls, ServiceOptions options, ServiceLimits limits) : IJobWork
{
    /// <summary>The name of the service.</summary>
    public const string Name = "tap";

    /// <summary>The path of its jobs.</summary>
    public const string Path = "/tap/async";

    /// <inheritdoc/>
    public string Service => Name;

    /// <summary>The file name of a result.</summary>
    public static string ResultName(TapRequest request) => "result." + request.Format.Format.Extension;

    /// <inheritdoc/>
    public async Task<bool> CheckAsync(Job job, CancellationToken cancel)
    {
        var request = TapRequest.From(DaliParameters.Of(job.Parameters), limits);
        // A table that has to be fetched is fetched when the job runs; until then only the form of the query can be checked.
        if (request.Uploads.Any(u => !u.IsInline))
        {
            Adql.Syntax.AdqlParser.Parse(request.Query);
            return false;
        }
        var published = catalog.Current;
        var described = uploads.Describe(request.Uploads, FormUploads.Of(job, files.Directory(job.Id)));
        var query = TapQuery.Prepare(request, published, described.AddTo(published.Catalog), described.Notes, job.Language, urls.Usual, limits, options.Settings);
        if (request.MaxRows == 0) return false;
        // The tables that are described are not there yet, so that the planner has nothing to estimate.
        return request.Uploads.Count == 0 && await queries.CostAsync(query.Translation, cancel).ConfigureAwait(false) >= limits.Jobs.LongCost;
    }

    /// <inheritdoc/>
    public async Task<JobResult> RunAsync(Job job, string directory, JobProgress progress, CancellationToken cancel)
    {
        var request = TapRequest.From(DaliParameters.Of(job.Parameters), limits);
        var published = catalog.Current;
        await using var loaded = await uploads.LoadAsync(request.Uploads, FormUploads.Of(job, directory), cancel).ConfigureAwait(false);
        var query = TapQuery.Prepare(request, published, loaded.AddTo(published.Catalog), loaded.Notes, job.Language, urls.Usual, limits, options.Settings);
        await using var run = await queries.StartAsync(query.Translation, request.MaxRows, job.ExecutionSeconds, cancel).ConfigureAwait(false);
        var path = System.IO.Path.Combine(directory, ResultName(request));
        var table = await ResultFile.WriteAsync(run, query.Header, request.Format.CreateWriter(), path, query.OverflowHint, progress).ConfigureAwait(false);
        return await ResultFile.SealAsync(table).ConfigureAwait(false);
    }
}
