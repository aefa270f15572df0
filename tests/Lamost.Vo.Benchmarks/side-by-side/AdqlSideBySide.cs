using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Testing;

namespace Lamost.Vo.Benchmarks.SideBySide;

/// <summary>What a translation takes beside what PostgreSQL takes to plan the SQL that it gives, in turns.</summary>
static class AdqlSideBySide
{
    /// <summary>The first argument that asks for this.</summary>
    public const string Verb = "adql";

    /// <summary>Prints the medians and their ratio.</summary>
    /// <param name="rounds">Rounds of one planning and a hundred translations.</param>
    public static async Task RunAsync(int rounds)
    {
        var fixture = new DatabaseFixture();
        await fixture.InitializeAsync();
        try
        {
            await fixture.RunAsync("CREATE SCHEMA dr10; CREATE TABLE dr10.catalogue (obsid bigint PRIMARY KEY, ra float8, dec float8, "
                + string.Join(", ", Enumerable.Range(4, 57).Select(i => $"c{i} real")) + ", hpx29 bigint NOT NULL); "
                + "INSERT INTO dr10.catalogue (obsid, ra, dec, c11, c12, hpx29) SELECT i, lon, lat, i % 100, i % 50000, adql.healpix_index(29, lon, lat) "
                + "FROM (SELECT i, 360 * random() AS lon, degrees(asin(2 * random() - 1)) AS lat FROM generate_series(1, 200000) AS i) AS q; "
                + "CREATE INDEX ON dr10.catalogue (hpx29); ANALYZE dr10.catalogue");
            var catalog = AdqlTranslation.MakeCatalog();
            var options = new TranslationOptions { MaxRows = 20_000, MaxRangesPerRegion = 16 };
            await using var connection = await fixture.Database.Reader.OpenConnectionAsync();
            await fixture.RunAsync("GRANT USAGE ON SCHEMA dr10 TO PUBLIC; GRANT SELECT ON dr10.catalogue TO PUBLIC");
            foreach (var (name, adql) in new[] { ("cone", AdqlTranslation.Cone), ("report", AdqlTranslation.Report) })
            {
                var sql = AdqlTranslator.Translate(adql, catalog, options).Sql;
                var (plan, translate) = (new List<double>(), new List<double>());
                for (var i = 0; i < 20_000; i++) AdqlTranslator.Translate(adql, catalog, options);
                for (var i = 0; i < rounds; i++)
                {
                    await using var command = connection.CreateCommand();
                    command.CommandText = $"EXPLAIN (SUMMARY, FORMAT JSON) {sql}";
                    using var json = JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!);
                    plan.Add(1000 * json.RootElement[0].GetProperty("Planning Time").GetDouble());
                    var began = Stopwatch.GetTimestamp();
                    for (var k = 0; k < 100; k++) AdqlTranslator.Translate(adql, catalog, options);
                    translate.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds / 100);
                }
                var before = GC.GetAllocatedBytesForCurrentThread();
                AdqlTranslator.Translate(adql, catalog, options);
                var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{name}: translate {Median(translate):F1} us ({allocated} bytes), PostgreSQL plans {Median(plan):F0} us, ratio {Median(translate) / Median(plan):F3}"));
            }
        }
        finally
        {
            await fixture.DisposeAsync();
        }
    }

    static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
