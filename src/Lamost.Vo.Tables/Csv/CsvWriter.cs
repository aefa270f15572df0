using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Lamost.Vo.Tables.Text;

namespace Lamost.Vo.Tables.Csv;

/// <summary>
/// Writes a table as CSV (RFC 4180): UTF-8 without a mark, CRLF after each line, a line of column names first unless told otherwise.
/// </summary>
/// <remarks>
/// Null is an empty field and the empty text <c>""</c>, except that in a table of one column null is <c>""</c> as well, since readers pass
/// over an empty line. A field is quoted only if it has to be: it holds a comma, a quote or a line end, it begins or ends with a blank or
/// tab (which readers trim), or it is the empty text. Booleans are <c>true</c> and <c>false</c>; numbers and times are spelled as in
/// VOTable, with <c>NaN</c>, <c>+Inf</c> and <c>-Inf</c>; the numbers of an array have blanks between them. Bytes that are not valid UTF-8 become U+FFFD. CSV has no place for the ending
/// of a table, so <see cref="End"/> writes nothing, whatever it is.
/// </remarks>
/// <param name="contentType">The media type that the answer is given under.</param>
/// <param name="nameLine">False to leave out the line of names.</param>
public sealed class CsvWriter(string contentType = CsvWriter.MediaType, bool nameLine = true) : ITableWriter
{
    /// <summary>The media type of what is written with its line of names.</summary>
    public const string MediaType = "text/csv;header=present";

    static readonly SearchValues<byte> Special = SearchValues.Create(",\"\r\n"u8);

    TableColumn[]? _columns;
    CellType[] _types = [];
    int[] _widths = [];
    bool _ended;

    /// <inheritdoc/>
    public string ContentType => contentType;

    /// <summary>False.</summary>
    public bool CanReportEnding => false;

    /// <inheritdoc/>
    public void Begin(IBufferWriter<byte> output, TableHeader header)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(header);
        var columns = CellCheck.Header(header);
        if (_columns is not null) throw new InvalidOperationException("A writer serves one table.");
        _columns = columns;
        _types = [.. columns.Select(c => c.Type)];
        _widths = [.. columns.Select(c => CellCheck.Width(c.Type))];
        if (!nameLine) return;
        for (var i = 0; i < columns.Length; i++)
        {
            if (i > 0) output.Write(","u8);
            var name = Encoding.UTF8.GetBytes(columns[i].Name);
            output.Advance(Field(name, output.GetSpan(Most(name.Length))));
        }
        output.Write("\r\n"u8);
    }

    /// <inheritdoc/>
    public void Row(IBufferWriter<byte> output, ReadOnlySpan<byte> row)
    {
        if (_columns is null || _ended) throw new InvalidOperationException("Rows stand between Begin and End.");
        if (row.Length > int.MaxValue / 8) CellCheck.TooLong(row.Length);

        // A cell of n bytes takes 4 + n in the row and at most 3n, or the width of a number or time, and two quotes and a comma here.
        var text = output.GetSpan(Most(row.Length));
        var at = 0;
        var cells = new RowReader(row);
        for (var i = 0; i < _types.Length; i++)
        {
            if (i > 0) text[at++] = (byte)',';
            if (!cells.Next(out var cell)) continue;
            if (_types[i].IsArray()) at += new ArrayCell(cell, _columns[i]).WriteText(_types[i], text[at..]);
            else if (_widths[i] == 0) at += Field(cell, text[at..]);
            else
            {
                if (cell.Length != _widths[i]) CellCheck.WrongWidth(cell.Length, _columns[i]);
                at += CellText.Write(_types[i], cell, text[at..]);
            }
        }
        CellCheck.AtEnd(cells);
        // Readers pass over an empty line, and with it a row of one cell that is null, a date without a text, or an array without a number.
        if (at == 0 && _types.Length == 1) at = Field(default, text);
        text[at++] = (byte)'\r';
        text[at++] = (byte)'\n';
        output.Advance(at);
    }

    /// <summary>Does nothing: no row is held back.</summary>
    public void Flush(IBufferWriter<byte> output)
    {
    }

    /// <summary>Writes nothing.</summary>
    public void End(IBufferWriter<byte> output, TableEnding ending)
    {
        if (_columns is null || _ended) throw new InvalidOperationException("End follows Begin, once.");
        _ended = true;
    }

    internal static int Most(int length) => 6 * length + 16;

    internal static int Field(ReadOnlySpan<byte> utf8, Span<byte> to)
    {
        if (!Utf8.IsValid(utf8)) return Field(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8)), to);
        var special = utf8.IndexOfAny(Special);
        if (special < 0 && utf8.Length > 0 && !IsBlank(utf8[0]) && !IsBlank(utf8[^1]))
        {
            utf8.CopyTo(to);
            return utf8.Length;
        }
        var at = 0;
        to[at++] = (byte)'"';
        for (int quote; (quote = utf8.IndexOf((byte)'"')) >= 0; utf8 = utf8[(quote + 1)..])
        {
            utf8[..(quote + 1)].CopyTo(to[at..]);
            at += quote + 1;
            to[at++] = (byte)'"';
        }
        utf8.CopyTo(to[at..]);
        at += utf8.Length;
        to[at++] = (byte)'"';
        return at;
    }

    static bool IsBlank(byte value) => value is (byte)' ' or (byte)'\t';
}
