using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>The whole service beside PostgreSQL and its extensions, on a simulated release: what <c>bench.sh</c> runs.</summary>
static class SurveyBenchmark
{
    /// <summary>The first argument that asks for this.</summary>
    public const string Verb = "survey";

    /// <summary>Measures and reports.</summary>
    /// <returns>The exit code: 0 also when figures miss their targets, as they depend on the machine; an error is an error.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            var root = Root();
            await RunAsync(BenchOptions.Parse(args, root), root, stop.Token);
            return 0;
        }
        catch (ArgumentException e)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.Error.WriteLine("Stopped.");
            return 130;
        }
    }

    static async Task RunAsync(BenchOptions options, string root, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        await using var bench = await Bench.StartAsync(options, root, cancel);
        bench.Report.Heading(await Machine.DescribeAsync(bench));
        await SimulatedData.EnsureAsync(bench);
        if (options.Memory)
        {
            await MemoryCourse.RunAsync(bench);
            return;
        }
        await SimulatedData.ReportAsync(bench);
        await PeerTables.EnsureAsync(bench);
        (string Name, Func<Bench, Task> RunAsync)[] parts =
            [("streaming", Streaming.RunAsync), ("memory", Memory.RunAsync), ("cones", Cones.RunAsync), ("matches", Matches.RunAsync), ("uploads", Uploads.RunAsync)];
        foreach (var part in parts.Where(p => options.Wants(p.Name))) await part.RunAsync(bench);
        Turns.Say($"Done in {watch.Elapsed:mm\\:ss}.");
        var text = bench.Report.ToMarkdown(options.Command);
        if (options.Out is not null) await File.WriteAllTextAsync(options.Out, text, cancel);
        else Console.WriteLine(text);
        if (options.Short) await ShortRatios.CompareAsync(Path.Combine(root, "tests", "Lamost.Vo.Benchmarks", "short-ratios.tsv"), bench.Report.Ratios, options.Accept);
    }

    // The directory of bench.sh, above that of the program.
    static string Root()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "bench.sh"))) return directory.FullName;
        }
        throw new InvalidOperationException("bench.sh is not found above the program.");
    }
}
