using System.Buffers;
using System.Runtime.InteropServices;
using Lamost.Vo.Tables.Text;

namespace Lamost.Vo.Tables.VOTable;

/// <summary>
/// Rows as BINARY or BINARY2 (VOTable 1.4, 5.2 and 5.3). Numbers and counted ASCII text have in a row of ours the very bytes that they
/// have there, so they are copied.
/// </summary>
sealed class BinaryRows : VotableRows
{
    readonly TableColumn[] _columns;
    readonly BinaryCell[] _cells;
    readonly Base64Stream _stream = new();
    readonly BinaryText _text = new();
    readonly bool _flags;
    readonly int _flagBytes;
    readonly int _overhead;

    internal BinaryRows(TableColumn[] columns, bool flags)
    {
        _columns = columns;
        _cells = [.. columns.Select(c => new BinaryCell(c, flags))];
        _flags = flags;
        _flagBytes = flags ? (columns.Length + 7) / 8 : 0;

        // Beyond twice the row (UTF-8 to UTF-16): the flags, the padding of fixed texts and arrays, and the six bytes by which a timestamp's text of
        // 26 and a null date's of 10 may pass it.
        _overhead = checked(_flagBytes + 6 * columns.Length + _cells.Sum(c => c.Padding));
    }

    internal override void Begin(IBufferWriter<byte> output) =>
        output.Write(_flags ? "<BINARY2>\n<STREAM encoding=\"base64\">\n"u8 : "<BINARY>\n<STREAM encoding=\"base64\">\n"u8);

    internal override void Row(IBufferWriter<byte> output, ReadOnlySpan<byte> row)
    {
        if (row.Length > int.MaxValue / 4) CellCheck.TooLong(row.Length);
        _stream.Commit(Encode(row, _stream.Room(output, 2 * row.Length + _overhead)));
    }

    internal override void Flush(IBufferWriter<byte> output) => _stream.Flush(output);

    internal override void End(IBufferWriter<byte> output)
    {
        _stream.End(output);
        output.Write(_flags ? "</STREAM>\n</BINARY2>\n"u8 : "</STREAM>\n</BINARY>\n"u8);
    }

    int Encode(ReadOnlySpan<byte> row, Span<byte> to)
    {
        to[.._flagBytes].Clear();
        var at = _flagBytes;
        var cells = new RowReader(row);
        for (var i = 0; i < _cells.Length; i++)
        {
            ref readonly var column = ref _cells[i];
            var written = -1;
            if (cells.Next(out var cell))
            {
                if (column.Width > 0 && cell.Length != column.Width) CellCheck.WrongWidth(cell.Length, _columns[i]);
                written = Value(column, cell, to[at..], i);
            }
            if (written < 0)
            {
                if (_flags) to[i >> 3] |= (byte)(0x80 >> (i & 7));
                written = Null(column, to[at..], _columns[i].Type);
            }
            at += written;
        }
        CellCheck.AtEnd(cells);
        return at;
    }

    /// <summary>Writes a cell; negative if it must be null.</summary>
    int Value(in BinaryCell column, ReadOnlySpan<byte> cell, Span<byte> to, int index)
    {
        switch (column.Form)
        {
            case BinaryForm.Boolean:
                to[0] = cell[0] == 0 ? (byte)'F' : (byte)'T';
                return 1;
            case BinaryForm.Two:
                MemoryMarshal.Write(to, MemoryMarshal.Read<ushort>(cell));
                return 2;
            case BinaryForm.Four:
                MemoryMarshal.Write(to, MemoryMarshal.Read<uint>(cell));
                return 4;
            case BinaryForm.Eight:
                MemoryMarshal.Write(to, MemoryMarshal.Read<ulong>(cell));
                return 8;
            case BinaryForm.Date:
                return CellText.Date(cell, to) is > 0 and var date ? date : -1;
            case BinaryForm.Timestamp:
                var length = CellText.Timestamp(cell, to[4..]);
                return length == 0 ? -1 : BinaryText.Count(length, length, to);
            case BinaryForm.Chars:
                return BinaryText.Chars(cell, to);
            case BinaryForm.Unicode:
                return _text.Unicode(cell, to);
            case BinaryForm.Numbers:
                var array = new ArrayCell(cell, _columns[index]);
                return BinaryText.Count(array.Count, array.WriteBinary(_columns[index].Type, to[4..]), to);
            case BinaryForm.FixedNumbers:
                return new ArrayCell(cell, _columns[index]).WriteBinary(_columns[index].Type, to);
            case BinaryForm.FixedChars:
                var chars = BinaryText.FixedChars(cell, to[..column.Padding]);
                if (chars < 0) CellCheck.TooLong(_columns[index]);
                return chars;
            default:
                var units = _text.FixedUnicode(cell, to[..column.Padding]);
                if (units < 0) CellCheck.TooLong(_columns[index]);
                return units;
        }
    }

    /// <summary>Writes what stands in the place of a null.</summary>
    static int Null(in BinaryCell column, Span<byte> to, CellType type)
    {
        switch (column.Form)
        {
            case BinaryForm.Boolean:
                to[0] = (byte)'?';
                return 1;
            case BinaryForm.Two:
                MemoryMarshal.Write(to, (ushort)column.Null);
                return 2;
            case BinaryForm.Four:
                MemoryMarshal.Write(to, (uint)column.Null);
                return 4;
            case BinaryForm.Eight:
                MemoryMarshal.Write(to, column.Null);
                return 8;
            case BinaryForm.FixedNumbers:
                for (var at = 0; at < column.Padding;) at += ArrayCell.BinaryNull(type, to[at..]);
                return column.Padding;
            case BinaryForm.Timestamp or BinaryForm.Chars or BinaryForm.Unicode or BinaryForm.Numbers:
                return BinaryText.Count(0, 0, to);
            default:
                to[..column.Padding].Clear();
                return column.Padding;
        }
    }
}
