using System.Buffers;
using Lamost.Vo.Tables.Text;
using Lamost.Vo.Tables.VOTable;

namespace Lamost.Vo.Tables.Json;

/// <summary>
/// Writes a table as one JSON object (RFC 8259): <c>metadata</c> with what a VOTable says of table and columns, <c>data</c> with an array for each row, and last
/// <c>status</c>, which is OK, OVERFLOW or ERROR, with a <c>message</c>. Numbers, booleans and null are JSON's own; what is not finite is a string
/// ("NaN", "Infinity", "-Infinity"); 64-bit integers are numbers with all their digits, which JavaScript reads only up to 2^53.
/// </summary>
/// <param name="contentType">The media type that the answer is given under.</param>
public sealed class JsonWriter(string contentType = JsonWriter.MediaType) : TextTableWriter(contentType, canReportEnding: true)
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/json";

    bool _first = true;

    private protected override void BeginTable(IBufferWriter<byte> output, TableHeader header)
    {
        output.Write("{\"metadata\":{\"format\":\"lamost-vo-table-1\""u8);
        output.Member("name"u8, header.Name);
        output.Member("description"u8, header.Description);
        output.Write(",\"infos\":["u8);
        for (var i = 0; i < header.Infos.Count; i++)
        {
            output.Write(i > 0 ? ",\n{\"name\":"u8 : "{\"name\":"u8);
            output.String(header.Infos[i].Name);
            output.Member("value"u8, header.Infos[i].Value);
            output.Member("text"u8, header.Infos[i].Text);
            output.Write("}"u8);
        }
        output.Write("],\n\"columns\":["u8);
        for (var i = 0; i < Columns.Length; i++) Column(output, header, Columns[i], i == 0);
        output.Write("]},\n\"data\":["u8);
    }

    private protected override int BeginRow(Span<byte> to)
    {
        var at = Put(_first ? "\n["u8 : ",\n["u8, to, 0);
        _first = false;
        return at;
    }

    private protected override int Null(int column, Span<byte> to, int at)
    {
        if (column > 0) to[at++] = (byte)',';
        return at + JsonText.Null(to[at..]);
    }

    private protected override int Cell(int column, ReadOnlySpan<byte> cell, Span<byte> to, int at)
    {
        if (column > 0) to[at++] = (byte)',';
        return at + JsonText.Cell(Columns[column], cell, to[at..]);
    }

    private protected override int EndRow(Span<byte> to, int at) => Put("]"u8, to, at);

    private protected override void EndTable(IBufferWriter<byte> output, TableEnding ending)
    {
        output.Write("\n],\n\"status\":"u8);
        output.String(ending.Status switch { TableStatus.Complete => "OK", TableStatus.Overflow => "OVERFLOW", _ => "ERROR" });
        output.Member("message"u8, ending.Message);
        output.Write("}\n"u8);
    }

    static void Column(IBufferWriter<byte> output, TableHeader header, TableColumn column, bool first)
    {
        var type = VotableType.Of(column.Type);
        output.Write(first ? "\n{\"name\":"u8 : ",\n{\"name\":"u8);
        output.String(column.Name);
        output.Member("datatype"u8, type.Datatype);
        output.Member("arraysize"u8, column.ArrayLength?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? type.Arraysize);
        output.Member("xtype"u8, column.Xtype ?? type.Xtype);
        output.Member("unit"u8, column.Unit);
        output.Member("ucd"u8, column.Ucd);
        output.Member("utype"u8, column.Utype);
        output.Member("description"u8, column.Description);
        output.Member("frame"u8, header.CoordinateSystems.FirstOrDefault(s => s.Id == column.CoordinateSystemId)?.System);
        output.Write("}"u8);
    }
}
