using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Archive.Database;
using Npgsql;

namespace Lamost.Vo.Archive.Queries;

/// <summary>
/// The rows of a table, read by several backends on one snapshot and joined in the order in which they lie on disk. The table is divided into parts of as many blocks;
/// each backend takes the next part that is left. A part has a bounded number of buffers and so many parts are begun, so that memory is bounded, and a client that is
/// slow makes the backends wait. The first failure ends all. (docs/dev/query-path.md)
/// </summary>
public sealed class ParallelCursor : ITupleSource
{
    /// <summary>Blocks of a part: 4 MiB, so that its statement costs little beside its rows, and its rows find room in its buffers.</summary>
    internal const int PartBlocks = 512;

    /// <summary>Buffers of a part, of 128 KiB each: 4 MiB.</summary>
    const int PartBuffers = 32;

    readonly TableScan _scan;
    readonly long _blocks;
    readonly IDisposable _turns;
    readonly CancellationTokenSource _stop = new();
    readonly CancellationTokenSource _deadline;
    readonly CancellationTokenRegistration _onDeadline;
    readonly Channel<Channel<RowBuffer>> _parts;
    readonly SemaphoreSlim _claim = new(1);
    readonly Task _work;
    long _next;
    Exception? _failure;
    Channel<RowBuffer>? _part;
    RowBuffer? _buffer;

    ParallelCursor(TableScan scan, SharedSnapshot snapshot, int timeoutSeconds, IDisposable turns)
    {
        (_scan, _blocks, _turns) = (scan, snapshot.Blocks, turns);
        _parts = Channel.CreateBounded<Channel<RowBuffer>>(2 * snapshot.Connections.Count);
        _deadline = new CancellationTokenSource(TimeSpan.FromSeconds(timeoutSeconds));
        _onDeadline = _deadline.Token.UnsafeRegister(static s => ((ParallelCursor)s!).Fail(OutOfTime()), this);
        _work = Task.WhenAll(snapshot.Connections.Select(c => Task.Run(() => ReadPartsAsync(c)))).ContinueWith(
            (_, s) => ((ParallelCursor)s!)._parts.Writer.TryComplete(), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Starts to read.</summary>
    /// <param name="database">Where.</param>
    /// <param name="scan">What.</param>
    /// <param name="backends">How many backends read, at least 1.</param>
    /// <param name="timeoutSeconds">The time limit of the whole, the sending of the rows included.</param>
    /// <param name="turns">Disposed with the rows; not when null is returned or an exception thrown.</param>
    /// <param name="cancel">Breaks off the start.</param>
    /// <returns>Null when the table is none that is kept in blocks, or is about to be replaced.</returns>
    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    public static async Task<ParallelCursor?> OpenAsync(ArchiveDatabase database, TableScan scan, int backends, int timeoutSeconds, IDisposable turns, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(scan);
        ArgumentOutOfRangeException.ThrowIfLessThan(backends, 1);
        return await SharedSnapshot.OpenAsync(database, scan.Table, backends, cancel).ConfigureAwait(false) is { } snapshot
            ? new ParallelCursor(scan, snapshot, timeoutSeconds, turns) : null;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> WaitAsync()
    {
        try
        {
            while (true)
            {
                if (_buffer is { IsEmpty: false }) return true;
                _stop.Token.ThrowIfCancellationRequested();
                _buffer?.Dispose();
                _buffer = null;
                if (_part is null)
                {
                    if (!await _parts.Reader.WaitToReadAsync(_stop.Token).ConfigureAwait(false)) break;
                    _parts.Reader.TryRead(out _part);
                }
                else if (!await _part.Reader.WaitToReadAsync(_stop.Token).ConfigureAwait(false)) _part = null;
                else _part.Reader.TryRead(out _buffer);
            }
            _stop.Token.ThrowIfCancellationRequested();
            return false;
        }
        catch (OperationCanceledException) when (Volatile.Read(ref _failure) is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
            throw;
        }
    }

    /// <inheritdoc/>
    public bool TryRow(out ReadOnlySpan<byte> row)
    {
        if (_buffer is not null) return _buffer.TryRow(out row);
        row = default;
        return false;
    }

    /// <inheritdoc/>
    public void Cancel() => _stop.Cancel();

    /// <summary>Gives the connections back; what has not ended is cancelled in the database, never read to its end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _onDeadline.DisposeAsync().ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
        _buffer?.Dispose();
        _deadline.Dispose();
        _stop.Dispose();
        _claim.Dispose();
        _turns.Dispose();
    }

    async Task ReadPartsAsync(NpgsqlConnection connection)
    {
        try
        {
            await using var _ = connection.ConfigureAwait(false);
            while (await ClaimAsync().ConfigureAwait(false) is var (first, part))
            {
                await ReadAsync(connection, _scan.Blocks(first, Math.Min(first + PartBlocks, _blocks)), part.Writer).ConfigureAwait(false);
                part.Writer.Complete();
            }
        }
        catch (Exception e)
        {
            // Whoever waits for this part is told by the failure, or has cancelled.
            Fail(e);
        }
    }

    // The parts are handed over in the order in which they are claimed.
    async ValueTask<(long First, Channel<RowBuffer> Part)?> ClaimAsync()
    {
        await _claim.WaitAsync(_stop.Token).ConfigureAwait(false);
        try
        {
            if (_next >= _blocks) return null;
            var part = Channel.CreateBounded<RowBuffer>(new BoundedChannelOptions(PartBuffers) { SingleReader = true, SingleWriter = true });
            await _parts.Writer.WriteAsync(part, _stop.Token).ConfigureAwait(false);
            var first = _next;
            _next += PartBlocks;
            return (first, part);
        }
        finally
        {
            _claim.Release();
        }
    }

    async Task ReadAsync(NpgsqlConnection connection, string sql, ChannelWriter<RowBuffer> output)
    {
        await using var rows = await TupleCursor.OpenAsync(connection, sql, _stop.Token).ConfigureAwait(false);
        await using var stop = _stop.Token.UnsafeRegister(static r => ((TupleCursor)r!).Cancel(), rows);
        var buffer = new RowBuffer();
        while (await rows.WaitAsync().ConfigureAwait(false))
        {
            while (buffer.Fill(rows))
            {
                await output.WriteAsync(buffer, _stop.Token).ConfigureAwait(false);
                buffer = new RowBuffer();
            }
        }
        await output.WriteAsync(buffer, _stop.Token).ConfigureAwait(false);
    }

    void Fail(Exception failure)
    {
        // What fails after a cancellation fails because of it.
        if (!_stop.IsCancellationRequested) Interlocked.CompareExchange(ref _failure, failure, null);
        _stop.Cancel();
    }

    // As PostgreSQL would say it of one statement.
    static PostgresException OutOfTime() => new("canceling statement due to statement timeout", "ERROR", "ERROR", PostgresErrorCodes.QueryCanceled);
}
