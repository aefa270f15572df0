using System.Globalization;
using System.Net;
using System.Text;
using Lamost.Vo.Archive.Coverage;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.Tests.Uws;
using Lamost.Vo.Sky;
using Xunit;

namespace Lamost.Vo.Server.Tests.Coverage;

/// <summary>Coverage maps of queries and of the results of jobs.</summary>
[Collection(ServiceTests.Name)]
public sealed class ResultCoverageTests(ServiceFixture service)
{
    const string Some = "SELECT ra, dec FROM dr10.lrs_catalogue WHERE dec > 40";

    readonly JobClient _jobs = new(service.Client);

    Task<Answer> QueryAsync(string adql, string further = "") => service.Client.GetAsync($"/coverage/query?QUERY={Uri.EscapeDataString(adql)}{(further.Length > 0 ? "&" + further : "")}");

    async Task<Moc> ExpectedAsync(int order)
    {
        var rows = (await service.Client.QueryAsync(Some, "RESPONSEFORMAT=csv")).Good().CsvRows.Select(r => r.Split(','));
        return Moc.OfCells(order, rows.Select(c => Healpix.PixelOf(order, double.Parse(c[0], CultureInfo.InvariantCulture), double.Parse(c[1], CultureInfo.InvariantCulture))));
    }

    [Fact]
    public async Task The_map_of_a_query_is_that_of_its_rows_by_get_and_by_post()
    {
        var expected = (await ExpectedAsync(9)).ToString();
        var fits = (await QueryAsync(Some, "ORDER=9")).Good();
        Assert.Equal(("application/fits", "no-cache"), (fits.ContentType, fits.Headers["Cache-Control"]));
        Assert.Contains("COMMENT The rows are simulated", fits.Text, StringComparison.Ordinal);
        Assert.Equal(expected, CoverageTests.Read(fits).ToString());
        Assert.Equal(expected, CoverageTests.Read((await service.Client.PostFormAsync("/coverage/query", ("QUERY", Some), ("ORDER", "9"), ("FORMAT", "json"), ("LANG", "ADQL"))).Good()).ToString());
        Assert.Equal(expected, CoverageTests.Read((await service.Client.GetAsync($"/coverage/query.txt?ORDER=9&QUERY={Uri.EscapeDataString(Some)}")).Good()).ToString());
    }

    [Theory]
    [InlineData("SELECT POINT(ra, dec) FROM dr10.lrs_catalogue WHERE dec > 40")]
    [InlineData("SELECT obsid, ra AS x, dec AS y FROM dr10.lrs_catalogue WHERE dec > 40")]
    [InlineData("SELECT * FROM dr10.lrs_catalogue WHERE dec > 40")]
    public async Task Positions_are_found_whatever_they_are_called(string adql) =>
        Assert.Equal((await ExpectedAsync(8)).ToString(), CoverageTests.Read((await QueryAsync(adql)).Good()).ToString());

    [Fact]
    public async Task Rows_without_position_are_counted_in_the_file()
    {
        var answer = (await QueryAsync("SELECT b.ra, b.dec FROM dr10.lrs_catalogue AS a LEFT JOIN dr10.lrs_catalogue AS b ON a.obsid = b.obsid AND b.dec > 40")).Good();
        Assert.Equal((await ExpectedAsync(8)).ToString(), CoverageTests.Read(answer).ToString());
        Assert.Contains("rows have no position and are not in the map.", answer.Text, StringComparison.Ordinal);
        Assert.Equal("8/", (await QueryAsync("SELECT ra, dec FROM dr10.lrs_catalogue WHERE dec > 90", "FORMAT=ascii")).Good().Text.TrimEnd('\n'));
    }

    [Fact]
    public async Task An_uploaded_table_may_be_asked_about()
    {
        using var form = new MultipartFormDataContent { { new StringContent("SELECT lon AS ra, lat AS dec FROM TAP_UPLOAD.mine"), "QUERY" }, { new StringContent("mine,param:t"), "UPLOAD" }, { new StringContent("ascii"), "FORMAT" } };
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes("lon,lat\n10.5,41.25\n10.5,-3.5\n")), "t", "t.csv");
        var answer = (await service.Client.PostAsync("/coverage/query", form)).Good();
        Assert.Equal(Moc.OfCells(8, [Healpix.PixelOf(8, 10.5, 41.25), Healpix.PixelOf(8, 10.5, -3.5)]).ToString(), CoverageTests.Read(answer).ToString());
    }

    [Fact]
    public async Task A_map_of_a_part_is_refused_where_maxrec_cuts_the_answer()
    {
        Assert.Contains("more rows than 10", (await QueryAsync(Some, "MAXREC=10")).PlainError(HttpStatusCode.BadRequest, "The answer has", "LVO-COV-1005"), StringComparison.Ordinal);
        (await QueryAsync(Some, "MAXREC=0")).PlainError(HttpStatusCode.BadRequest, "The answer has", "LVO-COV-1005");
        // What the query itself leaves out is meant.
        Assert.True(CoverageTests.Read((await QueryAsync(Some.Replace("SELECT", "SELECT TOP 10", StringComparison.Ordinal), "MAXREC=10")).Good()).CellCount is > 0 and <= 10);
    }

    [Fact]
    public async Task What_is_wrong_is_told_in_text()
    {
        (await service.Client.GetAsync("/coverage/query")).PlainError(HttpStatusCode.BadRequest, "The request has no QUERY", "LVO-TAP-1001");
        Assert.Contains("nonsense", (await QueryAsync("SELECT nonsense FROM dr10.lrs_catalogue")).PlainError(HttpStatusCode.BadRequest, "", "LVO-ADQL-0203"), StringComparison.Ordinal);
        Assert.Contains("obsid, z", (await QueryAsync("SELECT obsid, z FROM dr10.lrs_catalogue")).PlainError(HttpStatusCode.BadRequest, "The table has no position", "LVO-COV-1003"), StringComparison.Ordinal);
        (await QueryAsync(Some, "ORDER=12")).PlainError(HttpStatusCode.BadRequest, "ORDER is", "LVO-COV-1001");
        (await QueryAsync(Some, "FORMAT=votable")).PlainError(HttpStatusCode.BadRequest, "The format", "LVO-COV-1002");
    }

    [Fact]
    public async Task Limits_of_ranges_and_of_time_are_held()
    {
        var limits = new ServiceLimits { SyncTimeoutSeconds = 1, Coverage = new CoverageLimits { MaxRanges = 5 } };
        var (app, client) = await ServiceFixture.StartAsync(service.Database, service.Catalog, limits);
        await using (app)
        using (client)
        {
            Assert.Contains("more than 5 ranges of cells at order 9", (await client.GetAsync($"/coverage/query?ORDER=9&QUERY={Uri.EscapeDataString(Some)}")).PlainError(HttpStatusCode.BadRequest, "The map", "LVO-COV-1004"), StringComparison.Ordinal);
            var endless = JobClient.Endless.Replace("COUNT(*) AS n", "MAX(a.ra) AS ra, MAX(b.dec) AS dec", StringComparison.Ordinal);
            var slow = await client.GetAsync($"/coverage/query?QUERY={Uri.EscapeDataString(endless)}");
            Assert.Contains("/coverage/jobs/", slow.PlainError(HttpStatusCode.ServiceUnavailable, "The query did not end within 1 s", "LVO-COV-1102"), StringComparison.Ordinal);
            await ServiceFixture.UntilRunningAsync(service.Database, 0);
        }
    }

    [Theory]
    [InlineData("votable")]
    [InlineData("votable/td")]
    [InlineData("fits")]
    [InlineData("csv")]
    [InlineData("tsv")]
    public async Task The_map_of_a_jobs_result_is_that_of_its_rows_in_every_format_that_is_read(string format)
    {
        var job = await _jobs.RunAsync(("LANG", "ADQL"), ("QUERY", Some), ("RESPONSEFORMAT", format));
        await _jobs.EndAsync(job);
        var path = "/coverage/jobs/" + job.Split('/')[^1];
        var answer = (await service.Client.GetAsync(path + "?ORDER=9")).Good();
        Assert.Equal("OK", answer.Headers["Query-Status"]);
        Assert.Equal((await ExpectedAsync(9)).ToString(), CoverageTests.Read(answer).ToString());
        Assert.Equal((await ExpectedAsync(4)).ToString(), CoverageTests.Read((await service.Client.GetAsync(path + ".json?ORDER=4")).Good()).ToString());
        var known = new HttpRequestMessage(HttpMethod.Get, service.Client.Url + path + "?ORDER=9");
        known.Headers.TryAddWithoutValidation("If-None-Match", answer.Headers["ETag"]);
        Assert.Equal(HttpStatusCode.NotModified, (await service.Client.SendAsync(known)).Status);
    }

    [Fact]
    public async Task The_map_of_a_result_that_was_cut_says_so()
    {
        var job = await _jobs.RunAsync(("LANG", "ADQL"), ("QUERY", Some), ("MAXREC", "10"));
        await _jobs.EndAsync(job);
        var answer = (await service.Client.GetAsync("/coverage/jobs/" + job.Split('/')[^1])).Good();
        Assert.Equal("OVERFLOW", answer.Headers["Query-Status"]);
        Assert.Contains("COMMENT OVERFLOW: the result was cut", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_without_a_map_are_refused_with_the_reason()
    {
        (await service.Client.GetAsync("/coverage/jobs/nothing")).PlainError(HttpStatusCode.NotFound, "There is no job", "LVO-JOB-1404");
        var pending = await _jobs.CreateAsync(("LANG", "ADQL"), ("QUERY", Some));
        (await service.Client.GetAsync("/coverage/jobs/" + pending.Split('/')[^1])).PlainError(HttpStatusCode.NotFound, "The job has no result", "LVO-JOB-1405");
        var ecsv = await _jobs.RunAsync(("LANG", "ADQL"), ("QUERY", Some), ("RESPONSEFORMAT", "ecsv"));
        await _jobs.EndAsync(ecsv);
        Assert.Contains("VOTable, FITS or CSV", (await service.Client.GetAsync("/coverage/jobs/" + ecsv.Split('/')[^1])).PlainError(HttpStatusCode.BadRequest, "The result of the job cannot be read", "LVO-COV-1006"), StringComparison.Ordinal);
        var other = await _jobs.RunAsync(("LANG", "ADQL"), ("QUERY", JobClient.Quick));
        await _jobs.EndAsync(other);
        (await service.Client.GetAsync("/coverage/jobs/" + other.Split('/')[^1])).PlainError(HttpStatusCode.BadRequest, "The table has no position", "LVO-COV-1003");
    }
}
