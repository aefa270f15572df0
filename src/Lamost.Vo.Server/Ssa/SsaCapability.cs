using System.Globalization;
using System.Xml;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.ConeSearch;
using Lamost.Vo.Server.Vosi;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Server.Ssa;

/// <summary>A search for spectra, in the elements of SimpleDALRegExt 1.2, 3.3.</summary>
/// <param name="url">Its address, ending in a question mark.</param>
/// <param name="test">Where it finds a spectrum; null where there is none.</param>
/// <param name="isSimulated">Whether spectra are invented.</param>
/// <param name="limits">The limits to announce.</param>
sealed class SsaCapability(string url, SkyPoint? test, bool isSimulated, ServiceLimits limits) : Capability("ivo://ivoa.net/std/SSA", Interface(url, test))
{
    // The diameter of the search, as SIZE is.
    const double TestSize = 0.02;

    protected override string XsiType => "ssap:SimpleSpectralAccess";

    protected override void WriteContent(XmlWriter xml)
    {
        xml.Element("complianceLevel", "full");
        xml.Element("dataSource", isSimulated ? "artificial" : "survey");
        xml.Element("creationType", "archival");
        xml.Element("supportedFrame", "ICRS");
        xml.Element("maxSearchRadius", "180");
        xml.Element("maxRecords", limits.SsaMaxRows.ToString(CultureInfo.InvariantCulture));
        xml.Element("defaultMaxRecords", limits.SsaDefaultRows.ToString(CultureInfo.InvariantCulture));
        if (test is not { } at) return;
        xml.WriteStartElement("testQuery");
        xml.WriteStartElement("pos");
        xml.Element("long", ConeSearchCapability.TestNumber(at.LonDeg));
        xml.Element("lat", ConeSearchCapability.TestNumber(at.LatDeg));
        xml.WriteEndElement();
        xml.Element("size", ConeSearchCapability.TestNumber(TestSize));
        xml.Element("queryDataCmd", Query(at));
        xml.WriteEndElement();
    }

    static string Query(SkyPoint at) =>
        $"REQUEST=queryData&POS={ConeSearchCapability.TestNumber(at.LonDeg)},{ConeSearchCapability.TestNumber(at.LatDeg)}&SIZE={ConeSearchCapability.TestNumber(TestSize)}";

    static ServiceInterface Interface(string url, SkyPoint? test) => new(url)
    {
        Use = "base",
        Version = "1.1",
        Methods = ["GET", "POST"],
        ResultType = "application/x-votable+xml",
        Parameters =
        [
            new("REQUEST", "string", "queryData.") { IsRequired = true },
            new("POS", "string", "Right ascension and declination of the center in degrees, with a comma between.") { Ucd = "pos.eq" },
            new("SIZE", "real", "Diameter of the search.") { Unit = "deg", Ucd = "instr.fov" },
            new("BAND", "string", "Wavelengths in m: one, or from/to; or the name of a band.") { Unit = "m", Ucd = "em.wl" },
            new("TIME", "string", "Times of observation: one of ISO 8601, or from/to.") { Ucd = "time.epoch" },
            new("FORMAT", "string", "Forms of the spectra, e.g. votable, fits, compliant, native; METADATA for the service to describe itself.") { Ucd = "meta.code.mime" },
            new("TARGETNAME", "string", "Names of targets.") { Ucd = "meta.id;src" },
            new("TARGETCLASS", "string", "Classes of targets: star, galaxy, qso.") { Ucd = "src.class" },
            new("SNR", "real", "Signal-to-noise ratio at least.") { Ucd = "stat.snr" },
            new("REDSHIFT", "string", "Redshifts: from/to.") { Ucd = "src.redshift" },
            new("PUBDID", "string", "Identifiers of spectra.") { Ucd = "meta.ref.ivoid" },
            new("MAXREC", "integer", "Rows of the answer at most."),
        ],
        TestQuery = test is { } at ? Query(at) : null,
    };
}
