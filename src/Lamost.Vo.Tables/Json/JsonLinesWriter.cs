using System.Buffers;
using System.Text;
using Lamost.Vo.Tables.Text;

namespace Lamost.Vo.Tables.Json;

/// <summary>
/// Writes a table as JSON lines: an object for each row, its members named as the columns, values as <see cref="JsonWriter"/> has them. There is no place for
/// metadata or for the ending; programs that read a row at a time want nothing else.
/// </summary>
/// <param name="contentType">The media type that the answer is given under.</param>
public sealed class JsonLinesWriter(string contentType = JsonLinesWriter.MediaType) : TextTableWriter(contentType, canReportEnding: false)
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/x-ndjson";

    byte[][] _names = [];
    int _nameBytes;

    private protected override void BeginTable(IBufferWriter<byte> output, TableHeader header)
    {
        _names = [.. Columns.Select((c, i) => Name(c.Name, i == 0))];
        _nameBytes = _names.Sum(n => n.Length);
    }

    private protected override int MostBytes(int rowBytes) => base.MostBytes(rowBytes) + _nameBytes;

    private protected override int Null(int column, Span<byte> to, int at)
    {
        at = Put(_names[column], to, at);
        return at + JsonText.Null(to[at..]);
    }

    private protected override int Cell(int column, ReadOnlySpan<byte> cell, Span<byte> to, int at)
    {
        at = Put(_names[column], to, at);
        return at + JsonText.Cell(Columns[column], cell, to[at..]);
    }

    private protected override int EndRow(Span<byte> to, int at) => Put("}\n"u8, to, at);

    static byte[] Name(string name, bool first)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        var text = new byte[6 * utf8.Length + 2];
        return [first ? (byte)'{' : (byte)',', .. text.AsSpan(0, JsonText.String(utf8, text)), (byte)':'];
    }
}
