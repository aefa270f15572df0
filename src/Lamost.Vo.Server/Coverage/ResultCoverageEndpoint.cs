using System.Globalization;
using System.IO.Pipelines;
using Lamost.Vo.Archive.Coverage;
using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Uploads;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Server.Tap;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Server.Coverage;

/// <summary>
/// Coverage maps of answers: <c>/coverage/query?QUERY=...</c> of an ADQL query, asked as at <c>/tap/sync</c>, and <c>/coverage/jobs/{id}</c> of the result of a finished job.
/// </summary>
public sealed class ResultCoverageEndpoint(CatalogCache catalog, QueryService queries, UploadLoader uploads, CoverageStore store, CoverageAnswers answers,
    JobStore jobs, JobFiles files, ServiceUrls urls, ServiceLimits limits)
{
    /// <summary>Adds the endpoints.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var dress = new PlainErrorDress();
        routes.MapMethods("/coverage/query", ["GET", "POST", "HEAD"], ErrorAnswer.Guard(dress, QueryAsync));
        routes.MapMethods("/coverage/query.{form}", ["GET", "POST", "HEAD"], ErrorAnswer.Guard(dress, QueryAsync));
        routes.MapMethods("/coverage/jobs/{id}", ["GET", "HEAD"], ErrorAnswer.Guard(dress, JobAsync));
    }

    async Task QueryAsync(HttpContext http)
    {
        var parameters = await DaliParameters.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false);
        var form = http.Request.RouteValues["form"] as string;
        var (rest, extension) = form is null ? ("", null) : CoverageFormat.Split("." + form);
        if (rest.Length > 0) throw CoverageErrors.Format(form!);
        var format = CoverageFormat.Choose(extension, parameters, http.Request);
        var order = CoverageAnswers.Order(parameters, "ORDER", limits.Coverage.DefaultOrder, limits.Coverage.MaxOrder);
        // Rows stay here: as many as an answer may have at all. The form is not one of tables.
        var request = TapRequest.From(DaliParameters.Of(parameters.All.Where(p => !p.Name.EndsWith("FORMAT", StringComparison.OrdinalIgnoreCase))), limits with { DefaultRows = limits.MaxRows });
        var published = catalog.Current;
        await using var loaded = await uploads.LoadAsync(request.Uploads, FormUploads.Of(parameters), http.RequestAborted).ConfigureAwait(false);
        var query = TapQuery.Prepare(request, published, loaded.AddTo(published.Catalog), loaded.Notes, RequestLanguage.Of(http.Request), urls.Root(http.Request), limits);
        var gatherer = new PositionGatherer(order, limits.Coverage.MaxRanges);
        gatherer.Begin(query.Header.Columns);

        await using var run = await queries.StartAsync(query.Translation, request.MaxRows, http.RequestAborted).ConfigureAwait(false);
        var gathering = GatherAsync(run, gatherer);
        if (!await TableResponse.IsInTimeAsync(gathering, limits.SyncTimeoutSeconds, http.RequestAborted).ConfigureAwait(false))
        {
            run.Cancel();
            await ((Task)gathering).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw CoverageErrors.TooSlow(limits.SyncTimeoutSeconds);
        }
        if (await gathering.ConfigureAwait(false) == TableStatus.Overflow) throw CoverageErrors.Cut(request.MaxRows);
        IEnumerable<string> simulated = query.Translation.Tables.Any(t => t.Simulated) ? [DataStatus.Simulated.Text!] : [];
        var map = CoverageAnswers.Written(gatherer.Build(), format, Labels("query", [.. simulated, .. Missing(gatherer.WithoutPosition)]));
        await CoverageAnswers.SendOnceAsync(http, new CoverageFile("moc-query", format), map).ConfigureAwait(false);
    }

    async Task JobAsync(HttpContext http)
    {
        var (id, extension) = CoverageFormat.Split((string)http.Request.RouteValues["id"]!);
        var job = await jobs.GetAsync(id, http.RequestAborted).ConfigureAwait(false);
        var result = job.Result ?? throw JobErrors.Nothing(job, "result");
        var parameters = await DaliParameters.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false);
        var format = CoverageFormat.Choose(extension, parameters, http.Request);
        var order = CoverageAnswers.Order(parameters, "ORDER", limits.Coverage.DefaultOrder, limits.Coverage.MaxOrder);
        var path = Path.Combine(files.Directory(job.Id), result.File);
        // The result says of itself that it was cut; so does its map.
        http.Response.Headers[TableResponse.StatusField] = TableResponse.Status(result.Overflow ? TableStatus.Overflow : TableStatus.Complete);
        await answers.AnswerAsync(http, new CoverageFile($"moc-{job.Id}", format), string.Create(CultureInfo.InvariantCulture, $"job {result.Sha256} {order}"),
            changed: null, order > limits.Coverage.DefaultOrder, async cancel =>
        {
            var (moc, missing) = await store.OfResultAsync(path, result.Sha256, limits.MaxRows, order, cancel).ConfigureAwait(false);
            IEnumerable<string> cut = result.Overflow ? ["OVERFLOW: the result was cut by a limit of rows, and this is the map of a part of the answer."] : [];
            return CoverageAnswers.Written(moc, format, Labels(job.Id, [.. cut, .. Missing(missing)]));
        }).ConfigureAwait(false);
    }

    // What fails before the first row, as the database's refusal, comes out of here as it would of an answer with rows.
    static async Task<TableStatus> GatherAsync(QueryRun run, PositionGatherer gatherer)
    {
        await run.FirstRowAsync().ConfigureAwait(false);
        return await run.WriteRowsAsync(gatherer, PipeWriter.Create(Stream.Null)).ConfigureAwait(false);
    }

    static MocLabels Labels(string name, IReadOnlyList<string> comments) => new() { Name = name, Tool = ServiceVersion.Product, Comments = comments };

    static IEnumerable<string> Missing(long rows) => rows == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{rows} rows have no position and are not in the map.")];
}
