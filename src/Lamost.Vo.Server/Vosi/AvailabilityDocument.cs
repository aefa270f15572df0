using System.Globalization;
using System.Xml;

namespace Lamost.Vo.Server.Vosi;

/// <summary>Whether the service can answer: VOSI 1.1, 5 (<c>/availability</c>).</summary>
public static class AvailabilityDocument
{
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
