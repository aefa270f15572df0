using System.Buffers.Binary;
using System.Globalization;
using Npgsql;

namespace Lamost.Vo.Archive.Queries;

/// <summary>
/// The rows of a query as they come off PostgreSQL's wire: <c>COPY (query) TO STDOUT (FORMAT BINARY)</c>, cut into rows and nothing else.
/// Holds one connection and one buffer, never a result. For one reader at a time; <see cref="Cancel"/> may come from any thread.
/// (PostgreSQL documentation, COPY, "Binary Format".)
/// </summary>
public sealed class TupleCursor : ITupleSource
{
    /// <summary>The largest row that is accepted, in bytes; a longer one ends the stream with an <see cref="InvalidDataException"/>.</summary>
    public const int MaxRowBytes = 64 << 20;

    // A worker gets its plan as text and reads it anew: of a query with a thousand regions that takes longer than the query.
    const int MaxParallelCharacters = 100_000;

    const int BufferBytes = 128 << 10;
    const int HeaderBytes = 19;

    readonly NpgsqlConnection _connection;
    readonly bool _isBorrowed;
    readonly NpgsqlRawCopyStream _copy;
    byte[] _buffer = new byte[BufferBytes];
    Task<int>? _pending;
    readonly CancellationTokenSource _cancel = new();
    bool _headerRead, _finished;
    int _start, _end;

    TupleCursor(NpgsqlConnection connection, bool isBorrowed, NpgsqlRawCopyStream copy) => (_connection, _isBorrowed, _copy) = (connection, isBorrowed, copy);

    /// <summary>Starts a query.</summary>
    /// <param name="source">Where to take the connection from.</param>
    /// <param name="sql">One SELECT statement.</param>
    /// <param name="timeoutSeconds">The time limit of the statement; null for that of the sessions of <paramref name="source"/>.</param>
    /// <param name="cancel">Ends the wait for the connection and for the start of the query, and cancels it in the database.</param>
    /// <exception cref="PostgresException">PostgreSQL refused the query.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    public static async Task<TupleCursor> OpenAsync(NpgsqlDataSource source, string sql, int? timeoutSeconds, CancellationToken cancel)
    {
        var connection = await source.OpenConnectionAsync(cancel).ConfigureAwait(false);
        try
        {
            // The reset at the end of a pooled connection's use takes them back.
            var settings = (timeoutSeconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"SET statement_timeout = '{seconds}s'; ") : "")
                + (sql.Length > MaxParallelCharacters ? "SET max_parallel_workers_per_gather = 0" : "");
            if (settings.Length > 0)
            {
                await using var set = new NpgsqlCommand(settings, connection);
                await set.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
            }
            return new TupleCursor(connection, false, await CopyAsync(connection, sql, cancel).ConfigureAwait(false));
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts a query on a connection that stays the caller's, in whose transaction it runs.</summary>
    internal static async Task<TupleCursor> OpenAsync(NpgsqlConnection connection, string sql, CancellationToken cancel) =>
        new(connection, true, await CopyAsync(connection, sql, cancel).ConfigureAwait(false));

    static Task<NpgsqlRawCopyStream> CopyAsync(NpgsqlConnection connection, string sql, CancellationToken cancel) =>
        connection.BeginRawBinaryCopyAsync($"COPY ({sql}) TO STDOUT (FORMAT BINARY)", cancel);

    /// <summary>Waits until at least one whole row can be taken with <see cref="TryRow"/>.</summary>
    /// <returns>False when there is no further row.</returns>
    /// <exception cref="PostgresException">The query failed.</exception>
    /// <exception cref="NpgsqlException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException"><see cref="Cancel"/> was called.</exception>
    public async ValueTask<bool> WaitAsync()
    {
        while (!HasRow(out _))
        {
            if (_finished) return false;
            MakeRoom();
            ReadWhatIsThere();
            if (HasRow(out _) || _pending is not { } pending) continue;
            _pending = null;
            Took(await pending.ConfigureAwait(false));
        }
        return true;
    }

    /// <summary>Takes the next row that has arrived whole.</summary>
    /// <param name="row">Its cells, in the layout of <see cref="Tables.RowReader"/>; valid until the next call of <see cref="WaitAsync"/>.</param>
    /// <returns>False when none is left; then <see cref="WaitAsync"/> is the way on.</returns>
    public bool TryRow(out ReadOnlySpan<byte> row)
    {
        if (!HasRow(out var length))
        {
            row = default;
            return false;
        }
        row = _buffer.AsSpan(_start + 2, length - 2);
        _start += length;
        return true;
    }

    /// <summary>
    /// Asks PostgreSQL to stop the query; a <see cref="WaitAsync"/> that is under way, and the next one, throw
    /// <see cref="OperationCanceledException"/>. Harmless when the query has ended.
    /// </summary>
    public void Cancel() => _cancel.Cancel();

    /// <summary>Gives the connection back; a query that has not ended is cancelled in the database, never read to its end.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_pending is { } pending)
            {
                await _cancel.CancelAsync().ConfigureAwait(false);
                await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            if (!_finished) await _copy.CancelAsync().ConfigureAwait(false);
            await _copy.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or ObjectDisposedException or IOException or OperationCanceledException)
        {
            // A cancelled or broken query ends with its error here; whoever read its rows has been told.
        }
        if (!_isBorrowed) await _connection.DisposeAsync().ConfigureAwait(false);
        _cancel.Dispose();
    }

    // One CopyData message, and so one read, is one row: reads are repeated as long as they end at once, to hand over rows by the buffer.
    void ReadWhatIsThere()
    {
        while (_pending is null && !_finished && _end < _buffer.Length)
        {
            var read = _copy.ReadAsync(_buffer.AsMemory(_end), _cancel.Token);
            if (read.IsCompletedSuccessfully) Took(read.Result);
            else _pending = read.AsTask();
        }
    }

    void Took(int count)
    {
        _end += count;
        _finished |= count == 0;
        if (!_headerRead && _end - _start >= HeaderBytes) ReadHeader();
    }

    // The buffer may only move when no read into it is under way.
    void MakeRoom()
    {
        if (_pending is not null) return;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end < _buffer.Length) return;
        if (_buffer.Length >= MaxRowBytes) throw new InvalidDataException($"A row is longer than {MaxRowBytes} bytes.");
        Array.Resize(ref _buffer, _buffer.Length * 2);
    }

    void ReadHeader()
    {
        var extension = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start + 15));
        if (extension != 0 || !_buffer.AsSpan(_start, 6).SequenceEqual("PGCOPY"u8))
            throw new InvalidDataException("The database did not answer in PostgreSQL's binary COPY format.");
        _start += HeaderBytes;
        _headerRead = true;
    }

    bool HasRow(out int length)
    {
        length = 0;
        if (!_headerRead) return false;
        var data = _buffer.AsSpan(_start, _end - _start);
        if (data.Length < 2) return false;
        var fields = BinaryPrimitives.ReadInt16BigEndian(data);
        if (fields < 0) return false;
        var at = 2;
        for (var i = 0; i < fields; i++)
        {
            if (data.Length - at < 4) return false;
            at += 4 + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(data[at..]));
            if (at > data.Length) return false;
        }
        length = at;
        return true;
    }
}
