using System.Net;
using Xunit;

namespace Lamost.Vo.Server.Tests.Tap;

/// <summary>What clients send to <c>/tap/sync</c>, and in how many ways they say the same (TAP 1.1, 2.7; DALI 1.1, 3.4).</summary>
[Collection(ServiceTests.Name)]
public sealed class SyncParameterTests(ServiceFixture service)
{
    const string Adql = "SELECT TOP 3 obsid FROM dr10.lrs_catalogue ORDER BY obsid";

    [Fact]
    public async Task GET_and_POST_give_the_same_rows()
    {
        var got = (await service.Client.QueryAsync(Adql, "FORMAT=csv")).Good();
        Assert.Equal(3, got.CsvRows.Length);
        var posted = (await service.Client.PostFormAsync("/tap/sync", ("QUERY", Adql), ("LANG", "ADQL"), ("FORMAT", "csv"))).Good();
        Assert.Equal(got.Text, posted.Text);
    }

    [Theory]
    [InlineData("query", "lang", "responseFormat")]
    [InlineData("QuErY", "Lang", "Format")]
    public async Task Names_of_parameters_have_no_case(string query, string lang, string format)
    {
        var answer = (await service.Client.PostFormAsync("/tap/sync", (query, Adql), (lang, "ADQL"), (format, "csv"))).Good();
        Assert.Equal(3, answer.CsvRows.Length);
    }

    [Theory]
    [InlineData("DUMMY=1")]
    [InlineData("REQUEST=doQuery")]
    [InlineData("REQUEST=anything")]
    [InlineData("VERSION=1.0")]
    [InlineData("VERSION=1.1")]
    [InlineData("PHASE=RUN")]
    [InlineData("RUNID=nightly")]
    [InlineData("LANG=")]
    [InlineData("MAXREC=&FORMAT=")]
    [InlineData("request=doQuery&version=1.0&phase=RUN&x=%00&=&&y")]
    public async Task Parameters_without_a_meaning_here_are_ignored(string further) =>
        Assert.Equal(["OK"], (await service.Client.QueryAsync(Adql, further)).Good().QueryStatus);

    [Theory]
    [InlineData("ADQL")]
    [InlineData("adql")]
    [InlineData("ADQL-2.0")]
    [InlineData("ADQL-2.1")]
    [InlineData("adql-2.1")]
    public async Task Every_language_of_the_capabilities_is_spoken(string lang) =>
        (await service.Client.PostFormAsync("/tap/sync", ("QUERY", Adql), ("LANG", lang))).Good();

    [Fact]
    public async Task Without_LANG_the_query_is_ADQL() => (await service.Client.PostFormAsync("/tap/sync", ("QUERY", Adql))).Good();

    [Theory]
    [InlineData("OOBLECK")]
    [InlineData("ADQL-3.0")]
    [InlineData("SQL")]
    public async Task Another_language_is_refused(string lang) =>
        Assert.Contains("ADQL-2.1", (await service.Client.PostFormAsync("/tap/sync", ("QUERY", Adql), ("LANG", lang))).TapError(HttpStatusCode.BadRequest, "LVO-TAP-1002"));

    [Theory]
    [InlineData("RESPONSEFORMAT=votable", "application/x-votable+xml")]
    [InlineData("FORMAT=votable", "application/x-votable+xml")]
    [InlineData("RESPONSEFORMAT=VOTable%2Ftd", "application/x-votable+xml;serialization=TABLEDATA")]
    [InlineData("RESPONSEFORMAT=application/x-votable%2Bxml", "application/x-votable+xml")]
    [InlineData("RESPONSEFORMAT=application/x-votable+xml", "application/x-votable+xml")]
    [InlineData("RESPONSEFORMAT=application/x-votable%2Bxml%20;%20serialization%3Dbinary", "application/x-votable+xml;serialization=BINARY")]
    [InlineData("RESPONSEFORMAT=Application/X-VOTable%2Bxml;content=x", "application/x-votable+xml")]
    [InlineData("RESPONSEFORMAT=text/xml", "text/xml")]
    [InlineData("RESPONSEFORMAT=text/xml;serialization=TABLEDATA", "text/xml;serialization=TABLEDATA")]
    [InlineData("RESPONSEFORMAT=text/csv;header=absent", "text/csv;header=absent")]
    [InlineData("FORMAT=CSV", "text/csv;header=present")]
    [InlineData("RESPONSEFORMAT=csv&FORMAT=votable", "text/csv;header=present")]
    public async Task A_format_is_understood_as_clients_write_it_and_answered_as_it_was_asked_for(string format, string contentType) =>
        Assert.Equal(contentType, (await service.Client.QueryAsync(Adql, format)).Good().ContentType);

    [Theory]
    [InlineData("RESPONSEFORMAT=image/png")]
    [InlineData("FORMAT=excel")]
    public async Task Another_format_is_refused_with_those_that_there_are(string format) =>
        Assert.Contains("csv", (await service.Client.QueryAsync(Adql, format)).TapError(HttpStatusCode.BadRequest, "LVO-TAP-1003"));

    [Fact]
    public async Task The_same_value_twice_is_one_value() => (await service.Client.QueryAsync(Adql, "LANG=ADQL&MAXREC=2&MAXREC=2")).Good();

    [Theory]
    [InlineData("MAXREC=2&MAXREC=3", "MAXREC")]
    [InlineData("LANG=ADQL-2.0", "LANG")]
    [InlineData("query=SELECT+1", "QUERY")]
    public async Task Two_values_for_a_parameter_of_one_are_refused(string further, string name) =>
        Assert.Contains(name, (await service.Client.QueryAsync(Adql, further)).TapError(HttpStatusCode.BadRequest, "LVO-HTTP-1002"));

    [Theory]
    [InlineData("/tap/sync")]
    [InlineData("/tap/sync?")]
    [InlineData("/tap/sync?LANG=ADQL&QUERY=")]
    public async Task Without_a_query_the_request_is_refused(string path) =>
        Assert.Contains("QUERY", (await service.Client.GetAsync(path)).TapError(HttpStatusCode.BadRequest, "LVO-TAP-1001"));

    [Theory]
    [InlineData("SELECT TOP 3 obsid\r\nFROM dr10.lrs_catalogue\r\n")]
    [InlineData("SELECT TOP 3 obsid FROM dr10.lrs_catalogue;")]
    [InlineData(" SELECT TOP 3 obsid -- how many?\r\nFROM dr10.lrs_catalogue\r\n;\r\n")]
    public async Task Line_ends_and_a_final_semicolon_are_borne_and_the_query_is_echoed_as_it_was_sent(string adql)
    {
        var answer = (await service.Client.PostFormAsync("/tap/sync", ("QUERY", adql), ("FORMAT", "votable/td"))).Good();
        Assert.Equal(3, answer.Rows.Count);
        Assert.Equal(adql, (string)Assert.Single(answer.Infos("QUERY")).Attribute("value")!);
    }

    [Fact]
    public async Task A_client_of_TAP_1_0_gets_the_capabilities_from_sync()
    {
        var asked = (await service.Client.GetAsync("/tap/sync?REQUEST=getCapabilities")).Good();
        Assert.Equal((await service.Client.GetAsync("/tap/capabilities")).Text, asked.Text);
    }

    [Fact]
    public async Task Characters_that_should_be_encoded_are_understood_as_they_are()
    {
        var answer = await service.Client.RawAsync(
            "GET /tap/sync?QUERY=SELECT+TOP+1+'a'||'b/c,d;e'+AS+x+FROM+dr10.lrs_catalogue+WHERE+obsid>0&FORMAT=csv HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", answer);
        Assert.Contains("ab/c,d;e", answer);
    }
}
