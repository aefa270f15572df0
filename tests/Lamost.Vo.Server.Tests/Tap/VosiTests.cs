using System.Net;
using Lamost.Vo.Archive.Queries;
using Xunit;

namespace Lamost.Vo.Server.Tests.Tap;

/// <summary>The documents that describe the service (VOSI 1.1, TAPRegExt 1.0), and that they say the same as TAP_SCHEMA and the answers.</summary>
[Collection(ServiceTests.Name)]
public sealed class VosiTests(ServiceFixture service)
{
    [Fact]
    public async Task The_tables_document_TAP_SCHEMA_and_the_FIELDs_of_an_answer_describe_every_column_alike()
    {
        var tables = (await service.Client.GetAsync("/tap/tables")).Good().All("table").ToDictionary(
            t => Child(t, "name"),
            t => t.Elements().Where(e => e.Name.LocalName == "column").Select(c => string.Join("|",
                Child(c, "name"), c.Elements().Single(e => e.Name.LocalName == "dataType") is var d ? d.Value : "", (string?)d.Attribute("arraysize"), (string?)d.Attribute("extendedType"),
                Child(c, "unit"), Child(c, "ucd"), Child(c, "utype"), Child(c, "description"))).ToList());
        Assert.Contains("dr10.lrs_catalogue", tables.Keys);
        Assert.Contains("TAP_SCHEMA.columns", tables.Keys);
        var schema = (await service.Client.QueryAsync(
            "SELECT table_name, column_name, datatype, arraysize, xtype, unit, ucd, utype, description FROM TAP_SCHEMA.columns ORDER BY table_name, column_index", "FORMAT=votable/td"))
            .Good().Rows.GroupBy(r => r[0]).ToDictionary(g => g.Key, g => g.Select(r => string.Join("|", r[1..])).ToList());
        Assert.Equal(tables.Keys.Order(), schema.Keys.Order());
        foreach (var (name, columns) in tables)
        {
            Assert.Equal(columns, schema[name]);
            var fields = (await service.Client.QueryAsync($"SELECT * FROM {name}", "MAXREC=0&FORMAT=votable/td")).Good().All("FIELD");
            Assert.Equal(columns, fields.Select(f => string.Join("|", Written((string)f.Attribute("name")!), (string?)f.Attribute("datatype"), (string?)f.Attribute("arraysize"),
                (string?)f.Attribute("xtype"), (string?)f.Attribute("unit"), (string?)f.Attribute("ucd"), (string?)f.Attribute("utype"), Child(f, "DESCRIPTION"))));
        }
    }

    [Fact]
    public async Task No_text_has_an_arraysize_that_old_readers_take_wrongly()
    {
        var answer = (await service.Client.QueryAsync("SELECT arraysize, \"size\" FROM TAP_SCHEMA.columns WHERE arraysize IS NOT NULL AND datatype = 'char'", "FORMAT=votable/td")).Good();
        Assert.All(answer.Rows, r => Assert.Contains((r[0], r[1]), new[] { ("*", ""), ("10", "10") }));
    }

    [Fact]
    public async Task Detail_min_leaves_the_columns_out()
    {
        var (full, few) = ((await service.Client.GetAsync("/tap/tables")).Good(), (await service.Client.GetAsync("/tap/tables?detail=min")).Good());
        Assert.Empty(few.All("column"));
        Assert.Empty(few.All("foreignKey"));
        Assert.Equal(full.All("table").Select(t => Child(t, "name")), few.All("table").Select(t => Child(t, "name")));
        Assert.Equal(full.Text, (await service.Client.GetAsync("/tap/tables?detail=max")).Text);
    }

    [Theory]
    [InlineData("DETAIL=min")]
    [InlineData("Detail=MIN")]
    public async Task The_parameter_detail_has_no_case(string query) => Assert.Empty((await service.Client.GetAsync("/tap/tables?" + query)).Good().All("column"));

    [Theory]
    [InlineData("dr10.lrs_catalogue")]
    [InlineData("DR10.LRS_CATALOGUE")]
    [InlineData("dr10%2Elrs_catalogue")]
    public async Task A_table_is_found_in_any_case(string name)
    {
        var table = (await service.Client.GetAsync("/tap/tables/" + name)).Good();
        Assert.Equal("table", table.Xml.Name.LocalName);
        Assert.Equal("http://www.ivoa.net/xml/VOSITables/v1.0", table.Xml.Name.NamespaceName);
        Assert.Equal("dr10.lrs_catalogue", Child(table.Xml, "name"));
        Assert.NotEmpty(table.All("column"));
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("vo.secret")]
    [InlineData("%3Cscript%3E")]
    public async Task An_unknown_table_is_not_found(string name) =>
        (await service.Client.GetAsync("/tap/tables/" + name)).TapError(HttpStatusCode.NotFound, "LVO-HTTP-1404");

    [Fact]
    public async Task The_capabilities_announce_the_limits_and_the_address()
    {
        var document = (await service.Client.GetAsync("/tap/capabilities")).Good();
        var limits = new ServiceLimits();
        Assert.Equal([$"{limits.DefaultRows}", $"{limits.MaxRows}"], document.All("outputLimit").Single().Elements().Select(e => e.Value));
        Assert.Equal([$"{limits.Jobs.UsualSeconds}", $"{limits.Jobs.MaxSeconds}"], document.All("executionDuration").Single().Elements().Select(e => e.Value));
        Assert.Contains($"{service.Client.Url}/tap", document.All("accessURL").Select(e => e.Value));
    }

    [Fact]
    public async Task Behind_a_proxy_every_address_is_the_public_one()
    {
        var (app, client) = await ServiceFixture.StartAsync(service.Database, service.Catalog, new ServiceLimits(), ServiceFixture.Options with { PublicUrl = new Uri("https://vo.example.org/lamost/") });
        await using (app)
        using (client)
        {
            Assert.All((await client.GetAsync("/tap/capabilities")).Good().All("accessURL"), e => Assert.StartsWith("https://vo.example.org/lamost/tap", e.Value));
            var page = (await client.GetAsync("/")).Good().Text;
            Assert.Contains("https://vo.example.org/lamost/scs/dr10/lrs_catalogue?", page);
            Assert.DoesNotContain(client.Url, page);
        }
    }

    [Fact]
    public async Task The_service_is_available_and_nobody_may_keep_that_answer()
    {
        var answer = (await service.Client.GetAsync("/tap/availability")).Good();
        Assert.Equal("true", answer.All("available").Single().Value);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
    }

    static string Child(System.Xml.Linq.XElement element, string name) => element.Elements().SingleOrDefault(e => e.Name.LocalName == name)?.Value ?? "";

    static string Written(string name) => Lamost.Vo.Adql.AdqlLanguage.Written(name);
}
