using System.Globalization;
using System.Xml.Linq;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Sky;
using Xunit;

namespace Lamost.Vo.Server.Tests.Registry;

/// <summary>What stands in records: what the Registry of Registries checks before it lets a registry in, and that it is true.</summary>
[Collection(RegistryTests.Name)]
public sealed class RecordTests(RegistryFixture service)
{
    const string Authority = RegistryFixture.Authority;

    [Fact]
    public async Task The_rules_of_the_Registry_of_Registries_hold()
    {
        var identify = await service.AskAsync("verb=Identify");
        var own = identify.All("Resource").Single();
        Assert.Contains(own.Elements("capability"), c => (string?)c.Attribute(HarvestedRecord.Type) == "vg:Harvest" && (string?)c.Attribute("standardID") == "ivo://ivoa.net/std/Registry"
            && c.Elements("interface").Any(i => (string?)i.Attribute(HarvestedRecord.Type) == "vg:OAIHTTP" && (string?)i.Attribute("role") == "std"
                && i.Element("accessURL")!.Value == identify.All("baseURL").Single().Value));
        var harvest = await service.HarvestAsync("set=ivo_managed");
        Assert.NotEmpty(harvest.Live);
        var now = DateTime.UtcNow;
        foreach (var record in harvest.Live)
        {
            var resource = record.Resource!;
            Assert.Equal(XName.Get("Resource", "http://www.ivoa.net/xml/RegistryInterface/v1.0"), resource.Name);
            Assert.Equal(record.Identifier, resource.Element("identifier")!.Value);
            Assert.Equal("active", (string?)resource.Attribute("status"));
            Assert.Equal(record.Datestamp, (string?)resource.Attribute("updated"));
            foreach (var attribute in (string[])["created", "updated"])
                Assert.True(DateTime.ParseExact((string)resource.Attribute(attribute)!, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal) <= now);
            // The prefix of each xsi:type, and of nothing else, is one that is declared.
            foreach (var type in resource.DescendantsAndSelf().Attributes(HarvestedRecord.Type)) Assert.NotNull(type.Parent!.GetNamespaceOfPrefix(type.Value.Split(':')[0]));
            Assert.All(resource.Descendants(), e => Assert.Equal("", e.Name.NamespaceName));
            Assert.True(resource.Element("shortName") is not { Value.Length: > 16 });
            Assert.Equal("vo@example.org", resource.Element("curation")!.Element("contact")!.Element("email")!.Value);
            Assert.NotEmpty(resource.Element("content")!.Elements("subject"));
        }
        Assert.Equal("vg:Registry", harvest[Authority + "/registry"].XsiType);
        Assert.True(XNode.DeepEquals(own, harvest[Authority + "/registry"].Resource));
        Assert.Equal(["org.example.lamost"], harvest[Authority + "/registry"].Resource!.Elements("managedAuthority").Select(e => e.Value));
        Assert.Equal("false", harvest[Authority + "/registry"].Resource!.Element("full")!.Value);
        Assert.Equal("vg:Authority", harvest[Authority].XsiType);
        Assert.Equal("vr:Organisation", harvest[(string)harvest[Authority].Resource!.Element("managingOrg")!.Attribute("ivo-id")!].XsiType);
        foreach (var offered in harvest.Live.Where(r => r.XsiType == "vs:CatalogService"))
        {
            Assert.All(offered.Resource!.Elements("capability"), c => Assert.NotEmpty(c.Elements("interface")));
            foreach (var search in offered.Resource!.Elements("capability").Where(c => (string?)c.Attribute(HarvestedRecord.Type) is "cs:ConeSearch" or "ssap:SimpleSpectralAccess" or "tr:TableAccess"))
                Assert.Single(search.Elements("interface"), i => (string?)i.Attribute(HarvestedRecord.Type) == "vs:ParamHTTP" && (string?)i.Attribute("role") == "std");
        }
        // What one record says of another is true of it.
        Assert.All(harvest.Live.SelectMany(r => r.Resource!.Descendants("relatedResource")), r => Assert.NotNull(harvest.Find((string)r.Attribute("ivo-id")!)));
        Assert.All(harvest.Live.Select(r => r.Resource!.Element("curation")!.Element("publisher")!), p => Assert.Equal(Authority + "/org", (string?)p.Attribute("ivo-id")));
    }

    [Fact]
    public async Task A_record_of_a_table_says_what_it_is_where_and_how_it_is_searched()
    {
        var resource = (await service.HarvestAsync())[Authority + "/dr10/lrs_catalogue"].Resource!;
        Assert.Equal("LAMOST DR10 lrs_catalogue: Low-resolution general catalog (simulated)", resource.Element("title")!.Value);
        Assert.StartsWith("Simulated data:", resource.Element("content")!.Element("description")!.Value, StringComparison.Ordinal);
        Assert.Equal(["Created", "Updated"], resource.Element("curation")!.Elements("date").Select(d => (string?)d.Attribute("role")));
        Assert.Equal("v2.0", resource.Element("curation")!.Element("version")!.Value);
        Assert.Equal(["LAMOST collaboration", "Carberry, J."], resource.Element("curation")!.Elements("creator").Select(c => c.Element("name")!.Value));
        Assert.Equal("orcid:0000-0002-1825-0097", resource.Element("curation")!.Elements("creator").Last().Element("altIdentifier")!.Value);
        Assert.Equal("https://creativecommons.org/licenses/by/4.0/", (string?)resource.Elements("rights").First().Attribute("rightsURI"));
        Assert.Equal(("LAMOST", "LRS"), (resource.Element("facility")!.Value, resource.Element("instrument")!.Value));
        var table = Assert.Single(resource.Element("tableset")!.Descendants("table"));
        Assert.Equal(("dr10.lrs_catalogue", "600"), (table.Element("name")!.Value, table.Element("nrows")!.Value));
        Assert.Equal("pos.eq.ra;meta.main", table.Elements("column").Single(c => c.Element("name")!.Value == "ra").Element("ucd")!.Value);
        Assert.Equal(Authority + "/dr10", (string?)resource.Descendants("relationship").Single(r => r.Element("relationshipType")!.Value == "IsPartOf").Element("relatedResource")!.Attribute("ivo-id"));
        var release = (await service.HarvestAsync())[Authority + "/dr10"].Resource!;
        Assert.Equal("doi:10.5072/example.dr10", release.Element("altIdentifier")!.Value);
        Assert.Equal("2024-03-30", release.Element("curation")!.Elements("date").First().Value);
        var tables = service.Published.Catalog.Schemas.Single(s => s.Name == "dr10").Tables;
        Assert.Equal(tables.Select(t => "dr10." + t.Name), release.Element("tableset")!.Descendants("table").Select(t => t.Element("name")!.Value));
        Assert.Equal(["ivoa.obscore", "lamost.source_spectra"], (await service.HarvestAsync())[Authority + "/tap"].Resource!.Descendants("table").Select(t => t.Element("name")!.Value));
        // Attributes for clients of ESA are in the documents of the service alone.
        Assert.DoesNotContain("esatapplus", release.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coverage_holds_every_row_in_place_time_and_light()
    {
        var harvest = await service.HarvestAsync();
        foreach (var (id, source) in ((string, string)[])[("/dr10/lrs_catalogue", "dr10.lrs_catalogue"), ("/dr10/mrs_catalogue", "dr10.mrs_catalogue"), ("/dr10", "dr10.lrs_catalogue"), ("/tap", "dr10.mrs_catalogue")])
        {
            var coverage = harvest[Authority + id].Resource!.Element("coverage")!;
            var rows = (await service.Client.QueryAsync($"SELECT ra, dec, mjd FROM {source}", "FORMAT=csv")).Good().CsvRows.Select(r => r.Split(',').Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray()).ToList();
            Assert.NotEmpty(rows);
            Assert.True(Moc.TryParse(coverage.Element("spatial")!.Value, out var sky, out var fault), fault);
            Assert.Equal(6, sky.Order);
            Assert.All(rows, r => Assert.True(sky.Contains(r[0], r[1])));
            var times = Intervals(coverage, "temporal");
            Assert.All(rows, r => Assert.Contains(times, t => t.Low <= r[2] && r[2] <= t.High));
            // Nobody observes in the summer: seasons, not one long time.
            Assert.True(times.Count > 3);
            Assert.True(times.Sum(t => t.High - t.Low) < 0.95 * (times[^1].High - times[0].Low));
        }
        // 370 to 910 nm, and the two arms of medium resolution, by astropy: (h c / lambda).to("J").
        var low = Assert.Single(Intervals(harvest[Authority + "/dr10/lrs_catalogue"].Resource!.Element("coverage")!, "spectral"));
        Assert.Equal(2.1829e-19, low.Low, 1e-23);
        Assert.Equal(5.3688e-19, low.High, 1e-23);
        var medium = Intervals(harvest[Authority + "/dr10/mrs_catalogue"].Resource!.Element("coverage")!, "spectral");
        Assert.Equal(2, medium.Count);
        Assert.All(medium, m => Assert.True(m.Low < m.High));
        Assert.True(medium[0].High < medium[1].Low);
        var footprint = harvest[Authority + "/dr10/lrs_catalogue"].Resource!.Element("coverage")!.Element("footprint")!;
        Assert.Equal(("ivo://ivoa.net/std/moc", RegistryFixture.PublicUrl + "/coverage/dr10/lrs_catalogue"), ((string?)footprint.Attribute("ivo-id"), footprint.Value));
    }

    [Fact]
    public async Task Test_queries_find_something_and_every_address_leads_somewhere()
    {
        var harvest = await service.HarvestAsync();
        var tested = 0;
        foreach (var record in harvest.Live.Where(r => !r.Identifier.Contains("/extra", StringComparison.Ordinal)))
        {
            foreach (var test in record.Resource!.Descendants("testQuery").Where(t => t.Parent!.Name.LocalName == "interface"))
            {
                var answer = (await service.Client.GetAsync(Local(test.Parent!.Element("accessURL")!.Value) + test.Value)).Good();
                Assert.True(answer.Rows.Count > 0, record.Identifier + " " + test.Value);
                tested++;
            }
        }
        Assert.Equal(2 + service.Published.Tables.Count(t => t.Value.ConeSearch is not null && !t.Key.Schema.StartsWith("extra", StringComparison.Ordinal)), tested);
        var cone = harvest[Authority + "/dr10/lrs_stellar"].Resource!.Elements("capability").Single(c => (string?)c.Attribute("standardID") == "ivo://ivoa.net/std/ConeSearch");
        var query = cone.Element("testQuery")!;
        Assert.NotEmpty((await service.Client.GetAsync(Local(cone.Descendants("accessURL").Single().Value) + $"RA={query.Element("ra")!.Value}&DEC={query.Element("dec")!.Value}&SR={query.Element("sr")!.Value}")).Good().Rows);
        Assert.Equal($"{new ServiceLimits().MaxRows}", cone.Element("maxRecords")!.Value);

        foreach (var url in harvest.Live.SelectMany(r => r.Resource!.Descendants("accessURL")).Concat(harvest.Live.SelectMany(r => r.Resource!.Descendants("footprint"))).Select(e => e.Value).Distinct())
        {
            Assert.StartsWith(RegistryFixture.PublicUrl, url, StringComparison.Ordinal);
            var path = Local(url).TrimEnd('?');
            var answer = await service.Client.GetAsync(path is "/tap" ? "/tap/capabilities" : path);
            Assert.True((int)answer.Status is < 404 or 400, $"{url}: {answer.Status} {answer.Text}");
        }
    }

    static string Local(string url) => url[RegistryFixture.PublicUrl.Length..];

    static List<(double Low, double High)> Intervals(XElement coverage, string name) =>
        [.. coverage.Elements(name).Select(e => e.Value.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray()).Select(p => (p[0], p[1]))];
}
