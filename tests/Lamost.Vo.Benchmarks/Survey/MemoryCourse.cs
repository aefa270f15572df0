using System.Diagnostics;
using System.Globalization;
using System.Text;
using Lamost.Vo.Adql.Binding;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>The memory of the service, second by second, while one response has the rows of both general catalogues: numbers on the output, and a picture.</summary>
static class MemoryCourse
{
    static long _received;

    /// <summary>Measures, prints, and writes the picture, <c>docs/images/memory.svg</c> or the file that was given.</summary>
    public static async Task RunAsync(Bench bench)
    {
        CatalogTable[] tables = [bench.Catalogue, bench.Table("mrs_catalogue")];
        var rows = tables.Sum(t => t.RowCount!.Value);
        var columns = tables[0].Columns.Where(c => tables[1].Columns.Any(o => o.Name == c.Name && o.Type == c.Type)).Select(c => $"\"{c.Name}\"").ToList();
        var query = string.Join(" UNION ALL ", tables.Select(t => $"SELECT {string.Join(", ", columns)} FROM {t.Schema}.{t.Name}"));
        Turns.Say($"One response of {Report.Number(rows)} rows and {columns.Count} columns.");
        bench.Service.ForgetPeak();
        var (samples, began) = (new List<(double Seconds, double Megabytes)>(), Stopwatch.StartNew());
        using var form = Tap.Form(query, "votable/b2", rows);
        var reading = ReadAsync(bench, form);
        for (var running = true; running;)
        {
            samples.Add((began.Elapsed.TotalSeconds, bench.Service.ResidentMegabytes));
            if (samples.Count % 10 == 1) Turns.Say($"  {samples[^1].Seconds:F0} s: {Interlocked.Read(ref _received) / 1e6:N0} MB received, {samples[^1].Megabytes:F0} MB resident");
            running = await Task.WhenAny(reading, Task.Delay(1000, bench.Cancel)) != reading;
        }
        var received = await reading;
        var seconds = began.Elapsed.TotalSeconds;
        samples.Add((seconds, bench.Service.ResidentMegabytes));
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{rows:N0} rows of {columns.Count} columns, {received / 1e9:F2} GB of BINARY2 in {seconds:F0} s ({rows / seconds:N0} rows/s); ")
            + string.Create(CultureInfo.InvariantCulture,
            $"{samples[0].Megabytes:F0} MB before, {bench.Service.PeakMegabytes:F0} MB at most.");
        Console.WriteLine(text);
        var path = bench.Options.Out ?? Path.Combine(bench.Root, "docs", "images", "memory.svg");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await File.WriteAllTextAsync(path, MemoryPlot.Draw(samples, Memory.OneMegabytes, text), bench.Cancel);
        Console.WriteLine($"Picture: {path}");
    }

    // The end of a table tells whether it is whole: an answer that is cut says OVERFLOW or ERROR there.
    static async Task<long> ReadAsync(Bench bench, HttpContent form)
    {
        const int Tail = 2048;
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{bench.Service.Url}/tap/sync")) { Content = form };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bench.Cancel);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(bench.Cancel);
        var buffer = new byte[1 << 20];
        var kept = 0;
        for (int read; (read = await body.ReadAsync(buffer.AsMemory(kept), bench.Cancel)) > 0;)
        {
            Interlocked.Add(ref _received, read);
            var end = kept + read;
            kept = Math.Min(Tail, end);
            buffer.AsSpan(end - kept, kept).CopyTo(buffer);
        }
        var tail = Encoding.UTF8.GetString(buffer, 0, kept);
        return tail.TrimEnd().EndsWith("</VOTABLE>", StringComparison.Ordinal) && !tail.Contains("OVERFLOW", StringComparison.Ordinal) && !tail.Contains("value=\"ERROR\"", StringComparison.Ordinal)
            ? Interlocked.Read(ref _received)
            : throw new InvalidOperationException($"The response is not whole; it ends with: {tail[^Math.Min(kept, 300)..]}");
    }
}
