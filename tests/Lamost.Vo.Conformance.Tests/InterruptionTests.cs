using System.Diagnostics;
using System.Net;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>Clients and databases that die in the middle of a result.</summary>
[Collection(ServiceTests.Name)]
public sealed class InterruptionTests(ServiceFixture service)
{
    // Every pair of 60,000 rows: it would run for hours, and its rows come at once.
    const string Endless = "SELECT a.obsid, b.ra, b.dec FROM dr10.lrs_catalogue AS a, dr10.lrs_catalogue AS b";

    // No row ever comes, so that the query is busy in the database when its client leaves.
    const string EndlessWithoutRows = "SELECT COUNT(*) FROM dr10.lrs_catalogue AS a, dr10.lrs_catalogue AS b WHERE a.z + b.z > 1e9";

    [Theory]
    [InlineData(Endless, true)]
    [InlineData(EndlessWithoutRows, false)]
    public async Task A_client_that_dies_ends_its_query_in_the_database_within_a_second(string query, bool rowsCome)
    {
        using var client = ClientProcess.Start("/usr/bin/python3", ["-c", """
            import sys, urllib.request
            answer = urllib.request.urlopen(sys.argv[1])
            while block := answer.read1(65536): sys.stdout.buffer.write(block)
            """, $"{service.Tap}/sync?MAXREC=40000000&RESPONSEFORMAT=votable/td&QUERY={Uri.EscapeDataString(query)}"]);
        if (rowsCome)
        {
            var buffer = new char[1 << 20];
            Assert.True(await client.StandardOutput.ReadBlockAsync(buffer) > 0);
            Assert.Contains("<TR>", new string(buffer));
        }
        await UntilAsync(async () => await service.RunningQueriesAsync() == 1, TimeSpan.FromSeconds(10));
        client.Kill();
        var began = Stopwatch.GetTimestamp();
        await UntilAsync(async () => await service.RunningQueriesAsync() == 0, TimeSpan.FromSeconds(1));
        Assert.True(Stopwatch.GetElapsedTime(began) <= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_database_that_dies_is_a_visible_failure_and_the_service_recovers()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(1) };
        using var response = await http.GetAsync(
            $"{service.Tap}/sync?MAXREC=40000000&RESPONSEFORMAT=votable/td&QUERY={Uri.EscapeDataString(Endless)}", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var body = new StreamReader(await response.Content.ReadAsStreamAsync());
        await body.ReadBlockAsync(new char[1 << 20]);

        Process.GetProcessById(service.Cluster.ProcessId!.Value).Kill();
        var rest = await body.ReadToEndAsync();
        Assert.Contains("""<INFO name="QUERY_STATUS" value="ERROR">""", rest);
        Assert.EndsWith("</VOTABLE>", rest.TrimEnd());

        await UntilAsync(async () =>
        {
            using var again = await http.GetAsync($"{service.Tap}/sync?QUERY={Uri.EscapeDataString("SELECT COUNT(*) FROM dr10.lrs_catalogue")}");
            if (again.StatusCode == HttpStatusCode.OK) return true;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, again.StatusCode);
            Assert.True(again.Headers.RetryAfter?.Delta > TimeSpan.Zero);
            Assert.Contains("QUERY_STATUS", await again.Content.ReadAsStringAsync());
            return false;
        }, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_database_that_dies_under_a_csv_breaks_the_connection_instead_of_ending_it_politely()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(1) };
        using var response = await http.GetAsync(
            $"{service.Tap}/sync?MAXREC=40000000&RESPONSEFORMAT=csv&QUERY={Uri.EscapeDataString(Endless)}", HttpCompletionOption.ResponseHeadersRead);
        var body = new StreamReader(await response.Content.ReadAsStreamAsync());
        await body.ReadBlockAsync(new char[1 << 20]);
        Process.GetProcessById(service.Cluster.ProcessId!.Value).Kill();
        await Assert.ThrowsAnyAsync<IOException>(body.ReadToEndAsync);
        await UntilAsync(async () => (await http.GetAsync($"{service.Tap}/sync?QUERY={Uri.EscapeDataString("SELECT TOP 1 obsid FROM dr10.lrs_catalogue")}")).IsSuccessStatusCode,
            TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_job_whose_database_dies_is_run_again_and_ends_with_its_result()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(1) };
        // A backend outlives its server by some moments, in which it must not come to an end.
        const string slow = "SELECT COUNT(*) AS n FROM dr10.lrs_catalogue AS a, dr10.lrs_catalogue AS b WHERE SIN(a.ra * b.dec) > 1.5 AND a.obsid < 100000000 AND b.fiberid < 20";
        using var made = await http.PostAsync($"{service.Tap}/async", new FormUrlEncodedContent(new Dictionary<string, string> { ["QUERY"] = slow, ["FORMAT"] = "csv", ["PHASE"] = "RUN" }));
        var job = made.RequestMessage!.RequestUri!;
        await UntilAsync(async () => await http.GetStringAsync(job + "/phase") == "EXECUTING", TimeSpan.FromSeconds(10));
        Process.GetProcessById(service.Cluster.ProcessId!.Value).Kill();
        await UntilAsync(async () =>
        {
            using var answer = await http.GetAsync(job + "/phase");
            var phase = answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : "";
            if (phase == "ERROR") Assert.Fail(await http.GetStringAsync(job));
            return phase == "COMPLETED";
        }, TimeSpan.FromSeconds(60));
        Assert.Equal("n\r\n0\r\n", await http.GetStringAsync(job + "/results/result"));
        await using var attempts = service.Database.Owner.CreateCommand($"SELECT attempts FROM vo.job WHERE id = '{job.Segments[^1]}'");
        Assert.Equal(2, await attempts.ExecuteScalarAsync());
    }

    static async Task UntilAsync(Func<Task<bool>> holds, TimeSpan patience)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < patience, $"It did not come to hold within {patience}.");
            await Task.Delay(20);
        }
    }
}
