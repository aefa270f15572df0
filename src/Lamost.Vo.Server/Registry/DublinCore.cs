using System.Text;
using System.Xml;
using Lamost.Vo.Archive.Settings;
using Lamost.Vo.Server.Vosi;

namespace Lamost.Vo.Server.Registry;

/// <summary>A record in the fifteen elements of Dublin Core (OAI-PMH 2.0, 4.6: <c>oai_dc</c>), which, unlike VOResource, have room for Chinese.</summary>
static class DublinCore
{
    /// <summary>The namespace of the element around it.</summary>
    public const string Namespace = "http://www.openarchives.org/OAI/2.0/oai_dc/";

    /// <summary>Its schema.</summary>
    public const string Schema = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd";

    const string Elements = "http://purl.org/dc/elements/1.1/";
    const string Xml = "http://www.w3.org/XML/1998/namespace";

    static readonly XmlWriterSettings Settings = new() { OmitXmlDeclaration = true, Indent = true, CheckCharacters = true };

    /// <summary>The record as text.</summary>
    public static string Write(Resource resource, InstallationSettings settings)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, Settings))
        {
            xml.WriteStartElement("oai_dc", "dc", Namespace);
            xml.WriteAttributeString("xmlns", "dc", null, Elements);
            xml.WriteAttributeString("xmlns", "xsi", null, XmlDocuments.Xsi);
            xml.WriteAttributeString("xsi", "schemaLocation", XmlDocuments.Xsi, $"{Namespace} {Schema}");
            Both(xml, "title", resource.Title);
            foreach (var creator in resource.Creators) Element(xml, "creator", creator.Name);
            foreach (var subject in resource.Subjects) Element(xml, "subject", subject);
            Both(xml, "description", resource.Description);
            Both(xml, "publisher", settings.Publisher.Name);
            foreach (var (_, date) in resource.Dates) Element(xml, "date", date);
            foreach (var type in resource.ContentTypes) Element(xml, "type", type);
            Element(xml, "identifier", resource.Identifier);
            Element(xml, "identifier", resource.ReferenceUrl);
            foreach (var doi in resource.Dois) Element(xml, "identifier", "doi:" + doi);
            if (resource.Source is not null) Element(xml, "source", resource.Source);
            foreach (var (_, _, identifier) in resource.Relations) Element(xml, "relation", identifier);
            if (settings.Rights is { } rights) Both(xml, "rights", rights.Text);
            if (settings.Rights?.Uri is { } licence) Element(xml, "rights", licence.AbsoluteUri);
            xml.WriteEndElement();
        }
        return text.ToString();
    }

    static void Both(XmlWriter xml, string name, BilingualText text)
    {
        Element(xml, name, text.English, text.Chinese is null ? null : "en");
        if (text.Chinese is { } chinese) Element(xml, name, chinese, "zh");
    }

    static void Element(XmlWriter xml, string name, string value, string? language = null)
    {
        xml.WriteStartElement("dc", name, Elements);
        if (language is not null) xml.WriteAttributeString("xml", "lang", Xml, language);
        xml.WriteString(value);
        xml.WriteEndElement();
    }
}
