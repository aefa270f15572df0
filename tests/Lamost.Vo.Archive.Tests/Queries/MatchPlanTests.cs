using System.Globalization;
using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Queries;

/// <summary>That PostgreSQL looks the rows of a large table up when few positions ask for them, whatever the join.</summary>
public sealed class MatchPlanTests(MatchPlanTests.Plans plans) : IClassFixture<MatchPlanTests.Plans>
{
    static readonly CatalogColumn[] Columns = [new("id", AdqlType.Bigint, "id"), new("ra", AdqlType.Double, "ra"), new("dec", AdqlType.Double, "dec")];

    static readonly Catalog Catalog = new([new CatalogSchema("s", [Table("big", 100_000), Table("few", 300), Table("few_without", 300) with { Position = null }, Maps])]);

    static CatalogTable Maps => new("s", "maps", "plan", "maps", [new CatalogColumn("moc", AdqlType.Moc, "moc") { SkyFraction = 0.01 }]) { RowCount = 1 };

    [Theory]
    [InlineData("s.big AS b JOIN s.few AS f ON 1 = CONTAINS(POINT(b.ra, b.dec), CIRCLE(f.ra, f.dec, 0.001))")]
    [InlineData("s.few AS f JOIN s.big AS b ON 1 = CONTAINS(POINT(b.ra, b.dec), CIRCLE(f.ra, f.dec, 0.001))")]
    [InlineData("s.few AS f JOIN s.big AS b ON 1 = CONTAINS(POINT('ICRS', f.ra, f.dec), CIRCLE('ICRS', b.ra, b.dec, 0.001))")]
    [InlineData("s.few AS f, s.big AS b WHERE DISTANCE(f.ra, f.dec, b.ra, b.dec) * 3600 < 3")]
    [InlineData("s.few_without AS f JOIN s.big AS b ON DISTANCE(f.ra, f.dec, b.ra, b.dec) < 0.001")]
    [InlineData("s.big AS b JOIN s.few_without AS f ON DISTANCE(f.ra, f.dec, b.ra, b.dec) < 0.001")]
    [InlineData("s.few AS f LEFT JOIN s.big AS b ON DISTANCE(f.ra, f.dec, b.ra, b.dec) < 0.001")]
    [InlineData("s.big AS b RIGHT JOIN s.few AS f ON DISTANCE(f.ra, f.dec, b.ra, b.dec) < 0.001")]
    [InlineData("s.few AS f WHERE EXISTS (SELECT 1 FROM s.big AS b WHERE DISTANCE(f.ra, f.dec, b.ra, b.dec) < 0.001)")]
    [InlineData("s.big AS f, s.big AS b WHERE f.id = 7 AND DISTANCE(f.ra, f.dec, b.ra, b.dec) < 0.001")]
    [InlineData("s.big AS f, s.big AS b WHERE b.id <> f.id AND 1 = CONTAINS(POINT(f.ra, f.dec), CIRCLE(10, 10, 0.1)) AND DISTANCE(f.ra, f.dec, b.ra, b.dec) < 0.001")]
    public async Task Few_positions_do_not_read_a_large_table(string from)
    {
        var plan = await PlanAsync($"SELECT COUNT(*) AS n FROM {from}");
        Assert.Contains(" using big_cell on big", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on big", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s.few AS f JOIN s.big AS b ON DISTANCE(f.ra, f.dec, b.ra, b.dec) < 0.1")]
    [InlineData("s.few AS f JOIN s.big AS b ON DISTANCE(f.ra, f.dec, b.ra, b.dec) < f.id / 1e6")]
    public async Task Larger_circles_look_up_by_the_sky_index(string from) => Assert.Contains("big_hpx29", await PlanAsync($"SELECT COUNT(*) AS n FROM {from}"), StringComparison.Ordinal);

    // Scattered, and two of every three cells of one piece of sky.
    [Theory]
    [InlineData(6, 13, "s.big AS b WHERE 1 = CONTAINS(POINT(b.ra, b.dec), MOC('{0}'))")]
    [InlineData(8, 1, "s.big AS b WHERE 0 < INTERSECTS(POINT(b.ra, b.dec), MOC('{0}')) AND b.id > 7")]
    [InlineData(6, 13, "s.few AS f JOIN s.big AS b ON b.id = f.id WHERE 1 = CONTAINS(POINT(b.ra, b.dec), MOC('{0}'))")]
    [InlineData(6, 13, "s.few AS f LEFT JOIN s.big AS b ON b.id = f.id AND 1 = CONTAINS(POINT(b.ra, b.dec), MOC('{0}'))")]
    [InlineData(6, 13, "s.big AS b, s.maps AS m WHERE 1 = CONTAINS(POINT(b.ra, b.dec), m.moc)")]
    [InlineData(6, 13, "s.maps AS m LEFT JOIN s.big AS b ON 1 = CONTAINS(POINT(b.ra, b.dec), m.moc)")]
    [InlineData(6, 13, "s.big AS b JOIN (SELECT moc(6, POINT(ra, dec)) AS seen FROM s.few) AS f ON 1 = CONTAINS(POINT(b.ra, b.dec), f.seen)")]
    public async Task A_coverage_map_of_many_cells_does_not_read_a_large_table(int order, int step, string from)
    {
        var cells = Enumerable.Range(0, 2000).Select(i => 3L + (i * step) + (step == 1 ? i / 2 : 0));
        var plan = await PlanAsync($"SELECT COUNT(*) AS n FROM {string.Format(CultureInfo.InvariantCulture, from, $"{order}/{string.Join(' ', cells)}")}");
        Assert.Contains(" on big", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on big", plan, StringComparison.Ordinal);
    }

    async Task<string> PlanAsync(string adql)
    {
        var translation = AdqlTranslator.Translate(adql, Catalog, new TranslationOptions());
        var lines = new List<string>();
        await using var explain = plans.Database.Reader.CreateCommand("EXPLAIN " + (await PlannedAsync(translation, plans)).Sql);
        await using var reader = await explain.ExecuteReaderAsync();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }

    /// <summary>A translation whose questions have been answered by counting.</summary>
    public static async Task<Translation> PlannedAsync(Translation translation, DatabaseFixture fixture)
    {
        var rows = new Dictionary<int, double>();
        foreach (var (number, sql) in translation.Questions) rows[number] = (long)(await DatabaseFixture.ScalarAsync(fixture.Database.Owner, $"SELECT count(*) FROM ({sql}) AS q"))!;
        return translation.WithRows(rows);
    }

    static CatalogTable Table(string name, long rows) => new("s", name, "plan", name, Columns) { Position = new SkyPosition(Columns[1], Columns[2], "hpx29"), RowCount = rows };

    public sealed class Plans : DatabaseFixture, IAsyncLifetime
    {
        async Task IAsyncLifetime.InitializeAsync()
        {
            await InitializeAsync();
            await RunAsync("""
                CREATE SCHEMA plan;
                CREATE TABLE plan.big AS SELECT id, ra, dec, adql.healpix_index(29, ra, dec) AS hpx29
                    FROM (SELECT i::int8 AS id, i * 0.0036 AS ra, degrees(asin(2 * (i * 0.618033988749895 % 1)::float8 - 1)) AS dec FROM generate_series(1, 100000) i) AS q ORDER BY 4;
                CREATE TABLE plan.few AS SELECT * FROM plan.big WHERE id % 333 = 0;
                CREATE TABLE plan.few_without AS SELECT id, ra, dec FROM plan.few;
                CREATE INDEX big_hpx29 ON plan.big (hpx29);
                CREATE INDEX big_cell ON plan.big ((hpx29 >> 34));
                CREATE INDEX big_id ON plan.big (id);
                CREATE TABLE plan.maps AS SELECT adql.moc_of_cells(8, array_agg(i)) AS moc FROM generate_series(0::int8, 786000, 100) AS i;
                ANALYZE;
                GRANT USAGE ON SCHEMA plan TO lamost_vo_reader;
                GRANT SELECT ON ALL TABLES IN SCHEMA plan TO lamost_vo_reader;
                """);
        }
    }
}
