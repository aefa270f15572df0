namespace Lamost.Vo.Tables.Csv;

/// <summary>
/// Takes the records of a block (see <see cref="CsvBlockReader"/>) apart into fields. Blank lines are passed over. Values of a field are
/// the bytes between separators, or between quotes with doubled quotes made single; blanks are part of them (RFC 4180, 2.4).
/// </summary>
/// <param name="block">Whole records; only the last may lack its line end.</param>
/// <param name="delimiter">The separator.</param>
/// <param name="firstLine">The line of the file that the block begins on.</param>
public ref struct CsvRowReader(ReadOnlySpan<byte> block, byte delimiter, long firstLine)
{
    const byte Quote = (byte)'"';
    const byte LineFeed = (byte)'\n';

    readonly ReadOnlySpan<byte> _block = block;
    readonly byte _delimiter = delimiter;
    int _at;
    long _next = firstLine;
    byte[]? _scratch;

    /// <summary>The line on which the record last read begins.</summary>
    public long Line { get; private set; }

    /// <summary>Where in the block the next record begins, with the blank lines before it.</summary>
    public readonly int Position => _at;

    /// <summary>Reads the next record.</summary>
    /// <param name="fields">Where its fields go, as many as fit.</param>
    /// <param name="count">How many fields it has, which may be more than fit.</param>
    /// <returns>False at the end of the block.</returns>
    public bool Read(Span<CsvField> fields, out int count)
    {
        count = 0;
        while (_at < _block.Length && (_block[_at] == LineFeed || _block[_at..].StartsWith("\r\n"u8)))
        {
            _at += _block[_at] == LineFeed ? 1 : 2;
            _next++;
        }
        if (_at >= _block.Length) return false;
        Line = _next;
        bool more;
        do
        {
            var field = _block[_at] == Quote ? Quoted(out more) : Plain(out more);
            if (count < fields.Length) fields[count] = field;
            count++;
            if (more && _at == _block.Length)
            {
                if (count < fields.Length) fields[count] = new CsvField(_at, 0, CsvFieldKind.Plain);
                count++;
                more = false;
            }
        }
        while (more);
        _next++;
        return true;
    }

    /// <summary>The value of a field of the record last read, valid until the next call; for a malformed field, its bytes as they stand.</summary>
    public ReadOnlySpan<byte> Value(CsvField field)
    {
        var raw = _block.Slice(field.Start, field.Length);
        if (field.Kind != CsvFieldKind.Escaped) return raw;
        if (_scratch is null || _scratch.Length < raw.Length) _scratch = new byte[Math.Max(256, raw.Length)];
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            _scratch[length++] = raw[i];
            if (raw[i] == Quote) i++;
        }
        return _scratch.AsSpan(0, length);
    }

    CsvField Plain(out bool more)
    {
        var start = _at;
        var length = _block[start..].IndexOfAny(_delimiter, LineFeed);
        if (length < 0)
        {
            more = false;
            _at = _block.Length;
            return new CsvField(start, WithoutReturn(start, _at), CsvFieldKind.Plain);
        }
        _at = start + length + 1;
        more = _block[_at - 1] == _delimiter;
        return new CsvField(start, more ? length : WithoutReturn(start, start + length), CsvFieldKind.Plain);
    }

    CsvField Quoted(out bool more)
    {
        var start = _at + 1;
        var close = CsvBlockReader.ClosingQuote(_block, start);
        if (close < 0)
        {
            more = false;
            _at = _block.Length;
            return new CsvField(start - 1, _at - start + 1, CsvFieldKind.Malformed);
        }
        var text = _block[start..close];
        _next += text.Count(LineFeed);
        _at = close + 1;
        var tail = Plain(out more);
        if (tail.Length > 0) return new CsvField(start - 1, tail.Start + tail.Length - start + 1, CsvFieldKind.Malformed);
        return new CsvField(start, text.Length, text.Contains(Quote) ? CsvFieldKind.Escaped : CsvFieldKind.Plain);
    }

    readonly int WithoutReturn(int start, int end) => end > start && _block[end - 1] == '\r' ? end - start - 1 : end - start;
}

/// <summary>Where a field lies in its block.</summary>
/// <param name="Start">Its first byte, without the quote.</param>
/// <param name="Length">How many bytes, without the quotes.</param>
/// <param name="Kind">What its bytes need.</param>
public readonly record struct CsvField(int Start, int Length, CsvFieldKind Kind);

/// <summary>What the bytes of a field need.</summary>
public enum CsvFieldKind : byte
{
    /// <summary>They are the value.</summary>
    Plain,

    /// <summary>Doubled quotes are to be made single.</summary>
    Escaped,

    /// <summary>The field began with a quote, and there is text after the closing one, or no closing one: the record is not CSV.</summary>
    Malformed,
}
