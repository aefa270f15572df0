using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>
/// Cone searches at random positions of the footprint: in the database beside q3c and pgSphere, by the service's cone search, and as ADQL; one connection each, all of
/// them in turns at every position.
/// </summary>
static partial class Cones
{
    const double HttpMilliseconds = 0.4, AdqlMilliseconds = 0.3, OrMilliseconds = 300;
    const int Circles = 1000, Warm = 20;

    static readonly (string Name, double Degrees, int Full, int Short)[] Radii = [("3 arcsec", 3 / 3600.0, 2000, 600), ("3 arcmin", 0.05, 1000, 300), ("1 degree", 1, 200, 30)];

    /// <summary>Measures all.</summary>
    public static async Task RunAsync(Bench bench)
    {
        bench.Report.Part("Cone searches", "The columns of `VERB=2` with the distance, nearest first, as the cone search answers them; all rows read. The peers are prepared statements, each on a table with its own index in its own order.");
        foreach (var radius in Radii) await AtAsync(bench, radius.Name, radius.Degrees, bench.Options.Short ? radius.Short : radius.Full);
        await ConeLoad.RunAsync(bench, [.. Radii.Select(r => (r.Name, r.Degrees))]);
        await ManyAsync(bench);
    }

    static async Task AtAsync(Bench bench, string name, double radius, int count)
    {
        Turns.Say($"  {name}, {count} positions");
        var positions = await SkyPlaces.ReadAsync(bench, count);
        await using var connection = await bench.Database.Owner.OpenConnectionAsync(bench.Cancel);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = new Uri(bench.Service.Url) };
        var rows = new Dictionary<string, long>();
        var contenders = new List<Contender> { Database("here", p => new NpgsqlCommand(ConeSql.Own(bench, p, radius), connection)) };
        foreach (var (peer, sql) in ConeSql.Peers(bench))
        {
            var command = new NpgsqlCommand(sql, connection);
            for (var i = 0; i < 3; i++) command.Parameters.Add(new NpgsqlParameter<double>());
            await command.PrepareAsync(bench.Cancel);
            contenders.Add(Database(peer, p =>
            {
                foreach (var (value, i) in new[] { p.Ra, p.Dec, radius }.Select((v, i) => (v, i))) ((NpgsqlParameter<double>)command.Parameters[i]).TypedValue = value;
                return command;
            }));
        }
        contenders.Add(Http("/scs", p => http.GetStringAsync(new Uri($"/scs/{BenchOptions.Release}/{bench.Catalogue.Name}?{SkyPlaces.Parameters(p, radius)}", UriKind.Relative), bench.Cancel)));
        contenders.Add(Http("/tap/sync", async p =>
        {
            using var form = Tap.Form(ConeSql.Adql(bench, p, radius), "votable/td", 100_000);
            using var response = await http.PostAsync(new Uri("/tap/sync", UriKind.Relative), form, bench.Cancel);
            return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(bench.Cancel);
        }));
        var times = (await Turns.TakeAsync(count, contenders, Warm)).ToDictionary(t => t.Name);
        foreach (var other in rows.Where(r => r.Value != rows["here"]))
            bench.Report.Alarm($"Cones of {name}: {other.Key} found {other.Value} rows, and the service's own SQL {rows["here"]}.");
        Write(bench, name, count, rows["here"], times);

        Contender Database(string who, Func<SkyPlaces.Place, NpgsqlCommand> command) => new(who, async round =>
        {
            var search = command(positions[(round + count) % count]);
            var began = Stopwatch.GetTimestamp();
            var found = 0;
            await using (var reader = await search.ExecuteReaderAsync(bench.Cancel))
            {
                while (await reader.ReadAsync(bench.Cancel)) found++;
            }
            return Took(who, round, began, found);
        });

        Contender Http(string who, Func<SkyPlaces.Place, Task<string>> get) => new(who, async round =>
        {
            var began = Stopwatch.GetTimestamp();
            var answer = await get(positions[(round + count) % count]);
            var milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            Took(who, round, began, TableRow().Count(answer));
            return milliseconds;
        });

        double Took(string who, int round, long began, int found)
        {
            var milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            if (round >= 0) rows[who] = rows.GetValueOrDefault(who) + found;
            return milliseconds;
        }
    }

    static void Write(Bench bench, string name, int count, long rows, Dictionary<string, Times> times)
    {
        var (own, scs, tap, report) = (times["here"], times["/scs"], times["/tap/sync"], bench.Report);
        report.Columns($"{name}, {Report.Number(count)} positions, {Report.Number((double)rows / count, 1)} rows each", ">p50, ms", ">p99, ms", ">ours is times as fast", "target");
        report.Row("our SQL, as the service runs it", Report.Number(own.Median, 3), Report.Number(own.Percentile(99), 3), "", "");
        foreach (var (peer, _) in ConeSql.Peers(bench))
        {
            var ratio = times[peer].Median / own.Median;
            report.Row(peer, Report.Number(times[peer].Median, 3), Report.Number(times[peer].Percentile(99), 3), report.Ratio($"cone {name} beside {peer}", ratio),
                peer == ConeSql.Sphere ? report.Target($"cone of {name} beside pgSphere", ratio >= 1, "at least 1") : "");
        }
        report.Row("`/scs`, one connection", Report.Number(scs.Median, 3), Report.Number(scs.Percentile(99), 3), "",
            report.Target($"HTTP of a cone of {name}", scs.Median - own.Median <= HttpMilliseconds, Added(scs, own, HttpMilliseconds, "the SQL")));
        report.Row("`/tap/sync`, the same as ADQL", Report.Number(tap.Median, 3), Report.Number(tap.Percentile(99), 3), "",
            report.Target($"ADQL of a cone of {name}", tap.Median - scs.Median <= AdqlMilliseconds, Added(tap, scs, AdqlMilliseconds, "`/scs`")));
        report.Ratio($"cone {name}, /scs beside the SQL", own.Median / scs.Median);
        report.Ratio($"cone {name}, ADQL beside /scs", scs.Median / tap.Median);
    }

    static string Added(Times more, Times less, double most, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{more.Median - less.Median:F3} ms more than {what}; at most {most}");

    static async Task ManyAsync(Bench bench)
    {
        var places = await SkyPlaces.ReadAsync(bench, Circles);
        var circles = string.Join(" OR ", places.Select(p => string.Create(CultureInfo.InvariantCulture, $"1 = CONTAINS(POINT(ra, dec), CIRCLE({p.Ra:R}, {p.Dec:R}, {3 / 3600.0:R}))")));
        var query = $"SELECT obsid, ra, dec FROM {BenchOptions.Release}.{bench.Catalogue.Name} WHERE {circles}";
        using var http = new HttpClient();
        var times = await Turns.TakeAsync(bench.Options.Short ? 10 : 20, [new("circles", async _ =>
        {
            var began = Stopwatch.GetTimestamp();
            await Tap.PostAsync(http, $"{bench.Service.Url}/tap", Tap.Form(query, "csv", 1_000_000), bench.Cancel);
            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        })]);
        bench.Report.Columns($"{Report.Number(places.Count)} circles of 3 arcsec in one WHERE, joined by OR, {Report.Number(query.Length / 1024)} KB of ADQL", ">median, ms", "target");
        bench.Report.Row("`/tap/sync` by POST, CSV", Report.Number(times[0].Median), bench.Report.Target("a thousand circles", times[0].Median <= OrMilliseconds, $"at most {OrMilliseconds} ms"));
    }

    [GeneratedRegex("<TR>")]
    private static partial Regex TableRow();
}
