using System.Buffers;
using System.Text;
using Lamost.Vo.Tables.Text;

namespace Lamost.Vo.Tables.Html;

/// <summary>
/// Writes a table as a page for a person with a browser: the rows as they come, the facts of the answer above, how it ended below. Null is a pale dash, so that it
/// differs from the empty text. The page loads nothing and runs nothing.
/// </summary>
/// <param name="contentType">The media type that the answer is given under.</param>
public sealed class HtmlWriter(string contentType = HtmlWriter.MediaType) : TextTableWriter(contentType, canReportEnding: true)
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/html;charset=utf-8";

    const string Style = """
        :root { color-scheme: light dark; }
        body { font: 14px/1.45 system-ui, sans-serif; margin: 1.2rem; color: light-dark(#1c2430, #dfe5ec); background: light-dark(#fff, #14181d); }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: .25rem .7rem; border-bottom: 1px solid light-dark(#dde3ea, #2c343d); text-align: left; vertical-align: top; white-space: pre-wrap; }
        th { white-space: normal; position: sticky; top: 0; background: light-dark(#f1f4f8, #1d232a); } th small { display: block; font-weight: normal; opacity: .7; }
        .n { text-align: right; } td.null::before { content: "\2013"; opacity: .35; } tr:hover td { background: light-dark(#f7f9fb, #1a2027); }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0 0 1rem; } dt { opacity: .7; } dd { margin: 0; white-space: pre-wrap; }
        .end { margin-top: 1rem; font-weight: 600; } .bad { color: light-dark(#a3260b, #ff9a80); }
        """;

    long _rows;

    private protected override void BeginTable(IBufferWriter<byte> output, TableHeader header)
    {
        var title = header.Name ?? "Table";
        output.Write("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>"u8);
        output.Text(title);
        output.Write("</title><style>\n"u8);
        output.Write(Encoding.UTF8.GetBytes(Style));
        output.Write("\n</style></head><body>\n"u8);
        if (header.Description is { } description) Element(output, "p"u8, description);
        output.Write("<dl>\n"u8);
        foreach (var info in header.Infos)
        {
            Element(output, "dt"u8, info.Name);
            Element(output, "dd"u8, info.Text is null ? info.Value : $"{info.Value}: {info.Text}");
        }
        output.Write("</dl>\n<table><thead><tr>"u8);
        foreach (var column in Columns)
        {
            output.Write(IsNumber(column.Type) ? "<th class=\"n\""u8 : "<th"u8);
            output.Optional("title"u8, string.Join(" \u00B7 ", new[] { column.Description, column.Ucd }.Where(t => !string.IsNullOrEmpty(t))));
            output.Write(">"u8);
            output.Text(column.Name);
            if (column.Unit is { } unit) Element(output, "small"u8, unit);
            output.Write("</th>"u8);
        }
        output.Write("</tr></thead><tbody>\n"u8);
    }

    private protected override int MostBytes(int rowBytes) => base.MostBytes(rowBytes) + 32;

    private protected override int BeginRow(Span<byte> to)
    {
        _rows++;
        return Put("<tr>"u8, to, 0);
    }

    private protected override int Null(int column, Span<byte> to, int at) => Put("<td class=\"null\"></td>"u8, to, at);

    private protected override int Cell(int column, ReadOnlySpan<byte> cell, Span<byte> to, int at)
    {
        var type = Columns[column].Type;
        at = Put(IsNumber(type) ? "<td class=\"n\">"u8 : "<td>"u8, to, at);
        if (type is CellType.Text or CellType.UnicodeText) at += XmlText.Write(cell, to[at..]);
        else if (type.IsArray()) at += new ArrayCell(cell, Columns[column]).WriteText(type, to[at..]);
        else at += CellText.Write(type, cell, to[at..]);
        return Put("</td>"u8, to, at);
    }

    private protected override int EndRow(Span<byte> to, int at) => Put("</tr>\n"u8, to, at);

    private protected override void EndTable(IBufferWriter<byte> output, TableEnding ending)
    {
        output.Write("</tbody></table>\n"u8);
        output.Write(ending.Status == TableStatus.Complete ? "<p class=\"end\">"u8 : "<p class=\"end bad\">"u8);
        output.Text(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_rows:N0} row{(_rows == 1 ? "" : "s")}."));
        if (ending.Status == TableStatus.Error) output.Text(" The answer broke off.");
        if (ending.Message is { } message) output.Text(" " + message);
        output.Write("</p>\n</body></html>\n"u8);
    }

    static bool IsNumber(CellType type) => type is CellType.Short or CellType.Int or CellType.Long or CellType.Float or CellType.Double;

    static void Element(IBufferWriter<byte> output, ReadOnlySpan<byte> name, string text)
    {
        output.Write("<"u8);
        output.Write(name);
        output.Write(">"u8);
        output.Text(text);
        output.Write("</"u8);
        output.Write(name);
        output.Write(">\n"u8);
    }
}
