using System.Globalization;
using System.Net;
using System.Xml.Linq;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Server.Tests.Ssa;

/// <summary>The document that SSA answers with: its status, columns and services, and how FORMAT, MAXREC and the method change it (SSA 1.1, 4.1 and 4.2).</summary>
[Collection(SpectraTests.Name)]
public sealed class SsaFormTests(SpectraFixture service)
{
    [SampleTheory]
    [InlineData("MAXREC=7", 7, "OVERFLOW")]
    [InlineData("TOP=7", 7, "OVERFLOW")]
    [InlineData("MAXREC=9&TOP=7", 7, "OVERFLOW")]
    [InlineData("MAXREC=0", 0, "OVERFLOW")]
    [InlineData("MAXREC=7&POS=292.0587,43.9253&SIZE=0.1", 7, "OVERFLOW")]
    [InlineData("MAXREC=10000&TARGETCLASS=galaxy", 9, "OK")]
    [InlineData("MAXREC=9&TARGETCLASS=galaxy", 9, "OK")]
    [InlineData("MAXREC=8&TARGETCLASS=galaxy", 8, "OVERFLOW")]
    public async Task One_status_at_the_head_tells_whether_rows_were_cut(string query, int rows, string status)
    {
        var found = await service.SsaAsync(query);
        Assert.Equal((rows, status), (found.Rows.Count, found.Status));
        Assert.True(found.Answer.Text.IndexOf("QUERY_STATUS", StringComparison.Ordinal) < found.Answer.Text.IndexOf("<TABLE", StringComparison.Ordinal));
        Assert.Equal(status, found.Answer.Headers["Query-Status"]);
        if (status == "OVERFLOW") Assert.Contains("MAXREC", Assert.Single(found.Answer.Infos("QUERY_STATUS")).Value);
    }

    [SampleFact]
    public async Task A_limited_cone_keeps_the_nearest()
    {
        var all = await service.SsaAsync("POS=333,-1&SIZE=20");
        var few = await service.SsaAsync("POS=333,-1&SIZE=20&TOP=5");
        Assert.Equal(all.Keys.Take(5), few.Keys);
    }

    [SampleFact]
    public async Task More_rows_than_the_default_come_as_a_stream_with_the_same_rows()
    {
        var found = await service.SsaAsync("MAXREC=20000");
        Assert.Equal(service.Genuine.Spectra.Count, found.Rows.Count);
        Assert.Equal("OK", found.Status);
        await using var app = (await ServiceFixture.StartAsync(service.Archive.Database, service.Catalog, new ServiceLimits { SsaDefaultRows = 5, SsaMaxRows = 50 }, service.Options)).App;
        using var client = new ServiceClient(app.Urls.First());
        Assert.Equal((50, "OVERFLOW"), ((await client.GetAsync("/ssa?MAXREC=20000")).Rows.Count, (await client.GetAsync("/ssa?MAXREC=20000")).QueryStatus[^1]));
        Assert.Equal((5, "OVERFLOW"), ((await client.GetAsync("/ssa")).Rows.Count, Assert.Single((await client.GetAsync("/ssa")).QueryStatus)));
    }

    [SampleTheory]
    [InlineData("", "application/fits", ".fits")]
    [InlineData("all", "application/fits", ".fits")]
    [InlineData("ALL", "application/fits", ".fits")]
    [InlineData("compliant", "application/fits", ".fits")]
    [InlineData("fits", "application/fits", ".fits")]
    [InlineData("native", "application/fits", "")]
    [InlineData("votable", "application/x-votable+xml", ".vot")]
    [InlineData("xml", "application/x-votable+xml", ".vot")]
    [InlineData("application/x-votable%2Bxml;content=spectrum", "application/x-votable+xml", ".vot")]
    [InlineData("text/csv", "text/csv", ".csv")]
    [InlineData("graphic", "image/png", ".png")]
    [InlineData("image/svg%2Bxml", "image/svg+xml", ".svg")]
    [InlineData("image/jpeg,text/csv", "text/csv", ".csv")]
    public async Task FORMAT_chooses_what_the_addresses_lead_to(string format, string mediaType, string suffix)
    {
        var row = Assert.Single((await service.SsaAsync($"FORMAT={format}&PUBDID=ivo://x/dr10?353301001")).Rows);
        Assert.Equal((mediaType, $"{service.Client.Url}/spectra/dr10/353301001{suffix}"), (row["mime"], row["accref"]));
        var product = (await service.Client.GetAsync(row["accref"][service.Client.Url.Length..])).Good();
        Assert.Equal(mediaType, product.ContentType);
        if (row["accsize"].Length > 0) Assert.Equal((product.Body.Length + 999) / 1000, suffix.Length > 0 ? int.Parse(row["accsize"], CultureInfo.InvariantCulture) : (product.Body.Length + 999) / 1000);
    }

    [SampleFact]
    public async Task A_format_that_there_is_not_finds_nothing() => Assert.Empty((await service.SsaAsync("FORMAT=image/jpeg,application/pdf")).Rows);

    [SampleTheory]
    [InlineData("FORMAT=METADATA")]
    [InlineData("REQUEST=queryData&format=metadata")]
    [InlineData("FORMAT=METADATA&POS=nonsense&MAXREC=-5")]
    public async Task FORMAT_METADATA_tells_inputs_and_columns_and_has_no_rows(string query)
    {
        var answer = (await service.SsaAsync(query)).Answer;
        Assert.Equal("OK", Assert.Single(answer.QueryStatus));
        var resource = answer.All("RESOURCE").First();
        Assert.Equal("results", (string?)resource.Attribute("type"));
        var inputs = resource.Elements().Where(e => e.Name.LocalName == "PARAM" && ((string)e.Attribute("name")!).StartsWith("INPUT:", StringComparison.Ordinal)).ToDictionary(e => ((string)e.Attribute("name")!)[6..]);
        Assert.Superset(new HashSet<string> { "POS", "SIZE", "BAND", "TIME", "FORMAT", "MAXREC", "TOP", "PUBDID", "CREATORDID", "COLLECTION", "SNR", "TARGETNAME" }, inputs.Keys.ToHashSet());
        Assert.All(inputs.Values, p => Assert.Contains(p.Elements(), e => e.Name.LocalName == "DESCRIPTION"));
        Assert.Contains("metadata", inputs["FORMAT"].Descendants().Where(e => e.Name.LocalName == "OPTION").Select(e => (string)e.Attribute("value")!));
        Assert.NotEmpty(answer.FieldNames);
        Assert.Empty(answer.All("TR"));
    }

    [SampleFact]
    public async Task Every_input_that_is_announced_with_options_takes_each_of_them()
    {
        var inputs = (await service.SsaAsync("FORMAT=METADATA")).Answer.All("PARAM").Where(e => ((string)e.Attribute("name")!).StartsWith("INPUT:", StringComparison.Ordinal));
        var tried = 0;
        foreach (var input in inputs)
            foreach (var option in input.Descendants().Where(e => e.Name.LocalName == "OPTION").Select(e => (string)e.Attribute("value")!))
            {
                (await service.Client.GetAsync($"/ssa/dr10?{((string)input.Attribute("name")!)[6..]}={Uri.EscapeDataString(option)}&MAXREC=2")).Good();
                tried++;
            }
        Assert.InRange(tried, 20, 100);
    }

    [SampleFact]
    public async Task A_form_by_POST_asks_the_same_and_HEAD_gives_the_head()
    {
        var posted = new SsaAnswer(await service.Client.PostFormAsync("/ssa/DR10", ("POS", "292.0587,43.9253"), ("size", "0.01")));
        Assert.Equal((await service.SsaAsync("POS=292.0587,43.9253&SIZE=0.01")).Keys, posted.Keys);
        var head = await service.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, service.Client.Url + "/ssa?POS=292,43"));
        Assert.Equal((HttpStatusCode.OK, "application/x-votable+xml", 0), (head.Status, head.ContentType, head.Body.Length));
        Assert.Equal("*", head.Headers["Access-Control-Allow-Origin"]);
    }

    [SampleFact]
    public async Task Fields_have_the_mandatory_utypes_and_those_that_validators_count_once()
    {
        var answer = (await service.SsaAsync("MAXREC=50")).Answer;
        var described = answer.All("TABLE").First().Elements().Where(e => e.Name.LocalName is "FIELD" or "PARAM").ToList();
        foreach (var utype in (string[])["Access.Reference", "Access.Format", "Dataset.DataModel", "Dataset.Length", "DataID.Title", "Curation.Publisher", "Char.SpatialAxis.Coverage.Location.Value",
            "Char.SpatialAxis.Coverage.Bounds.Extent", "Char.SpectralAxis.Coverage.Location.Value", "Char.SpectralAxis.Coverage.Bounds.Extent", "Char.TimeAxis.Coverage.Location.Value",
            "Query.Score", "DataID.Creator", "DataID.Collection", "DataID.CreatorDID", "DataID.DataSource", "DataID.CreationType", "Curation.PublisherDID", "Curation.Reference", "CoordSys.SpaceFrame.Name",
            "Char.SpatialAxis.Accuracy.StatError", "Char.SpatialAxis.Calibration", "Char.SpatialAxis.Resolution", "Char.SpectralAxis.Ucd", "Char.SpectralAxis.Calibration", "Char.SpectralAxis.Resolution",
            "Char.TimeAxis.Coverage.Bounds.Extent", "Char.FluxAxis.Ucd", "Char.FluxAxis.Calibration"])
            if (utype != "Query.Score") Assert.Single(described, e => (string?)e.Attribute("utype") == "ssa:" + utype);
        // The validator of the registry of registries counts these (by its old list of UCDs).
        foreach (var ucd in (string[])["meta.ref.url", "meta.number", "meta.title;meta.dataset", "meta.bib.bibcode", "pos.eq", "instr.fov", "time.epoch", "time.duration", "instr.bandpass", "spect.resolution;em", "stat.error;pos.eq", "pos.angResolution"])
            Assert.Single(described, e => ucd.Equals((string?)e.Attribute("ucd"), StringComparison.OrdinalIgnoreCase));
        Assert.Equal(("double", "2"), ((string?)Field("ssa_location").Attribute("datatype"), (string?)Field("ssa_location").Attribute("arraysize")));
        Assert.Equal("long", (string?)Field("ssa_length").Attribute("datatype"));

        XElement Field(string name) => described.Single(e => (string?)e.Attribute("name") == name);
    }

    [SampleFact]
    public async Task Nothing_that_SPLAT_reads_is_ever_null()
    {
        string[] read = ["accref", "mime", "ssa_targname", "ssa_spectralname", "ssa_spectralunit", "ssa_fluxname", "ssa_pubDID", "ssa_dstitle", "ssa_length", "ssa_location", "ssa_specmid", "ssa_specext", "ssa_specstart", "ssa_specend", "ssa_dateObs", "ssa_timeExt", "ssa_aperture"];
        Assert.All((await service.SsaAsync("")).Rows, r => Assert.All(read, name => Assert.NotEqual("", r[name])));
    }

    [SampleFact]
    public async Task Links_and_cut_outs_are_described_after_the_results_by_the_column_of_identifiers()
    {
        var answer = (await service.SsaAsync("MAXREC=1")).Answer;
        var resources = answer.Xml.Elements().Where(e => e.Name.LocalName == "RESOURCE").ToList();
        Assert.Equal((string?[])["results", "meta", "meta"], resources.Select(r => (string?)r.Attribute("type")));
        foreach (var (resource, standard) in resources.Skip(1).Zip((string[])["ivo://ivoa.net/std/DataLink#links-1.1", "ivo://ivoa.net/std/SODA#sync-1.0"]))
        {
            Assert.Equal("adhoc:service", (string?)resource.Attribute("utype"));
            var parameters = resource.Descendants().Where(e => e.Name.LocalName == "PARAM").ToDictionary(e => (string)e.Attribute("name")!);
            Assert.Equal(standard, (string?)parameters["standardID"].Attribute("value"));
            Assert.Equal("ssa_pubDID", (string?)parameters["ID"].Attribute("ref"));
        }
        Assert.Equal("ssa_pubDID", (string?)answer.All("FIELD").Single(f => (string?)f.Attribute("ID") == "ssa_pubDID").Attribute("name"));
    }
}
