using System.Buffers;

namespace Lamost.Vo.Tables.Text;

/// <summary>What the writers of text formats have in common: the order of calls, the checks, and that no row is held back.</summary>
/// <param name="contentType">The media type that the answer is given under.</param>
/// <param name="canReportEnding">Whether the end can tell that rows are missing.</param>
public abstract class TextTableWriter(string contentType, bool canReportEnding) : ITableWriter
{
    int[] _widths = [];
    bool _ended;

    /// <inheritdoc/>
    public string ContentType => contentType;

    /// <inheritdoc/>
    public bool CanReportEnding => canReportEnding;

    private protected TableColumn[] Columns { get; private set; } = [];

    /// <inheritdoc/>
    public void Begin(IBufferWriter<byte> output, TableHeader header)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(header);
        var columns = CellCheck.Header(header);
        if (Columns.Length > 0) throw new InvalidOperationException("A writer serves one table.");
        Columns = columns;
        _widths = [.. columns.Select(c => CellCheck.Width(c.Type))];
        BeginTable(output, header);
    }

    /// <inheritdoc/>
    public void Row(IBufferWriter<byte> output, ReadOnlySpan<byte> row)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (Columns.Length == 0 || _ended) throw new InvalidOperationException("Rows stand between Begin and End.");
        if (row.Length > int.MaxValue / 16) CellCheck.TooLong(row.Length);
        var text = output.GetSpan(MostBytes(row.Length));
        var at = BeginRow(text);
        var cells = new RowReader(row);
        for (var i = 0; i < Columns.Length; i++)
        {
            if (!cells.Next(out var cell))
            {
                at = Null(i, text, at);
                continue;
            }
            if (_widths[i] > 0 && cell.Length != _widths[i]) CellCheck.WrongWidth(cell.Length, Columns[i]);
            at = Cell(i, cell, text, at);
        }
        CellCheck.AtEnd(cells);
        output.Advance(EndRow(text, at));
    }

    /// <summary>Does nothing: no row is held back.</summary>
    public void Flush(IBufferWriter<byte> output)
    {
    }

    /// <inheritdoc/>
    public void End(IBufferWriter<byte> output, TableEnding ending)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (Columns.Length == 0 || _ended) throw new InvalidOperationException("End follows Begin, once.");
        _ended = true;
        EndTable(output, ending);
    }

    /// <summary>More than the text of a row can have: a number of 4 bytes has at most 16 characters, and a byte of text six.</summary>
    private protected virtual int MostBytes(int rowBytes) => 6 * rowBytes + 32 * Columns.Length + 16;

    private protected abstract void BeginTable(IBufferWriter<byte> output, TableHeader header);

    /// <summary>Writes what begins a row, and says where to go on; the further ones likewise.</summary>
    private protected virtual int BeginRow(Span<byte> to) => 0;

    private protected abstract int Null(int column, Span<byte> to, int at);

    private protected abstract int Cell(int column, ReadOnlySpan<byte> cell, Span<byte> to, int at);

    private protected abstract int EndRow(Span<byte> to, int at);

    private protected virtual void EndTable(IBufferWriter<byte> output, TableEnding ending)
    {
    }

    private protected static int Put(ReadOnlySpan<byte> text, Span<byte> to, int at)
    {
        text.CopyTo(to[at..]);
        return at + text.Length;
    }
}
