using System.Diagnostics;
using System.Globalization;
using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Sql;
using Npgsql;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>Matches within 3 arcsec: a million positions as SQL, with q3c and with pgSphere beside the SQL that ADQL becomes; whole catalogues by TAP.</summary>
static class Matches
{
    const string Radius = "3 / 3600.";
    const double Q3cRatio = 1.5, SphereRatio = 3, WholeSeconds = 240;
    const string Here = "here", Q3c = "q3c_join", Sphere = "pgSphere";

    /// <summary>Measures all.</summary>
    public static async Task RunAsync(Bench bench)
    {
        bench.Report.Part("Matches", "Pairs within 3 arcsec, counted, in one PostgreSQL.");
        await PositionsAsync(bench);
        await WholeAsync(bench, "lrs_stellar", "lrs_catalogue");
        await WholeAsync(bench, "mrs_catalogue", "lrs_catalogue");
    }

    static async Task PositionsAsync(Bench bench)
    {
        var count = PeerTables.PositionCount(bench);
        var limit = bench.Options.Short ? 60 : 1200;
        var sql = new Dictionary<string, string>
        {
            [Here] = Translate(bench),
            [Q3c] = Sums($"{PeerTables.Positions} AS p JOIN {PeerTables.Q3c} AS t ON q3c_join(p.ra, p.\"dec\", t.ra, t.\"dec\", {Radius})"),
            [Sphere] = Sums($"{PeerTables.Positions} AS p JOIN {PeerTables.Sphere} AS t ON t.pos <@ scircle(p.pos, radians({Radius}))"),
        };
        var pairs = new Dictionary<string, string>();
        await using var connection = await bench.Database.Owner.OpenConnectionAsync(bench.Cancel);
        var times = (await Turns.TakeAsync(bench.Options.Short ? 5 : 3, [Contender(Here), Contender(Q3c)])).Concat(await Turns.TakeAsync(1, [Contender(Sphere)], warm: 0)).ToList();

        bench.Report.Columns($"{Report.Number(count)} positions in random order on {Report.Number(bench.Options.Rows)} rows", ">seconds", ">pairs", ">ours is times as fast", "target");
        foreach (var own in times)
        {
            var ratio = own.Values.Count == 1 ? own.Median / times[0].Median : times[0].SpeedBeside(own);
            var ended = pairs.TryGetValue(own.Name, out var found);
            if (ended && found != pairs[Here]) bench.Report.Alarm($"Matching: {own.Name} gives {found} (pairs, sum of obsid, sum of id), ours {pairs[Here]}.");
            var (isOurs, wanted) = (own.Name == Here, own.Name == Q3c ? Q3cRatio : SphereRatio);
            bench.Report.Row(own.Name, ended ? Report.Number(own.Median, 2) : $"ended by its limit of {limit} s",
                ended ? Report.Number(double.Parse(found!.Split(' ')[0], CultureInfo.InvariantCulture)) : "",
                isOurs ? "" : (ended ? "" : "more than ") + bench.Report.Ratio($"match beside {own.Name}", ratio),
                isOurs ? "" : bench.Report.Target($"match of positions beside {own.Name}", ratio >= wanted, $"at least {wanted}"));
        }
        bench.Report.Paragraph("Pairs are equal when their number and the sums of the numbers of both sides are.");

        Contender Contender(string who) => new(who, async _ =>
        {
            await using var command = new NpgsqlCommand($"SET statement_timeout = '{limit}s'; {sql[who]}", connection);
            var began = Stopwatch.GetTimestamp();
            try
            {
                await using var reader = await command.ExecuteReaderAsync(bench.Cancel);
                await reader.ReadAsync(bench.Cancel);
                pairs[who] = string.Join(' ', Enumerable.Range(0, 3).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)));
            }
            catch (PostgresException e) when (who == Sphere && e.SqlState == PostgresErrorCodes.QueryCanceled)
            {
                // Told in the table; the time until then is a lower bound.
            }
            return Stopwatch.GetElapsedTime(began).TotalSeconds;
        });
    }

    static string Sums(string from) => $"SELECT COUNT(*), SUM(t.obsid), SUM(p.id) FROM {from}";

    // The SQL of the service, with the positions as a table that it publishes, or that was uploaded.
    static string Translate(Bench bench)
    {
        CatalogColumn[] columns = [new("id", AdqlType.Bigint, "id"), new("ra", AdqlType.Double, "ra"), new("dec", AdqlType.Double, "dec")];
        var name = PeerTables.Positions.Split('.');
        var positions = new CatalogTable(name[0], name[1], name[0], name[1], columns) { Position = new SkyPosition(columns[1], columns[2], "hpx29"), RowCount = PeerTables.PositionCount(bench) };
        var adql = Sums($"{BenchOptions.Release}.{bench.Catalogue.Name} AS t JOIN {PeerTables.Positions} AS p ON 1 = CONTAINS(POINT(t.ra, t.dec), CIRCLE(p.ra, p.dec, {Radius}))");
        var translation = AdqlTranslator.Translate(adql, bench.Published.Catalog.With(new CatalogSchema(name[0], [positions])), new TranslationOptions());
        return translation.Questions.Count == 0 ? translation.Sql : throw new InvalidOperationException("The planner has to be asked for this match, which this program does not do.");
    }

    static async Task WholeAsync(Bench bench, string driving, string other)
    {
        var (left, right) = (bench.Table(driving), bench.Table(other));
        Turns.Say($"  {driving} and {other}");
        var query = $"SELECT COUNT(*) AS pairs FROM {left.Schema}.{left.Name} AS a JOIN {right.Schema}.{right.Name} AS b ON 1 = CONTAINS(POINT(a.ra, a.dec), CIRCLE(b.ra, b.dec, {Radius}))";
        var pairs = new Dictionary<string, long>();
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var contenders = new List<Contender>
        {
            new(Here, async _ =>
            {
                var began = Stopwatch.GetTimestamp();
                var answer = await Tap.PostAsync(http, $"{bench.Service.Url}/tap", Tap.Form(query, "csv", 1), bench.Cancel);
                pairs[Here] = long.Parse(answer.Split('\n')[1], CultureInfo.InvariantCulture);
                return Stopwatch.GetElapsedTime(began).TotalSeconds;
            }),
        };
        if (!bench.Options.Short)
        {
            contenders.Add(new(Q3c, async _ =>
            {
                var began = Stopwatch.GetTimestamp();
                pairs[Q3c] = await bench.ScalarAsync<long>($"SELECT COUNT(*) FROM {Bench.Physical(left)} AS a JOIN {PeerTables.Q3c} AS b ON q3c_join(a.ra, a.\"dec\", b.ra, b.\"dec\", {Radius})");
                return Stopwatch.GetElapsedTime(began).TotalSeconds;
            }));
        }
        var times = await Turns.TakeAsync(bench.Options.Short ? 3 : 1, contenders, warm: 0);
        if (pairs.Values.Distinct().Count() > 1) bench.Report.Alarm($"Matching {driving} with {other}: {pairs[Here]} pairs here, {pairs[Q3c]} by q3c_join.");
        bench.Report.Columns($"{driving} ({Report.Number(left.RowCount!.Value)} rows) with {other} ({Report.Number(right.RowCount!.Value)})", ">seconds", ">pairs", ">ours is times as fast", "target");
        foreach (var own in times)
        {
            var isOurs = own.Name == Here;
            bench.Report.Row(isOurs ? "by TAP" : own.Name, Report.Number(own.Median, 1), Report.Number(pairs[own.Name]),
                isOurs ? "" : bench.Report.Ratio($"match of {driving} beside {own.Name}", times[0].SpeedBeside(own)),
                isOurs && left.Name == "mrs_catalogue" ? bench.Report.Target("match of both surveys", own.Median <= WholeSeconds, $"at most {WholeSeconds} s") : "");
        }
    }
}
