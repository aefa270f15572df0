using System.Globalization;
using System.Net;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.Tests.Uws;
using Xunit;

namespace Lamost.Vo.Server.Tests.Hips;

[Collection(ServiceTests.Name)]
public sealed class HipsJobTests(ServiceFixture service)
{
    readonly JobClient _jobs = new(service.Client);

    [Theory]
    [InlineData("votable")]
    [InlineData("votable/td")]
    [InlineData("votable/fits")]
    [InlineData("fits")]
    [InlineData("csv")]
    [InlineData("tsv")]
    public async Task The_result_of_a_job_is_a_progressive_catalogue_whatever_its_format(string format)
    {
        // The position is neither first nor called so.
        const string Query = "SELECT obsid, snrg, ra_obs, ra, dec, subclass FROM dr10.lrs_catalogue WHERE obsid > 0 ORDER BY obsid";
        var (job, path) = await RunAsync(Query, format);
        var set = await TileSet.ReadAsync(service.Client, path);
        var names = set.Tiles.Values.First().Names;
        Assert.Equal(["ra", "dec", "obsid", "snrg", "ra_obs", "subclass"], names);
        var expected = (await service.Client.QueryAsync("SELECT ra, dec, obsid, snrg FROM dr10.lrs_catalogue", "FORMAT=tsv&MAXREC=10000")).Good().Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1);
        Assert.Equal(expected.Order(), set.Rows.Select(r => string.Join('\t', r.Split('\t')[..4])).Order());
        set.AreInPlace(0, 1);
        // CSV tells nothing of its columns; then the order of the result does.
        set.BestIsFirst(format is "csv" or "tsv" ? c => -double.Parse(c[2], CultureInfo.InvariantCulture) : c => c[3].Length == 0 ? double.NegativeInfinity : (float)double.Parse(c[3], CultureInfo.InvariantCulture));

        var properties = HipsCatalogueTests.Properties((await service.Client.GetAsync(path + "/properties")).Good().Text);
        Assert.Equal((service.Client.Url + path, "private master unclonable", ServiceFixture.Rows.ToString(CultureInfo.InvariantCulture)), (properties["hips_service_url"], properties["hips_status"], properties["hips_cat_nrows"]));
        var metadata = (await service.Client.GetAsync(path + "/Metadata.xml")).Good();
        Assert.Equal(names, metadata.FieldNames);
        Assert.Equal("pos.eq.ra;meta.main", (string?)metadata.All("FIELD").First().Attribute("ucd"));
        foreach (var file in (string[])["/Moc.fits", "/Norder1/Allsky.tsv", "/Norder3/Allsky.tsv", "/index.html", "/density/properties", "/density/Norder3/Allsky.png", "/density/Norder0/Dir0/Npix0.png", "/density/preview.png"])
            Assert.StartsWith("private", (await service.Client.GetAsync(path + file)).Good().Headers["Cache-Control"].Replace("no-cache", "private", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, 0), await service.Client.GetAsync(path + "/Norder1/Dir0/Npix48.tsv") is var none ? (none.Status, none.Body.Length) : default);
        Assert.DoesNotContain(path, (await service.Client.GetAsync("/hipslist")).Text, StringComparison.Ordinal);

        // It goes with the job.
        var directory = Path.Combine(ServiceFixture.Options.JobsDirectory, job.Split('/')[^1]);
        Assert.True(Directory.Exists(Path.Combine(directory, "hips")));
        await _jobs.DeleteAsync(job);
        Assert.False(Directory.Exists(directory));
        (await service.Client.GetAsync(path + "/properties")).PlainError(HttpStatusCode.NotFound, "There is no job", "LVO-JOB-1404");
    }

    [Fact]
    public async Task Rows_without_a_position_are_left_out_and_the_rest_is_there()
    {
        var (_, path) = await RunAsync("SELECT obsid, CASE WHEN spid = 1 THEN NULL ELSE ra END AS ra, dec FROM dr10.lrs_catalogue", "votable");
        var properties = HipsCatalogueTests.Properties((await service.Client.GetAsync(path + "/properties")).Good().Text);
        var expected = (await service.Client.QueryAsync("SELECT COUNT(*) AS n FROM dr10.lrs_catalogue WHERE spid <> 1", "FORMAT=csv")).Good().CsvRows[0];
        Assert.Equal(expected, properties["hips_cat_nrows"]);
    }

    [Theory]
    [InlineData("SELECT obsid, snrg FROM dr10.lrs_catalogue", "votable", "LVO-HIPS-1001", "obsid, snrg")]
    [InlineData("SELECT ra, dec FROM dr10.lrs_catalogue", "json", "LVO-HIPS-1002", "RESPONSEFORMAT")]
    [InlineData("SELECT ra, dec FROM dr10.lrs_catalogue", "html", "LVO-HIPS-1002", "RESPONSEFORMAT")]
    public async Task What_cannot_be_shown_on_the_sky_is_told(string query, string format, string code, string says)
    {
        var (_, path) = await RunAsync(query, format);
        Assert.Contains(says, (await service.Client.GetAsync(path + "/properties")).PlainError(HttpStatusCode.BadRequest, "The result of the job", code), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_has_no_result_has_no_HiPS()
    {
        var job = await _jobs.CreateAsync(("LANG", "ADQL"), ("QUERY", JobClient.Quick));
        (await service.Client.GetAsync(Hips(job) + "/properties")).PlainError(HttpStatusCode.NotFound, "The job has no result", "LVO-JOB-1405");
        (await service.Client.GetAsync("/hips/jobs/nothing/properties")).PlainError(HttpStatusCode.NotFound, "There is no job", "LVO-JOB-1404");
        (await service.Client.GetAsync("/hips/jobs/..%2F..%2Fetc/properties")).PlainError(HttpStatusCode.NotFound, "There is no job", "LVO-JOB-1404");
    }

    [Fact]
    public async Task A_result_that_is_too_large_is_refused_with_the_limit()
    {
        var (_, path) = await RunAsync("SELECT ra, dec FROM dr10.lrs_catalogue", "votable");
        var (app, client) = await ServiceFixture.StartAsync(service.Database, service.Catalog, new ServiceLimits { HipsJobRows = 2_999 });
        using (client)
        {
            Assert.Contains("has 3000 rows; a HiPS is made of at most 2999", (await client.GetAsync(path + "/properties")).PlainError(HttpStatusCode.BadRequest, "The result", "LVO-HIPS-1003"), StringComparison.Ordinal);
            await app.StopAsync();
        }
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Many_that_ask_at_once_have_it_made_once_and_get_the_same()
    {
        var (job, path) = await RunAsync("SELECT obsid, ra, dec FROM dr10.lrs_catalogue", "fits");
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => service.Client.GetAsync(path + "/Norder1/Allsky.tsv")));
        Assert.Single(answers.Select(a => a.Good().Text).Distinct());
        Assert.Equal(["index", "rows.tsv"], Directory.EnumerateFiles(Path.Combine(ServiceFixture.Options.JobsDirectory, job.Split('/')[^1], "hips")).Select(Path.GetFileName).Order());
    }

    async Task<(string Job, string Path)> RunAsync(string query, string format)
    {
        var job = await _jobs.RunAsync(("LANG", "ADQL"), ("QUERY", query), ("RESPONSEFORMAT", format));
        var end = await _jobs.EndAsync(job);
        Assert.True(JobClient.Text(end, "phase") == "COMPLETED", end.Text);
        return (job, Hips(job));
    }

    static string Hips(string job) => "/hips/jobs/" + job.Split('/')[^1];
}
