using System.Globalization;
using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Server.Tap;
using Lamost.Vo.Server.Vosi;
using Lamost.Vo.Tables;
using Lamost.Vo.Tables.VOTable;

namespace Lamost.Vo.Server.Uws;

/// <summary>The tree of resources of jobs (UWS 1.1, 2.2) below one path: creation, control, parameters, results, errors.</summary>
public sealed class UwsEndpoints(JobStore store, JobRunner runner, JobSignals signals, JobFiles files, JobLimits limits, ServiceUrls urls, ServiceOptions options)
{
    const string PlainText = "text/plain; charset=utf-8";

    /// <summary>Adds the endpoints.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="path">The path of the job list, e.g. <c>/tap/async</c>.</param>
    /// <param name="service">The <see cref="IJobWork.Service"/> of its jobs.</param>
    /// <param name="dress">How failures are dressed.</param>
    public void Map(IEndpointRouteBuilder routes, string path, string service, IErrorDress dress)
    {
        string[] get = ["GET", "HEAD"], post = ["POST"];
        Add("", get, http => ListAsync(http, path, service));
        Add("", post, http => CreateAsync(http, path, service));
        Add("/{id}", get, http => JobAsync(http, path));
        Add("/{id}", post, http => ActAsync(http, path));
        Add("/{id}", ["DELETE"], http => DeleteAsync(http, path));
        Add("/{id}/phase", get, http => TextAsync(http, j => JobDocument.Phase(j.Phase)));
        Add("/{id}/phase", post, http => PhaseAsync(http, path));
        Add("/{id}/executionduration", get, http => TextAsync(http, j => j.ExecutionSeconds.ToString(CultureInfo.InvariantCulture)));
        Add("/{id}/executionduration", post, http => DurationAsync(http, path));
        Add("/{id}/destruction", get, http => TextAsync(http, j => JobDocument.Time(j.Destruction)));
        Add("/{id}/destruction", post, http => DestructionAsync(http, path));
        // Neither is known: nobody is asked who they are, and nothing is promised.
        Add("/{id}/quote", get, http => TextAsync(http, _ => ""));
        Add("/{id}/owner", get, http => TextAsync(http, _ => ""));
        Add("/{id}/parameters", get, http => XmlAsync(http, path, JobDocument.WriteParameters));
        Add("/{id}/parameters", post, http => ParametersAsync(http, path));
        Add("/{id}/parameters/{label}", get, UploadAsync);
        Add("/{id}/results", get, http => XmlAsync(http, path, JobDocument.WriteResults));
        Add("/{id}/results/result", get, ResultAsync);
        Add("/{id}/error", get, ErrorAsync);

        void Add(string below, string[] methods, RequestDelegate handler) => routes.MapMethods(path + below, methods, ErrorAnswer.Guard(dress, handler));
    }

    async Task CreateAsync(HttpContext http, string path, string service)
    {
        var parameters = await DaliParameters.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false);
        var id = JobStore.NewId();
        await store.CreateAsync(id, service, RequestLanguage.Of(http.Request), http.RequestAborted).ConfigureAwait(false);
        await FormUploads.KeepAsync(store, files, id, parameters, http.RequestAborted).ConfigureAwait(false);
        await store.SetParametersAsync(id, [.. JobParameters(parameters)], http.RequestAborted).ConfigureAwait(false);
        // What is wrong with the parameters is found when it runs, never now (TAP 1.1, 2.7; DALI 1.1, 2.1).
        if (parameters.Several("PHASE").Contains("RUN", StringComparer.OrdinalIgnoreCase)) await RunAsync(http, id).ConfigureAwait(false);
        SeeOther(http, path, id);
    }

    async Task ListAsync(HttpContext http, string path, string service)
    {
        var (phases, after, last) = JobFilter.Of(http.Request.Query);
        var jobs = options.ListJobs ? await store.ListAsync(service, phases, after, last, http.RequestAborted).ConfigureAwait(false) : [];
        await XmlDocuments.AnswerAsync(http.Response, xml => JobDocument.WriteList(xml, jobs, j => urls.Job(http.Request, path, j.Id))).ConfigureAwait(false);
    }

    async Task JobAsync(HttpContext http, string path)
    {
        var (seconds, phase) = JobFilter.Wait(http.Request.Query);
        var job = seconds is { } patience
            ? await new JobWaiting(store, signals, limits).ForChangeAsync(Id(http), patience, phase, http.RequestAborted).ConfigureAwait(false)
            : await FindAsync(http).ConfigureAwait(false);
        long? position = job.Phase == JobPhase.Queued ? await store.QueuePositionAsync(job, http.RequestAborted).ConfigureAwait(false) : null;
        var (rows, bytes) = runner.ProgressOf(job);
        await XmlDocuments.AnswerAsync(http.Response, xml => JobDocument.Write(xml, job, urls.Job(http.Request, path, job.Id), new(position, rows, bytes))).ConfigureAwait(false);
    }

    // UWS 1.1, 2.2.3.2: deletion for clients that have no DELETE; parameters are not taken here (DALI 1.1, 2.1).
    async Task ActAsync(HttpContext http, string path)
    {
        var parameters = await DaliParameters.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false);
        await FindAsync(http).ConfigureAwait(false);
        if (!"DELETE".Equals(parameters.Single("ACTION"), StringComparison.OrdinalIgnoreCase))
            throw JobErrors.BadValue("A POST to a job has to be ACTION=DELETE.", "Parameters are posted to /parameters, PHASE=RUN and PHASE=ABORT to /phase.");
        await DeleteAsync(http, path).ConfigureAwait(false);
    }

    async Task DeleteAsync(HttpContext http, string path)
    {
        var job = await FindAsync(http).ConfigureAwait(false);
        await store.DeleteAsync(job.Id, http.RequestAborted).ConfigureAwait(false);
        files.Remove(job.Id);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = urls.Root(http.Request) + path;
    }

    async Task PhaseAsync(HttpContext http, string path)
    {
        var parameters = await DaliParameters.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false);
        var job = await FindAsync(http).ConfigureAwait(false);
        switch (parameters.Single("PHASE")?.ToUpperInvariant())
        {
            case "RUN": await runner.RunAsync(job, http.RequestAborted).ConfigureAwait(false); break;
            case "ABORT": await store.AbortAsync(job.Id, http.RequestAborted).ConfigureAwait(false); break;
            default: throw JobErrors.BadValue("PHASE has to be RUN or ABORT.", "A job is run with PHASE=RUN and stopped with PHASE=ABORT.");
        }
        SeeOther(http, path, job.Id);
    }

    async Task DurationAsync(HttpContext http, string path)
    {
        var parameters = await DaliParameters.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false);
        var job = await FindAsync(http).ConfigureAwait(false);
        if (!long.TryParse(parameters.Single("EXECUTIONDURATION"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            throw JobErrors.BadValue("EXECUTIONDURATION has to be a whole number of seconds.", $"At most {limits.MaxSeconds}; 0 stands for the most.");
        await store.SetExecutionSecondsAsync(job.Id, seconds, http.RequestAborted).ConfigureAwait(false);
        SeeOther(http, path, job.Id);
    }

    async Task DestructionAsync(HttpContext http, string path)
    {
        var parameters = await DaliParameters.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false);
        var job = await FindAsync(http).ConfigureAwait(false);
        await store.SetDestructionAsync(job.Id, JobFilter.Moment("DESTRUCTION", parameters.Single("DESTRUCTION")), http.RequestAborted).ConfigureAwait(false);
        SeeOther(http, path, job.Id);
    }

    async Task ParametersAsync(HttpContext http, string path)
    {
        var parameters = await DaliParameters.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false);
        var job = await FindAsync(http).ConfigureAwait(false);
        await store.SetParametersAsync(job.Id, [.. JobParameters(parameters)], http.RequestAborted).ConfigureAwait(false);
        await FormUploads.KeepAsync(store, files, job.Id, parameters, http.RequestAborted).ConfigureAwait(false);
        SeeOther(http, path, job.Id);
    }

    async Task UploadAsync(HttpContext http)
    {
        var job = await FindAsync(http).ConfigureAwait(false);
        var label = (string)http.Request.RouteValues["label"]!;
        if (job.Uploads.FirstOrDefault(u => u.Label.Equals(label, StringComparison.OrdinalIgnoreCase)).File is { } file)
            await TypedResults.PhysicalFile(Path.Combine(files.Directory(job.Id), file), "application/octet-stream").ExecuteAsync(http).ConfigureAwait(false);
        else if (job.Parameters.FirstOrDefault(p => p.Name.Equals(label, StringComparison.OrdinalIgnoreCase)).Value is { } value)
            await AnswerTextAsync(http, value).ConfigureAwait(false);
        else throw JobErrors.Nothing(job, $"parameter \"{label}\"");
    }

    async Task ResultAsync(HttpContext http)
    {
        var job = await FindAsync(http).ConfigureAwait(false);
        var result = job.Result ?? throw JobErrors.Nothing(job, "result");
        await StoredFile.SendAsync(http, Path.Combine(files.Directory(job.Id), result.File), result).ConfigureAwait(false);
    }

    // The document of a failed query with status 200: that it can be read is no failure (UWS 1.1, 2.2.3.6; TAP 1.1, 2.3).
    async Task ErrorAsync(HttpContext http)
    {
        var job = await FindAsync(http).ConfigureAwait(false);
        var error = job.Error ?? throw JobErrors.Nothing(job, "error");
        http.Response.ContentType = VotableOptions.MediaType;
        VotableErrorDocument.Write(http.Response.BodyWriter, error.Text, [new TableInfo("error_code", error.Code)]);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }

    async Task XmlAsync(HttpContext http, string path, Action<System.Xml.XmlWriter, Job, string> write)
    {
        var job = await FindAsync(http).ConfigureAwait(false);
        await XmlDocuments.AnswerAsync(http.Response, xml => write(xml, job, urls.Job(http.Request, path, job.Id))).ConfigureAwait(false);
    }

    async Task TextAsync(HttpContext http, Func<Job, string> text) => await AnswerTextAsync(http, text(await FindAsync(http).ConfigureAwait(false))).ConfigureAwait(false);

    async Task RunAsync(HttpContext http, string id) =>
        await runner.RunAsync(await store.GetAsync(id, http.RequestAborted).ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false);

    // PHASE is an action, not a parameter of the job.
    static IEnumerable<(string Name, string Value)> JobParameters(DaliParameters parameters) =>
        parameters.All.Where(p => !p.Name.Equals("PHASE", StringComparison.OrdinalIgnoreCase));

    static Task AnswerTextAsync(HttpContext http, string text)
    {
        http.Response.ContentType = PlainText;
        return http.Response.WriteAsync(text, http.RequestAborted);
    }

    static string Id(HttpContext http) => (string)http.Request.RouteValues["id"]!;

    Task<Job> FindAsync(HttpContext http) => store.GetAsync(Id(http), http.RequestAborted);

    void SeeOther(HttpContext http, string path, string id)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = urls.Job(http.Request, path, id);
    }
}
