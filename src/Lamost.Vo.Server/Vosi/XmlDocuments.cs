using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Microsoft.Net.Http.Headers;

namespace Lamost.Vo.Server.Vosi;

/// <summary>How the service writes its small XML documents.</summary>
public static class XmlDocuments
{
    /// <summary>The namespace of xsi:type.</summary>
    public const string Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), Indent = true, CheckCharacters = true };

    /// <summary>Answers a request with a document.</summary>
    /// <param name="response">The response; nothing has been written to it.</param>
    /// <param name="write">Writes the document, from its root element on.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="lastModified">
    /// When it last changed, for a document that clients may keep: it then has an ETag too, and who has it already is told so (RFC 9110, 13). Null for one that is never kept.
    /// </param>
    public static async Task AnswerAsync(HttpResponse response, Action<XmlWriter> write, string contentType = "text/xml;charset=UTF-8", DateTimeOffset? lastModified = null)
    {
        ArgumentNullException.ThrowIfNull(response);
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, Settings))
        {
            xml.WriteStartDocument();
            write(xml);
            xml.WriteEndDocument();
        }
        if (lastModified is { } changed && IsKept(response, buffer, changed))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = contentType;
        response.ContentLength = buffer.Length;
        await response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length)).ConfigureAwait(false);
    }

    static bool IsKept(HttpResponse response, MemoryStream document, DateTimeOffset changed)
    {
        var headers = response.GetTypedHeaders();
        // Weak: compressed or not, it is the same document.
        headers.ETag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(document.GetBuffer().AsSpan(0, (int)document.Length)))[..32]}\"", isWeak: true);
        headers.LastModified = changed;
        headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
        var request = response.HttpContext.Request.GetTypedHeaders();
        if (request.IfNoneMatch.Count > 0) return request.IfNoneMatch.Any(tag => tag.Compare(headers.ETag, useStrongComparison: false) || tag == EntityTagHeaderValue.Any);
        return request.IfModifiedSince is { } since && changed.ToUnixTimeSeconds() <= since.ToUnixTimeSeconds();
    }

    /// <summary>A text of a stranger as XML 1.0 can hold it: what it forbids (production 2) becomes U+FFFD.</summary>
    public static string Allowed(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.EnumerateRunes().All(IsAllowed) && !text.Contains('\uFFFE', StringComparison.Ordinal)
            ? text
            : string.Concat(text.EnumerateRunes().Select(r => IsAllowed(r) ? r.ToString() : "\uFFFD"));

        static bool IsAllowed(Rune rune) => rune.Value is >= 0x20 and not (0xFFFE or 0xFFFF) or '\t' or '\n' or '\r';
    }

    /// <summary>Writes the attribute xsi:type.</summary>
    public static void Type(this XmlWriter xml, string type) => xml.WriteAttributeString("xsi", "type", Xsi, type);

    /// <summary>Writes an element with text, unless the text is null.</summary>
    public static void Element(this XmlWriter xml, string name, string? text)
    {
        if (text is not null) xml.WriteElementString(name, text);
    }
}
