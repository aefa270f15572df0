using System.Diagnostics;
using System.Text.RegularExpressions;
using Npgsql;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>Contenders who search the same cones, a position a round, in milliseconds; and whether they found as much as each other.</summary>
sealed partial class ConeTurns(Bench bench, IReadOnlyList<SkyPlaces.Place> places, double radius)
{
    readonly Dictionary<string, Dictionary<int, int>> _found = [];

    /// <summary>Rows that a cone has on the average.</summary>
    public double RowsEach => _found.Values.First().Values.Average();

    /// <summary>One that asks the database, all rows read.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="command">Its command for a place, which may be the same object each time.</param>
    public Contender Database(string name, Func<SkyPlaces.Place, NpgsqlCommand> command) => new(name, async round =>
    {
        var began = Stopwatch.GetTimestamp();
        var search = command(PlaceOf(round));
        var rows = 0;
        await using (var reader = await search.ExecuteReaderAsync(bench.Cancel))
        {
            while (await reader.ReadAsync(bench.Cancel)) rows++;
        }
        var milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        Note(name, round, rows);
        return milliseconds;
    });

    /// <summary>One that asks the database by a prepared statement of centre and radius.</summary>
    public async Task<Contender> PreparedAsync(string name, string sql, NpgsqlConnection connection)
    {
        NpgsqlParameter<double> ra = new(), dec = new();
        var command = new NpgsqlCommand(sql, connection) { Parameters = { ra, dec, new NpgsqlParameter<double> { TypedValue = radius } } };
        await command.PrepareAsync(bench.Cancel);
        return Database(name, place =>
        {
            (ra.TypedValue, dec.TypedValue) = (place.Ra, place.Dec);
            return command;
        });
    }

    /// <summary>One that asks a service for a VOTable in TABLEDATA.</summary>
    public Contender Http(string name, Func<SkyPlaces.Place, Task<string>> get) => new(name, async round =>
    {
        var began = Stopwatch.GetTimestamp();
        var answer = await get(PlaceOf(round));
        var milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        Note(name, round, TableRow().Count(answer));
        return milliseconds;
    });

    /// <summary>Tells loudly where one found other numbers of rows than the first.</summary>
    public void CheckRows(string radiusName)
    {
        var (first, expected) = _found.First();
        foreach (var (name, found) in _found.Skip(1))
        {
            var other = found.Count(f => expected[f.Key] != f.Value);
            if (other == 0) continue;
            bench.Report.Alarm($"Cones of {radiusName}: at {other} of {found.Count} positions {name} and {first} find different numbers of rows, "
                + $"{found.Values.Sum()} and {expected.Values.Sum()} in all.");
        }
    }

    SkyPlaces.Place PlaceOf(int round) => places[(round + places.Count) % places.Count];

    void Note(string name, int round, int rows)
    {
        if (round < 0) return;
        if (!_found.TryGetValue(name, out var found)) _found.Add(name, found = []);
        found[round] = rows;
    }

    [GeneratedRegex("<TR>")]
    private static partial Regex TableRow();
}
