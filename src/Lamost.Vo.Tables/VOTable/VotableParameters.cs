using System.Buffers;
using Lamost.Vo.Tables.Text;

namespace Lamost.Vo.Tables.VOTable;

/// <summary>The PARAM and GROUP elements of a TABLE, which stand before its FIELDs (their order is free: VOTable 1.4, schema, type Table).</summary>
static class VotableParameters
{
    internal static void Parameters(this IBufferWriter<byte> output, TableHeader header)
    {
        foreach (var parameter in header.Parameters)
            if (parameter.Group is null) output.Parameter(parameter);
        // Each group once, where it is first named.
        foreach (var group in header.Parameters.Select(p => p.Group).OfType<TableGroup>().Concat(header.ColumnGroups.Select(g => g.Group)).Distinct()) output.Group(group, header);
    }

    static void Group(this IBufferWriter<byte> output, TableGroup group, TableHeader header)
    {
        output.Write("<GROUP"u8);
        output.Optional("name"u8, group.Name);
        output.Optional("utype"u8, group.Utype);
        output.Write(">\n"u8);
        output.Description(group.Description);
        foreach (var id in header.ColumnGroups.Where(g => g.Group == group).SelectMany(g => g.ColumnIds))
        {
            output.Write("<FIELDref"u8);
            output.Attribute("ref"u8, id);
            output.Write("/>\n"u8);
        }
        foreach (var parameter in header.Parameters)
            if (parameter.Group == group) output.Parameter(parameter);
        output.Write("</GROUP>\n"u8);
    }

    internal static void Parameter(this IBufferWriter<byte> output, TableParameter parameter)
    {
        var type = VotableType.Of(parameter.Type);
        output.Write("<PARAM"u8);
        output.Optional("ID"u8, parameter.Id);
        output.Attribute("name"u8, parameter.Name);
        output.Attribute("datatype"u8, type.Datatype);
        output.Optional("arraysize"u8, parameter.ArraySize ?? type.Arraysize);
        output.Attribute("value"u8, parameter.Value);
        output.Optional("unit"u8, parameter.Unit);
        output.Optional("ucd"u8, parameter.Ucd);
        output.Optional("utype"u8, parameter.Utype);
        output.Optional("xtype"u8, parameter.Xtype ?? type.Xtype);
        output.Optional("ref"u8, parameter.ColumnId ?? parameter.CoordinateSystemId);
        if (string.IsNullOrEmpty(parameter.Description) && parameter.Values is null)
        {
            output.Write("/>\n"u8);
            return;
        }
        output.Write(">\n"u8);
        output.Description(parameter.Description);
        if (parameter.Values is { } values) output.Values(values);
        output.Write("</PARAM>\n"u8);
    }

    static void Values(this IBufferWriter<byte> output, ParameterValues values)
    {
        output.Write("<VALUES>"u8);
        if (values.Minimum is { } minimum) output.Valued("<MIN"u8, minimum);
        if (values.Maximum is { } maximum) output.Valued("<MAX"u8, maximum);
        foreach (var option in values.Options) output.Valued("<OPTION"u8, option);
        output.Write("</VALUES>\n"u8);
    }

    static void Valued(this IBufferWriter<byte> output, ReadOnlySpan<byte> element, string value)
    {
        output.Write(element);
        output.Attribute("value"u8, value);
        output.Write("/>"u8);
    }
}
