using System.Net;
using Lamost.Vo.Archive.Queries;
using Xunit;

namespace Lamost.Vo.Server.Tests.Http;

/// <summary>Addresses behind a reverse proxy, documents that clients keep, and what browsers ask beforehand.</summary>
[Collection(ServiceTests.Name)]
public sealed class ProxyTests(ServiceFixture service)
{
    [Theory]
    [InlineData("127.0.0.0/8", "https://vo.example.org")]
    [InlineData("10.0.0.0/8", null)]
    [InlineData(null, null)]
    public async Task Only_a_proxy_that_is_trusted_says_what_the_address_is(string? trusted, string? root)
    {
        var options = ServiceFixture.Options with { TrustedProxies = trusted is null ? [] : [IPNetwork.Parse(trusted)] };
        var (app, client) = await ServiceFixture.StartAsync(service.Database, service.Catalog, new ServiceLimits(), options);
        await using (app)
        using (client)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, client.Url + "/tap/async") { Content = new FormUrlEncodedContent([]) };
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Add("X-Forwarded-Host", "vo.example.org");
            request.Headers.Add("X-Forwarded-For", "203.0.113.7");
            var answer = await client.SendAsync(request);
            Assert.StartsWith((root ?? client.Url) + "/tap/async/", answer.Headers["Location"]);
        }
    }

    [Theory]
    [InlineData("/tap/tables")]
    [InlineData("/tap/tables/dr10.lrs_catalogue")]
    [InlineData("/tap/capabilities")]
    public async Task A_document_that_has_not_changed_is_not_sent_again(string path)
    {
        var first = (await service.Client.GetAsync(path)).Good();
        Assert.NotEmpty(first.Headers["Last-Modified"]);
        foreach (var (name, value) in new[] { ("If-None-Match", first.Headers["ETag"]), ("If-Modified-Since", first.Headers["Last-Modified"]) })
        {
            var again = await SendAsync(path, (name, value));
            Assert.Equal((HttpStatusCode.NotModified, 0), (again.Status, again.Body.Length));
        }
        (await SendAsync(path, ("If-None-Match", "\"another\""))).Good();
        Assert.False((await service.Client.GetAsync("/tap/availability")).Headers.ContainsKey("ETag"));
    }

    [Fact]
    public async Task Brotli_is_spoken_with_whom_prefers_it()
    {
        var answer = (await SendAsync("/tap/sync?QUERY=SELECT+*+FROM+TAP_SCHEMA.columns&FORMAT=json", ("Accept-Encoding", "br, gzip;q=0.5"))).Good();
        Assert.Equal("br", answer.Headers["Content-Encoding"]);
        using var plain = new StreamReader(new System.IO.Compression.BrotliStream(new MemoryStream(answer.Body), System.IO.Compression.CompressionMode.Decompress));
        Assert.EndsWith("\"status\":\"OK\"}", (await plain.ReadToEndAsync()).TrimEnd());
    }

    [Fact]
    public async Task A_browser_may_delete_a_job()
    {
        var preflight = await service.Client.SendAsync(new HttpRequestMessage(HttpMethod.Options, service.Client.Url + "/tap/async/x"));
        Assert.Equal(HttpStatusCode.NoContent, preflight.Status);
        Assert.Contains("DELETE", preflight.Headers["Access-Control-Allow-Methods"]);
        Assert.Equal("*", (await service.Client.GetAsync("/tap/async/x")).Headers["Access-Control-Allow-Origin"]);
    }

    async Task<Answer> SendAsync(string path, (string Name, string Value) header)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, service.Client.Url + path);
        request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        return await service.Client.SendAsync(request);
    }
}
