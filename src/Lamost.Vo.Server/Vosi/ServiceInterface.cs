using System.Xml;

namespace Lamost.Vo.Server.Vosi;

/// <summary>An address at which a capability is used (VOResource 1.2, 2.3.1; <c>vs:ParamHTTP</c>: VODataService 1.2, 3.6).</summary>
/// <param name="Url">The address.</param>
public sealed record ServiceInterface(string Url)
{
    /// <summary>Its kind, with a prefix of <see cref="Namespaces"/>.</summary>
    public string Type { get; init; } = "vs:ParamHTTP";

    /// <summary><c>full</c> for an address that is used as it is, <c>base</c> for one that goes on.</summary>
    public string Use { get; init; } = "full";

    /// <summary><c>std</c> for the interface that the standard of the capability defines; null for any other.</summary>
    public string? Role { get; init; } = "std";

    /// <summary>The version of the standard; null where there is none.</summary>
    public string? Version { get; init; }

    /// <summary>How it is asked, <c>GET</c> or <c>POST</c>, two at most; empty where nothing is said.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>The media type of its answers; null where nothing is said.</summary>
    public string? ResultType { get; init; }

    /// <summary>Its parameters.</summary>
    public IReadOnlyList<InputParameter> Parameters { get; init; } = [];

    /// <summary>A query string that finds something; null for none.</summary>
    public string? TestQuery { get; init; }

    /// <summary>A page for people.</summary>
    public static ServiceInterface Page(string url) => new(url) { Type = "vr:WebBrowser", Role = null };

    /// <summary>Writes it.</summary>
    public void Write(XmlWriter xml)
    {
        ArgumentNullException.ThrowIfNull(xml);
        xml.WriteStartElement("interface");
        xml.Type(Type);
        if (Role is not null) xml.WriteAttributeString("role", Role);
        if (Version is not null) xml.WriteAttributeString("version", Version);
        xml.WriteStartElement("accessURL");
        xml.WriteAttributeString("use", Use);
        xml.WriteString(Url);
        xml.WriteEndElement();
        foreach (var method in Methods) xml.Element("queryType", method);
        xml.Element("resultType", ResultType);
        foreach (var parameter in Parameters) parameter.Write(xml);
        xml.Element("testQuery", TestQuery);
        xml.WriteEndElement();
    }
}

/// <summary>A parameter of an interface.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DataType"><c>string</c>, <c>real</c> or <c>integer</c>.</param>
/// <param name="Description">What it means.</param>
public sealed record InputParameter(string Name, string DataType, string Description)
{
    /// <summary>Whether it has to be given.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Its unit; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>Its UCD; null for none.</summary>
    public string? Ucd { get; init; }

    internal void Write(XmlWriter xml)
    {
        xml.WriteStartElement("param");
        xml.WriteAttributeString("use", IsRequired ? "required" : "optional");
        xml.WriteAttributeString("std", "true");
        xml.Element("name", Name);
        xml.Element("description", Description);
        xml.Element("unit", Unit);
        xml.Element("ucd", Ucd);
        xml.WriteStartElement("dataType");
        xml.Type("vs:SimpleDataType");
        xml.WriteString(DataType);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
