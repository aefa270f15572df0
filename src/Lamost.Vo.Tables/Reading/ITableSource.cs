using System.Buffers;

namespace Lamost.Vo.Tables.Reading;

/// <summary>A table that is read row by row, forwards, once. For one thread at a time.</summary>
public interface ITableSource : IDisposable
{
    /// <summary>The columns. Names are those of the file; a missing name is <c>colN</c>, and one that is there already has <c>_1</c>, <c>_2</c> ... behind it.</summary>
    IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>What was changed or left out, in sentences for the owner of the table.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>Appends the cells of the next row, in the layout of <see cref="RowReader"/>.</summary>
    /// <returns>False at the end of the table; nothing is appended.</returns>
    /// <exception cref="TableReadException">The table is malformed from here on, or too large. What was appended of the row is void.</exception>
    bool Read(IBufferWriter<byte> row);
}

/// <summary>How much of a table is read at most.</summary>
public sealed record TableReadLimits
{
    /// <summary>Rows.</summary>
    public long Rows { get; init; } = 2_000_000;

    /// <summary>Columns.</summary>
    public int Columns { get; init; } = 500;

    /// <summary>Bytes of the file, unpacked.</summary>
    public long Bytes { get; init; } = 512 << 20;

    /// <summary>Bytes of one cell.</summary>
    public int CellBytes { get; init; } = 1 << 20;

    /// <summary>XML elements inside one another.</summary>
    public int Depth { get; init; } = 64;
}

/// <summary>A table that cannot be read; the message is for its owner and says what is wrong, where, and what would be right.</summary>
public sealed class TableReadException(TableReadFault kind, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What kind of fault it is.</summary>
    public TableReadFault Kind => kind;
}

/// <summary>Kinds of faults of tables.</summary>
public enum TableReadFault
{
    /// <summary>It is not what it claims to be.</summary>
    Malformed,

    /// <summary>It is well, but of a kind that is not read.</summary>
    Unsupported,

    /// <summary>It is beyond a limit.</summary>
    TooLarge,
}
