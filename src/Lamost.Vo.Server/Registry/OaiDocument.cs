using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Registry;
using Lamost.Vo.Server.Vosi;

namespace Lamost.Vo.Server.Registry;

/// <summary>Writes the answers of OAI-PMH 2.0.</summary>
static class OaiDocument
{
    /// <summary>Times: UTC, whole seconds (OAI-PMH 2.0, 3.3).</summary>
    public const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    const string Oai = "http://www.openarchives.org/OAI/2.0/";

    // With a prefix, so that the elements of records, which are in no namespace, need not say so.
    const string Prefix = "oai";

    /// <summary>Writes an answer.</summary>
    /// <param name="xml">Where to.</param>
    /// <param name="url">The address of the registry.</param>
    /// <param name="request">What was asked; null where it was not understood, and so must not be repeated (OAI-PMH 2.0, 3.2).</param>
    /// <param name="at">The time of the answer.</param>
    /// <param name="content">Writes the rest.</param>
    public static void Write(XmlWriter xml, string url, OaiRequest? request, DateTime at, Action<XmlWriter> content)
    {
        xml.WriteStartElement(Prefix, "OAI-PMH", Oai);
        xml.WriteAttributeString("xmlns", "xsi", null, XmlDocuments.Xsi);
        xml.WriteAttributeString("xsi", "schemaLocation", XmlDocuments.Xsi, $"{Oai} {Oai}OAI-PMH.xsd");
        Element(xml, "responseDate", Time(at));
        xml.WriteStartElement(Prefix, "request", Oai);
        if (request is not null)
        {
            xml.WriteAttributeString("verb", request.Verb);
            foreach (var (name, value) in request.Arguments) xml.WriteAttributeString(name, XmlDocuments.Allowed(value));
        }
        xml.WriteString(url);
        xml.WriteEndElement();
        content(xml);
        xml.WriteEndElement();
    }

    /// <summary>Writes a failure.</summary>
    public static void Error(XmlWriter xml, VoError error)
    {
        xml.WriteStartElement(Prefix, "error", Oai);
        xml.WriteAttributeString("code", OaiErrors.Word(error));
        xml.WriteString(error.ToString());
        xml.WriteEndElement();
    }

    /// <summary>Writes what the registry is (OAI-PMH 2.0, 4.2; RegistryInterface 1.1, 2.4: its own record stands in <c>description</c>).</summary>
    public static void Identify(XmlWriter xml, string name, string url, string email, DateTime earliest, PublishedRecord registry)
    {
        xml.WriteStartElement(Prefix, "Identify", Oai);
        Element(xml, "repositoryName", name);
        Element(xml, "baseURL", url);
        Element(xml, "protocolVersion", "2.0");
        Element(xml, "adminEmail", email);
        Element(xml, "earliestDatestamp", Time(earliest));
        Element(xml, "deletedRecord", "persistent");
        Element(xml, "granularity", "YYYY-MM-DDThh:mm:ssZ");
        xml.WriteStartElement(Prefix, "description", Oai);
        Resource(xml, registry);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>Writes in which forms records come.</summary>
    public static void Formats(XmlWriter xml)
    {
        xml.WriteStartElement(Prefix, "ListMetadataFormats", Oai);
        foreach (var format in OaiFormat.All)
        {
            xml.WriteStartElement(Prefix, "metadataFormat", Oai);
            Element(xml, "metadataPrefix", format.Prefix);
            Element(xml, "schema", format.Schema);
            Element(xml, "metadataNamespace", format.Namespace);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    /// <summary>Writes which sets there are.</summary>
    public static void Sets(XmlWriter xml)
    {
        xml.WriteStartElement(Prefix, "ListSets", Oai);
        xml.WriteStartElement(Prefix, "set", Oai);
        Element(xml, "setSpec", OaiRequest.ManagedSet);
        Element(xml, "setName", "Records that this registry publishes");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>Writes one record as an answer.</summary>
    public static void Single(XmlWriter xml, PublishedRecord record, OaiFormat format)
    {
        xml.WriteStartElement(Prefix, "GetRecord", Oai);
        Record(xml, record, format);
        xml.WriteEndElement();
    }

    /// <summary>Writes a part of a list.</summary>
    /// <param name="xml">Where to.</param>
    /// <param name="list">What was asked.</param>
    /// <param name="page">The records; at least one.</param>
    public static void List(XmlWriter xml, ResumptionToken list, RecordPage page)
    {
        xml.WriteStartElement(Prefix, list.Verb, Oai);
        foreach (var record in page.Records)
        {
            if (list.Verb == "ListRecords") Record(xml, record, list.Format);
            else Header(xml, record);
        }
        // An empty token closes a list that came in parts (OAI-PMH 2.0, 3.5).
        if (page.HasMore || list.After is not null)
        {
            xml.WriteStartElement(Prefix, "resumptionToken", Oai);
            xml.WriteAttributeString("completeListSize", Number(Math.Max(page.Total, list.Given + page.Records.Count)));
            xml.WriteAttributeString("cursor", Number(list.Given));
            if (page.HasMore)
            {
                var last = page.Records[^1];
                xml.WriteString((list with { After = new RecordPlace(last.Updated, last.Identifier), Given = list.Given + page.Records.Count }).ToString());
            }
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    static void Record(XmlWriter xml, PublishedRecord record, OaiFormat format)
    {
        xml.WriteStartElement(Prefix, "record", Oai);
        Header(xml, record);
        if (format.Of(record) is { } content)
        {
            xml.WriteStartElement(Prefix, "metadata", Oai);
            if (format == OaiFormat.VoResource) Resource(xml, record);
            else XElement.Parse(content).WriteTo(xml);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    static void Header(XmlWriter xml, PublishedRecord record)
    {
        xml.WriteStartElement(Prefix, "header", Oai);
        if (record.Content is null) xml.WriteAttributeString("status", "deleted");
        Element(xml, "identifier", record.Identifier);
        Element(xml, "datestamp", Time(record.Updated));
        Element(xml, "setSpec", OaiRequest.ManagedSet);
        xml.WriteEndElement();
    }

    // What is kept of a record is what it says; its state is added here.
    static void Resource(XmlWriter xml, PublishedRecord record)
    {
        var resource = XElement.Parse(record.Content!);
        resource.SetAttributeValue("created", Time(record.Created));
        resource.SetAttributeValue("updated", Time(record.Updated));
        resource.SetAttributeValue("status", "active");
        resource.SetAttributeValue("version", "1.2");
        resource.WriteTo(xml);
    }

    static void Element(XmlWriter xml, string name, string value) => xml.WriteElementString(Prefix, name, Oai, value);

    static string Time(DateTime time) => time.ToString(TimeForm, CultureInfo.InvariantCulture);

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
