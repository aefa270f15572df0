using System.Security.Cryptography;
using Dapper;
using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Jobs;

/// <summary>
/// The jobs in the database, and every change of them. A change of phase is one statement with a condition on the phase before, so that of several
/// service processes one makes it; it notifies all of them (<see cref="JobSignals"/>). Safe for any number of threads.
/// </summary>
public sealed partial class JobStore(ArchiveDatabase database, JobLimits limits)
{
    /// <summary>The channel of NOTIFY on which services hear the id of a job whose phase changed.</summary>
    internal const string Channel = "lamost_vo_job";

    /// <summary>Changes that a job would make again after a crash of the database need not wait for the disk.</summary>
    const string Lightly = "SET LOCAL synchronous_commit = off; ";

    internal ArchiveDatabase Database => database;

    /// <summary>Makes a job in phase PENDING.</summary>
    /// <param name="id">From <see cref="NewId"/>.</param>
    /// <param name="service">What will run it.</param>
    /// <param name="language">The language of its errors.</param>
    /// <param name="cancel">Breaks it off.</param>
    /// <exception cref="VoException">LVO-JOB-1101: too many jobs are kept.</exception>
    public async Task CreateAsync(string id, string service, Language language, CancellationToken cancel)
    {
        var made = await ExecuteAsync("""
            INSERT INTO vo.job (id, service, language, destruction, execution_seconds)
            SELECT @id, @service, @language, clock_timestamp() + make_interval(secs => @retention), @seconds
            WHERE (SELECT count(*) FROM (SELECT FROM vo.job LIMIT @kept) AS j) < @kept
            """, new
        {
            id,
            service,
            language = language == Language.Chinese ? "zh" : "en",
            retention = (double)limits.DefaultRetentionSeconds,
            seconds = limits.UsualSeconds,
            kept = limits.Kept,
        }, cancel).ConfigureAwait(false);
        if (made == 0) throw JobErrors.TooMany(limits.Kept);
    }

    /// <summary>Sets parameters of a job in phase PENDING: those named replace what they were, except UPLOAD, which accumulates.</summary>
    /// <exception cref="VoException">LVO-JOB-1002: the job is not PENDING.</exception>
    public async Task SetParametersAsync(string id, IReadOnlyList<(string Name, string Value)> parameters, CancellationToken cancel)
    {
        var rows = parameters.GroupBy(p => p.Name.ToUpperInvariant()).SelectMany(g => g.Select((p, i) => (Name: g.Key, Ordinal: i, p.Value))).ToList();
        if (rows.Count == 0) return;
        // The lock on the job keeps it PENDING until the parameters are in.
        var changed = await ScalarAsync<bool>("""
            WITH pending AS (SELECT id FROM vo.job WHERE id = @id AND phase = 'PENDING' FOR UPDATE),
              given AS (SELECT * FROM unnest(@names, @ordinals, @values) AS g (name, ordinal, value)),
              kept AS (SELECT name, max(ordinal) + 1 AS next FROM vo.job_parameter WHERE job_id = @id AND name = 'UPLOAD' GROUP BY name),
              gone AS (DELETE FROM vo.job_parameter p USING pending WHERE p.job_id = pending.id AND p.name <> 'UPLOAD' AND p.name IN (SELECT name FROM given)
                AND NOT EXISTS (SELECT 1 FROM given g WHERE g.name = p.name AND g.ordinal = p.ordinal)),
              put AS (INSERT INTO vo.job_parameter (job_id, name, ordinal, value)
                SELECT pending.id, g.name, g.ordinal + COALESCE(kept.next, 0), g.value FROM pending, given g LEFT JOIN kept USING (name)
                ON CONFLICT (job_id, name, ordinal) DO UPDATE SET value = excluded.value),
              named AS (UPDATE vo.job j SET run_id = left(g.value, @runIdCharacters) FROM pending, given g WHERE j.id = pending.id AND g.name = 'RUNID' AND g.ordinal = 0)
            SELECT EXISTS (SELECT 1 FROM pending)
            """, new
        {
            id,
            names = rows.ConvertAll(r => r.Name),
            ordinals = rows.ConvertAll(r => r.Ordinal),
            values = rows.ConvertAll(r => r.Value),
            runIdCharacters = limits.RunIdCharacters,
        }, cancel).ConfigureAwait(false);
        if (!changed) throw JobErrors.NotPending(await GetAsync(id, cancel).ConfigureAwait(false));
    }

    /// <summary>Enters a table that came with a request, whose file lies in the job's directory; one of the same label is replaced.</summary>
    public Task AddUploadAsync(string id, string label, string file, CancellationToken cancel) => ExecuteAsync(
        "INSERT INTO vo.job_upload VALUES (@id, @label, @file) ON CONFLICT (job_id, label) DO UPDATE SET file = excluded.file", new { id, label, file }, cancel);

    /// <summary>Reads a job.</summary>
    /// <exception cref="VoException">LVO-JOB-1404: there is none.</exception>
    public async Task<Job> GetAsync(string id, CancellationToken cancel) =>
        await FindAsync(id, cancel).ConfigureAwait(false) ?? throw JobErrors.Unknown(id);

    /// <summary>Reads a job; null when there is none, or none any more.</summary>
    public async Task<Job?> FindAsync(string id, CancellationToken cancel)
    {
        await using var connection = await database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        var several = await connection.QueryMultipleAsync(Command($"""
            SELECT {Columns} FROM vo.job WHERE id = @id AND destruction > clock_timestamp();
            SELECT name, value FROM vo.job_parameter WHERE job_id = @id ORDER BY name, ordinal;
            SELECT label, file FROM vo.job_upload WHERE job_id = @id ORDER BY label
            """, new { id }, cancel)).ConfigureAwait(false);
        await using (several)
        {
            var row = await several.ReadSingleOrDefaultAsync<JobRow>().ConfigureAwait(false);
            if (row is null) return null;
            return row.ToJob() with
            {
                Parameters = [.. await several.ReadAsync<(string, string)>().ConfigureAwait(false)],
                Uploads = [.. await several.ReadAsync<(string, string)>().ConfigureAwait(false)],
            };
        }
    }

    /// <summary>The jobs of a service, the newest first, without their parameters (UWS 1.1, 2.2.2.1).</summary>
    /// <param name="service">Whose.</param>
    /// <param name="phases">Those in one of these phases; null or empty for all.</param>
    /// <param name="after">Those made after this moment; null for all.</param>
    /// <param name="last">So many of them; null for all that are allowed.</param>
    /// <param name="cancel">Breaks it off.</param>
    public async Task<IReadOnlyList<Job>> ListAsync(string service, IReadOnlyList<JobPhase>? phases, DateTime? after, int? last, CancellationToken cancel)
    {
        await using var connection = await database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        var rows = await connection.QueryAsync<JobRow>(Command($"""
            SELECT {Columns} FROM vo.job WHERE service = @service AND destruction > clock_timestamp()
              AND (@all OR phase = ANY(@phases)) AND (@after::timestamptz IS NULL OR created_at > @after) ORDER BY created_at DESC, id LIMIT @last
            """, new { service, all = phases is not { Count: > 0 }, phases = phases?.Select(JobRow.Written).ToArray() ?? [], after, last = Math.Min(last ?? ListedAtMost, ListedAtMost) }, cancel))
            .ConfigureAwait(false);
        return [.. rows.Select(r => r.ToJob())];
    }

    /// <summary>Jobs of one answer of <see cref="ListAsync"/> at most.</summary>
    public const int ListedAtMost = 10_000;

    /// <summary>How many jobs wait before this one, at least 0; for a job in phase QUEUED.</summary>
    public Task<long> QueuePositionAsync(Job job, CancellationToken cancel) => ScalarAsync<long>(
        "SELECT count(*) FROM vo.job WHERE phase = 'QUEUED' AND is_long = @IsLong AND (queued_at, id) < (@QueuedAt, @Id)", new { job.IsLong, job.QueuedAt, job.Id }, cancel);

    /// <summary>Sets when a job is removed, at most the longest time from now.</summary>
    public Task SetDestructionAsync(string id, DateTime at, CancellationToken cancel) => ExecuteAsync(
        "UPDATE vo.job SET destruction = least(@at, clock_timestamp() + make_interval(secs => @most)) WHERE id = @id", new { id, at, most = (double)limits.MaxRetentionSeconds }, cancel);

    /// <summary>Sets how long a job may run; 0 or more than the most is the most. It holds from its next start.</summary>
    public Task SetExecutionSecondsAsync(string id, long seconds, CancellationToken cancel) => ExecuteAsync(
        "UPDATE vo.job SET execution_seconds = @seconds WHERE id = @id", new { id, seconds = seconds is 0 ? limits.MaxSeconds : (int)Math.Min(seconds, limits.MaxSeconds) }, cancel);

    /// <summary>An id for a job, of 128 random bits.</summary>
    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    async Task<int> ExecuteAsync(string sql, object values, CancellationToken cancel)
    {
        await using var connection = await database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        return await connection.ExecuteAsync(Command(sql, values, cancel)).ConfigureAwait(false);
    }

    async Task<T?> ScalarAsync<T>(string sql, object values, CancellationToken cancel)
    {
        await using var connection = await database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        return await connection.ExecuteScalarAsync<T>(Command(sql, values, cancel)).ConfigureAwait(false);
    }

    static CommandDefinition Command(string sql, object values, CancellationToken cancel) => new(sql, values, cancellationToken: cancel);
}
