using System.Text;
using System.Xml;

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
    public static async Task AnswerAsync(HttpResponse response, Action<XmlWriter> write, string contentType = "text/xml;charset=UTF-8")
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, Settings))
        {
            xml.WriteStartDocument();
            write(xml);
            xml.WriteEndDocument();
        }
        response.ContentType = contentType;
        response.ContentLength = buffer.Length;
        await response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length)).ConfigureAwait(false);
    }

    /// <summary>Writes an element with text, unless the text is null.</summary>
    public static void Element(this XmlWriter xml, string name, string? text)
    {
        if (text is not null) xml.WriteElementString(name, text);
    }
}
