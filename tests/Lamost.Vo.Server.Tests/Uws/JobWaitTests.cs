using System.Diagnostics;
using System.Net;
using Lamost.Vo.Archive.Queries;
using Xunit;
using static Lamost.Vo.Server.Tests.Uws.JobClient;

namespace Lamost.Vo.Server.Tests.Uws;

/// <summary>Waiting for jobs, lists of jobs, and synchronous queries that become jobs.</summary>
[Collection(ServiceTests.Name)]
public sealed class JobWaitTests(ServiceFixture service)
{
    readonly JobClient _jobs = new(service.Client);

    [Fact]
    public async Task WAIT_holds_the_client_until_the_phase_changes()
    {
        var job = await _jobs.CreateAsync(("QUERY", Quick));
        var waiting = service.Client.GetAsync(job + "?WAIT=-1");
        await Task.Delay(300);
        Assert.False(waiting.IsCompleted);
        await _jobs.PhaseAsync(job, "ABORT");
        Assert.Equal("ABORTED", Text((await waiting).Good(), "phase"));
    }

    [Theory]
    [InlineData("WAIT=1", true)]
    [InlineData("WAIT=1&PHASE=PENDING", true)]
    [InlineData("wait=1&phase=pending", true)]
    [InlineData("WAIT=1&PHASE=QUEUED", false)]
    [InlineData("WAIT=1&PHASE=HELD", false)]
    [InlineData("WAIT=0", false)]
    [InlineData("PHASE=PENDING", false)]
    public async Task WAIT_ends_with_its_time_and_waits_in_the_phase_that_is_named_only(string query, bool waits)
    {
        var job = await _jobs.CreateAsync(("QUERY", Quick));
        var began = Stopwatch.GetTimestamp();
        Assert.Equal("PENDING", Text((await service.Client.GetAsync($"{job}?{query}")).Good(), "phase"));
        Assert.Equal(waits, Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(0.9));
    }

    [Fact]
    public async Task WAIT_of_a_job_that_has_ended_answers_at_once_and_nonsense_is_refused()
    {
        var job = await _jobs.RunAsync(("QUERY", Quick));
        await _jobs.EndAsync(job);
        Assert.Equal("COMPLETED", Text((await service.Client.GetAsync(job + "?WAIT=-1")).Good(), "phase"));
        (await service.Client.GetAsync(job + "?WAIT=soon")).TapError(HttpStatusCode.BadRequest, "LVO-JOB-1001");
        (await service.Client.GetAsync(job + "?WAIT=3&PHASE=SLEEPING")).TapError(HttpStatusCode.BadRequest, "LVO-JOB-1001");
    }

    [Fact]
    public async Task Nobody_is_shown_the_jobs_of_others_unless_the_operator_says_so()
    {
        await _jobs.CreateAsync(("QUERY", Quick));
        var hidden = (await service.Client.GetAsync("/tap/async")).Good();
        Assert.Equal(("jobs", "1.1"), (hidden.Xml.Name.LocalName, (string?)hidden.Xml.Attribute("version")));
        Assert.Empty(hidden.All("jobref"));
    }

    [Fact]
    public async Task A_list_is_filtered_by_phase_moment_and_number()
    {
        var (app, client) = await ServiceFixture.StartAsync(service.Database, service.Catalog, new ServiceLimits(), ServiceFixture.Options with { ListJobs = true });
        await using (app)
        using (client)
        {
            var jobs = new JobClient(client);
            var first = await jobs.CreateAsync(("RUNID", "first"));
            await Task.Delay(30);
            var moment = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
            await Task.Delay(30);
            var pending = await jobs.CreateAsync(("RUNID", "pending"));
            var aborted = await jobs.CreateAsync(("RUNID", "aborted"));
            await jobs.PhaseAsync(aborted, "ABORT");

            Assert.Equal("aborted pending", await ListAsync($"AFTER={moment}"));
            Assert.Equal("aborted pending", await ListAsync("LAST=2"));
            Assert.Equal("pending", await ListAsync($"AFTER={moment}&PHASE=PENDING"));
            Assert.Equal("aborted pending", await ListAsync($"AFTER={moment}&PHASE=PENDING&PHASE=ABORTED"));
            Assert.Equal("", await ListAsync("PHASE=ARCHIVED"));
            Assert.Equal("aborted", await ListAsync($"AFTER={moment}&LAST=1"));
            Assert.Contains("first", await ListAsync(""));
            (await client.GetAsync("/tap/async?LAST=0")).TapError(HttpStatusCode.BadRequest, "LVO-JOB-1001");
            (await client.GetAsync("/tap/async?AFTER=yesterday")).TapError(HttpStatusCode.BadRequest, "LVO-JOB-1001");
            foreach (var job in (string[])[first, pending, aborted]) await jobs.DeleteAsync(job);

            async Task<string> ListAsync(string query) => string.Join(" ", (await client.GetAsync("/tap/async?" + query)).Good().All("jobref")
                .Select(j => j.Elements().FirstOrDefault(e => e.Name.LocalName == "runId")?.Value).OfType<string>());
        }
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("fits")]
    public async Task A_synchronous_query_that_is_late_goes_on_as_a_job_and_its_client_is_led_there(string format)
    {
        // As many pairs as need some seconds.
        const string slow = "SELECT COUNT(*) AS n FROM dr10.lrs_catalogue AS a, dr10.lrs_catalogue AS b WHERE SIN(a.ra * b.dec) + SIN(a.dec * b.ra) + COS(a.ra + b.dec) + COS(a.dec + b.ra) + EXP(SIN(a.ra)) * LOG(1 + b.ra) + ATAN2(a.dec, b.dec) + SQRT(a.ra * b.ra) > 200";
        var (app, client) = await ServiceFixture.StartAsync(service.Database, service.Catalog, new ServiceLimits { SyncTimeoutSeconds = 1 });
        await using (app)
        using (client)
        {
            var answer = await client.QueryAsync(slow, $"FORMAT={format}&RUNID=late");
            var path = answer.Headers["Location"][client.Url.Length..];
            Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
            Assert.StartsWith("/tap/sync/", path);
            var job = "/tap/async/" + path.Split('/', '?')[3];
            var document = (await client.GetAsync(job)).Good();
            Assert.Equal(("EXECUTING", "late"), (Text(document, "phase"), Text(document, "runId")));
            var result = await client.GetAsync(path);
            Assert.Equal((await client.GetAsync(job + "/results/result")).Good().Body, result.Good().Body);
            if (format == "csv") Assert.True(int.Parse(Assert.Single(result.CsvRows)) > 0);
            Assert.Equal("1", Number(await new JobClient(client).EndAsync(job), "rows").ToString());
        }
    }
}
