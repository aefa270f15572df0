using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Simulation;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>The data of a run: made by <c>lamost-vo simulate</c> where they are missing, and what that took, kept beside them for later runs.</summary>
static partial class SimulatedData
{
    const double RowsPerSecond = 250_000, WholeMinutes = 25;

    // What a short run reads; making the rest would take longer than measuring.
    static readonly string[] ShortTables = ["lrs_catalogue", "lrs_stellar", "mrs_catalogue"];

    // What the maps of the sky are about.
    static readonly string[] SkyTables = ["lrs_catalogue"];

    // What the services of spectra are about.
    static readonly string[] SpectraTables = ["lrs_plan", "lrs_catalogue", "mrs_plan", "mrs_catalogue"];

    /// <summary>Makes the tables that the archive lacks.</summary>
    /// <exception cref="InvalidOperationException">The directory has a release of another size.</exception>
    public static async Task EnsureAsync(Bench bench)
    {
        bench.Published = await CatalogReader.ReadAsync(bench.Database, bench.Cancel);
        if (bench.Published.Catalog.Find(BenchOptions.Release, "lrs_catalogue") is { RowCount: > 0 } there && there.RowCount != bench.Options.Rows)
            throw new InvalidOperationException($"{bench.Options.Data} has {there.RowCount} rows of lrs_catalogue, and {bench.Options.Rows} were asked for. "
                + "Give its own --rows, or another --data.");
        var wanted = bench.Options.Only is ["spectra"] ? SpectraTables : bench.Options.Only is ["sky"] ? SkyTables : bench.Options.Short ? ShortTables : SurveySimulator.TableNames;
        string[] missing = [.. wanted.Where(t => bench.Published.Catalog.Find(BenchOptions.Release, t) is not { RowCount: > 0 })];
        if (missing.Length > 0)
        {
            Turns.Say($"Simulating {BenchOptions.Release} of {Report.Number(bench.Options.Rows)} rows: {string.Join(", ", missing)}.");
            await SimulateAsync(bench, missing, whole: missing.Length == SurveySimulator.TableNames.Count);
            bench.Published = await CatalogReader.ReadAsync(bench.Database, bench.Cancel);
        }
    }

    /// <summary>What loading took, and how large the tables are.</summary>
    public static async Task ReportAsync(Bench bench)
    {
        var report = bench.Report;
        report.Part("Loading", $"`lamost-vo simulate --release {BenchOptions.Release} --rows {bench.Options.Rows}` into the embedded cluster: "
            + "making rows, sorting them along the sky, COPY, indexes, statistics. Phases overlap where they can.");
        report.Columns("table", ">rows", ">seconds", ">rows/s until in the table, in order", ">rows/s until served", "phases, s", ">table", ">indexes", "target");
        foreach (var table in bench.Published.Catalog.Tables.Where(t => t.Schema == BenchOptions.Release && t.RowCount > 0))
        {
            var (seconds, written, phases) = await ReadAsync(bench, table.Name);
            var rate = table.RowCount!.Value / written;
            var known = seconds > 0;
            report.Row(table.Name, Report.Number(table.RowCount.Value), double.IsNaN(seconds) ? "not known" : Report.Number(seconds, 1),
                known ? Report.Number(rate) : "", known ? Report.Number(table.RowCount.Value / seconds) : "", phases,
                await SizeAsync(bench, "pg_table_size", Bench.Physical(table)), await SizeAsync(bench, "pg_indexes_size", Bench.Physical(table)),
                table == bench.Catalogue && known ? report.Target("loading lrs_catalogue", rate >= RowsPerSecond, $"at least {Report.Number(RowsPerSecond)} rows/s into the table") : "");
        }
        var (whole, _, _) = await ReadAsync(bench, "*");
        var size = await bench.ScalarAsync<string>("SELECT pg_size_pretty(sum(pg_total_relation_size(c.oid))) FROM pg_class c "
            + $"WHERE relnamespace = '{BenchOptions.Release}'::regnamespace AND relkind = 'r'");
        var time = double.IsNaN(whole) ? "how long it took is not known, as it was not made in one go" : $"made in {Report.Number(whole)} s";
        report.Paragraph($"The whole release: {size} with indexes; {time}"
            + (bench.Options.Rows == SurveySimulator.RowsAt(BenchOptions.Release, 1) && !double.IsNaN(whole) ? $" ({report.Target("loading DR12", whole <= 60 * WholeMinutes, $"at most {WholeMinutes} minutes")})." : "."));
    }

    static async Task SimulateAsync(Bench bench, string[] tables, bool whole)
    {
        var began = Stopwatch.StartNew();
        var lines = new List<string>();
        string[] arguments = [Programs.ServiceCommand(bench.Root), "simulate", "--release", BenchOptions.Release,
            "--rows", bench.Options.Rows.ToString(CultureInfo.InvariantCulture), "--data", bench.Options.Data, .. tables.SelectMany(t => new[] { "--table", t })];
        await Programs.RunAsync("dotnet", arguments, line =>
        {
            Turns.Say($"  {line}");
            if (Done().Match(line) is { Success: true } done) lines.Add($"{done.Groups[1].Value}\t{done.Groups[2].Value}");
        }, bench.Cancel);
        if (whole) lines.Add(string.Create(CultureInfo.InvariantCulture, $"*\tall {began.Elapsed.TotalSeconds:F1} s"));
        await File.AppendAllLinesAsync(Kept(bench), lines, bench.Cancel);
    }

    // All seconds, those of the first two phases (making and sorting rows, COPY), and the phases in words.
    static async Task<(double Seconds, double Written, string Phases)> ReadAsync(Bench bench, string table)
    {
        var lines = File.Exists(Kept(bench)) ? await File.ReadAllLinesAsync(Kept(bench), bench.Cancel) : [];
        if (lines.LastOrDefault(l => l.StartsWith(table + "\t", StringComparison.Ordinal)) is not { } line) return (double.NaN, double.NaN, "");
        var phases = line.Split('\t')[1];
        var seconds = Seconds().Matches(phases).Select(m => double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        return (seconds.Sum(), seconds.Take(2).Sum(), Seconds().Replace(phases, "$1"));
    }

    static string Kept(Bench bench) => Path.Combine(bench.Options.Data, "bench-load.tsv");

    static async Task<string> SizeAsync(Bench bench, string function, string table) => (await bench.ScalarAsync<string>($"SELECT pg_size_pretty({function}('{table}'))"))!;

    [GeneratedRegex(@"^\w+\.(\w+): [\d,]+ simulated rows \((.*)\)\.$")]
    private static partial Regex Done();

    [GeneratedRegex(@"([\d.]+) s")]
    private static partial Regex Seconds();
}
