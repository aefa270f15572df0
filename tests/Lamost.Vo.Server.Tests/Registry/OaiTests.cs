using System.Net;
using System.Text;
using Xunit;

namespace Lamost.Vo.Server.Tests.Registry;

/// <summary>OAI-PMH 2.0, verb by verb, and what it says of wrong requests.</summary>
[Collection(RegistryTests.Name)]
public sealed class OaiTests(RegistryFixture service)
{
    const string Registry = RegistryFixture.Authority + "/registry";

    [Fact]
    public async Task Identify_tells_who_it_is_and_holds_its_own_record()
    {
        var answer = await service.AskAsync("verb=Identify");
        Assert.Equal(RegistryFixture.PublicUrl + "/oai", answer.All("baseURL").Single().Value);
        Assert.Equal(RegistryFixture.PublicUrl + "/oai", answer.All("request").Single().Value);
        Assert.Equal(("2.0", "persistent", "YYYY-MM-DDThh:mm:ssZ", "vo@example.org", "LAMOST spectra at Example Observatory"),
            (answer.All("protocolVersion").Single().Value, answer.All("deletedRecord").Single().Value, answer.All("granularity").Single().Value, answer.All("adminEmail").Single().Value,
                answer.All("repositoryName").Single().Value));
        var own = Assert.Single(answer.All("description").First().Elements());
        Assert.Equal("vg:Registry", (string?)own.Attribute(HarvestedRecord.Type));
        Assert.Equal(Registry, own.Element("identifier")!.Value);
        var earliest = answer.All("earliestDatestamp").Single().Value;
        Assert.All((await service.HarvestAsync()).Records, r => Assert.True(string.CompareOrdinal(r.Datestamp, earliest) >= 0));
    }

    [Fact]
    public async Task Formats_and_sets_are_listed()
    {
        Assert.Equal(["ivo_vor", "oai_dc"], (await service.AskAsync("verb=ListMetadataFormats")).All("metadataPrefix").Select(e => e.Value));
        Assert.Equal(["ivo_vor", "oai_dc"], (await service.AskAsync("verb=ListMetadataFormats&identifier=" + Registry)).All("metadataPrefix").Select(e => e.Value));
        Assert.Equal(["ivo_managed"], (await service.AskAsync("verb=ListSets")).All("setSpec").Select(e => e.Value));
    }

    [Fact]
    public async Task A_record_is_had_by_its_identifier_in_any_case_and_by_POST()
    {
        var answer = await service.AskAsync($"verb=GetRecord&metadataPrefix=ivo_vor&identifier={Registry.ToUpperInvariant()}");
        Assert.Equal(Registry, answer.All("header").Single().Elements().First().Value);
        var posted = (await service.Client.PostFormAsync("/oai", ("verb", "GetRecord"), ("metadataPrefix", "ivo_vor"), ("identifier", Registry))).Good();
        Assert.Equal(answer.All("metadata").Single().ToString(), posted.All("metadata").Single().ToString());
        Assert.Equal("GetRecord", (string?)posted.All("request").Single().Attribute("verb"));
        Assert.Equal(Registry, (string?)posted.All("request").Single().Attribute("identifier"));
    }

    [Fact]
    public async Task Dublin_Core_has_the_Chinese_that_VOResource_has_no_room_for()
    {
        var harvest = await service.HarvestAsync(format: "oai_dc");
        Assert.Equal((await service.HarvestAsync()).Records.Select(r => r.Identifier), harvest.Records.Select(r => r.Identifier));
        var titles = harvest[RegistryFixture.Authority + "/tap"].Resource!.Elements().Where(e => e.Name.LocalName == "title").ToList();
        Assert.Equal(["en", "zh"], titles.Select(t => (string?)t.Attribute(System.Xml.Linq.XNamespace.Xml + "lang")));
        Assert.Equal("示例天文台郭守敬望远镜光谱", titles[1].Value);
        var table = harvest[RegistryFixture.Authority + "/dr10/lrs_catalogue"].Resource!;
        Assert.Contains("模拟数据", table.Elements().Last(e => e.Name.LocalName == "description").Value);
        Assert.All(harvest.Records, r => Assert.Contains(r.Identifier, r.Resource!.Elements().Where(e => e.Name.LocalName == "identifier").Select(e => e.Value)));
    }

    [Theory]
    [InlineData("", "badVerb", "1001")]
    [InlineData("verb=identify", "badVerb", "1001")]
    [InlineData("verb=Identify&verb=Identify", "badVerb", "1001")]
    [InlineData("verb=%01%FE", "badVerb", "1001")]
    [InlineData("verb=Identify&identifier=x", "badArgument", "1002")]
    [InlineData("verb=ListRecords", "badArgument", "1002")]
    [InlineData("verb=ListRecords&metadataprefix=ivo_vor", "badArgument", "1002")]
    [InlineData("verb=ListRecords&metadataPrefix=ivo_vor&metadataPrefix=ivo_vor", "badArgument", "1002")]
    [InlineData("verb=ListRecords&metadataPrefix=ivo_vor&from=", "badArgument", "1002")]
    [InlineData("verb=ListRecords&metadataPrefix=ivo_vor&from=yesterday", "badArgument", "1002")]
    [InlineData("verb=ListRecords&metadataPrefix=ivo_vor&from=2025-02-30", "badArgument", "1002")]
    [InlineData("verb=ListRecords&metadataPrefix=ivo_vor&from=2025-02-03T04:05:06", "badArgument", "1002")]
    [InlineData("verb=ListRecords&metadataPrefix=ivo_vor&from=2025-02-03T04:05:06.5Z", "badArgument", "1002")]
    [InlineData("verb=ListRecords&metadataPrefix=ivo_vor&from=2025-02-03&until=2026-02-03T00:00:00Z", "badArgument", "1002")]
    [InlineData("verb=ListRecords&metadataPrefix=ivo_vor&from=2025-02-03&until=2025-02-02", "badArgument", "1002")]
    [InlineData("verb=ListRecords&metadataPrefix=ivo_vor&resumptionToken=x", "badArgument", "1002")]
    [InlineData("verb=GetRecord&metadataPrefix=ivo_vor", "badArgument", "1002")]
    [InlineData("verb=GetRecord&identifier=ivo://org.example.lamost/tap", "badArgument", "1002")]
    [InlineData("verb=ListRecords&resumptionToken=x", "badResumptionToken", "1003")]
    [InlineData("verb=ListRecords&resumptionToken=AAAA", "badResumptionToken", "1003")]
    [InlineData("verb=ListSets&resumptionToken=x", "badResumptionToken", "1003")]
    [InlineData("verb=ListIdentifiers&metadataPrefix=marc", "cannotDisseminateFormat", "1004")]
    [InlineData("verb=GetRecord&metadataPrefix=marc&identifier=ivo://org.example.lamost/tap", "cannotDisseminateFormat", "1004")]
    [InlineData("verb=GetRecord&metadataPrefix=ivo_vor&identifier=ivo://org.example.lamost/nothing", "idDoesNotExist", "1005")]
    [InlineData("verb=GetRecord&metadataPrefix=ivo_vor&identifier=%00", "idDoesNotExist", "1005")]
    [InlineData("verb=ListMetadataFormats&identifier=nonsense", "idDoesNotExist", "1005")]
    [InlineData("verb=ListRecords&metadataPrefix=ivo_vor&from=2999-01-01", "noRecordsMatch", "1006")]
    [InlineData("verb=ListRecords&metadataPrefix=ivo_vor&until=1999-01-01T00:00:00Z", "noRecordsMatch", "1006")]
    [InlineData("verb=ListIdentifiers&metadataPrefix=ivo_vor&set=ivo_standard", "noRecordsMatch", "1006")]
    public async Task A_wrong_request_is_told_with_the_word_of_the_protocol_and_HTTP_200(string query, string word, string code)
    {
        var answer = await service.AskAsync(query);
        var error = Assert.Single(answer.All("error"));
        Assert.Equal(word, (string?)error.Attribute("code"));
        Assert.Contains($"[LVO-OAI-{code}]", error.Value);
        // What was not understood is not repeated.
        Assert.Equal(word is not ("badVerb" or "badArgument"), answer.All("request").Single().HasAttributes);
        Assert.Single(answer.All("responseDate"));
    }

    [Fact]
    public async Task A_token_of_another_verb_or_one_that_was_tampered_with_is_none()
    {
        var token = (await service.AskAsync("verb=ListIdentifiers&metadataPrefix=ivo_vor")).All("resumptionToken").Single().Value;
        Assert.Equal("badResumptionToken", (string?)(await service.AskAsync("verb=ListRecords&resumptionToken=" + token)).All("error").Single().Attribute("code"));
        Assert.Equal("badResumptionToken", (string?)(await service.AskAsync("verb=ListIdentifiers&resumptionToken=" + token[..^4])).All("error").Single().Attribute("code"));
        Assert.NotEmpty((await service.AskAsync("verb=ListIdentifiers&resumptionToken=" + token)).All("header"));
    }

    [Fact]
    public async Task Both_granularities_are_inclusive()
    {
        var record = (await service.HarvestAsync())[Registry];
        foreach (var stamp in (string[])[record.Datestamp, record.Datestamp[..10]])
        {
            Assert.Contains(Registry, (await service.HarvestAsync($"from={stamp}&until={stamp}")).Records.Select(r => r.Identifier));
            Assert.Contains(Registry, (await service.HarvestAsync($"from={stamp}&set=ivo_managed")).Records.Select(r => r.Identifier));
            Assert.Contains(Registry, (await service.HarvestAsync($"until={stamp}")).Records.Select(r => r.Identifier));
        }
    }

    [Fact]
    public async Task A_body_that_is_no_form_is_told_and_a_large_one_is_not_read()
    {
        var text = (await service.Client.PostAsync("/oai", new StringContent("verb=Identify", Encoding.UTF8, "text/plain"))).Good();
        Assert.Equal("badArgument", (string?)text.All("error").Single().Attribute("code"));
        var large = await service.Client.PostFormAsync("/oai", ("verb", new string('x', 200_000)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.Status);
        var head = await service.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, service.Client.Url + "/oai?verb=Identify"));
        Assert.Equal(("text/xml;charset=UTF-8", 0), (head.Good().ContentType, head.Body.Length));
    }
}
