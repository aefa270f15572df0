using System.Xml;

namespace Lamost.Vo.Server.Vosi;

/// <summary>The XML namespaces of what the service says of itself. Clients compare the prefixes in <c>xsi:type</c> letter by letter, so each is always the usual one.</summary>
public static class Namespaces
{
    /// <summary>VOSI 1.1, capabilities.</summary>
    public const string VosiCapabilities = "http://www.ivoa.net/xml/VOSICapabilities/v1.0";

    /// <summary>RegistryInterface 1.1: the element around a record.</summary>
    public const string RegistryInterface = "http://www.ivoa.net/xml/RegistryInterface/v1.0";

    /// <summary>The prefixes that values of <c>xsi:type</c> have, with their namespaces.</summary>
    static readonly (string Prefix, string Namespace)[] Types =
    [
        ("vr", "http://www.ivoa.net/xml/VOResource/v1.0"),
        ("vs", "http://www.ivoa.net/xml/VODataService/v1.1"),
        ("vg", "http://www.ivoa.net/xml/VORegistry/v1.0"),
        ("tr", "http://www.ivoa.net/xml/TAPRegExt/v1.0"),
        ("cs", "http://www.ivoa.net/xml/ConeSearch/v1.0"),
        ("ssap", "http://www.ivoa.net/xml/SSA/v1.1"),
    ];

    /// <summary>Declares the prefixes on the element that was begun, and where the schemas are: under their own names, as everything of the IVOA.</summary>
    /// <param name="xml">Where to.</param>
    /// <param name="root">The namespace of the element itself.</param>
    /// <param name="prefixes">Which prefixes are used.</param>
    public static void Declare(XmlWriter xml, string root, params string[] prefixes)
    {
        var used = Types.Where(t => prefixes.Contains(t.Prefix)).ToList();
        foreach (var (prefix, name) in used) xml.WriteAttributeString("xmlns", prefix, null, name);
        xml.WriteAttributeString("xmlns", "xsi", null, XmlDocuments.Xsi);
        xml.WriteAttributeString("xsi", "schemaLocation", XmlDocuments.Xsi, string.Join(' ', used.Select(t => t.Namespace).Prepend(root).Select(n => $"{n} {n}")));
    }
}
