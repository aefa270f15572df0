using System.Diagnostics;
using System.Globalization;
using Lamost.Vo.Archive.Queries;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>Rows as fast as they go: every format of the service beside psql's COPY of the same query; and the first byte beside PostgreSQL's first row.</summary>
static class Streaming
{
    /// <summary>What is asked for.</summary>
    public const string Columns = "obsid, ra, dec, snrg, z, mag_ps_g, class, subclass";

    const string Binary = "psql COPY BINARY", Csv = "psql COPY CSV";
    const int MaxRows = 5_000_000, PeerRows = 1_000_000, FirstRounds = 20;
    const double FirstMilliseconds = 20;

    // Each format, whom it is compared with, and the least part of its speed that is wanted.
    static readonly (string Format, string Base, double Wanted)[] Formats =
        [("votable/b2", Binary, 0.9), ("votable/b", Binary, 0.9), ("fits", Binary, 0.9), ("csv", Csv, 0.85), ("votable/td", Binary, 0.6), ("json", Binary, 0.6)];

    /// <summary>Measures all.</summary>
    public static async Task RunAsync(Bench bench)
    {
        await WholeAsync(bench);
        await FirstAsync(bench);
        if (bench.Options.PeerTap is not null) await PeerAsync(bench);
    }

    static async Task WholeAsync(Bench bench)
    {
        var rows = Math.Min(MaxRows, bench.Options.Rows);
        var columns = Columns.Replace("dec", "\"dec\"", StringComparison.Ordinal);
        var sql = $"SELECT {columns} FROM {Bench.Physical(bench.Catalogue)} LIMIT {rows}";
        bench.Report.Part("Streaming", $"{Report.Number(rows)} rows of 8 columns ({Columns}) of lrs_catalogue, by `psql` and by `curl`, both to `/dev/null`; {BenchOptions.Rounds} rounds.");
        var sizes = new Dictionary<string, long>();
        var work = new Dictionary<string, List<double>>();
        var times = await Turns.TakeAsync(BenchOptions.Rounds,
        [
            Psql(Binary, $"COPY ({sql}) TO STDOUT (FORMAT BINARY)"),
            Psql(Csv, $"COPY ({sql}) TO STDOUT (FORMAT CSV)"),
            .. Formats.Select(f => Worked(f.Format, async () =>
            {
                var (seconds, bytes) = await DownloadAsync(bench, $"{bench.Service.Url}/tap", Query(rows), f.Format, rows);
                // Not the same rows each time: PostgreSQL begins to read a table where another query is reading it.
                if (sizes.TryGetValue(f.Format, out var before) && Math.Abs(before - bytes) > before / 50) bench.Report.Alarm($"{f.Format} had {before} bytes in one round and {bytes} in another.");
                sizes[f.Format] = bytes;
                return seconds;
            })),
        ]);
        bench.Report.Columns("what", ">seconds", ">rows/s", ">MB", ">speed beside psql", ">servers' processor time, s", ">psql's, as part of it", "target");
        foreach (var own in times.Take(2)) bench.Report.Row(own.Name, Report.Number(own.Median, 2), Report.Number(rows / own.Median), "", "", Report.Number(Work(own.Name).Median, 2), "", "");
        foreach (var (format, beside, wanted) in Formats)
        {
            var own = times.Single(t => t.Name == format);
            var ratio = own.SpeedBeside(times.Single(t => t.Name == beside));
            bench.Report.Row($"TAP, {format}", Report.Number(own.Median, 2), Report.Number(rows / own.Median), Report.Number(sizes[format] / 1e6, 1),
                Report.Number(ratio, 2), Report.Number(Work(format).Median, 2), bench.Report.Ratio($"streaming {format}, processor time", Work(format).SpeedBeside(Work(beside))),
                bench.Report.Target($"streaming {format}", ratio >= wanted, string.Create(CultureInfo.InvariantCulture, $"{wanted} of {beside[10..]}")));
        }

        Contender Psql(string name, string copy) => Worked(name, async () => (await Programs.TimeAsync("psql", bench.Psql(copy), bench.Cancel)).Seconds);

        // On a machine with other work, seconds of two processes that hand rows to each other tell little from one run to the next; processor time does.
        Contender Worked(string name, Func<Task<double>> run) => new(name, async round =>
        {
            var before = bench.Service.ProcessorSeconds;
            var seconds = await run();
            await Task.Delay(50, bench.Cancel); // the backend of psql ends after psql
            if (round >= 0) (work.TryGetValue(name, out var list) ? list : work[name] = []).Add(bench.Service.ProcessorSeconds - before);
            return seconds;
        });

        Times Work(string name) => new(name, work[name]);
    }

    // In this process for both: PostgreSQL's first row by Npgsql's COPY, the first byte of a body by HTTP; what follows is not read.
    static async Task FirstAsync(Bench bench)
    {
        var rows = Math.Min(MaxRows, bench.Options.Rows);
        var sql = $"SELECT {Columns.Replace("dec", "\"dec\"", StringComparison.Ordinal)} FROM {Bench.Physical(bench.Catalogue)} LIMIT {rows}";
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var contenders = new List<Contender>
        {
            new("PostgreSQL", async _ =>
            {
                var began = Stopwatch.GetTimestamp();
                await using var cursor = await TupleCursor.OpenAsync(bench.Database.Owner, sql, null, bench.Cancel);
                if (!await cursor.WaitAsync()) throw new InvalidOperationException("PostgreSQL gave no row.");
                return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }),
        };
        foreach (var (format, _, _) in Formats)
        {
            contenders.Add(new(format, async _ =>
            {
                var began = Stopwatch.GetTimestamp();
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{bench.Service.Url}/tap/sync")) { Content = Tap.Form(Query(rows), format, rows) };
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bench.Cancel);
                response.EnsureSuccessStatusCode();
                await using var body = await response.Content.ReadAsStreamAsync(bench.Cancel);
                if (await body.ReadAsync(new byte[1], bench.Cancel) != 1) throw new InvalidOperationException($"{format} is empty.");
                return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }));
        }
        // FITS says in its header how many rows follow, so the whole of it is written before; fewer rounds are enough to see that.
        var times = await Turns.TakeAsync(bench.Options.Short ? FirstRounds / 2 : FirstRounds, [.. contenders.Where(c => c.Name != "fits")]);
        var fits = await Turns.TakeAsync(3, [.. contenders.Where(c => c.Name == "fits")], warm: 0);
        bench.Report.Columns("first byte of the same", ">ms", ">ms after PostgreSQL's first row", "target");
        bench.Report.Row("PostgreSQL's first row, by Npgsql", Report.Number(times[0].Median, 1), "", "");
        foreach (var own in times.Skip(1).Concat(fits))
        {
            var after = own.Median - times[0].Median;
            bench.Report.Row($"TAP, {own.Name}", Report.Number(own.Median, 1), Report.Number(after, 1), bench.Report.Target($"first byte of {own.Name}", after <= FirstMilliseconds, $"at most {FirstMilliseconds} ms"));
        }
    }

    static async Task PeerAsync(Bench bench)
    {
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var counted = await Tap.PostAsync(http, bench.Options.PeerTap!, Tap.Form($"SELECT COUNT(*) AS n FROM {bench.Options.PeerTable}", "csv", 1), bench.Cancel);
        var rows = Math.Min(Math.Min(PeerRows, bench.Options.Rows), long.Parse(counted.Split('\n')[1], CultureInfo.InvariantCulture));
        var peer = $"SELECT TOP {rows} {bench.Options.PeerColumns} FROM {bench.Options.PeerTable}";
        bench.Report.Paragraph($"The same from the peer at {bench.Options.PeerTap}, {Report.Number(rows)} rows, one after the other, 3 rounds. "
            + $"Query of the peer: `{peer}`.");
        bench.Report.Columns("format", ">here, s", ">peer, s", ">peer's MB", ">times as fast as the peer");
        foreach (var format in new[] { "votable/b2", "votable/td", "csv", "fits" })
        {
            long bytes = 0;
            var times = await Turns.TakeAsync(3,
            [
                new("here", async _ => (await DownloadAsync(bench, $"{bench.Service.Url}/tap", Query(rows), format, rows)).Seconds),
                new("peer", async _ =>
                {
                    (var seconds, bytes) = await DownloadAsync(bench, bench.Options.PeerTap!, peer, format, rows);
                    return seconds;
                }),
            ], warm: 0);
            bench.Report.Row(format, Report.Number(times[0].Median, 2), Report.Number(times[1].Median, 2), Report.Number(bytes / 1e6, 1), Report.Number(times[0].SpeedBeside(times[1]), 1));
        }
    }

    static string Query(long rows) => $"SELECT TOP {rows} {Columns} FROM {BenchOptions.Release}.lrs_catalogue";

    /// <summary>Gets an answer to nowhere with curl, as psql is another process too.</summary>
    public static async Task<(double Seconds, long Bytes)> DownloadAsync(Bench bench, string tap, string query, string format, long maxRows)
    {
        var (seconds, output) = await Programs.TimeAsync("curl", ["-sSL", "--fail", "-o", "/dev/null", "-w", "%{size_download}", "--data-urlencode", $"QUERY={query}",
            "-d", "REQUEST=doQuery", "-d", "LANG=ADQL", "-d", $"RESPONSEFORMAT={format}", "-d", $"FORMAT={format}",
            "-d", string.Create(CultureInfo.InvariantCulture, $"MAXREC={maxRows}"), $"{tap}/sync"], bench.Cancel);
        return (seconds, long.Parse(output, CultureInfo.InvariantCulture));
    }
}
