using Lamost.Vo.Archive.Database;
using Npgsql;

namespace Lamost.Vo.Archive.Loading;

/// <summary>
/// Sorts the rows of a source outside memory: <see cref="ReadAsync"/> parses on several threads, each of which writes sorted runs into one temporary
/// file, and <see cref="CopyAsync"/> merges the runs into a table. Both keep cores busy, so both are done by plain threads without await.
/// </summary>
/// <param name="source">The rows.</param>
/// <param name="key">What they are ordered by.</param>
/// <param name="file">Where the runs go.</param>
/// <param name="runBytes">Bytes of tuples that a thread sorts at once.</param>
sealed class RowSorter(IRowSource source, RowKey key, RunFile file, int runBytes = 32 << 20)
{
    long _rows;

    /// <summary>Rows read so far, by all threads.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>Reads all of the source.</summary>
    /// <param name="workers">How many threads.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="Errors.VoException">The source or the temporary file failed. When a thread fails, the others are stopped, and its exception is thrown.</exception>
    public async Task ReadAsync(int workers, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var threads = Enumerable.Range(0, workers).Select(_ => Thread(() => Read(stop))).ToList();
        try
        {
            await Task.WhenAll(threads).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Stopped because another failed: that is the exception to throw.
            throw threads.Select(t => t.Exception?.InnerException).First(e => e is not null and not OperationCanceledException)!;
        }
    }

    /// <summary>Copies all rows that were read into a table, in order, already frozen.</summary>
    /// <param name="connection">With a transaction that made the table: else PostgreSQL refuses to freeze.</param>
    /// <param name="table">The table, quoted, and in parentheses its columns in the order of the source's tuples where it has them in another.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>How many rows.</returns>
    /// <exception cref="NpgsqlException">The database failed.</exception>
    public async Task<long> CopyAsync(NpgsqlConnection connection, string table, CancellationToken cancel)
    {
        var merger = new RunMerger(file);
        await Thread(() => Copy(connection, table, merger, cancel)).ConfigureAwait(false);
        return merger.Rows;
    }

    static Task Thread(Action work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    void Read(CancellationTokenSource stop)
    {
        try
        {
            var writer = new RunWriter(file, key, runBytes);
            while (source.NextBlock(stop.Token) is { } block)
            {
                writer.Add(block.Tuples.Span);
                Interlocked.Add(ref _rows, block.Rows);
            }
            writer.Flush();
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }

    static void Copy(NpgsqlConnection connection, string table, RunMerger merger, CancellationToken cancel)
    {
        using var copy = connection.BeginRawBinaryCopy($"COPY {table} FROM STDIN (FORMAT BINARY, FREEZE)");
        copy.ReadTimeout = copy.WriteTimeout = 0; // a checkpoint may hold the server up
        try
        {
            copy.Write(BinaryCopy.Header.Span);
            var buffer = new byte[1 << 18];
            while (merger.Next(ref buffer) is > 0 and var filled)
            {
                cancel.ThrowIfCancellationRequested();
                copy.Write(buffer.AsSpan(0, filled));
            }
            copy.Write(BinaryCopy.Trailer.Span);
        }
        catch (Exception e) when (e is not NpgsqlException)
        {
            copy.Cancel();
            throw;
        }
    }
}
