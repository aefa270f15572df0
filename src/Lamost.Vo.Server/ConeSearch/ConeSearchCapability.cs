using System.Globalization;
using System.Xml;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.Vosi;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Server.ConeSearch;

/// <summary>A cone search, in the elements of SimpleDALRegExt 1.2, 3.1.</summary>
/// <param name="url">Its address, ending in a question mark.</param>
/// <param name="test">Where it finds a row; null where the table has none.</param>
/// <param name="limits">The limits to announce.</param>
sealed class ConeSearchCapability(string url, SkyPoint? test, ServiceLimits limits) : Capability("ivo://ivoa.net/std/ConeSearch", Interface(url, test))
{
    // So large that the rounding of the position does not matter.
    const double TestRadius = 0.01;

    protected override string XsiType => "cs:ConeSearch";

    protected override void WriteContent(XmlWriter xml)
    {
        xml.Element("maxSR", "180");
        xml.Element("maxRecords", limits.MaxRows.ToString(CultureInfo.InvariantCulture));
        xml.Element("verbosity", "true");
        if (test is not { } at) return;
        xml.WriteStartElement("testQuery");
        xml.Element("ra", TestNumber(at.LonDeg));
        xml.Element("dec", TestNumber(at.LatDeg));
        xml.Element("sr", TestNumber(TestRadius));
        xml.WriteEndElement();
    }

    /// <summary>A coordinate of a test query: degrees with four decimals.</summary>
    public static string TestNumber(double degrees) => degrees.ToString("0.####", CultureInfo.InvariantCulture);

    static ServiceInterface Interface(string url, SkyPoint? test) => new(url)
    {
        Use = "base",
        Version = "1.03",
        Methods = ["GET", "POST"],
        ResultType = "application/x-votable+xml",
        Parameters =
        [
            new("RA", "real", "Right ascension of the center, ICRS.") { IsRequired = true, Unit = "deg", Ucd = "pos.eq.ra" },
            new("DEC", "real", "Declination of the center, ICRS.") { IsRequired = true, Unit = "deg", Ucd = "pos.eq.dec" },
            new("SR", "real", "Radius of the search; 0 gives the columns alone.") { IsRequired = true, Unit = "deg", Ucd = "pos.angDistance" },
            new("VERB", "integer", "1 for few columns, 2 for the usual ones, 3 for all."),
            new("MAXREC", "integer", "Rows of the answer at most."),
        ],
        TestQuery = test is { } at ? $"RA={TestNumber(at.LonDeg)}&DEC={TestNumber(at.LatDeg)}&SR={TestNumber(TestRadius)}" : null,
    };
}
