using System.Xml;

namespace Lamost.Vo.Server.Vosi;

/// <summary>What a service can do: VOSI 1.1, 3 (<c>/capabilities</c>).</summary>
public static class CapabilitiesDocument
{
    /// <summary>Writes the document.</summary>
    /// <param name="xml">Where to.</param>
    /// <param name="capabilities">What the service can do.</param>
    public static void Write(XmlWriter xml, IEnumerable<Capability> capabilities)
    {
        ArgumentNullException.ThrowIfNull(xml);
        ArgumentNullException.ThrowIfNull(capabilities);
        xml.WriteStartElement("vosi", "capabilities", Namespaces.VosiCapabilities);
        Namespaces.Declare(xml, Namespaces.VosiCapabilities, "vr", "vs", "vg", "tr", "cs", "ssap");
        foreach (var capability in capabilities) capability.Write(xml);
        xml.WriteEndElement();
    }
}
