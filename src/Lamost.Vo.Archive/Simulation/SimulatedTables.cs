using Dapper;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Spectra;
using Npgsql;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>
/// Which tables of a release are loaded and which of these are simulated. While the transaction lasts in which they were looked at, none of them is replaced: so what is read
/// of a simulated table is simulated.
/// </summary>
sealed class SimulatedTables
{
    /// <summary>The general catalogue of low resolution.</summary>
    public const string Low = "lrs_catalogue";

    /// <summary>The general catalogue of medium resolution.</summary>
    public const string Medium = "mrs_catalogue";

    static readonly string[] Names = [Low, "lrs_stellar", "lrs_plan", Medium, "mrs_stellar", "mrs_plan"];

    readonly ReleaseDefinition _release;
    readonly Dictionary<string, bool> _simulated;

    SimulatedTables(ReleaseDefinition release, Dictionary<string, bool> simulated) => (_release, _simulated) = (release, simulated);

    /// <summary>Looks at the tables, and keeps them as they are until the transaction of the session ends.</summary>
    public static async Task<SimulatedTables> LockAsync(NpgsqlConnection connection, ReleaseDefinition release, CancellationToken cancel)
    {
        foreach (var name in Names.Where(n => release.Find(n) is not null))
        {
            var table = SqlNames.Quote(release.Name, name);
            if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition("SELECT to_regclass(@table) IS NOT NULL", new { table }, cancellationToken: cancel)).ConfigureAwait(false))
                await connection.ExecuteAsync(new CommandDefinition($"LOCK TABLE {table} IN ACCESS SHARE MODE", cancellationToken: cancel)).ConfigureAwait(false);
        }
        var known = await connection.QueryAsync<(string Name, bool Simulated)>(new CommandDefinition(
            "SELECT physical_name, simulated FROM vo.published_table WHERE physical_schema = @Name AND physical_name = ANY(@Names)", new { release.Name, Names }, cancellationToken: cancel))
            .ConfigureAwait(false);
        return new SimulatedTables(release, known.ToDictionary(k => k.Name, k => k.Simulated));
    }

    /// <summary>Whether a table is there.</summary>
    public bool IsLoaded(string table) => _simulated.ContainsKey(table);

    /// <summary>Refuses a catalogue that is not loaded, or not simulated.</summary>
    public void Demand(string table)
    {
        if (_release.Find(table)?.Spectra is null || !IsLoaded(table)) throw SpectrumErrors.NoCatalogue($"{_release.Name}.{table} is not loaded, so there are no rows to simulate spectra of.");
        if (!_simulated[table]) throw SpectrumErrors.NotSimulated($"{_release.Name}.{table}");
    }

    /// <summary>The quoted name of a simulated table; null for one that is not there, or not simulated.</summary>
    public string? Find(string table) => _simulated.GetValueOrDefault(table) ? SqlNames.Quote(_release.Name, table) : null;

    /// <summary>Columns of a table for a SELECT, named as they are declared; those that it lacks are null.</summary>
    /// <param name="table">The table.</param>
    /// <param name="alias">What the statement calls it.</param>
    /// <param name="columns">Names divided by blanks.</param>
    public string Select(string table, string alias, string columns) => string.Join(", ", columns.Split(' ').Select(c =>
        $"{(Find(table) is not null && _release.Find(table)!.Find(c) is not null ? $"{alias}.{SqlNames.Quote(c)}" : "NULL")} AS {SqlNames.Quote(c)}"));
}
