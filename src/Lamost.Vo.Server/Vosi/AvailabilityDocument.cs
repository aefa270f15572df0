using System.Globalization;
using System.Xml;
using Lamost.Vo.Server.Http;

namespace Lamost.Vo.Server.Vosi;

/// <summary>Whether the service can answer: VOSI 1.1, 5 (<c>/availability</c>).</summary>
public static class AvailabilityDocument
{
    /// <summary>Answers a request with the document of now, which nobody is to keep.</summary>
    public static async Task AnswerAsync(HttpContext http, ServiceHealth health)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(health);
        var available = await health.DatabaseAnswersAsync(http.RequestAborted).ConfigureAwait(false);
        http.Response.Headers.CacheControl = "no-store";
        await XmlDocuments.AnswerAsync(http.Response, xml => Write(xml, available, health.UpSince, available ? null : "The database does not answer just now.")).ConfigureAwait(false);
    }

    /// <summary>Writes the document.</summary>
    /// <param name="xml">Where to.</param>
    /// <param name="available">Whether a query would be answered now.</param>
    /// <param name="upSince">When the service began, UTC.</param>
    /// <param name="note">A sentence for a person; null for none.</param>
    public static void Write(XmlWriter xml, bool available, DateTime upSince, string? note)
    {
        xml.WriteStartElement("vosi", "availability", "http://www.ivoa.net/xml/VOSIAvailability/v1.0");
        Add(xml, "available", available ? "true" : "false");
        Add(xml, "upSince", upSince.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        if (note is not null) Add(xml, "note", note);
        xml.WriteEndElement();
    }

    static void Add(XmlWriter xml, string name, string value) =>
        xml.WriteElementString("vosi", name, "http://www.ivoa.net/xml/VOSIAvailability/v1.0", value);
}
