using System.Xml;
using Xunit;

namespace Lamost.Vo.Server.Tests.Registry;

/// <summary>The documents beside each service: that each describes itself, and says what the registry says of it.</summary>
[Collection(RegistryTests.Name)]
public sealed class VosiTests(RegistryFixture service)
{
    [Theory]
    [InlineData("", "ivo://ivoa.net/std/TAP", "/tap")]
    [InlineData("/tap", "ivo://ivoa.net/std/TAP", "/dr10")]
    [InlineData("/scs/dr10/lrs_stellar", "ivo://ivoa.net/std/ConeSearch", "/dr10/lrs_stellar")]
    [InlineData("/SCS/dr10/LRS_stellar", "ivo://ivoa.net/std/ConeSearch", "/dr10/lrs_stellar")]
    [InlineData("/ssa", "ivo://ivoa.net/std/SSA", "/tap")]
    [InlineData("/ssa/dr10", "ivo://ivoa.net/std/SSA", "/dr10")]
    [InlineData("/datalink", "ivo://ivoa.net/std/DataLink#links-1.1", "/dr10")]
    [InlineData("/soda", "ivo://ivoa.net/std/SODA#sync-1.0", "/dr10")]
    [InlineData("/oai", "ivo://ivoa.net/std/Registry", "/registry")]
    public async Task A_service_describes_itself_as_the_registry_does(string at, string standard, string record)
    {
        var document = (await service.Client.GetAsync(at + "/capabilities")).Good();
        Assert.Equal("{http://www.ivoa.net/xml/VOSICapabilities/v1.0}capabilities", document.Xml.Name.ToString());
        Assert.NotNull(document.Headers["Last-Modified"]);
        var own = document.Xml.Elements("capability").Single(c => (string?)c.Attribute("standardID") == standard);
        if (standard != "ivo://ivoa.net/std/TAP" || at.Length == 0)
        {
            var recorded = (await service.HarvestAsync())[RegistryFixture.Authority + record].Resource!.Elements("capability").Single(c => (string?)c.Attribute("standardID") == standard);
            Assert.True(System.Xml.Linq.XNode.DeepEquals(own, recorded), $"{own}\n{recorded}");
        }
        foreach (var other in (string[])["capabilities", "availability"])
        {
            var url = document.Xml.Elements("capability").Where(c => (string?)c.Attribute("standardID") == "ivo://ivoa.net/std/VOSI#" + other).Select(c => c.Descendants("accessURL").Single().Value).First();
            var path = url[RegistryFixture.PublicUrl.Length..];
            if (at.Length > 0) Assert.Equal($"{at}/{other}", path, ignoreCase: true);
            var head = (await service.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, service.Client.Url + path))).Good();
            Assert.Equal((0, true), (head.Body.Length, head.ContentType!.StartsWith("text/xml", StringComparison.Ordinal)));
        }
        Assert.Equal("true", (await service.Client.GetAsync(at + "/availability")).Good().All("available").Single().Value);
    }

    [Theory]
    [InlineData("/scs/dr10/nothing/capabilities")]
    [InlineData("/ssa/dr99/capabilities")]
    public async Task What_is_not_there_has_no_capabilities(string path) => (await service.Client.GetAsync(path)).PlainError(System.Net.HttpStatusCode.NotFound, "There ", "LVO-HTTP-1404");

    // As the SAX parser of astroquery's TapPlus reads /tables: by prefixed names, and it stops at a column without the attribute.
    [Theory]
    [InlineData("/tap/tables")]
    [InlineData("/tap/tables/dr10.lrs_stellar")]
    public async Task Every_column_has_the_attribute_that_TapPlus_of_ESA_demands_and_its_schema_is_there(string path)
    {
        var answer = (await service.Client.GetAsync(path)).Good();
        var columns = 0;
        string? schemas = null;
        using var reader = XmlReader.Create(new StringReader(answer.Text));
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, Depth: 0 }) schemas = reader.GetAttribute("xsi:schemaLocation");
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "column" }) continue;
            columns++;
            Assert.Equal("0", reader.GetAttribute("esatapplus:flags"));
        }
        Assert.True(columns > 20);
        var words = schemas!.Split(' ');
        var schema = (await service.Client.GetAsync(words[Array.IndexOf(words, "http://esa.int/xml/EsaTapPlus") + 1][RegistryFixture.PublicUrl.Length..])).Good().Xml;
        Assert.Equal(("schema", "http://esa.int/xml/EsaTapPlus"), (schema.Name.LocalName, (string?)schema.Attribute("targetNamespace")));
        Assert.Equal("flags", (string?)Assert.Single(schema.Elements()).Attribute("name"));
    }

    [Fact]
    public async Task Answers_and_the_page_say_who_publishes_and_on_what_terms()
    {
        var answers = new[]
        {
            (await service.Client.QueryAsync("SELECT TOP 1 obsid FROM dr10.lrs_catalogue", "FORMAT=votable/td")).Good(),
            (await service.Client.GetAsync("/scs/dr10/lrs_catalogue?RA=10&DEC=40&SR=0")).Good(),
        };
        foreach (var answer in answers)
        {
            string Info(string name) => (string)Assert.Single(answer.Infos(name)).Attribute("value")!;
            Assert.Equal(("Example Observatory", "vo@example.org", RegistryFixture.Authority + "/dr10", "https://creativecommons.org/licenses/by/4.0/", "doi:10.5072/example.dr10", "bibcode:2012RAA....12.1197C"),
                (Info("publisher"), Info("contact"), Info("ivoid"), Info("rights_uri"), Info("citation"), Info("article")));
        }
        var page = (await service.Client.GetAsync("/")).Good().Text;
        foreach (var text in (string[])["<h1>LAMOST spectra at Example Observatory</h1>", "mailto:vo@example.org", "creativecommons.org/licenses/by/4.0/", "2012RAA", "Guoshoujing Telescope", "lang=\"zh\"", "/oai?verb=Identify"])
            Assert.Contains(text, page, StringComparison.Ordinal);
    }
}
