using System.Globalization;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Spectra;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>
/// The spectra of a run: some thousands of files, made by <c>lamost-vo simulate-spectra</c>; and, since 28 million files have no room here, an entry of a file for every other
/// spectrum, as if it had been registered. Entries are what searches and links read; only the files that are there are downloaded.
/// </summary>
static class SpectraData
{
    /// <summary>The path of entries whose file is not there.</summary>
    public const string Nowhere = "/nowhere";

    /// <summary>Files to make: of low resolution, and visits of medium resolution.</summary>
    public static (int Low, int Medium) Files(Bench bench) => bench.Options.Short ? (300, 20) : (3000, 200);

    /// <summary>Makes what is missing.</summary>
    public static async Task EnsureAsync(Bench bench)
    {
        if (!await IsThereAsync(bench, "lrs_catalogue"))
        {
            var (low, medium) = Files(bench);
            Turns.Say($"Making {low} files of low and {medium} of medium resolution.");
            await Programs.RunAsync("dotnet", [Programs.ServiceCommand(bench.Root), "simulate-spectra", "--release", BenchOptions.Release, "--data", bench.Options.Data,
                "--count", (low + medium).ToString(CultureInfo.InvariantCulture), "--medium", medium.ToString(CultureInfo.InvariantCulture)], line => Turns.Say($"  {line}"), bench.Cancel);
        }
        var release = ReleaseDefinitions.Get(BenchOptions.Release);
        foreach (var table in release.Tables.Where(t => t.Spectra is not null && bench.Published.Catalog.Find(release.Name, t.Name) is not null))
        {
            if (await bench.ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM {Files(table.Name)} WHERE path = '{Nowhere}')")) continue;
            Turns.Say($"Entering a file for every spectrum of {table.Name}.");
            await EnterAsync(bench, table.Name);
            await FeedBuilder.RebuildAsync(bench.Database, release, table, new LoadOptions(), bench.Cancel);
        }
        bench.Published = await CatalogReader.ReadAsync(bench.Database, bench.Cancel);
    }

    /// <summary>The table of files of a catalogue.</summary>
    public static string Files(string table) => SqlNames.Quote("vo_spectra", $"{BenchOptions.Release}.{table}.files");

    static Task<bool> IsThereAsync(Bench bench, string table) => bench.ScalarAsync<bool>($"SELECT to_regclass({SqlNames.Literal(Files(table))}) IS NOT NULL");

    // Without its indexes, which take longer row by row than all at once.
    static Task EnterAsync(Bench bench, string table) => bench.RunAsync($"""
        BEGIN;
        ALTER TABLE {Files(table)} DROP CONSTRAINT {Index(table, "key")};
        DROP INDEX vo_spectra.{Index(table, "observation")}, vo_spectra.{Index(table, "path")};
        INSERT INTO {Files(table)} (observation, minute, file_bytes, file_time, modified, em_min, em_max, t_min, t_max, exposure, pixels, product_bytes, arm, layout, md5, key, hdu, path)
        SELECT s.observation, s.minute, 55000, '2024-07-26', '2024-07-26', CASE s.arm WHEN 1 THEN 4.9e-7 WHEN 2 THEN 6.26e-7 ELSE 3.7e-7 END, CASE s.arm WHEN 1 THEN 5.39e-7 WHEN 2 THEN 6.85e-7 ELSE 9.1e-7 END,
            s.t_min, s.t_max, s.exposure, 3909, 152640, s.arm, 1, '\x00', s.key, 'COADD', '{Nowhere}'
        FROM {SqlNames.Quote("vo_spectra", $"{BenchOptions.Release}.{table}")} AS s
        WHERE NOT EXISTS (SELECT FROM {Files(table)} AS f WHERE f.key = s.key);
        ALTER TABLE {Files(table)} ADD CONSTRAINT {Index(table, "key")} PRIMARY KEY (key);
        CREATE INDEX {Index(table, "observation")} ON {Files(table)} (observation);
        CREATE INDEX {Index(table, "path")} ON {Files(table)} (path);
        ANALYZE {Files(table)};
        COMMIT
        """);

    static string Index(string table, string suffix) => SqlNames.Quote($"{BenchOptions.Release}.{table}.files_{suffix}");
}
