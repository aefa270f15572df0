using System.Globalization;
using System.Text.RegularExpressions;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>Cone searches from eight connections at once, by wrk, beside another service's where one is given.</summary>
static partial class ConeLoad
{
    const int Places = 10_000, PeerRatio = 40;

    /// <summary>Measures each radius.</summary>
    public static async Task RunAsync(Bench bench, IReadOnlyList<(string Name, double Degrees)> radii)
    {
        var options = bench.Options;
        var file = Path.Combine(bench.Work, "places.csv");
        var places = await SkyPlaces.ReadAsync(bench, Places);
        await File.WriteAllLinesAsync(file, places.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Ra:R},{p.Dec:R}")), bench.Cancel);
        var own = $"{bench.Service.Url}/scs/{BenchOptions.Release}/{bench.Catalogue.Name}";
        bench.Report.Columns("`/scs`, 8 connections (`wrk -t1 -c8`)", ">requests/s", ">p50, ms", ">p99, ms", ">peer, requests/s", ">times the peer", "target");
        foreach (var (name, degrees) in radii)
        {
            Turns.Say($"  8 connections, {name}");
            var contenders = new List<Contender> { Wrk("here", own) };
            if (options.PeerScs is not null) contenders.Add(Wrk("peer", options.PeerScs));
            var latency = "";
            var times = await Turns.TakeAsync(options.Short ? 1 : 3, contenders, warm: 0);
            var cells = latency.Split(' ');
            // wrk counts requests in a time, so the ratio is the other way round.
            var ratio = options.PeerScs is null ? double.NaN : 1 / times[0].SpeedBeside(times[1]);
            string[] beside = options.PeerScs is null
                ? ["", "", $"{PeerRatio} times a peer, not given"]
                : [Report.Number(times[1].Median, 1), Report.Number(ratio, 1), bench.Report.Target($"throughput of cones of {name}", ratio >= PeerRatio, $"at least {PeerRatio}")];
            bench.Report.Row([name, Report.Number(times[0].Median), .. cells, .. beside]);

            Contender Wrk(string who, string url) => new(who, async _ =>
            {
                var script = Path.Combine(bench.Root, "tests", "Lamost.Vo.Benchmarks", "Survey", "cone.lua");
                string[] arguments = ["-t1", "-c8", options.Short ? "-d3s" : "-d10s", "--timeout", "60s", "-s", script, url, "--", file, url, degrees.ToString("R", CultureInfo.InvariantCulture)];
                var output = await Programs.RunAsync("wrk", arguments, cancel: bench.Cancel);
                var result = Result().Match(output);
                if (!result.Success) throw new InvalidOperationException($"wrk said:\n{output}");
                if (result.Groups[4].Value != "0") bench.Report.Alarm($"{who}: {result.Groups[4].Value} requests of wrk failed at {name}.");
                if (who == "here") latency = $"{result.Groups[2].Value} {result.Groups[3].Value}";
                return double.Parse(result.Groups[1].Value, CultureInfo.InvariantCulture);
            });
        }
    }

    [GeneratedRegex(@"RESULT ([\d.]+) ([\d.]+) ([\d.]+) (\d+)")]
    private static partial Regex Result();
}
