using System.Buffers;
using System.Globalization;
using System.Text;
using Lamost.Vo.Tables.Csv;
using Lamost.Vo.Tables.Json;
using Lamost.Vo.Tables.Text;

namespace Lamost.Vo.Tables.Ecsv;

/// <summary>
/// Writes a table as Enhanced CSV (ECSV 1.0, APE 6): types, units, descriptions and the facts of the answer in a YAML header of comment lines, then CSV. Null is an
/// empty field and the empty text <c>""</c>. Arrays are JSON in a field, as the subtype tells. Dates and times are texts. What is missing at the end is told in a comment
/// line, which readers pass over and people see.
/// </summary>
/// <param name="contentType">The media type that the answer is given under.</param>
public sealed class EcsvWriter(string contentType = EcsvWriter.MediaType) : TextTableWriter(contentType, canReportEnding: true)
{
    /// <summary>The media type: text/csv with a parameter, since none is registered.</summary>
    public const string MediaType = "text/csv;serialization=ecsv";

    private protected override void BeginTable(IBufferWriter<byte> output, TableHeader header)
    {
        var text = new StringBuilder("# %ECSV 1.0\n# ---\n# delimiter: ','\n# datatype:\n");
        foreach (var column in Columns)
        {
            var (type, subtype) = Type(column);
            text.Append(CultureInfo.InvariantCulture, $"# - {{name: {Quoted(column.Name)}");
            if (column.Unit is { } unit) text.Append(CultureInfo.InvariantCulture, $", unit: {Quoted(unit)}");
            text.Append(CultureInfo.InvariantCulture, $", datatype: {type}");
            if (subtype is not null) text.Append(CultureInfo.InvariantCulture, $", subtype: {Quoted(subtype)}");
            if (column.Description is { } description) text.Append(CultureInfo.InvariantCulture, $", description: {Quoted(description)}");
            Meta(text, ("ucd", column.Ucd), ("utype", column.Utype), ("xtype", column.Xtype));
            text.Append("}\n");
        }
        text.Append("# meta: !!omap\n");
        if (header.Name is { } name) text.Append(CultureInfo.InvariantCulture, $"# - name: {Quoted(name)}\n");
        if (header.Description is { } about) text.Append(CultureInfo.InvariantCulture, $"# - description: {Quoted(about)}\n");
        text.Append("# - infos:");
        foreach (var info in header.Infos)
            text.Append(CultureInfo.InvariantCulture, $"\n#   - {{name: {Quoted(info.Name)}, value: {Quoted(info.Value)}{(info.Text is { } more ? $", text: {Quoted(more)}" : "")}}}");
        text.Append(header.Infos.Count == 0 ? " []\n# schema: astropy-2.0\n" : "\n# schema: astropy-2.0\n");
        output.Write(Encoding.UTF8.GetBytes(text.ToString()));
        for (var i = 0; i < Columns.Length; i++)
        {
            if (i > 0) output.Write(","u8);
            var utf8 = Encoding.UTF8.GetBytes(Columns[i].Name);
            output.Advance(CsvWriter.Field(utf8, output.GetSpan(CsvWriter.Most(utf8.Length))));
        }
        output.Write("\n"u8);
    }

    private protected override int Null(int column, Span<byte> to, int at)
    {
        if (column > 0) to[at++] = (byte)',';
        // A line without a character is passed over by readers.
        return Columns.Length == 1 ? Put("\"\""u8, to, at) : at;
    }

    private protected override int Cell(int column, ReadOnlySpan<byte> cell, Span<byte> to, int at)
    {
        if (column > 0) to[at++] = (byte)',';
        var type = Columns[column].Type;
        if (type is CellType.Text or CellType.UnicodeText) return at + CsvWriter.Field(cell, to[at..]);
        if (type == CellType.Boolean) return Put(cell[0] == 0 ? "False"u8 : "True"u8, to, at);
        if (!type.IsArray())
        {
            var length = CellText.Write(type, cell, to[at..]);
            return length == 0 && Columns.Length == 1 ? Put("\"\""u8, to, at) : at + length;
        }
        // Digits, signs, points, commas and brackets: nothing that a quoted field would have to double, but for the quotes of what is not finite.
        to[at++] = (byte)'"';
        var json = JsonText.Cell(Columns[column], cell, to[at..]);
        at += json - Unquoted(to.Slice(at, json));
        to[at++] = (byte)'"';
        return at;
    }

    private protected override int EndRow(Span<byte> to, int at) => Put("\n"u8, to, at);

    private protected override void EndTable(IBufferWriter<byte> output, TableEnding ending)
    {
        if (ending.Status == TableStatus.Complete) return;
        var text = $"# {(ending.Status == TableStatus.Overflow ? "OVERFLOW" : "ERROR")}: {ending.Message?.ReplaceLineEndings(" ")}\n";
        output.Write(Encoding.UTF8.GetBytes(text));
    }

    // ECSV has JSON with Python's NaN and Infinity, which are not quoted; how many quotes were taken out.
    static int Unquoted(Span<byte> json)
    {
        var kept = 0;
        foreach (var b in json)
            if (b != (byte)'"') json[kept++] = b;
        return json.Length - kept;
    }

    static void Meta(StringBuilder text, params (string Name, string? Value)[] members)
    {
        var known = members.Where(m => m.Value is not null).ToList();
        if (known.Count > 0) text.Append(CultureInfo.InvariantCulture, $", meta: {{{string.Join(", ", known.Select(m => $"{m.Name}: {Quoted(m.Value!)}"))}}}");
    }

    // A string of JSON is one of YAML; its line ends are escaped, so that the comment stays on its line.
    static string Quoted(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var quoted = new byte[6 * utf8.Length + 2];
        return Encoding.UTF8.GetString(quoted, 0, JsonText.String(utf8, quoted));
    }

    static (string Type, string? Subtype) Type(TableColumn column) => column.Type switch
    {
        CellType.Boolean => ("bool", null),
        CellType.Short => ("int16", null),
        CellType.Int => ("int32", null),
        CellType.Long => ("int64", null),
        CellType.Float => ("float32", null),
        CellType.Double => ("float64", null),
        CellType.DoubleArray => ("string", $"float64[{Length(column)}]"),
        CellType.IntArray => ("string", $"int32[{Length(column)}]"),
        _ => ("string", null),
    };

    static string Length(TableColumn column) => column.ArrayLength?.ToString(CultureInfo.InvariantCulture) ?? "null";
}
