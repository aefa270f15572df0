using System.IO.Pipelines;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Tables;
using Npgsql;

namespace Lamost.Vo.Archive.Queries;

/// <summary>
/// A query under way: steps 5 and 6 of the way of a query. Rows go from the wire of the database to the response in one pass; nothing is held
/// but two buffers. For one thread at a time.
/// </summary>
public sealed class QueryRun : IAsyncDisposable
{
    /// <summary>Bytes that are encoded before they are flushed to the client.</summary>
    const int FlushBytes = 64 << 10;

    readonly ArchiveDatabase _database;
    readonly int _timeoutSeconds;
    readonly long _maxRows;
    readonly IDisposable _turn;
    readonly CancellationTokenSource _cancel;
    readonly CancellationTokenRegistration _onClient;
    readonly Task<ITupleSource> _opening;
    CancellationTokenRegistration _onCancel;
    Task? _firstRow;

    internal QueryRun(ArchiveDatabase database, Func<CancellationToken, Task<ITupleSource>> open, long maxRows, int? timeoutSeconds, IDisposable turn, CancellationToken client)
    {
        _database = database;
        _maxRows = maxRows;
        _timeoutSeconds = timeoutSeconds ?? database.StatementTimeoutSeconds;
        _turn = turn;
        _cancel = new CancellationTokenSource();
        _onClient = client.UnsafeRegister(static s => ((CancellationTokenSource)s!).Cancel(), _cancel);
        _opening = open(_cancel.Token);
    }

    /// <summary>Rows written so far.</summary>
    public long RowsWritten { get; private set; }

    /// <summary>
    /// Goes on without the client that started it: its leaving cancels nothing any more, and its turn is given to the next. From here on
    /// <see cref="Cancel"/> and <see cref="DisposeAsync"/> end it.
    /// </summary>
    public void Detach()
    {
        _onClient.Dispose();
        _turn.Dispose();
    }

    /// <summary>Cancels it, in the database too; what waits for it ends with an <see cref="OperationCanceledException"/>.</summary>
    public void Cancel() => _cancel.Cancel();

    /// <summary>
    /// Waits for the first row or the end, so that what fails before a row exists can still be answered as an error. (PostgreSQL says nothing
    /// before it has some rows to say: even the start of the copy arrives with them.) Every call gives the same task.
    /// </summary>
    /// <exception cref="VoException">The query was refused or failed, or the database cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task FirstRowAsync() => _firstRow ??= AskAsync(async () =>
    {
        var rows = await _opening.ConfigureAwait(false);
        _onCancel = _cancel.Token.UnsafeRegister(static s => ((ITupleSource)s!).Cancel(), rows);
        return await rows.WaitAsync().ConfigureAwait(false);
    }).AsTask();

    /// <summary>Writes the rows to the end or to the limit; the header has been written and <see cref="FirstRowAsync"/> has ended.</summary>
    /// <param name="writer">The format.</param>
    /// <param name="output">Where to.</param>
    /// <param name="flushed">Called after each piece that has gone out; null for nobody.</param>
    /// <returns><see cref="TableStatus.Complete"/>, or <see cref="TableStatus.Overflow"/> when the limit of rows cut the table; a limit of 0 always does (DALI 1.1, 3.4.4).</returns>
    /// <exception cref="VoException">The query failed in its course; the rows before are written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, or the receiver is gone.</exception>
    public async Task<TableStatus> WriteRowsAsync(ITableWriter writer, PipeWriter output, Action? flushed = null)
    {
        var rows = await _opening.ConfigureAwait(false);
        while (await AskAsync(rows.WaitAsync).ConfigureAwait(false))
        {
            while (EncodeSome(rows, writer, output, out var overflow))
            {
                if (overflow) return TableStatus.Overflow;
                await FlushAsync(output, _cancel.Token).ConfigureAwait(false);
                flushed?.Invoke();
            }
        }
        return _maxRows == 0 ? TableStatus.Overflow : TableStatus.Complete;
    }

    /// <summary>Flushes; a receiver that is gone is a cancellation.</summary>
    /// <exception cref="OperationCanceledException">The receiver is gone.</exception>
    public static async ValueTask FlushAsync(PipeWriter output, CancellationToken cancel)
    {
        var result = await output.FlushAsync(cancel).ConfigureAwait(false);
        if (result.IsCanceled || result.IsCompleted) throw new OperationCanceledException("The client is gone.", cancel);
    }

    /// <summary>Ends the query, in the database too when it has not ended by itself, and gives its turn to the next.</summary>
    public async ValueTask DisposeAsync()
    {
        await _onClient.DisposeAsync().ConfigureAwait(false);
        await _cancel.CancelAsync().ConfigureAwait(false);
        await ((Task)_opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Whoever asked for the first row may have left without waiting for it, and nothing is taken away under a read.
        if (_firstRow is { } reading) await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _onCancel.DisposeAsync().ConfigureAwait(false);
        if (_opening.IsCompletedSuccessfully) await _opening.Result.DisposeAsync().ConfigureAwait(false);
        _cancel.Dispose();
        _turn.Dispose();
    }

    // True when there is something to flush, or the limit is met; false when the rows at hand are used up.
    bool EncodeSome(ITupleSource rows, ITableWriter writer, PipeWriter output, out bool overflow)
    {
        overflow = false;
        while (rows.TryRow(out var row))
        {
            if (RowsWritten == _maxRows)
            {
                overflow = true;
                return true;
            }
            writer.Row(output, row);
            RowsWritten++;
            if (output.UnflushedBytes >= FlushBytes) return true;
        }
        return false;
    }

    VoError AfterTime(VoError error) => error with { Message = $"The query ran into the time limit of {_timeoutSeconds} s and was stopped." };

    async ValueTask<bool> AskAsync(Func<ValueTask<bool>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (NpgsqlException e)
        {
            _cancel.Token.ThrowIfCancellationRequested();
            var error = PostgresErrors.Map(e)!;
            // A restart of the server breaks every pooled connection; one query meets it, not each in its turn.
            if (error.Code == PostgresErrors.UnavailableCode) _database.DropIdleConnections();
            throw new VoException(error.Code == PostgresErrors.TimeLimitCode ? AfterTime(error) : error, e);
        }
    }
}
