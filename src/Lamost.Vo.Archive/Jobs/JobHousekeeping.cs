using Dapper;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Jobs;

/// <summary>Removes jobs at their time, and looks after what dead processes left: running jobs, uploaded tables, directories without a job.</summary>
/// <param name="store">The jobs.</param>
/// <param name="instance">This process.</param>
/// <param name="files">Their files.</param>
/// <param name="limits">Their limits.</param>
/// <param name="runs">Whether this process runs a job just now.</param>
sealed class JobHousekeeping(JobStore store, ServiceInstance instance, JobFiles files, JobLimits limits, Func<string, bool> runs)
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>A directory of no job is left alone so long, lest its job be just being made.</summary>
    static readonly TimeSpan OrphanAge = TimeSpan.FromMinutes(10);

    /// <summary>
    /// A job that is EXECUTING in the name of this process, and that it does not know, was lost when the database went away between two steps. It is left alone so long, lest
    /// it be just being begun.
    /// </summary>
    static readonly TimeSpan LostAge = TimeSpan.FromSeconds(30);

    long _last;

    /// <summary>Runs when it has not for a while.</summary>
    public Task RunIfDueAsync(CancellationToken cancel) =>
        Environment.TickCount64 - _last < Every.TotalMilliseconds ? Task.CompletedTask : RunAsync(cancel);

    /// <summary>Runs.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await instance.EnsureAsync(cancel).ConfigureAwait(false);
        await RemoveExpiredAsync(cancel).ConfigureAwait(false);
        foreach (var number in await InstancesAsync(cancel).ConfigureAwait(false))
        {
            if (number == instance.Number) await RunAgainAsync(number, LostAge, cancel).ConfigureAwait(false);
            else await instance.IfDeadAsync(number, () => InheritAsync(number, cancel), cancel).ConfigureAwait(false);
        }
        await RemoveOrphansAsync(cancel).ConfigureAwait(false);
        _last = Environment.TickCount64;
    }

    async Task RemoveExpiredAsync(CancellationToken cancel)
    {
        foreach (var id in await store.ExpiredAsync(cancel).ConfigureAwait(false))
        {
            await store.DeleteAsync(id, cancel).ConfigureAwait(false);
            files.Remove(id);
        }
    }

    async Task RemoveOrphansAsync(CancellationToken cancel)
    {
        foreach (var id in files.Ids.Where(id => DateTime.UtcNow - files.Touched(id) > OrphanAge).Take(100))
            if (!await store.IsKnownAsync(id, cancel).ConfigureAwait(false)) files.Remove(id);
    }

    async Task<IReadOnlyList<int>> InstancesAsync(CancellationToken cancel)
    {
        await using var connection = await store.Database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        return [.. await connection.QueryAsync<int>(new CommandDefinition(
            "SELECT DISTINCT instance FROM vo.job WHERE phase = 'EXECUTING' UNION SELECT instance FROM vo.upload_table", cancellationToken: cancel)).ConfigureAwait(false)];
    }

    /// <summary>The jobs of a dead process run again, unless they have had their attempts; its uploaded tables go.</summary>
    async Task InheritAsync(int dead, CancellationToken cancel)
    {
        await RunAgainAsync(dead, TimeSpan.Zero, cancel).ConfigureAwait(false);
        await using var connection = await store.Database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        var tables = await connection.QueryAsync<string>(new CommandDefinition("SELECT name FROM vo.upload_table WHERE instance = @dead", new { dead }, cancellationToken: cancel))
            .ConfigureAwait(false);
        foreach (var table in tables)
        {
            await connection.ExecuteAsync(new CommandDefinition($"""
                DROP TABLE IF EXISTS {SqlNames.Quote("vo_upload", table)}; DELETE FROM vo.upload_table WHERE name = @table
                """, new { table }, cancellationToken: cancel)).ConfigureAwait(false);
        }
    }

    async Task RunAgainAsync(int number, TimeSpan age, CancellationToken cancel)
    {
        await using var connection = await store.Database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        var left = await connection.QueryAsync<(string Id, int Attempts)>(new CommandDefinition(
            "SELECT id, attempts FROM vo.job WHERE phase = 'EXECUTING' AND instance = @number AND started_at <= clock_timestamp() - @age",
            new { number, age }, cancellationToken: cancel)).ConfigureAwait(false);
        foreach (var (id, attempts) in left.Where(j => !runs(j.Id)))
        {
            if (attempts < limits.Attempts) await store.RequeueAsync(id, number, forgive: false, cancel).ConfigureAwait(false);
            else await store.FailAsync(id, number, JobPhase.Error, JobErrors.GivenUp(attempts).ToJobError(), cancel).ConfigureAwait(false);
        }
    }
}
