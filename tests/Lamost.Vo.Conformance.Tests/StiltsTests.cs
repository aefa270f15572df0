using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>STILTS, as TOPCAT's library, against the running service.</summary>
[Collection(ServiceTests.Name)]
public sealed class StiltsTests(ServiceFixture service)
{
    [SampleFact]
    public async Task Stilts_tapquery_gives_the_values_of_the_source_file()
    {
        var csv = (await ClientProcess.RunAsync("stilts",
            ["tapquery", $"tapurl={service.Tap}", "sync=true", "ofmt=csv",
             "adql=SELECT obsid, uid, gp_id, designation, obsdate, ra, dec, class, z, teff FROM dr10.lrs_combined ORDER BY obsid"])).Succeeded();
        var got = RealRows.Parse(csv);
        Assert.Equal(RealRows.All.Count, got.Count);
        foreach (var (expected, row) in RealRows.All.OrderBy(r => long.Parse(r["obsid"])).Zip(got))
        {
            foreach (var text in new[] { "obsid", "uid", "gp_id", "designation", "obsdate", "class" }) Assert.Equal(expected[text], row[text]);
            foreach (var number in new[] { "ra", "dec", "z", "teff" }) RealRows.AssertSameNumber(expected[number], row[number]);
        }
    }

    [SampleFact]
    public async Task Stilts_cone_finds_the_rows_that_the_surveys_own_service_found()
    {
        var csv = (await ClientProcess.RunAsync("stilts",
            ["cone", $"serviceurl={service.Url}/scs/dr10/lrs_combined?", "servicetype=cone", "lon=10.0004738", "lat=40.9952444", "radius=0.2", "verb=3", "ofmt=csv"]))
            .Succeeded();
        Assert.Equal(RealRows.ObsidsOf("conesearch_response.xml"), RealRows.Parse(csv).Select(r => long.Parse(r["obsid"])).Order().ToList());
    }

    [Fact]
    public async Task Stilts_tapquery_shows_the_message_of_a_wrong_query()
    {
        var run = await ClientProcess.RunAsync("stilts", ["tapquery", $"tapurl={service.Tap}", "sync=true", "adql=SELECT obsidd FROM dr10.lrs_catalogue"]);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("obsidd", run.Errors);
        Assert.Contains("obsid", run.Errors.Replace("obsidd", ""));
    }

    [Theory]
    [InlineData("tap/sync?QUERY=SELECT+TOP+500+*+FROM+dr10.lrs_catalogue&LANG=ADQL&RESPONSEFORMAT=votable/td")]
    [InlineData("tap/sync?QUERY=SELECT+TOP+500+*+FROM+dr10.lrs_catalogue&LANG=ADQL&RESPONSEFORMAT=votable/b")]
    [InlineData("tap/sync?QUERY=SELECT+TOP+500+*+FROM+dr10.lrs_stellar&LANG=ADQL&RESPONSEFORMAT=votable/b2")]
    [InlineData("tap/sync?QUERY=SELECT+*+FROM+dr10.lrs_catalogue&MAXREC=10")]
    [InlineData("tap/sync?QUERY=SELECT+*+FROM+dr10.lrs_catalogue&MAXREC=0")]
    [InlineData("tap/sync?QUERY=SELECT+*+FROM+TAP_SCHEMA.columns")]
    [InlineData("tap/sync?QUERY=DUFF+QUERY")]
    [InlineData("scs/dr10/lrs_catalogue?RA=120&DEC=30&SR=2")]
    [InlineData("scs/dr10/lrs_catalogue?RA=120&DEC=30&SR=2&VERB=1")]
    [InlineData("scs/dr10/lrs_stellar?RA=120&DEC=30&SR=2&VERB=3&MAXREC=5")]
    [InlineData("scs/dr10/lrs_catalogue?RA=120&DEC=30&SR=0")]
    [InlineData("scs/dr10/lrs_catalogue?RA=as3f&DEC=30&SR=1")]
    public async Task Stilts_votlint_has_no_complaint(string request)
    {
        using var http = new HttpClient();
        var document = await (await http.GetAsync($"{service.Url}/{request}")).Content.ReadAsStringAsync();
        var report = (await ClientProcess.RunAsync("stilts", ["votlint", "votable=-", "ucd=true", "unit=true"], document)).Succeeded();
        Assert.Equal("", report.Trim());
    }

    [Theory]
    [InlineData("/tap/capabilities")]
    [InlineData("/tap/tables")]
    [InlineData("/tap/tables/dr10.lrs_catalogue")]
    [InlineData("/tap/availability")]
    public async Task Stilts_xsdvalidate_has_no_complaint(string path)
    {
        var run = await ClientProcess.RunAsync("stilts", ["xsdvalidate", $"doc={service.Url}{path}", "uselocals=true"]);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
    }
}
