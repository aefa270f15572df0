using System.Diagnostics;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>Tables of positions that come with a query and are matched, from the first byte sent to the last received.</summary>
static class Uploads
{
    const double ThousandMilliseconds = 300;

    /// <summary>Measures a thousand, ten and a hundred thousand positions, here and at the peer.</summary>
    public static async Task RunAsync(Bench bench)
    {
        var options = bench.Options;
        bench.Report.Part("Uploads", "Positions uploaded as TABLEDATA with a query (`/tap/sync`), matched within 3 arcsec; number, identifier and distance of every pair come back as CSV.");
        bench.Report.Columns("positions", ">ms", ">pairs", ">peer, ms", ">peer's pairs", ">times as fast as the peer", "target");
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        foreach (var count in new[] { 1_000, 10_000, 100_000 }.Where(c => c <= (options.Short ? 10_000 : PeerTables.PositionCount(bench))))
        {
            Turns.Say($"  {count}");
            var table = SkyPlaces.ToVotable(await SkyPlaces.ReadAsync(bench, count));
            var pairs = new Dictionary<string, int>();
            var contenders = new List<Contender> { Upload("here", $"{bench.Service.Url}/tap", $"{BenchOptions.Release}.{bench.Catalogue.Name}", "obsid") };
            if (options.PeerTap is not null) contenders.Add(Upload("peer", options.PeerTap, options.PeerTable!, options.PeerColumns.Split(',')[0].Trim()));
            var times = await Turns.TakeAsync(count < 100_000 ? 11 : 3, contenders);
            var peer = times.Count > 1;
            bench.Report.Row(Report.Number(count), Report.Number(times[0].Median), Report.Number(pairs["here"]), peer ? Report.Number(times[1].Median) : "", peer ? Report.Number(pairs["peer"]) : "",
                peer ? Report.Number(times[0].SpeedBeside(times[1]), 1) : "",
                count == 1_000 ? bench.Report.Target("a thousand uploaded positions", times[0].Median <= ThousandMilliseconds, $"at most {ThousandMilliseconds} ms") : "");

            Contender Upload(string who, string tap, string matched, string id) => new(who, async _ =>
            {
                // The table before the upload: there are services that use their index in this order only.
                var query = $"SELECT u.id, m.{id}, DISTANCE(POINT(u.ra, u.dec), POINT(m.ra, m.dec)) AS separation FROM {matched} AS m JOIN TAP_UPLOAD.up AS u "
                    + "ON 1 = CONTAINS(POINT(m.ra, m.dec), CIRCLE(u.ra, u.dec, 3 / 3600.))";
                var began = Stopwatch.GetTimestamp();
                var answer = await Tap.PostAsync(http, tap, Tap.Form(query, "csv", 10_000_000, table), bench.Cancel);
                var milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                pairs[who] = answer.AsSpan().TrimEnd().Count('\n');
                return milliseconds;
            });
        }
    }
}
