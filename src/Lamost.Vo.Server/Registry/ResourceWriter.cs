using System.Globalization;
using System.Text;
using System.Xml;
using Lamost.Vo.Archive.Settings;
using Lamost.Vo.Server.Vosi;

namespace Lamost.Vo.Server.Registry;

/// <summary>What a record says that all kinds of records say (VOResource 1.2, 2.2).</summary>
/// <param name="Type">Its kind, with a prefix of <see cref="Namespaces"/>.</param>
/// <param name="Identifier"><c>ivo://authority/key</c>.</param>
/// <param name="Title">One line.</param>
/// <param name="Description">Some sentences.</param>
/// <param name="ReferenceUrl">A page for people.</param>
sealed record Resource(string Type, string Identifier, BilingualText Title, BilingualText Description, string ReferenceUrl)
{
    /// <summary>At most sixteen characters; null for none.</summary>
    public string? ShortName { get; init; }

    /// <summary>Digital object identifiers.</summary>
    public IReadOnlyList<string> Dois { get; init; } = [];

    /// <summary>The logo of who made it; null for none.</summary>
    public Uri? Logo { get; init; }

    /// <summary>Who made it.</summary>
    public IReadOnlyList<CreatorSettings> Creators { get; init; } = [];

    /// <summary>Days of its life, with terms of the vocabulary <c>date_role</c>.</summary>
    public IReadOnlyList<(string Role, string Date)> Dates { get; init; } = [];

    /// <summary>Its version; null for none.</summary>
    public string? Version { get; init; }

    /// <summary>What it is about: terms of the UAT.</summary>
    public required IReadOnlyList<string> Subjects { get; init; }

    /// <summary>Bibcode of the article about it; null for none.</summary>
    public string? Source { get; init; }

    /// <summary>Terms of the vocabulary <c>content_type</c>.</summary>
    public required IReadOnlyList<string> ContentTypes { get; init; }

    /// <summary>Other records that it has to do with, with terms of the vocabulary <c>relationship_type</c>.</summary>
    public IReadOnlyList<(string Type, string Name, string Identifier)> Relations { get; init; } = [];
}

/// <summary>Writes records of the registry: the element <c>ri:Resource</c> of RegistryInterface 1.1, without the attributes that tell its state.</summary>
static class ResourceWriter
{
    const int LongestShortName = 16;

    static readonly XmlWriterSettings Settings = new() { OmitXmlDeclaration = true, Indent = true, CheckCharacters = true };

    /// <summary>The record as text.</summary>
    /// <param name="resource">What it says as any record.</param>
    /// <param name="settings">Who publishes it.</param>
    /// <param name="content">Writes what its kind has beyond that.</param>
    public static string Write(Resource resource, InstallationSettings settings, Action<XmlWriter> content)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, Settings))
        {
            xml.WriteStartElement("ri", "Resource", Namespaces.RegistryInterface);
            Namespaces.Declare(xml, Namespaces.RegistryInterface, "vr", "vs", "vg", "tr", "cs", "ssap");
            xml.Type(resource.Type);
            xml.Element("title", resource.Title.English);
            xml.Element("shortName", Short(resource.ShortName));
            xml.Element("identifier", resource.Identifier);
            foreach (var doi in resource.Dois) xml.Element("altIdentifier", "doi:" + doi);
            Curation(xml, resource, settings);
            Content(xml, resource);
            content(xml);
            xml.WriteEndElement();
        }
        return text.ToString();
    }

    /// <summary>On what terms it may be used: the licence, and the policy.</summary>
    public static void Rights(XmlWriter xml, InstallationSettings settings)
    {
        if (settings.Rights is { } rights)
        {
            xml.WriteStartElement("rights");
            if (rights.Uri is { } uri) xml.WriteAttributeString("rightsURI", uri.AbsoluteUri);
            xml.WriteString(rights.Text.English);
            xml.WriteEndElement();
        }
        xml.Element("rights", settings.DataPolicy?.English);
    }

    /// <summary>A number as XML Schema has it.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    static string? Short(string? name) => name is { Length: > LongestShortName } ? name[..LongestShortName].TrimEnd() : name;

    static void Curation(XmlWriter xml, Resource resource, InstallationSettings settings)
    {
        xml.WriteStartElement("curation");
        xml.WriteStartElement("publisher");
        xml.WriteAttributeString("ivo-id", settings.PublisherId);
        xml.WriteString(settings.Publisher.Name.English);
        xml.WriteEndElement();
        foreach (var creator in resource.Creators)
        {
            xml.WriteStartElement("creator");
            xml.Element("name", creator.Name);
            if (creator == resource.Creators[0]) xml.Element("logo", resource.Logo?.AbsoluteUri);
            if (creator.Orcid is { } orcid) xml.Element("altIdentifier", "orcid:" + orcid);
            xml.WriteEndElement();
        }
        foreach (var (role, date) in resource.Dates)
        {
            xml.WriteStartElement("date");
            xml.WriteAttributeString("role", role);
            xml.WriteString(date);
            xml.WriteEndElement();
        }
        xml.Element("version", resource.Version);
        xml.WriteStartElement("contact");
        xml.Element("name", settings.Contact.Name.English);
        xml.Element("address", settings.Contact.Address?.English);
        xml.Element("email", settings.Contact.Email);
        xml.Element("telephone", settings.Contact.Telephone);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    static void Content(XmlWriter xml, Resource resource)
    {
        xml.WriteStartElement("content");
        foreach (var subject in resource.Subjects) xml.Element("subject", subject);
        xml.Element("description", resource.Description.English);
        if (resource.Source is { } source)
        {
            xml.WriteStartElement("source");
            xml.WriteAttributeString("format", "bibcode");
            xml.WriteString(source);
            xml.WriteEndElement();
        }
        xml.Element("referenceURL", resource.ReferenceUrl);
        foreach (var type in resource.ContentTypes) xml.Element("type", type);
        xml.Element("contentLevel", "Research");
        foreach (var (type, name, identifier) in resource.Relations)
        {
            xml.WriteStartElement("relationship");
            xml.Element("relationshipType", type);
            xml.WriteStartElement("relatedResource");
            xml.WriteAttributeString("ivo-id", identifier);
            xml.WriteString(name);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }
}
