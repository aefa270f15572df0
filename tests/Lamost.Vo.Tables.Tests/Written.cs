using System.Buffers;
using System.Text;
using System.Xml.Linq;
using Lamost.Vo.Tables.VOTable;

namespace Lamost.Vo.Tables.Tests;

/// <summary>What a writer makes of a table.</summary>
static class Written
{
    internal static readonly XNamespace Votable = "http://www.ivoa.net/xml/VOTable/v1.3";

    internal static byte[] Bytes(ITableWriter writer, TableHeader header, TableEnding ending, params IEnumerable<byte[]> rows)
    {
        var output = new ArrayBufferWriter<byte>();
        writer.Begin(output, header);
        foreach (var row in rows) writer.Row(output, row);
        writer.End(output, ending);
        return output.WrittenSpan.ToArray();
    }

    internal static string Text(ITableWriter writer, TableHeader header, params IEnumerable<byte[]> rows) =>
        Encoding.UTF8.GetString(Bytes(writer, header, TableEnding.Complete, rows));

    /// <summary>The texts of the cells of one column in TABLEDATA, as an XML reader sees them; null for an empty element tag.</summary>
    internal static List<string?> TableData(TableColumn column, params IEnumerable<object?> cells)
    {
        var text = Text(new VotableWriter(VotableSerialization.TableData), new([column]), cells.Select(c => RowBuilder.Row(c)));
        return [.. XDocument.Parse(text, LoadOptions.PreserveWhitespace).Descendants(Votable + "TD").Select(d => d.IsEmpty ? null : d.Value)];
    }

    /// <summary>The bytes of the stream of a binary serialisation.</summary>
    internal static byte[] Stream(VotableSerialization serialization, TableHeader header, params IEnumerable<byte[]> rows) =>
        Stream(Text(new VotableWriter(serialization), header, rows));

    internal static byte[] Stream(string document) =>
        Convert.FromBase64String(XDocument.Parse(document).Descendants(Votable + "STREAM").Single().Value);
}
