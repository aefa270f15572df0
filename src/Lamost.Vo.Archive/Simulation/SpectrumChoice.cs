using Dapper;
using Npgsql;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>
/// Chooses the observations whose spectra are made: such as are good to look at first, and of a source all, as far as the numbers allow. The rows alone decide.
/// For one use, within a transaction.
/// </summary>
/// <param name="connection">A session.</param>
/// <param name="tables">The tables.</param>
/// <param name="low">Spectra of low resolution.</param>
/// <param name="medium">Visits of medium resolution.</param>
sealed class SpectrumChoice(NpgsqlConnection connection, SimulatedTables tables, int low, int medium)
{
    // What it looks like: the class; of a star the first letter of its type, which also tells some dwarfs, giants and white dwarfs apart.
    const string Kind = "CASE WHEN class = 'STAR' THEN left(subclass, 1) ELSE class END";

    const string Bin = "CASE WHEN snr < 5 THEN 0 WHEN snr < 12 THEN 1 WHEN snr < 30 THEN 2 WHEN snr < 80 THEN 3 ELSE 4 END";

    readonly HashSet<string> _sources = new(StringComparer.Ordinal);
    int _low, _medium;

    /// <summary>Chooses.</summary>
    /// <returns>Numbers of observations, ascending.</returns>
    public async Task<(IReadOnlyList<long> Low, IReadOnlyList<long> Medium)> MakeAsync(CancellationToken cancel)
    {
        await GatherAsync(cancel).ConfigureAwait(false);
        // Observed by both surveys; often by one, of each number of epochs some; each kind, bright and faint; then the best.
        await TakeAsync($"low > 0 AND medium > 0 AND low <= {Part(low, 10)} AND medium <= {Part(medium, 6)}", "least(low, 3) + least(medium, 5) DESC", "snr DESC", 0.15, 0.5, cancel).ConfigureAwait(false);
        await TakeAsync($"low BETWEEN 3 AND {Part(low, 25)}", "row_number() OVER (PARTITION BY low ORDER BY snr DESC, uid)", "low DESC", 0.4, 0.65, cancel).ConfigureAwait(false);
        await TakeAsync($"medium BETWEEN 2 AND {Part(medium, 8)}", "row_number() OVER (PARTITION BY medium ORDER BY snr DESC, uid)", "medium DESC", 0.45, 0.85, cancel).ConfigureAwait(false);
        await TakeAsync("low > 0", $"row_number() OVER (PARTITION BY kind, {Bin} ORDER BY uid)", "kind, snr DESC", 0.9, 0.9, cancel).ConfigureAwait(false);
        await TakeAsync("true", "snr DESC", "low", 1, 1, cancel).ConfigureAwait(false);
        return (await ObservationsAsync(SimulatedTables.Low, "snrr", low, cancel).ConfigureAwait(false), await ObservationsAsync(SimulatedTables.Medium, "snr", medium, cancel).ConfigureAwait(false));
    }

    static int Part(int count, int divisor) => Math.Max(3, count / divisor);

    // Of a survey of which nothing is made the sources count as if it had not looked at them.
    Task<int> GatherAsync(CancellationToken cancel)
    {
        var parts = new List<string>();
        if (low > 0) parts.Add($"""
            SELECT uid, 1 AS low, 0 AS medium, {Kind} COLLATE "C" AS kind, snr FROM (SELECT {tables.Select(SimulatedTables.Low, "c", "uid class subclass")}, snrr::float8 AS snr FROM {tables.Find(SimulatedTables.Low)} AS c) AS rows
            """);
        if (medium > 0) parts.Add($"SELECT uid, 0, 1, NULL, max(snr::float8) AS snr FROM {tables.Find(SimulatedTables.Medium)} GROUP BY uid, obsid");
        return RunAsync($"""
            CREATE TEMPORARY TABLE simulated_source ON COMMIT DROP AS
            SELECT uid COLLATE "C" AS uid, sum(low)::int AS low, sum(medium)::int AS medium, max(kind) AS kind, coalesce(max(snr), 0) AS snr
            FROM ({string.Join("\nUNION ALL\n", parts)}) AS spectra(uid, low, medium, kind, snr) WHERE uid IS NOT NULL GROUP BY uid
            """, cancel);
    }

    // Takes sources whose spectra all find room, until shares of the two numbers are reached.
    async Task TakeAsync(string condition, string order, string then, double lowShare, double mediumShare, CancellationToken cancel)
    {
        var (mostLow, mostMedium) = ((int)(low * lowShare), (int)(medium * mediumShare));
        var found = await connection.QueryAsync<(string Uid, int Low, int Medium)>(new CommandDefinition($"""
            SELECT uid, low, medium FROM simulated_source WHERE {condition} ORDER BY {order}, {then}, uid LIMIT @most
            """, new { most = low + medium + _sources.Count }, commandTimeout: 0, cancellationToken: cancel)).ConfigureAwait(false);
        foreach (var source in found)
        {
            if (_low + source.Low > mostLow && source.Low > 0 || _medium + source.Medium > mostMedium && source.Medium > 0 || !_sources.Add(source.Uid)) continue;
            (_low, _medium) = (_low + source.Low, _medium + source.Medium);
        }
    }

    // All of the chosen sources; then, where no whole source found room, or none is known, the best of the others.
    async Task<IReadOnlyList<long>> ObservationsAsync(string table, string snr, int count, CancellationToken cancel)
    {
        if (count == 0) return [];
        var chosen = await QueryAsync($"SELECT DISTINCT obsid FROM {tables.Find(table)} WHERE uid = ANY(@uids)", new { uids = _sources.ToArray() }, cancel).ConfigureAwait(false);
        if (chosen.Count < count)
            chosen.AddRange(await QueryAsync($"SELECT obsid FROM {tables.Find(table)} WHERE obsid <> ALL(@chosen) GROUP BY obsid ORDER BY max({snr}) DESC NULLS LAST, obsid LIMIT @rest",
                new { chosen = chosen.ToArray(), rest = count - chosen.Count }, cancel).ConfigureAwait(false));
        chosen.Sort();
        return chosen;
    }

    async Task<List<long>> QueryAsync(string sql, object parameters, CancellationToken cancel) =>
        (await connection.QueryAsync<long>(new CommandDefinition(sql, parameters, commandTimeout: 0, cancellationToken: cancel)).ConfigureAwait(false)).AsList();

    Task<int> RunAsync(string sql, CancellationToken cancel) => connection.ExecuteAsync(new CommandDefinition(sql, commandTimeout: 0, cancellationToken: cancel));
}
