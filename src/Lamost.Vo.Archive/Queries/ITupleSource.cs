namespace Lamost.Vo.Archive.Queries;

/// <summary>
/// The rows of a query that runs, as they come from the database. For one reader at a time; <see cref="Cancel"/> may come from any thread. Disposing it gives back
/// its connections; a query that has not ended is cancelled in the database, never read to its end.
/// </summary>
public interface ITupleSource : IAsyncDisposable
{
    /// <summary>Waits until at least one whole row can be taken with <see cref="TryRow"/>.</summary>
    /// <returns>False when there is no further row.</returns>
    /// <exception cref="Npgsql.PostgresException">The query failed.</exception>
    /// <exception cref="Npgsql.NpgsqlException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException"><see cref="Cancel"/> was called.</exception>
    ValueTask<bool> WaitAsync();

    /// <summary>Takes the next row that has arrived whole.</summary>
    /// <param name="row">Its cells, in the layout of <see cref="Tables.RowReader"/>; valid until the next call of <see cref="WaitAsync"/>.</param>
    /// <returns>False when none is left; then <see cref="WaitAsync"/> is the way on.</returns>
    bool TryRow(out ReadOnlySpan<byte> row);

    /// <summary>
    /// Asks PostgreSQL to stop the query; a <see cref="WaitAsync"/> that is under way, and the next one, throw
    /// <see cref="OperationCanceledException"/>. Harmless when the query has ended.
    /// </summary>
    void Cancel();
}
