using System.Globalization;
using System.Net;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.Tests.ConeSearch;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Server.Tests.Http;

/// <summary>What happens at the limits of time and number.</summary>
[Collection(ServiceTests.Name)]
public sealed class LimitTests(ServiceFixture service)
{
    /// <summary>Counts 3000 to the fourth, which ends in no test's time.</summary>
    const string Endless = "SELECT COUNT(*) AS n FROM dr10.lrs_catalogue AS a, dr10.lrs_catalogue AS b, dr10.lrs_catalogue AS c, dr10.lrs_catalogue AS d";

    const string Quick = "SELECT TOP 1 obsid FROM dr10.lrs_catalogue";

    [Theory]
    [InlineData(0, 30)]
    [InlineData(1, 1)]
    public async Task A_query_that_finds_no_place_or_waits_too_long_is_asked_to_come_later(int waiting, int patience)
    {
        var (app, client) = await ServiceFixture.StartAsync(service.Database, service.Catalog,
            new ServiceLimits { ConcurrentQueries = 1, WaitingQueries = waiting, QueueTimeoutSeconds = patience });
        await using (app)
        using (client)
        {
            using var leave = new CancellationTokenSource();
            var endless = client.QueryAsync(Endless, cancel: leave.Token);
            await ServiceFixture.UntilRunningAsync(service.Database, 1);

            var refused = await client.QueryAsync(Quick);
            refused.TapError(HttpStatusCode.ServiceUnavailable, "LVO-TAP-1101");
            Assert.True(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture) > 0);
            var cone = await client.GetAsync(ConeResponseTests.Base + "?RA=120&DEC=30&SR=1");
            cone.ConeError("LVO-TAP-1101", HttpStatusCode.ServiceUnavailable);
            Assert.True(int.Parse(cone.Headers["Retry-After"], CultureInfo.InvariantCulture) > 0);

            // What needs no turn is answered all the same.
            (await client.GetAsync("/tap/tables")).Good();
            (await client.QueryAsync(Quick, "MAXREC=0")).Good();

            await leave.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);
            await ServiceFixture.UntilRunningAsync(service.Database, 0);
            Answer after;
            do after = await client.QueryAsync(Quick);
            while (after.Status == HttpStatusCode.ServiceUnavailable);
            after.Good();
        }
    }

    [Fact]
    public async Task A_query_that_waited_for_its_turn_runs()
    {
        var (app, client) = await ServiceFixture.StartAsync(service.Database, service.Catalog, new ServiceLimits { ConcurrentQueries = 1, WaitingQueries = 8 });
        await using (app)
        using (client)
            Assert.All(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.QueryAsync(Quick))), a => a.Good());
    }

    [Fact]
    public async Task Of_two_hundred_queries_at_once_each_is_answered_rightly_or_asked_to_come_later()
    {
        const string counts = "SELECT class, COUNT(*) AS n FROM dr10.lrs_catalogue GROUP BY class ORDER BY class";
        var right = (await service.Client.QueryAsync(counts, "FORMAT=csv")).Good().Text;
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => service.Client.QueryAsync(counts, "FORMAT=csv")));
        var limits = new ServiceLimits();
        // Those that run and those that wait are answered in any case; how many more depends on who comes when.
        Assert.True(answers.Count(a => a.Status == HttpStatusCode.OK) >= limits.ConcurrentQueries + limits.WaitingQueries);
        foreach (var answer in answers)
        {
            if (answer.Status == HttpStatusCode.OK)
            {
                Assert.Equal(right, answer.Text);
                continue;
            }
            answer.TapError(HttpStatusCode.ServiceUnavailable, "LVO-TAP-1101");
            Assert.True(int.Parse(answer.Headers["Retry-After"], CultureInfo.InvariantCulture) > 0);
        }
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_not_waited_for()
    {
        var (app, client) = await ServiceFixture.StartAsync(service.Database, service.Catalog, new ServiceLimits { RequestSeconds = 1 });
        await using (app)
        using (client)
        {
            var answer = await client.RawAsync("POST /tap/sync HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nQUERY=SELECT");
            Assert.StartsWith("HTTP/1.1 408 ", answer);
            Assert.Contains("[LVO-HTTP-1005]", answer);
        }
    }

    [Fact]
    public async Task The_time_limit_that_is_announced_is_the_one_that_ends_queries_and_the_message_names_it()
    {
        await using var database = await ArchiveDatabase.OpenAsync(service.ConnectionString, DatabaseFixture.Options with { StatementTimeoutSeconds = 1 });
        await using var catalog = await CatalogCache.StartAsync(database);
        var limits = new ServiceLimits { Jobs = new JobLimits { MaxSeconds = 1 } };
        var (app, client) = await ServiceFixture.StartAsync(database, catalog, limits);
        await using (app)
        using (client)
        {
            Assert.Equal("1s", await DatabaseFixture.ScalarAsync(database.Reader, "SHOW statement_timeout"));
            Assert.Equal(["1", "1"], (await client.GetAsync("/tap/capabilities")).All("executionDuration").Single().Elements().Select(e => e.Value));
            Assert.Contains("time limit of 1 s", (await client.QueryAsync(Endless)).TapError(HttpStatusCode.BadRequest, "LVO-DB-5101"));
        }
    }

    [Fact]
    public async Task After_the_first_rows_have_gone_out_the_end_of_time_is_told_at_the_end_of_the_table()
    {
        const string manyRows = "SELECT a.obsid FROM dr10.lrs_catalogue AS a, dr10.lrs_catalogue AS b, dr10.lrs_catalogue AS c";
        await using var database = await ArchiveDatabase.OpenAsync(service.ConnectionString, DatabaseFixture.Options with { StatementTimeoutSeconds = 1 });
        await using var catalog = await CatalogCache.StartAsync(database);
        var (app, client) = await ServiceFixture.StartAsync(database, catalog, new ServiceLimits { Jobs = new JobLimits { MaxSeconds = 1 } });
        await using (app)
        using (client)
        {
            var answer = (await client.QueryAsync(manyRows, "MAXREC=50000000")).Good();
            Assert.Equal(["OK", "ERROR"], answer.QueryStatus);
            Assert.Contains("[LVO-DB-5101]", answer.Infos("QUERY_STATUS")[1].Value);
            // CSV has no place for it: the connection breaks, so that nobody takes the part for the whole.
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => client.QueryAsync(manyRows, "FORMAT=csv&MAXREC=50000000"));
        }
    }

    [Fact]
    public void A_service_that_would_announce_another_time_limit_does_not_start() =>
        Assert.Throws<ArgumentException>(() => VoServer.Build(service.Database, service.Catalog, ServiceFixture.Options, new ServiceLimits { Jobs = new JobLimits { MaxSeconds = 5 } }, "http://127.0.0.1:0"));

    [Fact]
    public async Task By_default_the_announced_limit_is_the_one_of_the_reader() =>
        Assert.Equal(TimeSpan.FromSeconds(new ServiceLimits().Jobs.MaxSeconds), await DatabaseFixture.ScalarAsync(service.Database.Reader, "SELECT current_setting('statement_timeout')::interval"));
}
