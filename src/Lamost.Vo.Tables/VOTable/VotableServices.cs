using System.Buffers;
using Lamost.Vo.Tables.Text;

namespace Lamost.Vo.Tables.VOTable;

/// <summary>Service descriptors: RESOURCEs of type <c>meta</c> after that of the results, where pyVO, TOPCAT and SPLAT look for them (DataLink 1.1, 4.1).</summary>
static class VotableServices
{
    internal static void Service(this IBufferWriter<byte> output, ServiceDescriptor service)
    {
        output.Write("<RESOURCE type=\"meta\""u8);
        output.Attribute("ID"u8, service.Id);
        output.Optional("name"u8, service.Name);
        output.Attribute("utype"u8, service.IsThis ? "adhoc:this" : "adhoc:service");
        output.Write(">\n"u8);
        output.Description(service.Description);
        if (service.StandardId is { } standard) output.Parameter(new TableParameter("standardID", CellType.Text, standard));
        output.Parameter(new TableParameter("accessURL", CellType.Text, service.AccessUrl));
        if (service.ContentType is { } type) output.Parameter(new TableParameter("contentType", CellType.Text, type));
        output.Write("<GROUP name=\"inputParams\">\n"u8);
        foreach (var input in service.Inputs) output.Parameter(input);
        output.Write("</GROUP>\n</RESOURCE>\n"u8);
    }
}
