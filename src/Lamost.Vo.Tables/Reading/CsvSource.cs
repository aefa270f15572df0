using System.Buffers;
using System.Globalization;
using System.Text;
using Lamost.Vo.Tables.Csv;

namespace Lamost.Vo.Tables.Reading;

/// <summary>
/// A CSV or TSV file: names in its first line, types found by reading all of it once, and then again for the values. An empty field is null. A column is of
/// integers, of real numbers, of moments or of booleans if every field that is not empty is one; else it is text.
/// </summary>
sealed class CsvSource : ITableSource
{
    readonly Stream _stream;
    readonly TableReadLimits _limits;
    readonly Seen[] _seen;
    readonly CellType[] _types;
    readonly RowBuilder _row = new();
    readonly CsvField[] _fields;
    CsvBlockReader _reader;
    byte[] _buffer = new byte[1 << 20];
    CsvBlock _block;
    List<(int At, long Line)> _unused = [];
    int _taken;

    /// <summary>Reads the names and finds the types.</summary>
    /// <param name="stream">Can be positioned.</param>
    /// <param name="limits">The limits.</param>
    public CsvSource(Stream stream, TableReadLimits limits)
    {
        (_stream, _limits) = (stream, limits);
        _reader = Start();
        if (_reader.Header.Count > limits.Columns) throw new TableReadException(TableReadFault.TooLarge, $"it has more than {limits.Columns} columns.");
        _fields = new CsvField[_reader.Header.Count];
        _seen = new Seen[_fields.Length];
        LookThrough();
        _types = [.. _seen.Select(TypeOf)];
        var names = new ColumnNames();
        Columns = [.. _reader.Header.Select((h, i) => new TableColumn(names.Take(h.Trim(), i + 1), _types[i]))];
        Notes = [.. Columns.Where((_, i) => (_seen[i] & ~Seen.Integer) == Seen.Long).Select(c => $"The column {Excerpt.Of(c.Name, 60)} holds integers that 64 bits do not hold, which are kept as text.")];
        _reader = Start();
    }

    /// <summary>What the values of a column are.</summary>
    [Flags]
    enum Seen
    {
        Nothing = 0,
        Integer = 1,

        /// <summary>Integers that 64 bits do not hold.</summary>
        Long = 2,
        Real = 4,
        Timestamp = 8,
        Boolean = 16,
        Text = 32,
    }

    /// <inheritdoc/>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes { get; }

    /// <inheritdoc/>
    public bool Read(IBufferWriter<byte> row)
    {
        while (_taken == _unused.Count)
            if (!NextBlock()) return false;
        var (at, line) = _unused[_taken++];
        var reader = new CsvRowReader(_block.Bytes.Span[at..], _reader.Delimiter, line);
        reader.Read(_fields, out _);
        _row.Clear();
        Span<char> scratch = stackalloc char[64];
        for (var i = 0; i < _fields.Length; i++) Cell(_types[i], reader.Value(_fields[i]), scratch);
        _row.CopyTo(row);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    CsvBlockReader Start()
    {
        _stream.Position = 0;
        try
        {
            return new CsvBlockReader(_stream);
        }
        catch (InvalidDataException e)
        {
            throw new TableReadException(TableReadFault.Malformed, e.Message, e);
        }
    }

    void LookThrough()
    {
        long rows = 0;
        Span<char> scratch = stackalloc char[64];
        while (Take())
        {
            var reader = new CsvRowReader(_block.Bytes.Span, _reader.Delimiter, _block.FirstLine);
            while (reader.Read(_fields, out var count))
            {
                if (++rows > _limits.Rows) throw new TableReadException(TableReadFault.TooLarge, string.Create(CultureInfo.InvariantCulture, $"it has more than {_limits.Rows} rows."));
                if (count != _fields.Length)
                    throw Bad(string.Create(CultureInfo.InvariantCulture, $"line {reader.Line} has {count} fields, and the first line {_fields.Length} names."));
                for (var i = 0; i < _fields.Length; i++)
                {
                    if (_fields[i].Kind == CsvFieldKind.Malformed) throw Bad(string.Create(CultureInfo.InvariantCulture, $"a field of line {reader.Line} has text after its closing quote."));
                    if (_fields[i].Length > _limits.CellBytes) throw new TableReadException(TableReadFault.TooLarge, string.Create(CultureInfo.InvariantCulture, $"a field of line {reader.Line} has more than {_limits.CellBytes} bytes."));
                    if (_seen[i] < Seen.Text) _seen[i] |= Look(reader.Value(_fields[i]), scratch);
                }
            }
        }
    }

    bool NextBlock()
    {
        if (!Take()) return false;
        // The reader of rows cannot be kept from call to call, but the places of the rows can.
        _unused = [];
        _taken = 0;
        var span = _block.Bytes.Span;
        var reader = new CsvRowReader(span, _reader.Delimiter, _block.FirstLine);
        for (var at = 0; reader.Read(_fields, out _); at = reader.Position) _unused.Add((at, reader.Line));
        return true;
    }

    bool Take()
    {
        try
        {
            return _reader.Read(ref _buffer, out _block);
        }
        catch (InvalidDataException e)
        {
            throw Bad(e.Message, e);
        }
    }

    void Cell(CellType type, ReadOnlySpan<byte> value, Span<char> scratch)
    {
        if (value.IsEmpty)
        {
            _row.Null();
            return;
        }
        if (type == CellType.UnicodeText)
        {
            if (System.Text.Unicode.Utf8.IsValid(value)) _row.Text(value);
            else _row.Text(Encoding.Latin1.GetString(value).AsSpan());
            return;
        }
        var text = Short(value, scratch);
        if (type == CellType.Long && CellParser.TryDecimal(text, out var whole)) _row.Long(whole);
        else if (type == CellType.Double && CellParser.TryReal(text, out var real)) _row.Double(real);
        else if (type == CellType.Boolean && CellParser.TryBoolean(text, out var truth) && truth is { } known) _row.Boolean(known);
        else if (type == CellType.Timestamp && DaliTimestamp.TryParse(text, out var moment)) _row.Long(moment);
        else _row.Null();
    }

    // Blanks are nothing in a column of numbers, and themselves in one of texts.
    static Seen Look(ReadOnlySpan<byte> value, Span<char> scratch)
    {
        if (!value.ContainsAnyExcept((byte)' ')) return Seen.Nothing;
        var text = Short(value, scratch);
        if (text.IsEmpty) return Seen.Text;
        if (CellParser.TryDecimal(text, out _)) return Seen.Integer;
        if (CellParser.TryReal(text, out _)) return IsWhole(text.Trim()) ? Seen.Long : Seen.Real;
        if (DaliTimestamp.TryParse(text, out _)) return Seen.Timestamp;
        return IsTruth(text) ? Seen.Boolean : Seen.Text;
    }

    static bool IsWhole(ReadOnlySpan<char> plain) => CellParser.AreDigits(plain[(plain[0] is '+' or '-' ? 1 : 0)..]);

    // Whatever the order was in which the values came.
    static CellType TypeOf(Seen seen) => seen switch
    {
        Seen.Integer => CellType.Long,
        Seen.Timestamp => CellType.Timestamp,
        Seen.Boolean => CellType.Boolean,
        < Seen.Timestamp when (seen & Seen.Real) != 0 => CellType.Double,
        _ => CellType.UnicodeText,
    };

    static bool IsTruth(ReadOnlySpan<char> text) => text.Trim() is var plain && (plain.Equals("true", StringComparison.OrdinalIgnoreCase) || plain.Equals("false", StringComparison.OrdinalIgnoreCase));

    // Nothing but text is longer than the scratch, or beyond ASCII.
    static ReadOnlySpan<char> Short(ReadOnlySpan<byte> value, Span<char> scratch)
    {
        if (value.Length > scratch.Length || !Ascii.IsValid(value)) return default;
        return scratch[..Encoding.ASCII.GetChars(value, scratch)];
    }

    static TableReadException Bad(string what, Exception? cause = null) => new(TableReadFault.Malformed, what, cause);
}
