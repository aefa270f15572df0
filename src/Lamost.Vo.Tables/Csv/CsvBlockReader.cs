using System.Text;

namespace Lamost.Vo.Tables.Csv;

/// <summary>
/// Cuts a CSV file (RFC 4180) into blocks of whole records, so that several threads can take the records apart while one reads on.
/// The first record is the header; it decides the separator (<c>|</c> or <c>,</c>). A UTF-8 byte order mark is dropped. Records end with
/// LF or CRLF; a quoted field may hold line ends and separators. A quote has a meaning only at the start of a field and inside a field
/// that began with one. Not safe for several threads: the caller locks around <see cref="Read"/>.
/// </summary>
public sealed class CsvBlockReader : IDisposable
{
    /// <summary>The most bytes of one record: what is longer is taken for a quote that was never closed.</summary>
    public const int MaxRecordBytes = 16 << 20;

    /// <summary>The most names of a header; a line of commas would else become millions of columns.</summary>
    public const int MaxColumns = 16_384;

    const byte Quote = (byte)'"';
    const byte LineFeed = (byte)'\n';

    readonly Stream _stream;
    readonly int _blockSize;
    byte[] _carry;
    int _carried;
    bool _ended;
    long _line = 1;

    /// <summary>Reads the header.</summary>
    /// <param name="stream">Read forwards from where it stands; disposed of with the reader.</param>
    /// <param name="blockSize">About how many bytes a block has. A longer record makes a longer block.</param>
    /// <exception cref="InvalidDataException">There is no header, it is longer than a record may be, or a quote in it is not closed.</exception>
    public CsvBlockReader(Stream stream, int blockSize = 1 << 20)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(blockSize, 1);
        _stream = stream;
        _blockSize = blockSize;
        _carry = new byte[Math.Max(blockSize, 4096)];
        Fill(ref _carry, ref _carried);
        if (_carry.AsSpan(0, _carried).StartsWith(Encoding.UTF8.Preamble)) Drop(Encoding.UTF8.Preamble.Length);

        int end;
        while ((end = HeaderEnd(_carry.AsSpan(0, _carried))) < 0 && !_ended)
        {
            Grow(ref _carry);
            Fill(ref _carry, ref _carried);
        }
        if (end < 0) end = _carried;
        var header = _carry.AsSpan(0, end);
        if (header.Trim(" \r\n"u8).IsEmpty) throw new InvalidDataException("The file has no header line.");
        Delimiter = Sniff(header);
        Header = Names(header);
        _line += header.Count(LineFeed);
        Drop(end);
    }

    /// <summary>The separator between fields: a comma, <c>|</c>, a tab or a semicolon.</summary>
    public byte Delimiter { get; }

    /// <summary>The names in the header, in order, without quotes and without blanks around them. They may be empty and may repeat.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>Reads the next block.</summary>
    /// <param name="buffer">Memory for it, replaced by a larger array where it is too small.</param>
    /// <param name="block">Whole records, in <paramref name="buffer"/>.</param>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="InvalidDataException">A quote is not closed, or a record is longer than <see cref="MaxRecordBytes"/>; the message says on which line.</exception>
    public bool Read(ref byte[] buffer, out CsvBlock block)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (buffer.Length < Math.Max(_blockSize, _carried)) buffer = new byte[Math.Max(_blockSize, _carried)];
        _carry.AsSpan(0, _carried).CopyTo(buffer);
        var filled = _carried;
        _carried = 0;
        int end;
        while (true)
        {
            Fill(ref buffer, ref filled);
            end = LastRecordEnd(buffer.AsSpan(0, filled), Delimiter, out var open);
            if (_ended)
            {
                if (open >= 0) throw NotClosed(buffer.AsSpan(0, open));
                end = filled;
            }
            if (end > 0 || _ended) break;
            if (filled >= MaxRecordBytes)
                throw open >= 0 ? NotClosed(buffer.AsSpan(0, open)) : new InvalidDataException($"Line {_line} is longer than {MaxRecordBytes} bytes.");
            Grow(ref buffer);
        }
        var rest = buffer.AsSpan(end, filled - end);
        if (_carry.Length < rest.Length) _carry = new byte[rest.Length];
        rest.CopyTo(_carry);
        _carried = rest.Length;
        block = new CsvBlock(buffer.AsMemory(0, end), _line);
        _line += buffer.AsSpan(0, end).Count(LineFeed);
        return end > 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    /// <summary>Where the last whole record of the bytes ends, given that they begin with a record; 0 when no record ends in them.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="delimiter">The separator.</param>
    /// <param name="open">Where a quoted field begins that does not end in the bytes; -1 for none.</param>
    internal static int LastRecordEnd(ReadOnlySpan<byte> data, byte delimiter, out int open)
    {
        open = -1;
        var end = 0;
        var at = 0;
        while (true)
        {
            var quote = data[at..].IndexOf(Quote);
            var newline = (quote < 0 ? data[at..] : data.Slice(at, quote)).LastIndexOf(LineFeed);
            if (newline >= 0) end = at + newline + 1;
            if (quote < 0) return end;
            at += quote;
            if (at > 0 && data[at - 1] != LineFeed && data[at - 1] != delimiter)
            {
                at++; // a quote inside a field that began without one is a character
                continue;
            }
            var close = ClosingQuote(data, at + 1);
            if (close < 0)
            {
                open = at;
                return end;
            }
            at = close + 1;
        }
    }

    /// <summary>The quote that ends a quoted field whose text begins at <paramref name="from"/>: the first that is not doubled; -1 for none.</summary>
    internal static int ClosingQuote(ReadOnlySpan<byte> data, int from)
    {
        while (true)
        {
            var quote = data[from..].IndexOf(Quote);
            if (quote < 0) return -1;
            from += quote + 1;
            if (from == data.Length || data[from] != Quote) return from - 1;
            from++;
        }
    }

    void Fill(ref byte[] buffer, ref int filled)
    {
        if (_ended) return;
        var free = buffer.AsSpan(filled);
        var read = _stream.ReadAtLeast(free, free.Length, throwOnEndOfStream: false);
        _ended = read < free.Length;
        filled += read;
    }

    static void Grow(ref byte[] buffer)
    {
        if (buffer.Length >= MaxRecordBytes) throw new InvalidDataException($"The header is longer than {MaxRecordBytes} bytes.");
        Array.Resize(ref buffer, Math.Min(MaxRecordBytes, buffer.Length * 2));
    }

    void Drop(int count)
    {
        _carry.AsSpan(count, _carried - count).CopyTo(_carry);
        _carried -= count;
    }

    InvalidDataException NotClosed(ReadOnlySpan<byte> before) =>
        new($"The quote that opens on line {_line + before.Count(LineFeed)} is not closed.");

    /// <summary>The end of the first record, when either separator may still be the one; -1 when it does not end in the bytes.</summary>
    static int HeaderEnd(ReadOnlySpan<byte> data)
    {
        var at = 0;
        while (at < data.Length)
        {
            if (data[at] == LineFeed) return at + 1;
            if (data[at] == Quote && (at == 0 || data[at - 1] is (byte)',' or (byte)'|'))
            {
                at = ClosingQuote(data, at + 1);
                if (at < 0) return -1;
            }
            at++;
        }
        return -1;
    }

    // The one that there is most of; the comma where there is none.
    static byte Sniff(ReadOnlySpan<byte> header)
    {
        var best = (byte)',';
        foreach (var other in (ReadOnlySpan<byte>)[(byte)'|', (byte)'\t', (byte)';'])
            if (header.Count(other) > header.Count(best)) best = other;
        return best;
    }

    string[] Names(ReadOnlySpan<byte> header)
    {
        var rows = new CsvRowReader(header, Delimiter, 1);
        rows.Read([], out var count);
        if (count > MaxColumns) throw new InvalidDataException($"The header has {count} columns; {MaxColumns} are the most.");
        rows = new CsvRowReader(header, Delimiter, 1);
        var fields = new CsvField[count];
        rows.Read(fields, out _);
        var names = new string[count];
        for (var i = 0; i < count; i++)
        {
            if (fields[i].Kind == CsvFieldKind.Malformed) throw new InvalidDataException($"The quotes of column {i + 1} of the header are not closed or not at its ends.");
            names[i] = Encoding.UTF8.GetString(rows.Value(fields[i])).Trim();
        }
        return names;
    }
}

/// <summary>Some whole records of a CSV file.</summary>
/// <param name="Bytes">The records.</param>
/// <param name="FirstLine">The line of the file that they begin on; the header is on line 1.</param>
public readonly record struct CsvBlock(ReadOnlyMemory<byte> Bytes, long FirstLine);
