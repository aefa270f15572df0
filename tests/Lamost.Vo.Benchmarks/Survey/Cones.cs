using System.Diagnostics;
using System.Globalization;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>
/// Cone searches at random positions of the footprint: in the database beside q3c and pgSphere, by the service's cone search, and as ADQL; one connection each, those
/// that are compared in turns at every position.
/// </summary>
static class Cones
{
    const double HttpMilliseconds = 0.4, AdqlMilliseconds = 0.3, OrMilliseconds = 300;
    const int Circles = 1000, Warm = 100;
    const string Here = "here", Scs = "/scs", Sync = "/tap/sync";

    static readonly (string Name, double Degrees, int Full, int Short)[] Radii = [("3 arcsec", 3 / 3600.0, 2000, 600), ("3 arcmin", 0.05, 1000, 300), ("1 degree", 1, 200, 40)];

    /// <summary>Measures all.</summary>
    public static async Task RunAsync(Bench bench)
    {
        bench.Report.Part("Cone searches", "The columns of `VERB=2`; all rows read. In the database in any order: distance and order are made by the service, and are part of `/scs`. "
            + "The peers are prepared statements, each on a table with its own index in its own order.");
        foreach (var radius in Radii) await AtAsync(bench, radius.Name, radius.Degrees, bench.Options.Short ? radius.Short : radius.Full);
        await ConeLoad.RunAsync(bench, [.. Radii.Select(r => (r.Name, r.Degrees))]);
        await ManyAsync(bench);
    }

    static async Task AtAsync(Bench bench, string name, double radius, int count)
    {
        Turns.Say($"  {name}, {count} positions");
        var report = bench.Report;
        var turns = new ConeTurns(bench, await SkyPlaces.ReadAsync(bench, count), radius);
        await using var connection = await bench.Database.Owner.OpenConnectionAsync(bench.Cancel);
        await using var prepared = await bench.Database.Prepared.OpenConnectionAsync(bench.Cancel);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = new Uri(bench.Service.Url) };
        var own = turns.Database(Here, p => ConeSql.Own(bench, prepared, p, radius));
        var first = true;
        foreach (var pair in ConeSql.Peers(bench).Chunk(2))
        {
            List<Contender> contenders = [own];
            foreach (var (peer, sql) in pair) contenders.Add(await turns.PreparedAsync(peer, sql, connection));
            var times = await Turns.TakeAsync(count, contenders, Math.Min(Warm, count));
            if (first)
            {
                report.Columns($"{name}, {Report.Number(count)} positions, {Report.Number(turns.RowsEach, 1)} rows each", ">p50, ms", ">p99, ms", ">ours is times as fast", "target");
                Row("our SQL, as the service runs it", times[0], "", "");
            }
            foreach (var time in times.Skip(1))
            {
                var ratio = times[0].SpeedBeside(time);
                Row(time.Name, time, report.Ratio($"cone {name} beside {time.Name}", ratio),
                    time.Name == ConeSql.Sphere ? report.Target($"cone of {name} beside pgSphere", ratio >= 1, "at least 1") : "");
            }
            first = false;
        }

        var served = await Turns.TakeAsync(count,
        [
            own,
            turns.Http(Scs, p => http.GetStringAsync(new Uri($"/scs/{BenchOptions.Release}/{bench.Catalogue.Name}?{SkyPlaces.Parameters(p, radius)}", UriKind.Relative), bench.Cancel)),
            turns.Http(Sync, p => Tap.PostAsync(http, $"{bench.Service.Url}/tap", Tap.Form(ConeSql.Adql(bench, p, radius), "votable/td", 100_000), bench.Cancel)),
        ], Math.Min(Warm, count));
        Row("our SQL again, in turns with these:", served[0], "", "");
        Added(served[1], served[0], HttpMilliseconds, "the SQL", $"HTTP of a cone of {name}");
        Added(served[2], served[1], AdqlMilliseconds, "`/scs`", $"the same cone of {name} as ADQL");
        turns.CheckRows(name);

        void Row(string what, Times time, string ratio, string target) => report.Row(what, Report.Number(time.Median, 3), Report.Number(time.Percentile(99), 3), ratio, target);

        void Added(Times more, Times less, double most, string beside, string what)
        {
            var added = more.Median - less.Median;
            report.Ratio($"cone {name}, {more.Name} beside {less.Name}", more.SpeedBeside(less));
            Row($"`{more.Name}`, one connection", more, "", report.Target(what, added <= most, string.Create(CultureInfo.InvariantCulture, $"{added:F3} ms more than {beside}, at most {most}")));
        }
    }

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
}
