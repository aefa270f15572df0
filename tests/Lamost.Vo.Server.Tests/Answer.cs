using System.Net;
using System.Text;
using System.Xml.Linq;
using Xunit;

namespace Lamost.Vo.Server.Tests;

/// <summary>What the service answered: status, headers in one lookup, and the body.</summary>
public sealed record Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(
        response.StatusCode,
        response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        await response.Content.ReadAsByteArrayAsync());

    public string Text => Encoding.UTF8.GetString(Body);

    public string? ContentType => Headers.GetValueOrDefault("Content-Type");

    /// <summary>The root element of the body.</summary>
    public XElement Xml => XDocument.Parse(Text).Root!;

    /// <summary>The elements of a name, in any namespace, in the order of the document.</summary>
    public IEnumerable<XElement> All(string name) => Xml.DescendantsAndSelf().Where(e => e.Name.LocalName == name);

    /// <summary>The INFO elements of a name.</summary>
    public List<XElement> Infos(string name) => [.. All("INFO").Where(e => (string?)e.Attribute("name") == name)];

    /// <summary>The values of QUERY_STATUS, in the order of the document.</summary>
    public string[] QueryStatus => [.. Infos("QUERY_STATUS").Select(e => (string)e.Attribute("value")!)];

    public string[] FieldNames => [.. All("FIELD").Select(e => (string)e.Attribute("name")!)];

    /// <summary>The cells of a TABLEDATA serialisation.</summary>
    public List<string[]> Rows => [.. All("TR").Select(r => r.Elements().Select(d => d.Value).ToArray())];

    /// <summary>The lines of a CSV answer after its header.</summary>
    public string[] CsvRows => [.. Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)];

    /// <summary>Checks that this is a good answer.</summary>
    public Answer Good()
    {
        Assert.True(Status == HttpStatusCode.OK, $"{Status}: {Text}");
        return this;
    }

    /// <summary>Checks that this is a failure in TAP's form, and gives its message.</summary>
    public string TapError(HttpStatusCode status, string code)
    {
        Assert.True(Status == status, $"{Status}: {Text}");
        Assert.Equal("application/x-votable+xml", ContentType);
        Assert.Equal("results", (string?)Assert.Single(All("RESOURCE")).Attribute("type"));
        Assert.Empty(All("TABLE"));
        var info = Assert.Single(Infos("QUERY_STATUS"));
        Assert.Equal("ERROR", (string?)info.Attribute("value"));
        Assert.Contains($"[{code}]", info.Value);
        Assert.Equal(code, (string?)Assert.Single(Infos("error_code")).Attribute("value"));
        Assert.Equal(Headers["X-Request-Id"], (string?)Assert.Single(Infos("request_id")).Attribute("value"));
        return info.Value;
    }

    /// <summary>Checks that this is a failure in the form of cone search, and gives its message.</summary>
    public string ConeError(string code, HttpStatusCode status = HttpStatusCode.OK)
    {
        Assert.True(Status == status, $"{Status}: {Text}");
        Assert.Equal("application/x-votable+xml", ContentType);
        var info = Assert.Single(All("INFO"));
        Assert.Equal("Error", (string?)info.Attribute("name"));
        Assert.Equal("VOTABLE", info.Parent!.Name.LocalName);
        Assert.Empty(All("TABLE"));
        Assert.Empty(All("PARAM"));
        var message = (string)info.Attribute("value")!;
        Assert.Contains($"[{code}]", message);
        return message;
    }

    /// <summary>Checks that this is a failure in the form of SSA, and gives its message.</summary>
    public string SsaError(string code, HttpStatusCode status = HttpStatusCode.OK)
    {
        Assert.True(Status == status, $"{Status}: {Text}");
        Assert.Equal("application/x-votable+xml", ContentType);
        Assert.Equal("results", (string?)Assert.Single(All("RESOURCE")).Attribute("type"));
        Assert.Empty(All("TABLE"));
        var info = Assert.Single(Infos("QUERY_STATUS"));
        Assert.Equal("ERROR", (string?)info.Attribute("value"));
        Assert.Contains($"[{code}]", info.Value);
        Assert.Equal("1.1", (string?)Assert.Single(Infos("SERVICE_PROTOCOL")).Attribute("value"));
        Assert.Equal(code, (string?)Assert.Single(Infos("error_code")).Attribute("value"));
        return info.Value;
    }

    /// <summary>Checks that this is a failure in plain text that begins with a word, and gives its message.</summary>
    public string PlainError(HttpStatusCode status, string firstWord, string code)
    {
        Assert.True(Status == status, $"{Status}: {Text}");
        Assert.StartsWith("text/plain", ContentType, StringComparison.Ordinal);
        var text = Headers.GetValueOrDefault("Content-Encoding") == "gzip" ? Unpacked() : Text;
        Assert.StartsWith(firstWord, text, StringComparison.Ordinal);
        Assert.Contains($"[{code}]", text);
        return text;
    }

    string Unpacked()
    {
        using var reader = new StreamReader(new System.IO.Compression.GZipStream(new MemoryStream(Body), System.IO.Compression.CompressionMode.Decompress));
        return reader.ReadToEnd();
    }
}
