using System.Net;
using System.Security.Cryptography;
using Xunit;
using static Lamost.Vo.Server.Tests.Uws.JobClient;

namespace Lamost.Vo.Server.Tests.Uws;

/// <summary>The life of a job by its resources (UWS 1.1, 2.2; TAP 1.1, 2.3).</summary>
[Collection(ServiceTests.Name)]
public sealed class JobTests(ServiceFixture service)
{
    readonly JobClient _jobs = new(service.Client);

    [Fact]
    public async Task A_job_is_made_run_read_and_deleted()
    {
        var job = await _jobs.CreateAsync(("QUERY", Quick), ("LANG", "ADQL"), ("RUNID", "mine"), ("FORMAT", "csv"));
        var made = (await service.Client.GetAsync(job)).Good();
        Assert.Equal("text/xml;charset=UTF-8", made.ContentType);
        Assert.Equal((string[])["1.1", job.Split('/')[^1], "mine", "PENDING"], (string[])[(string)made.Xml.Attribute("version")!, Text(made, "jobId"), Text(made, "runId"), Text(made, "phase")]);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Client.GetAsync(job + "/results/result")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await service.Client.GetAsync(job + "/error")).Status);

        _jobs.SeeOther(await _jobs.PhaseAsync(job, "RUN"), job);
        var result = await _jobs.ResultAsync(job);
        Assert.Equal("text/csv;header=present", result.ContentType);
        Assert.Equal(3, result.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length - 1);
        var end = await _jobs.EndAsync(job);
        var listed = end.All("result").Single();
        Assert.Equal("result", (string?)listed.Attribute("id"));
        Assert.Equal($"{result.Body.Length}", (string?)listed.Attribute("size"));
        Assert.EndsWith(job + "/results/result", (string?)listed.Attributes().Single(a => a.Name.LocalName == "href"));
        Assert.Equal(3, Number(end, "rows"));
        Assert.Equal(result.Body.Length, Number(end, "bytes"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(result.Body)), Text(end, "sha256"));
        Assert.True(Number(end, "elapsed") > 0);

        Assert.Equal(HttpStatusCode.SeeOther, (await _jobs.DeleteAsync(job)).Status);
        foreach (var child in new[] { "", "/phase", "/results", "/results/result", "/parameters", "/error", "/quote" })
            (await service.Client.GetAsync(job + child)).TapError(HttpStatusCode.NotFound, "LVO-JOB-1404");
        Assert.False(Directory.Exists(Path.Combine(ServiceFixture.Options.JobsDirectory, job.Split('/')[^1])));
    }

    [Fact]
    public async Task A_long_RUNID_is_cut() =>
        Assert.Equal(new string('r', 64), Text((await service.Client.GetAsync(await _jobs.CreateAsync(("RUNID", new string('r', 100))))).Good(), "runId"));

    [Fact]
    public async Task PHASE_RUN_at_its_making_runs_it() =>
        Assert.Equal(3, (await _jobs.ResultAsync(await _jobs.CreateAsync(("QUERY", Quick), ("phase", "RUN"), ("FORMAT", "votable/td")))).Rows.Count);

    [Theory]
    [InlineData("QUERY", "DUFF QUERY", "LVO-ADQL-0101")]
    [InlineData("QUERY", "SELECT nonsense FROM dr10.lrs_catalogue", "LVO-ADQL-0203")]
    [InlineData("LANG", "OOBLECK", "LVO-TAP-1002")]
    [InlineData("FORMAT", "excel", "LVO-TAP-1003")]
    [InlineData("MAXREC", "-1", "LVO-TAP-1004")]
    [InlineData("UPLOAD", "nonsense", "LVO-UPL-1001")]
    public async Task A_wrong_job_is_made_and_ends_in_error_as_soon_as_it_is_run(string name, string value, string code)
    {
        var job = await _jobs.CreateAsync([.. new[] { ("QUERY", Quick), ("LANG", "ADQL") }.Where(p => p.Item1 != name), (name, value)]);
        Assert.Equal("PENDING", await _jobs.PhaseOfAsync(job));
        await _jobs.PhaseAsync(job, "RUN");
        Assert.Equal("ERROR", await _jobs.PhaseOfAsync(job));
        var document = (await service.Client.GetAsync(job)).Good();
        Assert.Equal("fatal", (string?)document.All("errorSummary").Single().Attribute("type"));
        Assert.Contains($"[{code}]", Text(document, "message"));
        var error = (await service.Client.GetAsync(job + "/error")).Good();
        Assert.Equal(["ERROR"], error.QueryStatus);
        Assert.Contains($"[{code}]", error.Infos("QUERY_STATUS").Single().Value);
        Assert.Empty(error.All("TABLE"));
    }

    [Fact]
    public async Task Parameters_are_replaced_while_it_is_pending_and_not_after()
    {
        var job = await _jobs.CreateAsync(("QUERY", "DUFF"), ("runId", "one"));
        _jobs.SeeOther(await service.Client.PostFormAsync(job + "/parameters", ("query", Quick), ("RUNID", "two"), ("FORMAT", "csv")), job);
        var listed = (await service.Client.GetAsync(job + "/parameters")).Good().All("parameter").ToDictionary(p => (string)p.Attribute("id")!, p => p.Value);
        Assert.Equal(new Dictionary<string, string> { ["FORMAT"] = "csv", ["QUERY"] = Quick, ["RUNID"] = "two" }, listed);
        Assert.Equal(Quick, (await service.Client.GetAsync(job + "/parameters/QUERY")).Good().Text);
        Assert.Equal("two", Text((await service.Client.GetAsync(job)).Good(), "runId"));
        await _jobs.PhaseAsync(job, "RUN");
        await _jobs.EndAsync(job);
        (await service.Client.PostFormAsync(job + "/parameters", ("QUERY", Quick))).TapError(HttpStatusCode.Forbidden, "LVO-JOB-1002");
        (await _jobs.PhaseAsync(job, "RUN")).TapError(HttpStatusCode.Forbidden, "LVO-JOB-1002");
    }

    [Fact]
    public async Task ABORT_ends_a_job_in_any_phase_and_its_query_in_the_database()
    {
        var pending = await _jobs.CreateAsync(("QUERY", Quick));
        await _jobs.PhaseAsync(pending, "ABORT");
        Assert.Equal("ABORTED", await _jobs.PhaseOfAsync(pending));

        var running = await _jobs.RunAsync(("QUERY", Endless));
        await _jobs.UntilAsync(running, "EXECUTING");
        await ServiceFixture.UntilRunningAsync(service.Database, 1);
        await _jobs.PhaseAsync(running, "ABORT");
        Assert.Equal("ABORTED", await _jobs.PhaseOfAsync(running));
        await ServiceFixture.UntilRunningAsync(service.Database, 0);
        _jobs.SeeOther(await _jobs.PhaseAsync(running, "ABORT"), running);
    }

    [Fact]
    public async Task Deleting_a_job_ends_its_query_and_ACTION_DELETE_does_it_too()
    {
        var job = await _jobs.RunAsync(("QUERY", Endless));
        await _jobs.UntilAsync(job, "EXECUTING");
        await ServiceFixture.UntilRunningAsync(service.Database, 1);
        var answer = await service.Client.PostFormAsync(job, ("ACTION", "DELETE"));
        Assert.Equal((HttpStatusCode.SeeOther, service.Client.Url + "/tap/async"), (answer.Status, answer.Headers["Location"]));
        Assert.Equal(HttpStatusCode.NotFound, (await service.Client.GetAsync(job)).Status);
        await ServiceFixture.UntilRunningAsync(service.Database, 0);
        (await service.Client.PostFormAsync(await _jobs.CreateAsync(), ("QUERY", Quick))).TapError(HttpStatusCode.BadRequest, "LVO-JOB-1001");
    }

    [Fact]
    public async Task A_job_beyond_its_time_is_aborted_and_says_so()
    {
        var job = await _jobs.CreateAsync(("QUERY", Endless));
        _jobs.SeeOther(await service.Client.PostFormAsync(job + "/executionduration", ("EXECUTIONDURATION", "1")), job);
        Assert.Equal("1", (await service.Client.GetAsync(job + "/executionduration")).Text);
        await _jobs.PhaseAsync(job, "RUN");
        var end = await _jobs.EndAsync(job);
        Assert.Equal("ABORTED", Text(end, "phase"));
        Assert.Contains("time limit of 1 s", Text(end, "message"));
        await ServiceFixture.UntilRunningAsync(service.Database, 0);
    }

    [Theory]
    [InlineData("0", "21600")]
    [InlineData("99999999999", "21600")]
    [InlineData("60", "60")]
    public async Task The_time_limit_is_kept_within_the_longest(string asked, string given)
    {
        var job = await _jobs.CreateAsync();
        await service.Client.PostFormAsync(job + "/executionduration", ("executionduration", asked));
        Assert.Equal(given, Text((await service.Client.GetAsync(job)).Good(), "executionDuration"));
        (await service.Client.PostFormAsync(job + "/executionduration", ("EXECUTIONDURATION", "soon"))).TapError(HttpStatusCode.BadRequest, "LVO-JOB-1001");
    }

    [Fact]
    public async Task A_job_is_removed_at_its_time_with_its_files()
    {
        var job = await _jobs.RunAsync(("QUERY", Quick));
        await _jobs.EndAsync(job);
        var directory = Path.Combine(ServiceFixture.Options.JobsDirectory, job.Split('/')[^1]);
        Assert.True(Directory.Exists(directory));
        await service.Client.PostFormAsync(job + "/destruction", ("DESTRUCTION", "3000-01-01T00:00:00"));
        var most = DateTime.Parse((await service.Client.GetAsync(job + "/destruction")).Text, null, System.Globalization.DateTimeStyles.AdjustToUniversal);
        Assert.InRange((most - DateTime.UtcNow).TotalDays, 29.9, 30.1);
        await service.Client.PostFormAsync(job + "/destruction", ("DESTRUCTION", DateTime.UtcNow.ToString("s")));
        Assert.Equal(HttpStatusCode.NotFound, (await service.Client.GetAsync(job)).Status);
        for (var i = 0; Directory.Exists(directory); i++)
        {
            Assert.True(i < 200, "The files are still there.");
            await Task.Delay(50);
        }
        (await service.Client.PostFormAsync(await _jobs.CreateAsync(), ("ACTION", "DELETE"))).Headers["Location"].EndsWith("/tap/async", StringComparison.Ordinal);
        (await service.Client.PostFormAsync((await _jobs.CreateAsync()) + "/destruction", ("DESTRUCTION", "tomorrow"))).TapError(HttpStatusCode.BadRequest, "LVO-JOB-1001");
    }

    [Fact]
    public async Task A_result_can_be_had_in_parts_and_is_not_sent_to_whom_has_it()
    {
        var job = await _jobs.RunAsync(("QUERY", "SELECT * FROM dr10.lrs_catalogue"), ("FORMAT", "csv"));
        var whole = await _jobs.ResultAsync(job);
        Assert.Equal("bytes", whole.Headers["Accept-Ranges"]);
        Assert.Matches("^\"[0-9a-f]{64}\"$", whole.Headers["ETag"]);
        Assert.Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(whole.Body))}:", whole.Headers["Repr-Digest"]);

        var part = await SendAsync(job, ("Range", "bytes=100-199"));
        Assert.Equal(HttpStatusCode.PartialContent, part.Status);
        Assert.Equal(whole.Body[100..200], part.Body);
        Assert.Equal(HttpStatusCode.NotModified, (await SendAsync(job, ("If-None-Match", whole.Headers["ETag"]))).Status);
        var again = await SendAsync(job, ("Range", "bytes=100-199"), ("If-Range", "\"another\""));
        Assert.Equal(whole.Body.Length, again.Good().Body.Length);
    }

    [Fact]
    public async Task A_full_disk_ends_the_job_and_not_the_service()
    {
        // A file that never has room, where the result is going to be.
        var job = await _jobs.CreateAsync(("QUERY", "SELECT * FROM dr10.lrs_catalogue"), ("FORMAT", "csv"));
        var directory = Directory.CreateDirectory(Path.Combine(ServiceFixture.Options.JobsDirectory, job.Split('/')[^1]));
        File.CreateSymbolicLink(Path.Combine(directory.FullName, "result.csv"), "/dev/full");
        await _jobs.PhaseAsync(job, "RUN");
        var end = await _jobs.EndAsync(job);
        Assert.Equal(("ERROR", "transient"), (Text(end, "phase"), (string?)end.All("errorSummary").Single().Attribute("type")));
        Assert.Contains("[LVO-JOB-1103]", Text(end, "message"));
        Assert.Empty(directory.GetFileSystemInfos());
        Assert.Equal(3, (await _jobs.ResultAsync(await _jobs.RunAsync(("QUERY", Quick), ("FORMAT", "votable/td")))).Rows.Count);
    }

    [Fact]
    public async Task MAXREC_cuts_and_the_result_says_so()
    {
        var result = await _jobs.ResultAsync(await _jobs.RunAsync(("QUERY", "SELECT obsid FROM dr10.lrs_catalogue"), ("MAXREC", "5"), ("FORMAT", "votable/td")));
        Assert.Equal(5, result.Rows.Count);
        Assert.Equal(["OK", "OVERFLOW"], result.QueryStatus);
        var none = await _jobs.ResultAsync(await _jobs.RunAsync(("QUERY", Quick), ("MAXREC", "0"), ("FORMAT", "votable/td")));
        Assert.Equal((0, "obsid"), (none.Rows.Count, none.FieldNames.Single()));
        Assert.Equal(["OK", "OVERFLOW"], none.QueryStatus);
    }

    async Task<Answer> SendAsync(string job, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, service.Client.Url + job + "/results/result");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await service.Client.SendAsync(request);
    }
}
