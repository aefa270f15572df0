using System.Globalization;
using System.Xml;
using Lamost.Vo.Adql;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.Vosi;
using Lamost.Vo.Tables.Formats;

namespace Lamost.Vo.Server.Tap;

/// <summary>TAP, with its language, formats and limits in the elements of TAPRegExt 1.0.</summary>
/// <param name="tapUrl">The base URL, without a trailing slash.</param>
/// <param name="limits">The limits to announce.</param>
/// <param name="hasObsCore">Whether there is <c>ivoa.obscore</c>.</param>
sealed class TapCapability(string tapUrl, ServiceLimits limits, bool hasObsCore) : Capability(Standard, new ServiceInterface(tapUrl) { Use = "base", Version = "1.1" })
{
    public const string Standard = "ivo://ivoa.net/std/TAP";

    protected override string XsiType => "tr:TableAccess";

    protected override void WriteContent(XmlWriter xml)
    {
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

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
