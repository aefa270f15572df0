using System.Buffers;
using System.Text;
using Lamost.Vo.Tables.Text;

namespace Lamost.Vo.Tables.Csv;

/// <summary>
/// Writes a table as tab-separated values (IANA text/tab-separated-values): a line of names, and a line of values for each row, never quoted. Tabs and line ends,
/// which values cannot hold there, become blanks. Null and the empty text are both empty. Spelled as <see cref="CsvWriter"/> spells values.
/// </summary>
/// <param name="contentType">The media type that the answer is given under.</param>
public sealed class TsvWriter(string contentType = TsvWriter.MediaType) : TextTableWriter(contentType, canReportEnding: false)
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/tab-separated-values";

    private protected override void BeginTable(IBufferWriter<byte> output, TableHeader header)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            if (i > 0) output.Write("\t"u8);
            var name = Encoding.UTF8.GetBytes(Columns[i].Name);
            output.Advance(Plain(name, output.GetSpan(3 * name.Length + 1)));
        }
        output.Write("\n"u8);
    }

    private protected override int Null(int column, Span<byte> to, int at) => column == 0 ? at : Put("\t"u8, to, at);

    private protected override int Cell(int column, ReadOnlySpan<byte> cell, Span<byte> to, int at)
    {
        if (column > 0) to[at++] = (byte)'\t';
        var type = Columns[column].Type;
        if (type.IsArray()) return at + new ArrayCell(cell, Columns[column]).WriteText(type, to[at..]);
        return at + (type is CellType.Text or CellType.UnicodeText ? Plain(cell, to[at..]) : CellText.Write(type, cell, to[at..]));
    }

    private protected override int EndRow(Span<byte> to, int at) => Put("\n"u8, to, at);

    static int Plain(ReadOnlySpan<byte> utf8, Span<byte> to)
    {
        if (!System.Text.Unicode.Utf8.IsValid(utf8)) utf8 = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8));
        utf8.CopyTo(to);
        to[..utf8.Length].Replace((byte)'\t', (byte)' ');
        to[..utf8.Length].Replace((byte)'\n', (byte)' ');
        to[..utf8.Length].Replace((byte)'\r', (byte)' ');
        return utf8.Length;
    }
}
