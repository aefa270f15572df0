using System.Globalization;
using System.Xml;
using Lamost.Vo.Adql;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Tables.Formats;

namespace Lamost.Vo.Server.Vosi;

/// <summary>
/// What the service can do: VOSI 1.1, 3 (<c>/capabilities</c>), with the language, formats and limits of TAP in the elements of TAPRegExt 1.0.
/// </summary>
public static class CapabilitiesDocument
{
    const string VosiCapabilities = "http://www.ivoa.net/xml/VOSICapabilities/v1.0";
    const string VoResource = "http://www.ivoa.net/xml/VOResource/v1.0";
    const string VoDataService = "http://www.ivoa.net/xml/VODataService/v1.1";
    const string TapRegExt = "http://www.ivoa.net/xml/TAPRegExt/v1.0";

    /// <summary>Writes the capabilities of the TAP service.</summary>
    /// <param name="xml">Where to.</param>
    /// <param name="tapUrl">The base URL, without a trailing slash.</param>
    /// <param name="limits">The limits to announce.</param>
    /// <param name="hasObsCore">Whether there is <c>ivoa.obscore</c>.</param>
    public static void Write(XmlWriter xml, string tapUrl, ServiceLimits limits, bool hasObsCore)
    {
        Open(xml);
        xml.WriteAttributeString("xmlns", "tr", null, TapRegExt);
        Tap(xml, tapUrl, limits, hasObsCore);
        Vosi(xml, "ivo://ivoa.net/std/VOSI#capabilities", tapUrl + "/capabilities", version: null);
        Vosi(xml, "ivo://ivoa.net/std/VOSI#availability", tapUrl + "/availability", version: null);
        Vosi(xml, "ivo://ivoa.net/std/VOSI#tables-1.1", tapUrl + "/tables", version: "1.1");
        Examples(xml, tapUrl + "/examples");
        xml.WriteEndElement();
    }

    /// <summary>Writes the capabilities of the SODA service (SODA 1.0, 2.2).</summary>
    /// <param name="xml">Where to.</param>
    /// <param name="sodaUrl">Its base URL, without a trailing slash.</param>
    public static void WriteSoda(XmlWriter xml, string sodaUrl)
    {
        Open(xml);
        Vosi(xml, "ivo://ivoa.net/std/SODA#sync-1.0", sodaUrl + "/sync", "1.0");
        Vosi(xml, "ivo://ivoa.net/std/SODA#async-1.0", sodaUrl + "/async", "1.0");
        Vosi(xml, "ivo://ivoa.net/std/VOSI#capabilities", sodaUrl + "/capabilities", version: null);
        Vosi(xml, "ivo://ivoa.net/std/VOSI#availability", sodaUrl + "/availability", version: null);
        xml.WriteEndElement();
    }

    static void Open(XmlWriter xml)
    {
        xml.WriteStartElement("vosi", "capabilities", VosiCapabilities);
        xml.WriteAttributeString("xmlns", "vr", null, VoResource);
        xml.WriteAttributeString("xmlns", "vs", null, VoDataService);
        xml.WriteAttributeString("xmlns", "xsi", null, XmlDocuments.Xsi);
    }

    static void Tap(XmlWriter xml, string tapUrl, ServiceLimits limits, bool hasObsCore)
    {
        xml.WriteStartElement("capability");
        xml.WriteAttributeString("standardID", "ivo://ivoa.net/std/TAP");
        Type(xml, "tr:TableAccess");
        Interface(xml, tapUrl, "base", "1.1");

        if (hasObsCore)
        {
            xml.WriteStartElement("dataModel");
            xml.WriteAttributeString("ivo-id", "ivo://ivoa.net/std/ObsCore#core-1.1");
            xml.WriteString("ObsCore-1.1");
            xml.WriteEndElement();
        }
        xml.WriteStartElement("language");
        xml.Element("name", "ADQL");
        foreach (var version in AdqlLanguage.Versions)
        {
            xml.WriteStartElement("version");
            xml.WriteAttributeString("ivo-id", $"ivo://ivoa.net/std/ADQL#v{version}");
            xml.WriteString(version);
            xml.WriteEndElement();
        }
        xml.Element("description", "The Astronomical Data Query Language; what is accepted beyond and short of it is in the documentation of the service.");
        foreach (var feature in AdqlLanguage.Features) Features(xml, feature);
        xml.WriteEndElement();

        foreach (var format in TableFormats.All)
        {
            xml.WriteStartElement("outputFormat");
            if (format.IvoId is { } id) xml.WriteAttributeString("ivo-id", id);
            xml.Element("mime", format.MediaType);
            foreach (var alias in format.Aliases) xml.Element("alias", alias);
            xml.WriteEndElement();
        }

        foreach (var method in (string[])["inline", "http", "https"])
        {
            xml.WriteStartElement("uploadMethod");
            xml.WriteAttributeString("ivo-id", "ivo://ivoa.net/std/TAPRegExt#upload-" + method);
            xml.WriteEndElement();
        }
        Seconds(xml, "retentionPeriod", limits.Jobs.DefaultRetentionSeconds, limits.Jobs.MaxRetentionSeconds);
        Seconds(xml, "executionDuration", limits.Jobs.UsualSeconds, limits.Jobs.MaxSeconds);
        xml.WriteStartElement("outputLimit");
        Limit(xml, "default", "row", limits.DefaultRows);
        Limit(xml, "hard", "row", limits.MaxRows);
        xml.WriteEndElement();
        xml.WriteStartElement("uploadLimit");
        Limit(xml, "default", "row", limits.Uploads.Rows);
        Limit(xml, "hard", "row", limits.Uploads.Rows);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    static void Features(XmlWriter xml, LanguageFeatures features)
    {
        xml.WriteStartElement("languageFeatures");
        xml.WriteAttributeString("type", features.Type);
        foreach (var feature in features.All)
        {
            xml.WriteStartElement("feature");
            xml.Element("form", feature.Form);
            if (feature.Description is { } description) xml.Element("description", description);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    static void Seconds(XmlWriter xml, string name, long usual, long most)
    {
        xml.WriteStartElement(name);
        xml.Element("default", Text(usual));
        xml.Element("hard", Text(most));
        xml.WriteEndElement();
    }

    static void Limit(XmlWriter xml, string name, string unit, long number)
    {
        xml.WriteStartElement(name);
        xml.WriteAttributeString("unit", unit);
        xml.WriteString(Text(number));
        xml.WriteEndElement();
    }

    static void Vosi(XmlWriter xml, string standardId, string url, string? version)
    {
        xml.WriteStartElement("capability");
        xml.WriteAttributeString("standardID", standardId);
        Interface(xml, url, "full", version);
        xml.WriteEndElement();
    }

    static void Examples(XmlWriter xml, string url)
    {
        xml.WriteStartElement("capability");
        xml.WriteAttributeString("standardID", "ivo://ivoa.net/std/DALI#examples");
        xml.WriteStartElement("interface");
        Type(xml, "vr:WebBrowser");
        xml.WriteStartElement("accessURL");
        xml.WriteAttributeString("use", "full");
        xml.WriteString(url);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    static void Interface(XmlWriter xml, string url, string use, string? version)
    {
        xml.WriteStartElement("interface");
        Type(xml, "vs:ParamHTTP");
        xml.WriteAttributeString("role", "std");
        if (version is not null) xml.WriteAttributeString("version", version);
        xml.WriteStartElement("accessURL");
        xml.WriteAttributeString("use", use);
        xml.WriteString(url);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    static void Type(XmlWriter xml, string type) => xml.WriteAttributeString("xsi", "type", XmlDocuments.Xsi, type);

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
