using System.Text.Json;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>The registry and the documents beside each service: valid by the schemas of the standards, and read by programs of others.</summary>
[Collection(ServiceTests.Name)]
public sealed class RegistryClientsTests(ServiceFixture service)
{
    // DaCHS, the registry of GAVO, brings the schemas that STILTS lacks; Debian has them in python3-gavo.
    const string Schemata = "/usr/lib/python3/dist-packages/gavo/resources/schemata";

    static readonly (string Namespace, string File)[] Schemas =
    [
        ("http://www.openarchives.org/OAI/2.0/", "OAI-PMH.xsd"),
        ("http://www.openarchives.org/OAI/2.0/oai_dc/", "oai_dc.xsd"),
        ("http://purl.org/dc/elements/1.1/", "simpledc20021212.xsd"),
        ("http://www.w3.org/XML/1998/namespace", "xml.xsd"),
        ("http://www.ivoa.net/xml/RegistryInterface/v1.0", "RegistryInterface.xsd"),
        ("http://www.ivoa.net/xml/VORegistry/v1.0", "VORegistry.xsd"),
        ("http://www.ivoa.net/xml/ConeSearch/v1.0", "ConeSearch.xsd"),
        ("http://www.ivoa.net/xml/SSA/v1.1", "SSA.xsd"),
    ];

    [Theory]
    [InlineData("/oai?verb=Identify")]
    [InlineData("/oai?verb=ListRecords&metadataPrefix=ivo_vor")]
    [InlineData("/oai?verb=ListRecords&metadataPrefix=oai_dc&set=ivo_managed")]
    [InlineData("/oai?verb=ListIdentifiers&metadataPrefix=ivo_vor")]
    [InlineData("/oai?verb=GetRecord&metadataPrefix=ivo_vor&identifier=ivo://lamost.vo/dr10/lrs_catalogue")]
    [InlineData("/oai?verb=ListMetadataFormats")]
    [InlineData("/oai?verb=ListSets")]
    [InlineData("/oai?verb=Nonsense")]
    [InlineData("/oai?verb=ListRecords&metadataPrefix=ivo_vor&from=2999-01-01")]
    [InlineData("/oai/capabilities")]
    [InlineData("/capabilities")]
    [InlineData("/scs/dr10/lrs_catalogue/capabilities")]
    [InlineData("/ssa/dr10/capabilities")]
    [InlineData("/datalink/capabilities")]
    [InlineData("/availability")]
    public async Task Stilts_xsdvalidate_has_no_complaint(string path)
    {
        var run = await ValidateAsync($"doc={service.Url}{path}");
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
    }

    // Else the test above would say nothing.
    [Fact]
    public async Task Stilts_xsdvalidate_complains_of_a_record_that_is_wrong()
    {
        using var http = new HttpClient();
        var good = await http.GetStringAsync($"{service.Url}/oai?verb=GetRecord&metadataPrefix=ivo_vor&identifier=ivo://lamost.vo/dr10/lrs_catalogue");
        foreach (var (right, wrong) in ((string, string)[])[("<maxSR>180</maxSR>", "<maxSR>wide</maxSR>"), ("xsi:type=\"vs:CatalogService\"", "xsi:type=\"vs:CatalogServices\""), ("<spectral>", "<spectral>x ")])
        {
            Assert.Contains(right, good);
            var run = await ValidateAsync("doc=-", good.Replace(right, wrong, StringComparison.Ordinal));
            Assert.NotEqual(0, run.ExitCode);
        }
    }

    [Fact]
    public async Task A_harvester_of_the_standard_library_alone_gets_all_and_then_what_is_new()
    {
        var json = (await ClientProcess.PythonAsync("""
            import sys, json, urllib.parse, urllib.request
            import xml.etree.ElementTree as ET
            OAI = "{http://www.openarchives.org/OAI/2.0/}"
            base = sys.argv[1]

            def ask(**arguments):
                with urllib.request.urlopen(base + "?" + urllib.parse.urlencode(arguments)) as answer:
                    return ET.fromstring(answer.read())

            def harvest(verb, **arguments):
                while True:
                    root = ask(verb=verb, **arguments)
                    error = root.find(OAI + "error")
                    if error is not None:
                        if error.get("code") == "noRecordsMatch": return
                        raise SystemExit(error.get("code") + ": " + error.text)
                    yield from root.iter(OAI + "record")
                    token = root.find(".//" + OAI + "resumptionToken")
                    if token is None or not token.text: return
                    arguments = {"resumptionToken": token.text}

            identify = ask(verb="Identify").find(OAI + "Identify")
            assert identify.find(OAI + "baseURL").text == base, identify.find(OAI + "baseURL").text
            earliest = identify.find(OAI + "earliestDatestamp").text
            records = {}
            for record in harvest("ListRecords", metadataPrefix="ivo_vor", set="ivo_managed"):
                header, resource = record.find(OAI + "header"), record.find(OAI + "metadata")[0]
                assert resource.tag == "{http://www.ivoa.net/xml/RegistryInterface/v1.0}Resource"
                assert resource.find("identifier").text == header.find(OAI + "identifier").text
                records[resource.find("identifier").text] = (header.find(OAI + "datestamp").text, resource.get("{http://www.w3.org/2001/XMLSchema-instance}type"))
            latest = max(stamp for stamp, _ in records.values())
            assert min(stamp for stamp, _ in records.values()) >= earliest
            assert {r.find(OAI + "header").find(OAI + "identifier").text for r in harvest("ListRecords", metadataPrefix="ivo_vor", **{"from": latest})} == {i for i, (s, _) in records.items() if s == latest}
            assert not list(harvest("ListRecords", metadataPrefix="ivo_vor", **{"from": "2999-01-01T00:00:00Z"}))
            print(json.dumps({i: t for i, (_, t) in records.items()}))
            """, service.Url + "/oai")).Succeeded();
        var types = JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;
        Assert.Equal(["vg:Registry", "vg:Authority", "vr:Organisation"], ((string[])["/registry", "", "/org"]).Select(key => types["ivo://lamost.vo" + key]));
        Assert.All((string[])["/tap", "/dr10", "/dr10/lrs_catalogue"], key => Assert.Equal("vs:CatalogService", types["ivo://lamost.vo" + key]));
    }

    [Fact]
    public async Task Pyvo_reads_the_capabilities_of_every_service()
    {
        var output = (await ClientProcess.PythonAsync("""
            import sys, io, urllib.request, pyvo
            from pyvo.io import vosi
            url = sys.argv[1]
            for path, standard, kind in (("/tap", "ivo://ivoa.net/std/TAP", "TableAccess"), ("/scs/dr10/lrs_catalogue", "ivo://ivoa.net/std/ConeSearch", None),
                    ("/ssa", "ivo://ivoa.net/std/SSA", None), ("/ssa/dr10", "ivo://ivoa.net/std/SSA", None), ("/datalink", "ivo://ivoa.net/std/DataLink#links-1.1", None),
                    ("/soda", "ivo://ivoa.net/std/SODA#sync-1.0", None), ("/oai", "ivo://ivoa.net/std/Registry", None), ("", "ivo://ivoa.net/std/TAP", "TableAccess")):
                file = vosi.parse_capabilities(io.BytesIO(urllib.request.urlopen(url + path + "/capabilities").read()))
                capabilities = {c.standardid: c for c in file}
                assert standard in capabilities, (path, list(capabilities))
                if kind: assert type(capabilities[standard]).__name__ == kind, type(capabilities[standard])
                interface = capabilities[standard].interfaces[0]
                assert interface.role == "std", (path, interface.role)
                assert interface.accessurls[0].content.startswith(url), interface.accessurls[0].content
                assert not interface.securitymethods
                availability = vosi.parse_availability(io.BytesIO(urllib.request.urlopen(url + path + "/availability").read()))
                assert availability.available is True
            tables = vosi.parse_tables(io.BytesIO(urllib.request.urlopen(url + "/tap/tables").read()))
            assert len([t for t in tables.iter_tables()]) > 10
            print("done")
            """, service.Url)).Succeeded();
        Assert.Equal("done", output.Trim());
    }

    static Task<ClientProcess> ValidateAsync(string document, string? input = null)
    {
        Assert.True(Directory.Exists(Schemata), "The schemas of the registry are missing; ./test.sh installs python3-gavo, which has them.");
        return ClientProcess.RunAsync("stilts", ["xsdvalidate", document, "uselocals=true", .. Schemas.Select(s => $"schemaloc={s.Namespace}={Schemata}/{s.File}")], input);
    }
}
