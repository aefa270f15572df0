using System.Xml;

namespace Lamost.Vo.Server.Vosi;

/// <summary>
/// The attribute <c>flags</c> that TAP services of ESA have on columns: the client TapPlus of astroquery stops at a column without it. VODataService 1.2 allows attributes of
/// others, but only such as have a schema, so the service brings one.
/// </summary>
static class EsaTapPlus
{
    /// <summary>Where the schema is.</summary>
    public const string Path = "/tap/esatapplus.xsd";

    const string Namespace = "http://esa.int/xml/EsaTapPlus";
    const string Schema = "http://www.w3.org/2001/XMLSchema";

    /// <summary>Declares the prefix on the element that was begun, and where the schema is. TapPlus knows the prefix by its letters.</summary>
    public static void Declare(XmlWriter xml, string root)
    {
        xml.WriteAttributeString("xmlns", "esatapplus", null, Namespace);
        xml.WriteAttributeString("xsi", "schemaLocation", XmlDocuments.Xsi, $"{Namespace} {root}{Path}");
    }

    /// <summary>Writes the attribute on a column: 0, a column that is not special.</summary>
    public static void WriteFlags(XmlWriter xml) => xml.WriteAttributeString("esatapplus", "flags", Namespace, "0");

    /// <summary>Writes the schema.</summary>
    public static void WriteSchema(XmlWriter xml)
    {
        xml.WriteStartElement("xs", "schema", Schema);
        xml.WriteAttributeString("targetNamespace", Namespace);
        xml.WriteStartElement("xs", "attribute", Schema);
        xml.WriteAttributeString("name", "flags");
        xml.WriteAttributeString("type", "xs:integer");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
