namespace Lamost.Vo.Archive.Loading;

/// <summary>
/// Rows for one table, in blocks that are ready for PostgreSQL's binary COPY: a file being parsed, or a simulation.
/// <see cref="NextBlock"/> may be called by several threads at once; each gets blocks of its own, in no order.
/// </summary>
public interface IRowSource : IDisposable
{
    /// <summary>Rows in all, when that is known before reading; else null.</summary>
    long? ExpectedRows { get; }

    /// <summary>How much of the source has been taken so far, from 0 to 1, for progress; null when not known.</summary>
    double? Fraction { get; }

    /// <summary>Makes the next block.</summary>
    /// <returns>The block, valid until the same thread asks for its next; null at the end, and from then on.</returns>
    RowBlock? NextBlock(CancellationToken cancel);
}

/// <summary>Some rows as tuples of PostgreSQL's binary COPY: for each a 16-bit field count, then its cells (see <see cref="TupleWriter"/>).</summary>
/// <param name="Tuples">The bytes.</param>
/// <param name="Rows">How many rows they hold.</param>
public readonly record struct RowBlock(ReadOnlyMemory<byte> Tuples, int Rows);
