using System.Buffers;
using Lamost.Vo.Tables.Text;

namespace Lamost.Vo.Tables.Fits;

/// <summary>
/// Writes a table as a FITS binary table (FITS 4.0, 7.3) behind an empty primary HDU. The number of rows stands in the header and is known at the end, so the file
/// is completed by <see cref="Finish"/>.
/// </summary>
/// <remarks>
/// Null is TNULL, the least integer of its type, for integers, NaN for real numbers, the byte 0 for booleans; a null text is empty, like the empty one. FITS has
/// ASCII only: other characters become question marks, line ends and tabs blanks. Dates and times are texts. A text is as wide as its column can be or, where that is not
/// known or much, as the longest one is: the rows of such a table wait in a scratch file. Texts of more than 4096 characters and arrays of any length stand in the heap.
/// Beside the standard's cards are those that STIL and others read: TUCDn, TUTYPn, TCOMMn; the facts of the answer are COMMENT cards, and QSTATUS tells how it ended.
/// </remarks>
/// <param name="contentType">The media type that the answer is given under.</param>
public sealed class FitsTableWriter(string contentType = FitsTableWriter.MediaType) : ISpooledWriter
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/fits";

    /// <summary>A text that can be longer than this is measured first.</summary>
    const int WideText = 64;

    readonly FitsRowWriter _rows = new();
    TableColumn[] _columns = [];
    TableHeader? _header;
    WaitingRows? _waiting;
    TableEnding _ending;
    bool _ended;

    /// <inheritdoc/>
    public string ContentType => contentType;

    /// <summary>True: QSTATUS tells.</summary>
    public bool CanReportEnding => true;

    /// <inheritdoc/>
    public void Begin(IBufferWriter<byte> output, TableHeader header)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(header);
        var columns = CellCheck.Header(header);
        if (_columns.Length > 0) throw new InvalidOperationException("A writer serves one table.");
        if (columns.Length > 999) throw new ArgumentException("A FITS table has at most 999 columns (FITS 4.0, 7.2.1).", nameof(header));
        (_columns, _header) = (columns, header);
        if (columns.Any(c => c.Type is CellType.Text or CellType.UnicodeText && c.MaxLength is not <= WideText)) _waiting = new WaitingRows(columns);
        else _rows.Begin(output, header, columns);
    }

    /// <inheritdoc/>
    public void Row(IBufferWriter<byte> output, ReadOnlySpan<byte> row)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (_columns.Length == 0 || _ended) throw new InvalidOperationException("Rows stand between Begin and End.");
        if (_waiting is null) _rows.Row(output, row);
        else _waiting.Add(row);
    }

    /// <summary>Does nothing: no row is held back that could be written.</summary>
    public void Flush(IBufferWriter<byte> output)
    {
    }

    /// <summary>Writes nothing: how the table ended stands before its rows.</summary>
    public void End(IBufferWriter<byte> output, TableEnding ending)
    {
        if (_columns.Length == 0 || _ended) throw new InvalidOperationException("End follows Begin, once.");
        (_ended, _ending) = (true, ending);
    }

    /// <inheritdoc/>
    public void Finish(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!_ended) throw new InvalidOperationException("Finish follows End.");
        if (_waiting is not null)
        {
            var output = new StreamBuffer(file);
            _rows.Begin(output, _header!, _waiting.Measured());
            _waiting.CopyTo(row => _rows.Row(output, row));
            output.Flush();
        }
        _rows.Finish(file, _ending);
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _waiting?.Dispose();
        _rows.Dispose();
    }
}
