using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Lamost.Vo.Tables.Text;

namespace Lamost.Vo.Tables.Fits;

/// <summary>
/// Writes the rows of a table whose texts have known lengths straight into a FITS binary table; the count of rows, and what stands in the heap, are put right at the end.
/// </summary>
sealed class FitsRowWriter : IDisposable
{
    TableColumn[] _columns = [];
    FitsCell[] _cells = [];
    long[] _longest = [];
    FitsHeap? _heap;
    int _rowBytes;
    long _rows, _headerStart;
    string[] _formCards = [];
    byte[] _header = [];

    /// <summary>Writes all that stands before the rows.</summary>
    public void Begin(IBufferWriter<byte> output, TableHeader header, TableColumn[] columns)
    {
        _columns = columns;
        _cells = [.. columns.Select(c => new FitsCell(c))];
        _longest = new long[columns.Length];
        _rowBytes = checked(_cells.Sum(c => c.Width));
        var primary = new FitsCards();
        primary.Logical("SIMPLE", true, "conforms to the FITS standard");
        primary.Integer("BITPIX", 8, "no data here");
        primary.Integer("NAXIS", 0, "the table follows");
        primary.Logical("EXTEND", true, "there is an extension");
        var first = primary.ToBlocks();
        _headerStart = first.Length;
        output.Write(first);
        WriteHeader(header);
        output.Write(_header);
    }

    /// <summary>Writes a row.</summary>
    public void Row(IBufferWriter<byte> output, ReadOnlySpan<byte> row)
    {
        var to = output.GetSpan(_rowBytes)[.._rowBytes];
        var cells = new RowReader(row);
        var at = 0;
        for (var i = 0; i < _cells.Length; i++)
        {
            ref readonly var cell = ref _cells[i];
            var place = to.Slice(at, cell.Width);
            if (cells.Next(out var value))
            {
                cell.Check(value, _columns[i]);
                Value(i, value, place);
            }
            else Null(cell, place);
            at += cell.Width;
        }
        CellCheck.AtEnd(cells);
        output.Advance(_rowBytes);
        _rows++;
    }

    /// <summary>Completes the file.</summary>
    public void Finish(Stream file, TableEnding ending)
    {
        file.Seek(0, SeekOrigin.End);
        var heapBytes = _heap?.CopyTo(file) ?? 0;
        var data = file.Position - _headerStart - _header.Length;
        // The last block is filled up with zeros (7.3.2).
        var padding = (int)((FitsHeader.BlockBytes - data % FitsHeader.BlockBytes) % FitsHeader.BlockBytes);
        file.Write(new byte[padding]);
        Replace("NAXIS2", _rows.ToString(CultureInfo.InvariantCulture), "number of rows");
        Replace("PCOUNT", heapBytes.ToString(CultureInfo.InvariantCulture), "bytes of the heap");
        Replace("QSTATUS", $"'{ending.Status switch { TableStatus.Complete => "OK", TableStatus.Overflow => "OVERFLOW", _ => "ERROR" },-8}'", "how the answer ended (DALI QUERY_STATUS)");
        for (var i = 0; i < _cells.Length; i++)
            if (_cells[i].InHeap) Replace(_formCards[i], $"'{_cells[i].Form(_longest[i]),-8}'", "in the heap");
        file.Position = _headerStart;
        file.Write(_header);
        file.Seek(0, SeekOrigin.End);
    }

    public void Dispose() => _heap?.Dispose();

    void WriteHeader(TableHeader header)
    {
        var cards = new FitsCards();
        cards.String("XTENSION", "BINTABLE", "binary table");
        cards.Integer("BITPIX", 8, "bytes");
        cards.Integer("NAXIS", 2, "rows of bytes");
        cards.Integer("NAXIS1", _rowBytes, "bytes of a row");
        cards.Integer("NAXIS2", 0, "number of rows");
        cards.Integer("PCOUNT", 0, "bytes of the heap");
        cards.Integer("GCOUNT", 1, "one table");
        cards.Integer("TFIELDS", _columns.Length, "number of columns");
        cards.String("EXTNAME", header.Name ?? "RESULT");
        cards.String("QSTATUS", "ERROR", "how the answer ended (DALI QUERY_STATUS)");
        cards.String("LONGSTRN", "OGIP 1.0", "CONTINUE is used");
        _formCards = new string[_columns.Length];
        for (var i = 0; i < _columns.Length; i++) Column(cards, _columns[i], i);
        if (header.Description is { } description) cards.Comment(description);
        foreach (var info in header.Infos) cards.Comment(info.Text is null ? $"{info.Name}: {info.Value}" : $"{info.Name}: {info.Value}: {info.Text}");
        _header = cards.ToBlocks();
    }

    void Column(FitsCards cards, TableColumn column, int index)
    {
        string Key(string name) => name + (index + 1).ToString(CultureInfo.InvariantCulture);
        ref readonly var cell = ref _cells[index];
        cards.String(Key("TTYPE"), column.Name);
        _formCards[index] = Key("TFORM");
        cards.String(Key("TFORM"), cell.Form(0));
        cards.String(Key("TUNIT"), column.Unit);
        if (cell.Null is { } no) cards.Integer(Key("TNULL"), long.Parse(no, CultureInfo.InvariantCulture), "means null");
        cards.String(Key("TUCD"), column.Ucd);
        cards.String(Key("TUTYP"), column.Utype);
        cards.String(Key("TCOMM"), column.Description);
    }

    void Value(int index, ReadOnlySpan<byte> value, Span<byte> place)
    {
        switch (_cells[index].Type)
        {
            case CellType.Boolean:
                place[0] = value[0] == 0 ? (byte)'F' : (byte)'T';
                break;
            case CellType.Date or CellType.Timestamp:
                Span<byte> text = stackalloc byte[32];
                var length = CellText.Write(_cells[index].Type, value, text);
                text[..length].CopyTo(place);
                place[length..].Clear();
                break;
            case CellType.DoubleArray or CellType.IntArray:
                var array = new ArrayCell(value, _columns[index]);
                if (_cells[index].InHeap) Heaped(index, array.Count, Heap.Room(2 * value.Length), array, place);
                else array.WriteBinary(_cells[index].Type, place);
                break;
            case CellType.Text or CellType.UnicodeText:
                Text(index, value, place);
                break;
            default:
                value.CopyTo(place);
                break;
        }
    }

    void Text(int index, ReadOnlySpan<byte> value, Span<byte> place)
    {
        if (!_cells[index].InHeap)
        {
            var written = Fold(value, place);
            if (written < 0) CellCheck.TooLong(_columns[index]);
            place[written..].Clear();
            return;
        }
        var room = Heap.Room(value.Length);
        var length = Fold(value, room);
        Described(index, length, Heap.Commit(length), place);
    }

    void Heaped(int index, int count, Span<byte> room, ArrayCell array, Span<byte> place) =>
        Described(index, count, Heap.Commit(array.WriteBinary(_cells[index].Type, room)), place);

    // A descriptor is the count of elements and their place in the heap (7.3.5).
    void Described(int index, int count, long offset, Span<byte> place)
    {
        BinaryPrimitives.WriteInt64BigEndian(place, count);
        BinaryPrimitives.WriteInt64BigEndian(place[8..], count == 0 ? 0 : offset);
        _longest[index] = Math.Max(_longest[index], count);
    }

    FitsHeap Heap => _heap ??= new FitsHeap();

    static void Null(in FitsCell cell, Span<byte> place)
    {
        place.Clear();
        switch (cell.Type)
        {
            case CellType.Short or CellType.Int or CellType.Long:
                place[0] = 0x80;
                break;
            case CellType.Float:
                BinaryPrimitives.WriteSingleBigEndian(place, float.NaN);
                break;
            case CellType.Double:
                BinaryPrimitives.WriteDoubleBigEndian(place, double.NaN);
                break;
            case CellType.DoubleArray or CellType.IntArray when !cell.InHeap:
                for (var at = 0; at < place.Length;) at += ArrayCell.BinaryNull(cell.Type, place[at..]);
                break;
        }
    }

    /// <summary>Writes text as ASCII; what FITS cannot hold (3.3: printable ASCII) becomes a question mark. Negative if it does not fit.</summary>
    internal static int Fold(ReadOnlySpan<byte> utf8, Span<byte> to)
    {
        if (Ascii.IsValid(utf8) && !utf8.ContainsAnyInRange((byte)0, (byte)31))
        {
            if (utf8.Length > to.Length) return -1;
            utf8.CopyTo(to);
            return utf8.Length;
        }
        var at = 0;
        while (!utf8.IsEmpty)
        {
            if (at == to.Length) return -1;
            Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
            to[at++] = rune.Value is >= 32 and < 127 ? (byte)rune.Value : rune.Value is '\n' or '\t' or '\r' ? (byte)' ' : (byte)'?';
            utf8 = utf8[consumed..];
        }
        return at;
    }

    void Replace(string keyword, string value, string comment)
    {
        var key = Encoding.ASCII.GetBytes(keyword.PadRight(8) + "=");
        for (var at = 0; at < _header.Length; at += 80)
        {
            if (!_header.AsSpan(at, key.Length).SequenceEqual(key)) continue;
            var card = value[0] == '\'' ? $"{keyword,-8}= {value,-20} / {comment}".PadRight(80)[..80] : FitsCards.FixedCard(keyword, value, comment);
            Encoding.ASCII.GetBytes(card, _header.AsSpan(at));
            return;
        }
        throw new InvalidOperationException($"The header has no {keyword}.");
    }
}
