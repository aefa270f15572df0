using System.Globalization;
using System.Net;
using System.Xml.Linq;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Server.Tests.DataLink;

/// <summary>The links of genuine spectra (DataLink 1.1).</summary>
[Collection(SpectraTests.Name)]
public sealed class LinksTests(SpectraFixture service)
{
    const string Low = "ivo://lamost.vo/dr10?353301001";

    static readonly string[] Columns = ["ID", "access_url", "service_def", "error_message", "description", "semantics", "content_type", "content_length", "content_qualifier", "local_semantics", "link_auth", "link_authorized"];

    async Task<List<Dictionary<string, string>>> LinksAsync(string query) => Read((await service.Client.GetAsync("/datalink/links?" + query)).Good());

    static List<Dictionary<string, string>> Read(Answer answer)
    {
        Assert.Equal("application/x-votable+xml;content=datalink", answer.ContentType);
        Assert.Equal(Columns, answer.FieldNames);
        var rows = answer.Rows.Select(r => Columns.Zip(r).ToDictionary(p => p.First, p => p.Second)).ToList();
        // Exactly one of the three (DataLink 1.1, 3.2), and semantics always.
        Assert.All(rows, r => Assert.Single((string[])["access_url", "service_def", "error_message"], c => r[c].Length > 0));
        Assert.All(rows, r => Assert.StartsWith("#", r["semantics"], StringComparison.Ordinal));
        return rows;
    }

    [SampleFact]
    public async Task A_low_resolution_spectrum_has_its_forms_its_file_pictures_and_cut_outs()
    {
        var links = await LinksAsync($"ID={Uri.EscapeDataString(Low)}");
        Assert.All(links, l => Assert.Equal(Low, l["ID"]));
        var by = links.Where(l => l["local_semantics"].Length > 0).ToLookup(l => l["local_semantics"]);
        Assert.Equal(("#this", "application/fits"), (by["#fits"].Single()["semantics"], by["#fits"].Single()["content_type"]));
        Assert.Equal(("#this", "application/x-votable+xml"), (by["#votable"].Single()["semantics"], by["#votable"].Single()["content_type"]));
        Assert.Equal("#this", by["#csv"].Single()["semantics"]);
        Assert.Equal("#this", by["#native"].Single()["semantics"]);
        Assert.Equal("#preview", by["#png"].Single()["semantics"]);
        var cutout = links.Single(l => l["semantics"] == "#cutout");
        Assert.Equal("soda", cutout["service_def"]);
        // The other release has the same spectrum.
        var other = Assert.Single(by["#other-release"]);
        Assert.Equal(("#counterpart", $"{service.Client.Url}/spectra/dr11/353301001.fits"), (other["semantics"], other["access_url"]));
    }

    [SampleFact]
    public async Task Every_link_leads_to_what_it_says_with_the_length_that_it_says()
    {
        var ids = service.Genuine.Spectra.Where(s => !s.IsMedium).Take(25).Select(s => s.Key).Append(service.Genuine.Spectra.First(s => s.IsMedium).Key);
        var links = Read(await service.Client.PostFormAsync("/datalink/links", [.. ids.Select(i => ("ID", $"ivo://lamost.vo/dr10?{i}"))]));
        var followed = 0;
        foreach (var link in links.Where(l => l["access_url"].StartsWith(service.Client.Url, StringComparison.Ordinal)).DistinctBy(l => l["access_url"]))
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, link["access_url"]);
            request.Headers.AcceptEncoding.ParseAdd("gzip");
            var head = (await service.Client.SendAsync(request)).Good();
            Assert.StartsWith(link["content_type"], head.ContentType, StringComparison.Ordinal);
            if (link["content_length"].Length > 0) Assert.Equal(link["content_length"], head.Headers["Content-Length"]);
            followed++;
        }
        Assert.InRange(followed, 150, 2000);
        Assert.All(links.Where(l => l["local_semantics"] is "#fits" or "#native"), l => Assert.NotEqual("", l["content_length"]));
    }

    [SampleFact]
    public async Task Between_a_coadd_and_its_exposures_the_relations_go_both_ways()
    {
        var visit = service.Genuine.Spectra.Where(s => s.Obsid == GenuineSpectra.NineExposures).ToList();
        var coadd = visit.Single(s => s.Minute is null && s.Arm == 1);
        var links = (await LinksAsync($"ID=ivo://x/dr10?{coadd.Key}")).Where(l => l["local_semantics"] == "#same-visit").ToDictionary(l => KeyOf(l));
        foreach (var other in visit.Where(s => s != coadd))
            Assert.Equal(other is { Minute: not null, Arm: 1 } ? "#progenitor" : "#coderived", links[other.Key]["semantics"]);
        Assert.Equal(visit.Count - 1, links.Count);

        var exposure = visit.First(s => s.Minute is not null && s.Arm == 2);
        links = (await LinksAsync($"ID=ivo://x/dr10?{exposure.Key}")).Where(l => l["local_semantics"] == "#same-visit").ToDictionary(l => KeyOf(l));
        foreach (var other in visit.Where(s => s != exposure))
            Assert.Equal(other is { Minute: null, Arm: 2 } ? "#derivation" : "#coderived", links[other.Key]["semantics"]);
    }

    [SampleFact]
    public async Task Other_visits_instruments_and_releases_of_the_source_are_counterparts_and_its_page_is_named()
    {
        var of = service.Genuine.Spectra.Where(s => s.Uid == GenuineSpectra.RepeatedStar).ToList();
        var low = of.Single(s => !s.IsMedium);
        var links = await LinksAsync($"ID=ivo://x/dr10?{low.Key}");
        var others = links.Where(l => l["semantics"] == "#counterpart").Select(l => l["access_url"]).ToHashSet();
        Assert.Equal(2 * of.Count - 1, others.Count);
        Assert.All(of.Where(s => s.IsMedium), s => Assert.Contains($"{service.Client.Url}/spectra/dr11/{s.Key}.fits", others));
        Assert.Equal($"{service.Client.Url}/source/{GenuineSpectra.RepeatedStar}", links.Single(l => l["local_semantics"] == "#source")["access_url"]);
    }

    static string KeyOf(Dictionary<string, string> link) => Path.GetFileNameWithoutExtension(new Uri(link["access_url"]).AbsolutePath);

    [SampleFact]
    public async Task Without_an_identifier_the_table_is_empty_and_the_service_describes_itself()
    {
        foreach (var query in (string[])["", "ID=", "RESPONSEFORMAT=votable&nonsense=1"])
        {
            var answer = (await service.Client.GetAsync("/datalink/links?" + query)).Good();
            Assert.Empty(Read(answer));
            Assert.Equal("OK", Assert.Single(answer.QueryStatus));
            Assert.Equal("ivo://ivoa.net/std/DataLink#links-1.1", (string?)Assert.Single(answer.Infos("standardID")).Attribute("value"));
            var self = Assert.Single(answer.All("RESOURCE"), r => (string?)r.Attribute("utype") == "adhoc:this");
            Assert.Equal(["ID", "RELEASE"], self.Descendants().Where(e => e.Name.LocalName == "GROUP").Elements().Where(e => e.Name.LocalName == "PARAM").Select(p => (string)p.Attribute("name")!));
        }
    }

    [SampleTheory]
    [InlineData("ivo://lamost.vo/dr10?999999999", "NotFoundFault")]
    [InlineData("ivo://lamost.vo/dr99?353301001", "NotFoundFault")]
    [InlineData("ivo://lamost.vo/dr10?99999999999999999999999999", "NotFoundFault")]
    [InlineData("353301001", "UsageFault")]
    [InlineData("ivo://lamost.vo", "UsageFault")]
    [InlineData("ivo://lamost.vo/dr10?", "UsageFault")]
    [InlineData("'; DROP TABLE x; --", "UsageFault")]
    [InlineData("<b>&amp;</b>", "UsageFault")]
    public async Task What_is_not_there_or_no_identifier_is_a_row_that_says_so(string id, string fault)
    {
        var link = Assert.Single(await LinksAsync($"ID={Uri.EscapeDataString(id)}"));
        Assert.Equal((id, "#this", ""), (link["ID"], link["semantics"], link["content_type"]));
        Assert.StartsWith(fault + ":", link["error_message"], StringComparison.Ordinal);
    }

    [SampleTheory]
    [InlineData("ID=IVO://LAMOST.VO/DR10%3F353301001")]
    [InlineData("ID=ivo%3A%2F%2Fsomewhere%2Fdr10%3F353301001")]
    [InlineData("ID=353301001&RELEASE=dr10")]
    [InlineData("ID=353301001&release=DR10")]
    [InlineData("id=dr10/353301001")]
    [InlineData("ID=ivo://lamost.vo/dr10?353301001&RESPONSEFORMAT=application/x-votable%2Bxml;content=datalink")]
    public async Task The_same_spectrum_is_meant_by_each_way_to_write_it(string query) =>
        Assert.Equal($"{service.Client.Url}/spectra/dr10/353301001.fits", (await LinksAsync(query)).First()["access_url"]);

    [SampleFact]
    public async Task Many_identifiers_keep_their_order_whether_repeated_or_with_commas()
    {
        var ids = service.Genuine.Spectra.Select(s => $"ivo://lamost.vo/dr1{s.Key[^1] % 2}?{s.Key}").Append("nonsense").Append("ivo://lamost.vo/dr10?1").Append(Low).ToList();
        new Random(5).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(ids));
        var repeated = Read(await service.Client.PostFormAsync("/datalink/links", [.. ids.Select(i => ("ID", i))]));
        var withCommas = Read(await service.Client.PostFormAsync("/datalink/links", ("ID", string.Join(',', ids))));
        Assert.Equal(ids.Distinct(), repeated.Select(l => l["ID"]).Distinct());
        // Those of one stand together.
        Assert.Equal(ids.Count, 1 + repeated.Zip(repeated.Skip(1)).Count(p => p.First["ID"] != p.Second["ID"] || p is { First.Count: > 0 } && p.Second["local_semantics"] == "#fits"));
        Assert.Equal(repeated.Select(l => string.Join('|', l.Values)), withCommas.Select(l => string.Join('|', l.Values)));
    }

    [SampleFact]
    public async Task Beyond_the_limit_the_answer_ends_with_all_links_of_an_identifier_and_says_OVERFLOW()
    {
        var ids = Enumerable.Range(0, 10_001).Select(i => $"dr10/{900_000_000_0L + i}").ToList();
        ids[9_999] = "dr10/353301001";
        var answer = (await service.Client.PostFormAsync("/datalink/links", ("ID", string.Join(',', ids)))).Good();
        var links = Read(answer);
        Assert.Equal(10_000, links.Select(l => l["ID"]).Distinct().Count());
        Assert.Equal((await LinksAsync("ID=dr10/353301001")).Count, links.Count(l => l["ID"] == "dr10/353301001"));
        Assert.Equal("OVERFLOW", answer.QueryStatus[^1]);
        Assert.Equal(["OK"], (await service.Client.PostFormAsync("/datalink/links", ("ID", string.Join(',', ids[..10_000])))).QueryStatus);
    }

    [SampleFact]
    public async Task Other_formats_are_refused_and_HEAD_gives_the_head()
    {
        (await service.Client.GetAsync($"/datalink/links?ID={Low}&RESPONSEFORMAT=text/html")).TapError(HttpStatusCode.BadRequest, "LVO-LINK-1001");
        var head = await service.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"{service.Client.Url}/datalink/links?ID={Low}"));
        Assert.Equal((HttpStatusCode.OK, "application/x-votable+xml;content=datalink", 0), (head.Status, head.ContentType, head.Body.Length));
    }

    [SampleFact]
    public async Task The_service_of_cut_outs_is_described_with_the_wavelengths_that_there_are()
    {
        var soda = (await service.Client.GetAsync($"/datalink/links?ID={Low}")).All("RESOURCE").Single(r => (string?)r.Attribute("ID") == "soda");
        var band = soda.Descendants().Single(e => e.Name.LocalName == "PARAM" && (string?)e.Attribute("name") == "BAND");
        Assert.Equal(("double", "2", "interval", "m"), ((string?)band.Attribute("datatype"), (string?)band.Attribute("arraysize"), (string?)band.Attribute("xtype"), (string?)band.Attribute("unit")));
        // The widest interval, as a value of the parameter, which is one.
        var widest = ((string)Assert.Single(band.Descendants(), e => e.Name.LocalName is "MIN" or "MAX").Attribute("value")!).Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal([3.7e-7, 9.1e-7], widest);
    }
}
