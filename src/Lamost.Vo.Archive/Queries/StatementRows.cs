using System.Buffers;
using System.Buffers.Binary;
using Npgsql;

namespace Lamost.Vo.Archive.Queries;

/// <summary>
/// The rows of a prepared statement, as they come off PostgreSQL's wire. COPY, which <see cref="TupleCursor"/> reads, cannot be prepared: it is parsed and planned each
/// time, which for a small cone is more work than to find its rows. For one reader at a time; <see cref="Cancel"/> may come from any thread.
/// </summary>
sealed class StatementRows : ITupleSource
{
    /// <summary>Bytes of rows that are gathered before they are handed over.</summary>
    const int EnoughBytes = 64 << 10;

    const int LengthBytes = 4, NullLength = -1;

    readonly NpgsqlConnection _connection;
    readonly NpgsqlCommand _command;
    readonly CancellationTokenSource _cancel = new();
    NpgsqlDataReader? _reader;
    Task<bool>? _pending;
    byte[] _buffer = ArrayPool<byte>.Shared.Rent(EnoughBytes / 4);
    bool _finished;
    int _start, _end;

    StatementRows(NpgsqlConnection connection, NpgsqlCommand command) => (_connection, _command) = (connection, command);

    /// <summary>Starts a statement, which is prepared when the session has not run it before.</summary>
    /// <param name="source">Sessions that are not reset between uses: with what is prepared, a reset would take longer than the statement.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">Its parameters, by position.</param>
    /// <param name="cancel">Ends the wait, and cancels it in the database.</param>
    /// <exception cref="NpgsqlException">The database refused it, or cannot be reached.</exception>
    public static async Task<StatementRows> OpenAsync(NpgsqlDataSource source, string sql, IEnumerable<NpgsqlParameter> parameters, CancellationToken cancel)
    {
        var connection = await source.OpenConnectionAsync(cancel).ConfigureAwait(false);
        var rows = new StatementRows(connection, new NpgsqlCommand(sql, connection));
        try
        {
            foreach (var parameter in parameters) rows._command.Parameters.Add(parameter);
            await rows._command.PrepareAsync(cancel).ConfigureAwait(false);
            rows._reader = await rows._command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
            return rows;
        }
        catch
        {
            await rows.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> WaitAsync()
    {
        if (_start < _end) return true;
        _start = _end = 0;
        while (!_finished && _end < EnoughBytes)
        {
            var next = _pending ?? _reader!.ReadAsync(_cancel.Token);
            _pending = null;
            if (!next.IsCompleted && _end > 0)
            {
                _pending = next;
                break;
            }
            if (await next.ConfigureAwait(false)) Take();
            else _finished = true;
        }
        return _end > 0;
    }

    /// <inheritdoc/>
    public bool TryRow(out ReadOnlySpan<byte> row)
    {
        if (_start == _end)
        {
            row = default;
            return false;
        }
        var length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start));
        row = _buffer.AsSpan(_start + LengthBytes, length);
        _start += LengthBytes + length;
        return true;
    }

    /// <inheritdoc/>
    public void Cancel() => _cancel.Cancel();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            // Often the last row that was asked for was the last there is, and its end has come with it.
            if (!_finished && _reader is not null) _pending ??= _reader.ReadAsync(CancellationToken.None);
            if (_pending is { } pending)
            {
                if (!pending.IsCompletedSuccessfully || pending.Result) _command.Cancel();
                await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            if (_reader is not null) await _reader.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or ObjectDisposedException or IOException or OperationCanceledException)
        {
            // A cancelled or broken statement ends with its error here; whoever read its rows has been told.
        }
        await _command.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
        _cancel.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    // The driver gives a column's bytes as they came, whatever its type: in PostgreSQL's binary format, since the statement is prepared.
    void Take()
    {
        var at = Room(_end, LengthBytes);
        for (var i = 0; i < _reader!.FieldCount; i++)
        {
            at = Room(at, LengthBytes);
            if (_reader.IsDBNull(i))
            {
                BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(at - LengthBytes), NullLength);
                continue;
            }
            var length = (int)_reader.GetBytes(i, 0, null, 0, 0);
            var end = Room(at, length);
            _reader.GetBytes(i, 0, _buffer, at, length);
            BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(at - LengthBytes), length);
            at = end;
        }
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_end), at - _end - LengthBytes);
        _end = at;
    }

    // Where so many bytes end that begin at a place; there is room for them.
    int Room(int at, int bytes)
    {
        if (at + bytes > _buffer.Length)
        {
            var longer = ArrayPool<byte>.Shared.Rent(Math.Max(at + bytes, _buffer.Length * 2));
            _buffer.AsSpan(0, at).CopyTo(longer);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = longer;
        }
        return at + bytes;
    }
}
