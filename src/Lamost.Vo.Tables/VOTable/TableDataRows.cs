using System.Buffers;
using System.Text;
using Lamost.Vo.Tables.Text;

namespace Lamost.Vo.Tables.VOTable;

/// <summary>Rows as TABLEDATA: one line a row, null an empty TD.</summary>
sealed class TableDataRows(TableColumn[] columns) : VotableRows
{
    readonly CellType[] _types = [.. columns.Select(c => c.Type)];
    readonly int[] _widths = [.. columns.Select(c => CellCheck.Width(c.Type))];
    readonly int _room = 16 + columns.Sum(c => 4 * (c.ArrayLength ?? 0) + 9);

    // Readers want as many numbers as arraysize says, in a null too.
    readonly byte[]?[] _nulls = [.. columns.Select(c => c is { Type: CellType.DoubleArray, ArrayLength: { } n } ? Encoding.ASCII.GetBytes($"<TD>{string.Join(' ', Enumerable.Repeat("NaN", n))}</TD>") : null)];

    internal override void Begin(IBufferWriter<byte> output) => output.Write("<TABLEDATA>\n"u8);

    internal override void Row(IBufferWriter<byte> output, ReadOnlySpan<byte> row)
    {
        // A cell of n bytes takes 4 + n in the row and at most 9 bytes of tags and 6n of text here, or 9 and the width of a number or time:
        // six times the row is enough for each type. An array takes 12 bytes a number there, or 4 for a null one, and at most 25 or 12 here.
        if (row.Length > int.MaxValue / 8) CellCheck.TooLong(row.Length);
        var text = output.GetSpan(XmlText.Widest * row.Length + _room);
        var at = Put("<TR>"u8, text, 0);
        var cells = new RowReader(row);
        for (var i = 0; i < _types.Length; i++)
        {
            if (!cells.Next(out var cell))
            {
                at = _nulls[i] is { } numbers ? Put(numbers, text, at) : Put("<TD/>"u8, text, at);
                continue;
            }
            var from = Put("<TD>"u8, text, at);
            int written;
            if (_types[i].IsArray()) written = new ArrayCell(cell, columns[i]).WriteText(_types[i], text[from..]);
            else if (_widths[i] == 0) written = XmlText.Write(cell, text[from..]);
            else
            {
                if (cell.Length != _widths[i]) CellCheck.WrongWidth(cell.Length, columns[i]);
                written = CellText.Write(_types[i], cell, text[from..]);
            }
            if (written == 0 && _types[i] is not (CellType.Text or CellType.UnicodeText))
            {
                at = Put("<TD/>"u8, text, at);
                continue;
            }
            at = Put("</TD>"u8, text, from + written);
        }
        CellCheck.AtEnd(cells);
        output.Advance(Put("</TR>\n"u8, text, at));
    }

    internal override void Flush(IBufferWriter<byte> output)
    {
    }

    internal override void End(IBufferWriter<byte> output) => output.Write("</TABLEDATA>\n"u8);

    static int Put(ReadOnlySpan<byte> markup, Span<byte> to, int at)
    {
        markup.CopyTo(to[at..]);
        return at + markup.Length;
    }
}
