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
        catch (InvalidOperationException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.Error.WriteLine("Stopped.");
            return 130;
        }
    }

    static async Task RunAsync(BenchOptions options, string root, CancellationToken cancel)
    {
        try
        {
            await using var bench = await Bench.StartAsync(options, root, cancel);
            await RunAsync(bench);
        }
        finally
        {
            if (options.IsTemporary && Directory.Exists(options.Data)) Directory.Delete(options.Data, recursive: true);
        }
    }

    static async Task RunAsync(Bench bench)
    {
        var (watch, options) = (Stopwatch.StartNew(), bench.Options);
        bench.Report.Heading(await Machine.DescribeAsync(bench));
        await SimulatedData.EnsureAsync(bench);
        if (options.Memory)
        {
            await MemoryCourse.RunAsync(bench);
            return;
        }
        await SimulatedData.ReportAsync(bench);
        await PeerTables.EnsureAsync(bench);
        var ratios = new ShortRatios(Path.Combine(bench.Root, "tests", "Lamost.Vo.Benchmarks", "short-ratios.tsv"));
        foreach (var part in BenchOptions.Parts.Where(options.Wants))
        {
            string[] before = [.. bench.Report.Ratios.Keys];
            await RunAsync(part, bench);
            string[] slower = [.. ratios.Slower(bench.Report.Ratios).Except(before)];
            if (!options.Short || options.Accept || slower.Length == 0) continue;
            Turns.Say($"Slower than committed: {string.Join("; ", slower)}. Measuring {part} again, as the machine may have been busy.");
            await RunAsync(part, bench);
        }
        Turns.Say($"Done in {watch.Elapsed:hh\\:mm\\:ss}.");
        if (options.Out is not null) await File.WriteAllTextAsync(options.Out, bench.Report.ToMarkdown(options.Command, options.IsFull), bench.Cancel);
        if (options.Accept) ratios.Accept(bench.Report.Ratios);
        else if (options.Short) ratios.Print(bench.Report.Ratios, isWhole: options.Only.Count == 0);
        else if (options.Out is null) Console.WriteLine(bench.Report.ToMarkdown(options.Command, options.IsFull));
    }

    static Task RunAsync(string part, Bench bench) => part switch
    {
        "streaming" => Streaming.RunAsync(bench),
        "memory" => Memory.RunAsync(bench),
        "cones" => Cones.RunAsync(bench),
        "matches" => Matches.RunAsync(bench),
        "uploads" => Uploads.RunAsync(bench),
        "sky" => SkyServices.RunAsync(bench),
        _ => SpectraServices.RunAsync(bench),
    };

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
