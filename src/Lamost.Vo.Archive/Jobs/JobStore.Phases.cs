using Dapper;
using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Jobs;

public sealed partial class JobStore
{
    const string Columns = JobRow.Columns;

    /// <summary>PENDING to QUEUED.</summary>
    /// <returns>False when the job is not PENDING.</returns>
    /// <exception cref="VoException">LVO-JOB-1102: the queue is full.</exception>
    public async Task<bool> QueueAsync(string id, bool isLong, CancellationToken cancel)
    {
        var queued = await ScalarAsync<long>("SELECT count(*) FROM vo.job WHERE phase = 'QUEUED'", new { }, cancel).ConfigureAwait(false);
        if (queued >= limits.Queued) throw JobErrors.QueueFull(limits.Queued);
        return await ChangeAsync("UPDATE vo.job SET phase = 'QUEUED', queued_at = clock_timestamp(), is_long = @isLong WHERE id = @id AND phase = 'PENDING'",
            new { id, isLong }, id, cancel).ConfigureAwait(false);
    }

    /// <summary>PENDING to ERROR, for a job that is refused before it is queued.</summary>
    public Task<bool> RefuseAsync(string id, JobError error, CancellationToken cancel) => ChangeAsync("""
        UPDATE vo.job SET phase = 'ERROR', started_at = clock_timestamp(), ended_at = clock_timestamp(),
            error_code = @Code, error_text = @Text, error_transient = @Transient WHERE id = @id AND phase = 'PENDING'
        """, new { id, error.Code, error.Text, error.Transient }, id, cancel);

    /// <summary>Any phase before the last to ABORTED; whoever runs it hears of it. A job that has ended stays as it is.</summary>
    public Task<bool> AbortAsync(string id, CancellationToken cancel) => ChangeAsync(
        "UPDATE vo.job SET phase = 'ABORTED', ended_at = clock_timestamp() WHERE id = @id AND phase IN ('PENDING', 'QUEUED', 'EXECUTING')", new { id }, id, cancel);

    /// <summary>Removes a job; whoever runs it hears of it. Its files are the caller's to remove.</summary>
    public Task<bool> DeleteAsync(string id, CancellationToken cancel) => ChangeAsync("DELETE FROM vo.job WHERE id = @id", new { id }, id, cancel);

    /// <summary>QUEUED to EXECUTING, for the job that has waited longest, of those that this process may take. No other process gets it too.</summary>
    /// <param name="instance">The process.</param>
    /// <param name="services">The services whose jobs it can run.</param>
    /// <param name="alsoLong">Whether it may be a long one.</param>
    /// <param name="cancel">Breaks it off.</param>
    /// <returns>The job's id; null when there is none.</returns>
    internal async Task<string?> TakeAsync(int instance, IReadOnlyList<string> services, bool alsoLong, CancellationToken cancel) => await TellAsync("""
        UPDATE vo.job SET phase = 'EXECUTING', started_at = clock_timestamp(), attempts = attempts + 1, instance = @instance, rows_written = 0, bytes_written = 0
        WHERE id = (SELECT id FROM vo.job WHERE phase = 'QUEUED' AND service = ANY(@services) AND (@alsoLong OR NOT is_long) AND destruction > clock_timestamp()
            ORDER BY queued_at, id FOR UPDATE SKIP LOCKED LIMIT 1) RETURNING id
        """, new { instance, services = services.ToArray(), alsoLong }, cancel).ConfigureAwait(false);

    /// <summary>PENDING to EXECUTING, for a job whose query runs already.</summary>
    internal Task<bool> AdoptAsync(string id, int instance, CancellationToken cancel) => ChangeAsync("""
        UPDATE vo.job SET phase = 'EXECUTING', queued_at = clock_timestamp(), started_at = clock_timestamp(), attempts = 1, instance = @instance, is_long = true
        WHERE id = @id AND phase = 'PENDING'
        """, new { id, instance }, id, cancel);

    /// <summary>EXECUTING to COMPLETED, unless it was aborted or taken away meanwhile.</summary>
    internal Task<bool> CompleteAsync(string id, int instance, JobResult result, CancellationToken cancel) => ChangeAsync("""
        UPDATE vo.job SET phase = 'COMPLETED', ended_at = clock_timestamp(), rows_written = @Rows, bytes_written = @Bytes,
            result_file = @File, result_type = @MediaType, result_sha256 = @Sha256, result_overflow = @Overflow
        WHERE id = @id AND phase = 'EXECUTING' AND instance = @instance
        """, new { id, instance, result.Rows, result.Bytes, result.File, result.MediaType, result.Sha256, result.Overflow }, id, cancel);

    /// <summary>EXECUTING to ERROR or, at its time limit, to ABORTED, unless it was aborted or taken away meanwhile.</summary>
    internal Task<bool> FailAsync(string id, int instance, JobPhase phase, JobError error, CancellationToken cancel) => ChangeAsync("""
        UPDATE vo.job SET phase = @phase, ended_at = clock_timestamp(), error_code = @Code, error_text = @Text, error_transient = @Transient
        WHERE id = @id AND phase = 'EXECUTING' AND instance = @instance
        """, new { id, instance, phase = JobRow.Written(phase), error.Code, error.Text, error.Transient }, id, cancel);

    /// <summary>EXECUTING back to QUEUED, when what ran it goes away; the place in the queue is the old one.</summary>
    /// <param name="id">Which.</param>
    /// <param name="instance">The process that ran it.</param>
    /// <param name="forgive">Whether the attempt shall not count, as when the service is stopped on purpose.</param>
    /// <param name="cancel">Breaks it off.</param>
    internal Task<bool> RequeueAsync(string id, int instance, bool forgive, CancellationToken cancel) => ChangeAsync("""
        UPDATE vo.job SET phase = 'QUEUED', instance = NULL, started_at = NULL, attempts = attempts - @less WHERE id = @id AND phase = 'EXECUTING' AND instance = @instance
        """, new { id, instance, less = forgive ? 1 : 0 }, id, cancel);

    /// <summary>Tells how far a running job is.</summary>
    internal Task ReportAsync(string id, int instance, JobProgress progress, CancellationToken cancel) => ExecuteAsync(
        "UPDATE vo.job SET rows_written = @Rows, bytes_written = @Bytes WHERE id = @id AND phase = 'EXECUTING' AND instance = @instance",
        new { id, instance, progress.Rows, progress.Bytes }, cancel);

    /// <summary>The jobs whose time is over.</summary>
    internal async Task<IReadOnlyList<string>> ExpiredAsync(CancellationToken cancel)
    {
        await using var connection = await database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        return [.. await connection.QueryAsync<string>(Command("SELECT id FROM vo.job WHERE destruction <= clock_timestamp() ORDER BY destruction LIMIT 100", new { }, cancel)).ConfigureAwait(false)];
    }

    /// <summary>Whether there is a job of this id, its time over or not.</summary>
    internal Task<bool> IsKnownAsync(string id, CancellationToken cancel) => ScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM vo.job WHERE id = @id)", new { id }, cancel);

    async Task<bool> ChangeAsync(string sql, object values, string id, CancellationToken cancel) =>
        await TellAsync($"{sql} RETURNING '{Checked(id)}'", values, cancel).ConfigureAwait(false) is not null;

    // The statement and its notification are one transaction and one round trip.
    async Task<string?> TellAsync(string sql, object values, CancellationToken cancel)
    {
        await using var connection = await database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
        var id = await connection.ExecuteScalarAsync<string?>(Command(Lightly + $"WITH changed (id) AS ({sql}) SELECT id, pg_notify('{Channel}', id) FROM changed", values, cancel)).ConfigureAwait(false);
        await transaction.CommitAsync(cancel).ConfigureAwait(false);
        return id;
    }

    static string Checked(string id) => id.All(char.IsAsciiHexDigitLower) ? id : throw JobErrors.Unknown(id);
}
