using System.Net;
using System.Text;
using Xunit;

namespace Lamost.Vo.Server.Tests.Tap;

/// <summary>Forms in parts, as different libraries write them (RFC 7578).</summary>
[Collection(ServiceTests.Name)]
public sealed class MultipartTests(ServiceFixture service)
{
    const string Adql = "SELECT TOP 3 obsid\r\nFROM dr10.lrs_catalogue";

    /// <summary>STILTS' own.</summary>
    const string OddBoundary = "<<<--------------MULTIPART-BOUNDARY------->>>";

    [Fact]
    public async Task The_form_of_NETs_own_library_is_read()
    {
        var form = new MultipartFormDataContent { { new StringContent(Adql), "QUERY" }, { new StringContent("csv"), "FORMAT" } };
        Assert.Equal(3, (await service.Client.PostAsync("/tap/sync", form)).Good().CsvRows.Length);
    }

    [Theory]
    [InlineData(OddBoundary, true, true)]
    [InlineData(OddBoundary, true, false)]
    [InlineData("----WebKitFormBoundary7MA4YWxkTrZu0gW", false, false)]
    [InlineData("a", false, true)]
    public async Task Boundaries_may_be_odd_and_parts_may_name_their_type_first(string boundary, bool typeFirst, bool chunked)
    {
        var body = Part(boundary, "QUERY", Adql, typeFirst) + Part(boundary, "LANG", "ADQL", typeFirst) + Part(boundary, "format", "csv", typeFirst) + $"--{boundary}--\r\n";
        var answer = await service.Client.PostAsync("/tap/sync", Body(body, $"multipart/form-data; boundary=\"{boundary}\""), chunked);
        Assert.Equal(3, answer.Good().CsvRows.Length);
    }

    [Fact]
    public async Task A_field_that_is_sent_as_a_file_is_a_field()
    {
        var form = new MultipartFormDataContent { { new StringContent("\uFEFF" + Adql, new UTF8Encoding(true)), "QUERY", "query.adql" }, { new StringContent("csv"), "FORMAT", "f" } };
        Assert.Equal(3, (await service.Client.PostAsync("/tap/sync", form)).Good().CsvRows.Length);
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"QUERY\"\r\n\r\nSELECT")]
    [InlineData("multipart/form-data", "--b\r\n\r\n--b--\r\n")]
    [InlineData("text/plain", "QUERY=SELECT 1")]
    [InlineData("application/json", "{}")]
    public async Task A_body_that_is_no_form_is_refused(string type, string body) =>
        (await service.Client.PostAsync("/tap/sync", Body(body, type))).TapError(HttpStatusCode.BadRequest, "LVO-HTTP-1001");

    // The service closes the connection with its answer, so a test must not send more than it takes.
    [Fact]
    public async Task A_body_that_announces_more_than_the_limit_is_refused_as_too_large()
    {
        var answer = await service.Client.RawAsync(
            $"POST /tap/sync HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {(256 << 20) + 1}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413 ", answer);
        Assert.Contains("[LVO-HTTP-1003]", answer);
    }

    [Fact]
    public async Task A_chunked_body_that_grows_beyond_the_limit_is_refused_as_too_large()
    {
        // Beyond the longest value and the longest name.
        const int chunk = (16 << 20) + 4096;
        var answer = await service.Client.RawAsync(
            $"POST /tap/sync HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n{chunk:x}\r\n" + new string('a', chunk));
        Assert.StartsWith("HTTP/1.1 413 ", answer);
        Assert.Contains("[LVO-HTTP-1003]", answer);
    }

    static string Part(string boundary, string name, string value, bool typeFirst)
    {
        var disposition = $"Content-Disposition: form-data; name=\"{name}\"\r\n";
        return $"--{boundary}\r\n{(typeFirst ? "Content-Type: text/plain; charset=utf-8\r\n" : "")}{disposition}\r\n{value}\r\n";
    }

    static ByteArrayContent Body(string body, string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }
}
