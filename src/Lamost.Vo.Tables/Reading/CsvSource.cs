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
    readonly CsvKind[] _kinds;
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
        _kinds = new CsvKind[_fields.Length];
        FindKinds();
        var names = new ColumnNames();
        Columns = [.. _reader.Header.Select((h, i) => new TableColumn(names.Take(h.Trim(), i + 1), CellOf(_kinds[i])))];
        _reader = Start();
    }

    enum CsvKind
    {
        Unknown,
        Boolean,
        Integer,
        Real,
        Timestamp,
        Text,
    }

    /// <inheritdoc/>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes => [];

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
        for (var i = 0; i < _fields.Length; i++) Cell(_kinds[i], reader.Value(_fields[i]), scratch);
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

    void FindKinds()
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
                    _kinds[i] = Both(_kinds[i], reader.Value(_fields[i]), scratch);
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

    void Cell(CsvKind kind, ReadOnlySpan<byte> value, Span<char> scratch)
    {
        if (value.IsEmpty)
        {
            _row.Null();
            return;
        }
        if (kind is CsvKind.Text or CsvKind.Unknown)
        {
            if (System.Text.Unicode.Utf8.IsValid(value)) _row.Text(value);
            else _row.Text(Encoding.Latin1.GetString(value).AsSpan());
            return;
        }
        var text = Short(value, scratch);
        if (kind == CsvKind.Integer && CellParser.TryInteger(text, out var whole)) _row.Long(whole);
        else if (kind == CsvKind.Real && CellParser.TryReal(text, out var real)) _row.Double(real);
        else if (kind == CsvKind.Boolean && CellParser.TryBoolean(text, out var truth) && truth is { } known) _row.Boolean(known);
        else if (kind == CsvKind.Timestamp && DaliTimestamp.TryParse(text, out var moment)) _row.Long(moment);
        else _row.Null();
    }

    // The kind of a column whose values so far were of one kind, with one value more.
    static CsvKind Both(CsvKind kind, ReadOnlySpan<byte> value, Span<char> scratch)
    {
        if (value.IsEmpty || kind == CsvKind.Text) return kind;
        var text = Short(value, scratch);
        if (text.IsEmpty) return CsvKind.Text;
        if (kind is CsvKind.Unknown or CsvKind.Integer && CellParser.TryInteger(text, out _)) return CsvKind.Integer;
        if (kind is CsvKind.Unknown or CsvKind.Integer or CsvKind.Real && CellParser.TryReal(text, out _)) return CsvKind.Real;
        if (kind is CsvKind.Unknown or CsvKind.Timestamp && DaliTimestamp.TryParse(text, out _)) return CsvKind.Timestamp;
        if (kind is CsvKind.Unknown or CsvKind.Boolean && IsTruth(text)) return CsvKind.Boolean;
        return CsvKind.Text;
    }

    static bool IsTruth(ReadOnlySpan<char> text) => text.Equals("true", StringComparison.OrdinalIgnoreCase) || text.Equals("false", StringComparison.OrdinalIgnoreCase);

    // Nothing but text is longer than the scratch, or beyond ASCII.
    static ReadOnlySpan<char> Short(ReadOnlySpan<byte> value, Span<char> scratch)
    {
        if (value.Length > scratch.Length || !Ascii.IsValid(value)) return default;
        return scratch[..Encoding.ASCII.GetChars(value, scratch)];
    }

    static CellType CellOf(CsvKind kind) => kind switch
    {
        CsvKind.Boolean => CellType.Boolean,
        CsvKind.Integer => CellType.Long,
        CsvKind.Real => CellType.Double,
        CsvKind.Timestamp => CellType.Timestamp,
        _ => CellType.UnicodeText,
    };

    static TableReadException Bad(string what, Exception? cause = null) => new(TableReadFault.Malformed, what, cause);
}
