using System.Buffers;

namespace Lamost.Vo.Tables;

/// <summary>
/// A format that a table can be written in, as a stream: <see cref="Begin"/> once, <see cref="Row"/> for each row, <see cref="End"/> once.
/// A writer may hold back some tens of kilobytes of rows; <see cref="Flush"/> lets go of them. It serves one table and one thread, and a
/// call that comes out of turn throws <see cref="InvalidOperationException"/>.
/// </summary>
public interface ITableWriter
{
    /// <summary>The media type of what is written, with its parameters.</summary>
    string ContentType { get; }

    /// <summary>
    /// True if <see cref="End"/> can tell the reader that rows are missing. Where it cannot, a caller whose table broke off must break the
    /// connection too instead of ending it politely, and has to tell of an overflow outside the table.
    /// </summary>
    bool CanReportEnding { get; }

    /// <summary>Writes all that comes before the first row.</summary>
    /// <exception cref="ArgumentException">The header cannot be written; nothing has been.</exception>
    void Begin(IBufferWriter<byte> output, TableHeader header);

    /// <summary>Writes one row.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="row">The cells in the order of the header's columns, laid out as <see cref="RowReader"/> says.</param>
    /// <exception cref="ArgumentException">The row does not match the header; nothing of it has been written, and others may follow.</exception>
    void Row(IBufferWriter<byte> output, ReadOnlySpan<byte> row);

    /// <summary>
    /// Writes the rows that were held back. To be called when no further row is at hand and those that came shall reach the reader; it costs
    /// a byte, and is not needed before <see cref="End"/>.
    /// </summary>
    void Flush(IBufferWriter<byte> output);

    /// <summary>Writes all that comes after the last row: every element that was opened is closed, whatever the ending.</summary>
    void End(IBufferWriter<byte> output, TableEnding ending);
}

/// <summary>How a table ended.</summary>
/// <param name="Status">Whether all rows are there.</param>
/// <param name="Message">
/// A sentence for the user with <see cref="TableStatus.Overflow"/> or <see cref="TableStatus.Error"/>; null with <see cref="TableStatus.Complete"/>.
/// </param>
public readonly record struct TableEnding(TableStatus Status, string? Message = null)
{
    /// <summary>All rows are there.</summary>
    public static TableEnding Complete => new(TableStatus.Complete);
}

/// <summary>DALI's QUERY_STATUS at the end of a table (DALI 1.1, 4.4).</summary>
public enum TableStatus
{
    /// <summary>All rows are there: <c>OK</c>.</summary>
    Complete,

    /// <summary>A limit cut the table: <c>OVERFLOW</c>.</summary>
    Overflow,

    /// <summary>It broke off: <c>ERROR</c>.</summary>
    Error,
}
