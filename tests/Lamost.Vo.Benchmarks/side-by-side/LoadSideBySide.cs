using System.Diagnostics;
using System.Globalization;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Postgres;
using Lamost.Vo.Archive.Releases;
using Npgsql;

namespace Lamost.Vo.Benchmarks.SideBySide;

/// <summary>
/// psql's \copy and our loader on the same file, on the same server (an embedded cluster with the settings of the product), turn by turn.
/// psql is counted twice: \copy alone, into a table with the columns of the definition, without hpx29 and without index; and what brings about the
/// same end as a load, \copy of a file that has hpx29 already, its index, CLUSTER, the primary key and ANALYZE. Ours is the whole load: reading,
/// sorting, keys, indexes, statistics and publishing.
/// </summary>
static class LoadSideBySide
{
    public const string Verb = "load-side-by-side";

    public static async Task RunAsync(int rows, int rounds)
    {
        var directory = Path.Combine(Path.GetTempPath(), $"lamost-vo-load-{Guid.NewGuid():N}");
        Directory.CreateDirectory(directory);
        try
        {
            var csv = Path.Combine(directory, "lrs_catalogue.csv");
            var withPixel = Path.Combine(directory, "lrs_catalogue_hpx29.csv");
            CatalogueFile.Write(csv, rows);
            CatalogueFile.Write(withPixel, rows, withPixel: true);
            Say($"{rows} rows, {new FileInfo(csv).Length >> 20} MB of CSV, {Environment.ProcessorCount} cores");
            Parse(csv); // the first time compiles
            Say($"parsing alone: {Parse(csv) / rows * 1e6:0.00} microseconds of one core a row");
            await using var cluster = await EmbeddedCluster.StartAsync(new() { DataDirectory = Path.Combine(directory, "data") });
            await using var database = await ArchiveDatabase.OpenAsync(cluster.ConnectionStringFor("postgres"));
            var release = new ReleaseDefinition("dr10", "v2.0", "For measuring.", [CatalogueFile.Table]);

            var (copy, same, whole) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = 1; round <= rounds; round++)
            {
                copy.Add(rows / await PsqlAsync(database, cluster, CatalogueFile.Table with { Position = null }, csv));
                same.Add(rows / await PsqlAsync(database, cluster, CatalogueFile.Table, withPixel, SameEnd));
                var watch = Stopwatch.StartNew();
                var report = await TableLoader.LoadAsync(database, release, CatalogueFile.Table, [csv], new());
                whole.Add(rows / watch.Elapsed.TotalSeconds);
                if (report.Rows != rows) throw new InvalidOperationException($"{report.Rows} rows were loaded.");
                var phases = string.Join(", ", report.Durations.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Key} {d.Value.TotalSeconds:0.00} s")));
                Say($"round {round}: \\copy {copy[^1]:0}, \\copy to the same end {same[^1]:0}, load {whole[^1]:0} rows/s ({phases}); load average {LoadAverage()}");
            }
            Say($"median: \\copy {Median(copy):0} rows/s, \\copy to the same end {Median(same):0}, load {Median(whole):0}: "
                + $"{Ratio(whole, copy)} of \\copy, {Ratio(whole, same)} of \\copy to the same end");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Seconds of processor time for parsing the file, without a database.</summary>
    static double Parse(string csv)
    {
        var before = Environment.CpuUsage.TotalTime;
        using var source = new FileRowSource(CatalogueFile.Table, [csv], new());
        while (source.NextBlock(CancellationToken.None) is not null) { }
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    /// <summary>What follows a copy to make its table what a load makes of it, in the order that costs least: CLUSTER builds the indexes anew.</summary>
    static IEnumerable<string> SameEnd
    {
        get
        {
            var finish = TableDdl.Finish(CatalogueFile.Table, "public", "copied");
            return [finish[0], $"CLUSTER public.copied USING {TableDdl.HealpixIndexName("copied")}", .. finish.Skip(1), "ANALYZE public.copied"];
        }
    }

    /// <summary>Seconds of one psql that copies a file into a new table, and then runs some statements.</summary>
    static async Task<double> PsqlAsync(ArchiveDatabase database, EmbeddedCluster cluster, TableDefinition table, string csv, IEnumerable<string>? then = null)
    {
        await RunAsync(database, "DROP TABLE IF EXISTS public.copied");
        await RunAsync(database, TableDdl.CreateTable(table, "public", "copied"));
        await RunAsync(database, "CHECKPOINT");
        var target = new NpgsqlConnectionStringBuilder(cluster.ConnectionStringFor("postgres"));
        var watch = Stopwatch.StartNew();
        using var psql = Process.Start(new ProcessStartInfo("psql",
        [
            "-h", target.Host!, "-p", target.Port.ToString(CultureInfo.InvariantCulture), "-U", target.Username!, "-d", target.Database!, "-X", "-q", "-v", "ON_ERROR_STOP=1",
            .. (then ?? []).Prepend($"\\copy public.copied ({TableDdl.TupleColumns(table)}) from '{csv}' with (format csv, header, delimiter '|')").SelectMany(c => (string[])["-c", c]),
        ]))!;
        await psql.WaitForExitAsync();
        if (psql.ExitCode != 0) throw new InvalidOperationException("psql failed.");
        var seconds = watch.Elapsed.TotalSeconds;
        await RunAsync(database, "DROP TABLE public.copied");
        await RunAsync(database, "CHECKPOINT");
        return seconds;
    }

    /// <summary>The ratio of the medians, and the least and the greatest of the rounds' own.</summary>
    static string Ratio(List<double> ours, List<double> theirs)
    {
        var rounds = ours.Zip(theirs, (a, b) => a / b).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{Median(ours) / Median(theirs):0.00} ({rounds.Min():0.00} to {rounds.Max():0.00})");
    }

    static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    static async Task RunAsync(ArchiveDatabase database, string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    static void Say(string text) => Console.WriteLine(text);
}
