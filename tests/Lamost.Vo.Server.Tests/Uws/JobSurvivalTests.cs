using System.Net;
using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Lamost.Vo.Server.Tests.Uws.JobClient;

namespace Lamost.Vo.Server.Tests.Uws;

/// <summary>Jobs and the processes that run them, on a database of their own.</summary>
public sealed class JobSurvivalTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>, IAsyncLifetime
{
    const string Alive = "SELECT COUNT(*) AS n FROM dr10.lrs_catalogue";

    readonly ServiceOptions _options = new() { JobsDirectory = TestCluster.NewDataDirectory() };
    CatalogCache _catalog = null!;

    public async Task InitializeAsync()
    {
        await ServiceFixture.FillAsync(fixture.Database, 500);
        _catalog = await CatalogCache.StartAsync(fixture.Database);
    }

    public async Task DisposeAsync()
    {
        await _catalog.DisposeAsync();
        if (Directory.Exists(_options.JobsDirectory)) Directory.Delete(_options.JobsDirectory, recursive: true);
    }

    [Fact]
    public async Task Jobs_of_a_service_that_is_stopped_are_run_by_the_next()
    {
        string pending, running;
        var (app, client) = await StartAsync(new ServiceLimits());
        await using (app)
        using (client)
        {
            var jobs = new JobClient(client);
            pending = await jobs.CreateAsync(("QUERY", Quick), ("FORMAT", "csv"));
            running = await jobs.RunAsync(("QUERY", Endless));
            await jobs.UntilAsync(running, "EXECUTING");
            await app.StopAsync();
        }
        Assert.Equal("QUEUED|0", await ScalarAsync($"SELECT phase || '|' || attempts FROM vo.job WHERE id = '{Id(running)}'"));

        (app, client) = await StartAsync(new ServiceLimits());
        await using (app)
        using (client)
        {
            var jobs = new JobClient(client);
            await jobs.UntilAsync(running, "EXECUTING");
            await jobs.PhaseAsync(running, "ABORT");
            await jobs.PhaseAsync(pending, "RUN");
            Assert.Equal(3, (await jobs.ResultAsync(pending)).CsvRows.Length);
        }
    }

    [Fact]
    public async Task A_job_whose_process_died_is_run_once_more_and_then_given_up()
    {
        // Processes that are not there any more left these: nobody holds their locks.
        foreach (var (id, attempts) in new[] { ("00000000000000000000000000000a01", 1), ("00000000000000000000000000000a02", 2) })
        {
            await fixture.RunAsync($"""
                INSERT INTO vo.job (id, service, phase, destruction, execution_seconds, attempts, instance, queued_at, started_at)
                VALUES ('{id}', 'tap', 'EXECUTING', now() + interval '1 day', 60, {attempts}, 2000000000, now(), now());
                INSERT INTO vo.job_parameter VALUES ('{id}', 'QUERY', 0, '{Alive}'), ('{id}', 'FORMAT', 0, 'csv')
                """);
        }
        await fixture.RunAsync("CREATE TABLE vo_upload.left_over (c1 int); INSERT INTO vo.upload_table VALUES ('left_over', 2000000000)");
        var (app, client) = await StartAsync(new ServiceLimits());
        await using (app)
        using (client)
        {
            var jobs = new JobClient(client);
            Assert.Equal("500", (await jobs.ResultAsync("/tap/async/00000000000000000000000000000a01")).CsvRows.Single());
            var lost = await jobs.EndAsync("/tap/async/00000000000000000000000000000a02");
            Assert.Equal(("ERROR", "transient"), (Text(lost, "phase"), (string?)lost.All("errorSummary").Single().Attribute("type")));
            Assert.Contains("[LVO-JOB-1104]", Text(lost, "message"));
            Assert.Null(await ScalarAsync("SELECT to_regclass('vo_upload.left_over')::text"));
        }
    }

    [Fact]
    public async Task A_job_that_its_living_process_has_lost_is_run_again()
    {
        var (app, client) = await StartAsync(new ServiceLimits());
        await using (app)
        using (client)
        {
            const string id = "00000000000000000000000000000a03";
            var instance = app.Services.GetRequiredService<ServiceInstance>().Number;
            await fixture.RunAsync($"""
                INSERT INTO vo.job (id, service, phase, destruction, execution_seconds, attempts, instance, queued_at, started_at)
                VALUES ('{id}', 'tap', 'EXECUTING', now() + interval '1 day', 60, 1, {instance}, now(), now() - interval '1 minute');
                INSERT INTO vo.job_parameter VALUES ('{id}', 'QUERY', 0, '{Alive}'), ('{id}', 'FORMAT', 0, 'csv')
                """);
            Assert.Equal("500", (await new JobClient(client).ResultAsync("/tap/async/" + id)).CsvRows.Single());
        }
    }

    [Fact]
    public async Task A_service_that_keeps_as_many_jobs_as_it_may_makes_no_more()
    {
        var (app, client) = await StartAsync(new ServiceLimits { Jobs = new JobLimits { Kept = 1 } });
        await using (app)
        using (client)
        {
            await client.PostFormAsync("/tap/async", ("QUERY", Quick));
            var refused = await client.PostFormAsync("/tap/async", ("QUERY", Quick));
            refused.TapError(HttpStatusCode.ServiceUnavailable, "LVO-JOB-1101");
            Assert.True(int.Parse(refused.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture) > 0);
        }
    }

    [Fact]
    public async Task Two_services_share_the_queue_and_a_job_is_seen_and_stopped_from_either()
    {
        var limits = new ServiceLimits { Jobs = new JobLimits { Concurrent = 1, ConcurrentLong = 1 } };
        var (one, first) = await StartAsync(limits);
        var (two, second) = await StartAsync(limits);
        await using (one)
        await using (two)
        using (first)
        using (second)
        {
            var jobs = new JobClient(first);
            var running = new[] { await jobs.RunAsync(("QUERY", Endless)), await jobs.RunAsync(("QUERY", Endless)) };
            // One place each: both run only if both services took one.
            foreach (var job in running) await jobs.UntilAsync(job, "EXECUTING");
            var waits = await jobs.RunAsync(("QUERY", Endless));
            Assert.Equal("QUEUED", await jobs.PhaseOfAsync(waits));
            Assert.Equal(0, Number(await first.GetAsync(waits), "queuePosition"));
            foreach (var job in running)
            {
                var waiting = first.GetAsync(job + "?WAIT=-1");
                await new JobClient(second).PhaseAsync(job, "ABORT");
                Assert.Equal("ABORTED", Text((await waiting).Good(), "phase"));
            }
            await jobs.UntilAsync(waits, "EXECUTING");
            await jobs.DeleteAsync(waits);
            await ServiceFixture.UntilRunningAsync(fixture.Database, 0);
        }
    }

    [Fact]
    public async Task Short_jobs_find_a_place_beside_any_number_of_long_ones()
    {
        var (app, client) = await StartAsync(new ServiceLimits { Jobs = new JobLimits { Concurrent = 2, ConcurrentLong = 1, Queued = 3 } });
        await using (app)
        using (client)
        {
            var jobs = new JobClient(client);
            var longs = new List<string>();
            for (var i = 0; i < 4; i++) longs.Add(await jobs.RunAsync(("QUERY", Endless)));
            await jobs.UntilAsync(longs[0], "EXECUTING");
            // The queue is full: three wait.
            var refused = await jobs.PhaseAsync(await jobs.CreateAsync(("QUERY", Quick)), "RUN");
            refused.TapError(HttpStatusCode.ServiceUnavailable, "LVO-JOB-1102");
            await jobs.DeleteAsync(longs[3]);
            Assert.Equal("500", (await jobs.ResultAsync(await jobs.RunAsync(("QUERY", Alive), ("FORMAT", "csv")))).CsvRows.Single());
            Assert.Equal(["EXECUTING", "QUEUED", "QUEUED"], await Task.WhenAll(longs.Take(3).Select(jobs.PhaseOfAsync)));
            foreach (var job in longs.Take(3)) await jobs.DeleteAsync(job);
        }
    }

    [Fact]
    public async Task A_late_query_without_a_place_is_queued_and_a_client_that_has_been_led_long_enough_is_told_of_its_job()
    {
        var limits = new ServiceLimits { SyncTimeoutSeconds = 1, Jobs = new JobLimits { Concurrent = 1, ConcurrentLong = 0, WaitSeconds = 1 } };
        var (app, client) = await StartAsync(limits);
        await using (app)
        using (client)
        {
            var answer = await client.QueryAsync(Endless, "FORMAT=csv");
            var path = answer.Headers["Location"][client.Url.Length..];
            var job = "/tap/async/" + path.Split('/', '?')[3];
            await ServiceFixture.UntilRunningAsync(fixture.Database, 0);
            var next = await client.GetAsync(path);
            Assert.Equal((HttpStatusCode.SeeOther, path.Replace("stop=1", "stop=2")), (next.Status, next.Headers["Location"][client.Url.Length..]));
            var last = await client.GetAsync(path.Replace("stop=1", "stop=15"));
            Assert.Contains(client.Url + job, last.TapError(HttpStatusCode.ServiceUnavailable, "LVO-JOB-1105"));
            await new JobClient(client).PhaseAsync(job, "ABORT");
            (await client.GetAsync(path)).TapError(HttpStatusCode.BadRequest, "LVO-JOB-1004");
        }
    }

    static string Id(string job) => job.Split('/')[^1];

    async Task<string?> ScalarAsync(string sql) => await DatabaseFixture.ScalarAsync(fixture.Database.Owner, sql) as string;

    Task<(Microsoft.AspNetCore.Builder.WebApplication App, ServiceClient Client)> StartAsync(ServiceLimits limits) =>
        ServiceFixture.StartAsync(fixture.Database, _catalog, limits, _options);
}
