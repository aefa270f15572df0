using System.Globalization;
using System.Xml;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.Vosi;

namespace Lamost.Vo.Server.Registry;

/// <summary>That records can be harvested (VORegistry, <c>vg:Harvest</c>).</summary>
/// <param name="oaiUrl">The address of OAI-PMH; harvesters compare it letter by letter with that of Identify.</param>
/// <param name="limits">The limits to announce.</param>
sealed class HarvestCapability(string oaiUrl, ServiceLimits limits)
    : Capability("ivo://ivoa.net/std/Registry", new ServiceInterface(oaiUrl) { Type = "vg:OAIHTTP", Use = "base", Version = "1.0" })
{
    protected override string XsiType => "vg:Harvest";

    protected override void WriteContent(XmlWriter xml) => xml.Element("maxRecords", limits.RegistryPageRecords.ToString(CultureInfo.InvariantCulture));
}
