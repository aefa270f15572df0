using System.IO.Compression;
using System.Net;
using Xunit;

namespace Lamost.Vo.Server.Tests.Http;

/// <summary>What every answer has in common, good or bad.</summary>
[Collection(ServiceTests.Name)]
public sealed class MannersTests(ServiceFixture service)
{
    const string Good = "/tap/sync?LANG=ADQL&QUERY=SELECT+TOP+1+*+FROM+dr10.lrs_catalogue";
    const string Cone = "/scs/dr10/lrs_catalogue?RA=120&DEC=30&SR=1";

    public static TheoryData<string, string> Requests => new()
    {
        { "GET", "/" }, { "GET", "/tap" }, { "GET", Good }, { "GET", "/tap/sync?QUERY=DUFF" }, { "GET", "/tap/tables/nope" }, { "GET", "/tap/nothing" }, { "GET", "/nothing" },
        { "DELETE", "/tap/sync" }, { "PUT", "/scs/dr10/lrs_catalogue" }, { "OPTIONS", "/tap/sync" }, { "OPTIONS", "/nothing" }, { "HEAD", Good }, { "GET", Cone },
        { "GET", "/scs/dr10/lrs_catalogue?RA=x" }, { "GET", "/tap/availability" }, { "POST", "/tap/capabilities" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Every_answer_names_the_software_and_the_request_and_can_be_read_by_scripts_of_other_sites(string method, string path)
    {
        var answer = await SendAsync(method, path, ("Origin", "https://example.org"));
        Assert.Matches(@"^Lamost\.Vo/\d+\.\d+\.\d+\S*$", answer.Headers["Server"]);
        Assert.NotEmpty(answer.Headers["X-Request-Id"]);
        Assert.Equal("*", answer.Headers["Access-Control-Allow-Origin"]);
        Assert.Contains("X-Request-Id", answer.Headers["Access-Control-Expose-Headers"]);
        Assert.Contains("Location", answer.Headers["Access-Control-Expose-Headers"]);
    }

    [Fact]
    public async Task Requests_have_different_ids() =>
        Assert.NotEqual((await service.Client.GetAsync("/")).Headers["X-Request-Id"], (await service.Client.GetAsync("/")).Headers["X-Request-Id"]);

    [Fact]
    public async Task OPTIONS_permits_what_scripts_of_other_sites_send()
    {
        var answer = await SendAsync("OPTIONS", "/tap/sync", ("Origin", "https://example.org"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type"));
        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Contains("POST", answer.Headers["Access-Control-Allow-Methods"]);
        Assert.Contains("Content-Type", answer.Headers["Access-Control-Allow-Headers"]);
        Assert.Empty(answer.Body);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/tap")]
    [InlineData("/tap/capabilities")]
    [InlineData("/tap/availability")]
    [InlineData("/tap/tables")]
    [InlineData("/tap/tables/dr10.lrs_stellar")]
    [InlineData(Good)]
    [InlineData(Cone)]
    [InlineData(Cone + "&MAXREC=0")]
    [InlineData("/tap/sync?QUERY=DUFF")]
    [InlineData("/tap/tables/nope")]
    [InlineData("/nothing")]
    public async Task HEAD_answers_as_GET_does_without_a_body(string path)
    {
        var (get, head) = (await service.Client.GetAsync(path), await SendAsync("HEAD", path));
        Assert.Equal(get.Status, head.Status);
        Assert.Equal(get.ContentType, head.ContentType);
        Assert.Empty(head.Body);
    }

    [Theory]
    [InlineData("DELETE", "/tap/sync", "GET, HEAD, POST")]
    [InlineData("PUT", "/tap/tables/dr10.lrs_catalogue", "GET, HEAD")]
    [InlineData("POST", "/tap/capabilities", "GET, HEAD")]
    public async Task A_method_that_is_not_possible_is_refused_with_those_that_are(string method, string path, string allowed)
    {
        var answer = await SendAsync(method, path);
        answer.TapError(HttpStatusCode.MethodNotAllowed, "LVO-HTTP-1405");
        Assert.Equal(allowed, answer.Headers["Allow"]);
    }

    [Fact]
    public async Task What_is_not_there_is_said_in_the_form_of_its_neighbours()
    {
        (await service.Client.GetAsync("/tap/nothing")).TapError(HttpStatusCode.NotFound, "LVO-HTTP-1404");
        var other = await service.Client.GetAsync("/nothing");
        Assert.Equal(HttpStatusCode.NotFound, other.Status);
        Assert.Equal("text/plain; charset=utf-8", other.ContentType);
        Assert.Contains("[LVO-HTTP-1404]", other.Text);
    }

    [Theory]
    [InlineData("/tap/sync/")]
    [InlineData("//tap//sync")]
    [InlineData("/tap//sync//")]
    public async Task One_slash_too_many_changes_nothing_and_redirects_nobody(string path)
    {
        var answer = await service.Client.PostFormAsync(path, ("QUERY", "SELECT TOP 1 obsid FROM dr10.lrs_catalogue"), ("FORMAT", "csv"));
        Assert.Single(answer.Good().CsvRows);
    }

    [Theory]
    [InlineData("/tap/capabilities/")]
    [InlineData("/tap/tables/dr10.lrs_catalogue/")]
    [InlineData("/tap/")]
    [InlineData("//")]
    [InlineData("/scs/dr10/lrs_catalogue/?RA=120&DEC=30&SR=0")]
    public async Task Slashes_at_the_end_are_borne_everywhere(string path) => (await service.Client.GetAsync(path)).Good();

    [Theory]
    [InlineData("image/png")]
    [InlineData("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2")]
    [InlineData("nonsense;;;")]
    public async Task No_header_Accept_is_unacceptable(string accept)
    {
        foreach (var path in new[] { Good, Cone, "/tap/capabilities", "/tap/tables", "/tap/availability", "/" })
            (await SendAsync("GET", path, ("Accept", accept))).Good();
    }

    [Theory]
    [InlineData("/tap/tables")]
    [InlineData("/tap/sync?QUERY=SELECT+*+FROM+dr10.lrs_catalogue&FORMAT=csv")]
    [InlineData("/tap/sync?QUERY=SELECT+*+FROM+dr10.lrs_catalogue")]
    [InlineData("/scs/dr10/lrs_catalogue?RA=120&DEC=30&SR=180")]
    [InlineData("/")]
    [InlineData("/tap/sync?QUERY=DUFF")]
    public async Task An_answer_is_compressed_for_whom_asked_for_it_and_for_nobody_else(string path)
    {
        var plain = await service.Client.GetAsync(path);
        Assert.False(plain.Headers.ContainsKey("Content-Encoding"));
        Assert.False((await SendAsync("GET", path, ("Accept-Encoding", "identity"))).Headers.ContainsKey("Content-Encoding"));
        Assert.False((await SendAsync("GET", path, ("Accept-Encoding", "gzip;q=0"))).Headers.ContainsKey("Content-Encoding"));
        var packed = await SendAsync("GET", path, ("Accept-Encoding", "gzip, deflate"));
        Assert.Equal("gzip", packed.Headers["Content-Encoding"]);
        Assert.Equal("Accept-Encoding", packed.Headers["Vary"]);
        using var unpacked = new StreamReader(new GZipStream(new MemoryStream(packed.Body), CompressionMode.Decompress));
        var text = await unpacked.ReadToEndAsync();
        Assert.Equal(plain.Text.Length, text.Length);
        Assert.EndsWith(plain.Text[^20..], text);
    }

    [Fact]
    public async Task The_home_page_shows_what_to_paste_and_marks_what_is_invented()
    {
        var page = (await service.Client.GetAsync("/")).Good();
        Assert.Equal("text/html; charset=utf-8", page.ContentType);
        Assert.Contains($"<pre>{service.Client.Url}/tap</pre>", page.Text);
        Assert.Contains($"{service.Client.Url}/scs/dr10/lrs_stellar?", page.Text);
        Assert.Contains(">simulated<", page.Text);
    }

    Task<Answer> SendAsync(string method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), service.Client.Url + path);
        foreach (var (name, value) in headers) Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return service.Client.SendAsync(request);
    }
}
