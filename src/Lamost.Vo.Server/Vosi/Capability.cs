using System.Xml;

namespace Lamost.Vo.Server.Vosi;

/// <summary>What a service can do (VOResource 1.2, 2.3): the same in its VOSI document and in its record of the registry. Those of standards with more to say derive from it.</summary>
/// <param name="standardId">The identifier of the standard; null for none.</param>
/// <param name="interfaces">Where it is used.</param>
public class Capability(string? standardId, params IReadOnlyList<ServiceInterface> interfaces)
{
    /// <summary>The identifier of the standard; null for none.</summary>
    public string? StandardId => standardId;

    /// <summary>Where it is used.</summary>
    public IReadOnlyList<ServiceInterface> Interfaces => interfaces;

    /// <summary>Some words for a person; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>Its kind, with a prefix of <see cref="Namespaces"/>; null for that of all.</summary>
    protected virtual string? XsiType => null;

    /// <summary>Writes it.</summary>
    public void Write(XmlWriter xml)
    {
        ArgumentNullException.ThrowIfNull(xml);
        xml.WriteStartElement("capability");
        if (standardId is not null) xml.WriteAttributeString("standardID", standardId);
        if (XsiType is { } type) xml.Type(type);
        xml.Element("description", Description);
        foreach (var one in interfaces) one.Write(xml);
        WriteContent(xml);
        xml.WriteEndElement();
    }

    /// <summary>Writes what the standard has beyond the interfaces.</summary>
    protected virtual void WriteContent(XmlWriter xml)
    {
    }
}
