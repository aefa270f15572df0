using System.Globalization;
using Lamost.Vo.Adql.Binding;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>What the service has in memory while it sends whole tables.</summary>
static class Memory
{
    /// <summary>What one stream is to stay below.</summary>
    public const double OneMegabytes = 150;

    const double EightMegabytes = 250;

    /// <summary>Measures with no stream, with one, and with eight at once.</summary>
    public static async Task RunAsync(Bench bench)
    {
        var table = bench.Catalogue;
        bench.Report.Part("Memory", $"Resident memory of the service's process (PostgreSQL's not counted) "
            + $"while all {Report.Number(table.RowCount!.Value)} rows and {table.Columns.Count} columns of {table.Name} are sent in BINARY2; "
            + "after the runs above, sampled ten times a second, and the kernel's own peak.");
        bench.Report.Columns("streams", ">at the start, MB", ">median, MB", ">peak, MB", ">seconds", ">rows/s", "target");
        foreach (var (streams, limit) in new[] { (1, OneMegabytes), (8, EightMegabytes) })
        {
            Turns.Say($"  {streams} at once");
            var start = bench.Service.ResidentMegabytes;
            bench.Service.ForgetPeak();
            var (samples, seconds) = await WatchAsync(bench, () => Task.WhenAll(Enumerable.Range(0, streams).Select(_ => DownloadAsync(bench, table))));
            var peak = bench.Service.PeakMegabytes;
            bench.Report.Ratio($"memory with {streams} streams, target over peak", limit / peak);
            bench.Report.Row(streams.ToString(CultureInfo.InvariantCulture), Report.Number(start), Report.Number(new Times("", samples).Median), Report.Number(peak), Report.Number(seconds, 1),
                Report.Number(streams * table.RowCount.Value / seconds), bench.Report.Target($"memory with {streams} streams", peak < limit, $"below {limit} MB"));
        }
    }

    static Task DownloadAsync(Bench bench, CatalogTable table) =>
        Streaming.DownloadAsync(bench, $"{bench.Service.Url}/tap", $"SELECT * FROM {table.Schema}.{table.Name}", "votable/b2", table.RowCount!.Value);

    static async Task<(List<double> Samples, double Seconds)> WatchAsync(Bench bench, Func<Task> work)
    {
        var began = System.Diagnostics.Stopwatch.StartNew();
        var samples = new List<double>();
        var running = work();
        do samples.Add(bench.Service.ResidentMegabytes);
        while (await Task.WhenAny(running, Task.Delay(100, bench.Cancel)) != running);
        await running;
        return (samples, began.Elapsed.TotalSeconds);
    }
}
