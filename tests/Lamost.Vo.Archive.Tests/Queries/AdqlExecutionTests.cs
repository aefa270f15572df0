using System.Globalization;
using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Adql.Tests;
using Lamost.Vo.Sky;
using Lamost.Vo.Testing;
using Npgsql;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Queries;

/// <summary>What the translator writes, run by a real PostgreSQL on small tables of the fixtures' catalogue.</summary>
public sealed class AdqlExecutionTests(AdqlExecutionTests.Sky sky) : IClassFixture<AdqlExecutionTests.Sky>
{
    static readonly string[] Within =
    [
        "1 = CONTAINS(POINT(ra, dec), CIRCLE({0}, {1}, {2}))", "CONTAINS(POINT('ICRS', ra, dec), CIRCLE('ICRS', POINT({0}, {1}), {2})) = 1", "CONTAINS(POINT({0}, {1}), CIRCLE(ra, dec, {2})) > 0",
        "0 < INTERSECTS(CIRCLE({0}, {1}, {2}), POINT(ra, dec))", "DISTANCE(ra, dec, {0}, {1}) <= {2}", "{2} * 60 >= DISTANCE(POINT({0}, {1}), POINT(ra, dec)) * 60", "DISTANCE({0}, {1}, ra, dec) BETWEEN 0 AND {2}",
        "DISTANCE(ra, dec, {0}, {1}) < {2}", "{2} > DISTANCE({0}, {1}, ra, dec)", "NOT DISTANCE(ra, dec, {0}, {1}) > {2}",
        "1 = CONTAINS(POINT(ra, dec), CIRCLE({0}, {1}, {2} + 0 * z))", "1 = CONTAINS(POINT(ra, dec), CIRCLE({0} + 0 * z, {1}, {2}))", "1 = CONTAINS(POINT({0} + 0 * z, {1}), CIRCLE(ra, dec, {2} + 0 * z))",
    ];

    static readonly string[] Outside =
    [
        "0 = CONTAINS(POINT(ra, dec), CIRCLE({0}, {1}, {2}))", "NOT 1 = CONTAINS(POINT(ra, dec), CIRCLE({0}, {1}, {2}))", "1 > CONTAINS(POINT({0}, {1}), CIRCLE(ra, dec, {2}))",
        "DISTANCE(ra, dec, {0}, {1}) > {2}", "NOT {2} >= DISTANCE(ra, dec, {0}, {1})",
    ];

    public static TheoryData<string> Accepted =>
        [.. Directory.GetFiles(Fixture.Folder).Select(f => Path.GetFileName(f)!).Where(f => f != "refused.txt" && !f.StartsWith("syntax-", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Accepted))]
    public async Task Every_accepted_query_runs_and_answers_in_the_types_it_promises(string file)
    {
        foreach (var fixture in Fixture.Read(file))
        {
            var translation = AdqlTranslator.Translate(fixture.Text, TestCatalog.Catalog, new TranslationOptions { MaxRows = 100 });
            try
            {
                await using var command = sky.Database.Owner.CreateCommand(translation.Sql);
                await using var reader = await command.ExecuteReaderAsync();
                Assert.Equal(translation.Columns.Select(c => PostgresName(c.Type)), Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetPostgresType(i).Name));
                while (await reader.ReadAsync()) Assert.Equal(translation.Columns.Count, reader.FieldCount);
            }
            catch (PostgresException e)
            {
                throw new InvalidOperationException($"{fixture.Query}\n{translation.Sql}\n{e.SqlState} {e.MessageText}", e);
            }
        }
    }

    [Fact]
    public async Task Answers_are_those_of_sql_written_by_hand()
    {
        var file = Path.Combine(Fixture.Folder, "..", "..", "Lamost.Vo.Archive.Tests", "Queries", "answers.txt");
        foreach (var pair in Fixture.Read(file))
        {
            var translation = AdqlTranslator.Translate(pair.Text, TestCatalog.Catalog, new TranslationOptions());
            try
            {
                var (found, expected) = (await RowsAsync(translation.Sql), await RowsAsync(pair.Expected));
                Assert.NotEmpty(expected);
                Assert.Equal(expected, found);
            }
            catch (Exception e) when (e is PostgresException or Xunit.Sdk.XunitException)
            {
                throw new InvalidOperationException($"{pair.Query}\n{translation.Sql}\n{e.Message}", e);
            }
        }
    }

    // Numbers to twelve digits: sums in another order differ in the last ones.
    async Task<List<string>> RowsAsync(string sql)
    {
        var rows = new List<string>();
        await using var command = sky.Database.Owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) switch
            {
                double or float or decimal => Convert.ToDouble(reader.GetValue(i), CultureInfo.InvariantCulture).ToString("G12", CultureInfo.InvariantCulture),
                var value => Convert.ToString(value, CultureInfo.InvariantCulture),
            })));
        return rows;
    }

    [Fact]
    public async Task Cones_in_every_form_hold_exactly_the_positions_within()
    {
        var random = new Random(29);
        for (var i = 0; i < 40; i++)
        {
            var circle = RandomCircle(random, i);
            var expected = sky.Positions.Where(p => p.Ra is { } ra && circle.Contains(ra, p.Dec!.Value)).Select(p => p.Id).ToHashSet();
            var rest = sky.Positions.Where(p => p.Ra is not null && !expected.Contains(p.Id)).Select(p => p.Id).ToHashSet();
            foreach (var form in Within) await CheckAsync(form, circle, expected);
            foreach (var form in Outside) await CheckAsync(form, circle, rest);
        }
    }

    // Many circles become a tree of ranges, of which each row goes one way down.
    [Theory]
    [InlineData(3, 40)]
    [InlineData(20, 30)]
    [InlineData(300, 3)]
    [InlineData(300, 0.2)]
    [InlineData(300, 25)]
    public async Task Circles_joined_by_or_hold_exactly_the_positions_in_any_of_them(int number, double largest)
    {
        var random = new Random(number);
        var circles = Enumerable.Range(0, number).Select(_ =>
        {
            var near = sky.Positions.Where(p => p.Ra is not null).ElementAt(random.Next(sky.Positions.Count(p => p.Ra is not null)));
            return new Circle(near.Ra!.Value, Math.Clamp(near.Dec!.Value + (random.NextDouble() - 0.5) * largest, -90, 90), largest * random.NextDouble());
        }).ToList();
        var expected = sky.Positions.Where(p => p.Ra is { } ra && circles.Any(c => c.Contains(ra, p.Dec!.Value))).Select(p => p.Id).Order().ToList();
        Assert.NotEmpty(expected);
        var conditions = string.Join(" OR ", circles.Select(c => string.Create(CultureInfo.InvariantCulture,
            $"1 = CONTAINS(POINT(ra, dec), CIRCLE({c.LonDeg:R}, {c.LatDeg:R}, {c.RadiusDeg:R}))")));
        var sql = AdqlTranslator.Translate($"SELECT obsid FROM dr10.catalogue WHERE {conditions}", TestCatalog.Catalog, new TranslationOptions()).Sql;
        Assert.Equal(expected, (await RowsAsync(sql)).Select(r => long.Parse(r, CultureInfo.InvariantCulture)).Order());
    }

    [Theory]
    [InlineData("1 = CONTAINS(POINT(ra, dec), CIRCLE(45, 45, 0))", true)]
    [InlineData("DISTANCE(ra, dec, 45, 45) <= 0", true)]
    [InlineData("DISTANCE(ra, dec, 45, 45) < 0", false)]
    [InlineData("DISTANCE(ra, dec, 45, 45) > 0", false)]
    [InlineData("DISTANCE(ra, dec, 45, 45) >= 0", true)]
    [InlineData("DISTANCE(ra, dec, 225, -45) <= 180", true)]
    [InlineData("1 = CONTAINS(POINT(ra, dec), CIRCLE(225, -45, 180))", true)]
    [InlineData("0 = CONTAINS(POINT(ra, dec), CIRCLE(225, -45, 180))", false)]
    [InlineData("1 = CONTAINS(POINT(ra, dec), CIRCLE(225 + 0 * z, -45, 180))", true)]
    [InlineData("1 = CONTAINS(POINT(ra, dec), CIRCLE(225, -45, 180 + 0 * z))", true)]
    [InlineData("1 = CONTAINS(POINT(ra, dec), CIRCLE(225, -45, 179.999))", false)]
    [InlineData("1 = CONTAINS(POINT(ra, dec), CIRCLE(405, 45, 1/3600))", true)]
    public async Task The_rim_of_a_circle_is_inside_and_a_strict_comparison_leaves_it_out(string condition, bool holds) =>
        Assert.Equal(holds ? 1L : 0L, await ScalarAsync($"SELECT COUNT(*) FROM dr10.catalogue WHERE ra = 45 AND dec = 45 AND {condition}"));

    [Theory]
    [InlineData("SQRT(z)", -1)]
    [InlineData("SQRT(z)", double.NegativeInfinity)]
    [InlineData("LOG(z)", 0)]
    [InlineData("LOG(z)", -3)]
    [InlineData("LOG10(z)", 0)]
    [InlineData("LOG10(z)", -3)]
    [InlineData("1 / z", 0)]
    [InlineData("MOD(z, 0)", 5)]
    [InlineData("MOD(lmjd, 0)", 5)]
    [InlineData("lmjd / (lmjd - lmjd)", 5)]
    [InlineData("ACOS(z)", 2)]
    [InlineData("ACOS(z)", -1.0000001)]
    [InlineData("ASIN(z)", 1.0000001)]
    public async Task What_has_no_value_is_null_and_does_not_end_the_query(string expression, double z) => Assert.Equal(DBNull.Value, await OfAsync(expression, z));

    [Theory]
    [InlineData("SQRT(z)", 0, 0)]
    [InlineData("SQRT(z)", 4, 2)]
    [InlineData("ACOS(z)", 1, 0)]
    [InlineData("ACOS(z)", -1, Math.PI)]
    [InlineData("ASIN(z)", -1, -Math.PI / 2)]
    [InlineData("LOG(z)", 1, 0)]
    [InlineData("LOG10(z)", 1000, 3)]
    [InlineData("5 / 60 + z", 0, 5 / 60.0)]
    [InlineData("ROUND(z)", 2.5, 3)]
    [InlineData("ROUND(z)", -2.5, -3)]
    [InlineData("ROUND(z, 1)", 0.25, 0.3)]
    [InlineData("TRUNCATE(z)", -2.9, -2)]
    [InlineData("TRUNCATE(z, -1)", 129, 120)]
    [InlineData("MOD(z, 360)", -10, -10)]
    [InlineData("POWER(z, 2)", -3, 9)]
    [InlineData("DISTANCE(0, 0, z, 0)", 180, 180)]
    [InlineData("DISTANCE(0, z, 0, 0)", 2.7e-8, 2.7e-8)]
    public async Task Functions_give_what_they_are_called(string expression, double z, double expected) => Assert.Equal(expected, (double)(await OfAsync(expression, z))!, 1e-12 * Math.Max(1e-3, Math.Abs(expected)));

    [Fact]
    public async Task A_backslash_in_like_is_a_backslash() =>
        Assert.Equal(1L, await ScalarAsync(@"SELECT COUNT(*) FROM (SELECT TOP 1 'a\b' AS t FROM dr10.catalogue) AS q WHERE t LIKE 'a\_' AND t LIKE 'a\b'"));

    [Fact]
    public async Task A_time_becomes_text_in_the_form_of_dali() =>
        Assert.Equal("2015-01-02T03:04:05.6", await ScalarAsync("SELECT TOP 1 CAST(CAST('2015-01-02T03:04:05.6Z' AS TIMESTAMP) AS VARCHAR) FROM dr10.catalogue"));

    async Task CheckAsync(string form, Circle circle, HashSet<long> expected)
    {
        var condition = string.Format(CultureInfo.InvariantCulture, form, circle.LonDeg, circle.LatDeg, circle.RadiusDeg);
        var translation = AdqlTranslator.Translate($"SELECT obsid FROM dr10.catalogue WHERE {condition}", TestCatalog.Catalog, new TranslationOptions());
        var found = new HashSet<long>();
        await using var command = sky.Database.Owner.CreateCommand(translation.Sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) Assert.True(found.Add(reader.GetInt64(0)));
        Assert.True(found.SetEquals(expected), $"{condition}: {found.Except(expected).Count()} too many, {expected.Except(found).Count()} missing of {expected.Count}\n{translation.Sql}");
    }

    // 1 arcsec to 180 degrees, evenly in the logarithm; every third at a pole, every fourth across RA 0.
    static Circle RandomCircle(Random random, int i)
    {
        var radius = i == 0 ? 180 : 180 * Math.Pow(1 / 648000.0, random.NextDouble());
        var ra = i % 4 == 0 ? (360 + (radius * (random.NextDouble() - 0.5))) % 360 : 360 * random.NextDouble();
        var dec = (i % 3) switch
        {
            0 => Math.CopySign(90 - Math.Min(90, radius * random.NextDouble()), random.NextDouble() - 0.5),
            _ => Math.Asin((2 * random.NextDouble()) - 1) * 180 / Math.PI,
        };
        return new Circle(ra, i % 9 == 1 ? Math.CopySign(90, dec) : dec, radius);
    }

    Task<object?> OfAsync(string expression, double z) => ScalarAsync(
        $"SELECT {expression} AS x FROM (SELECT lmjd, CAST('{z.ToString("R", CultureInfo.InvariantCulture)}' AS DOUBLE PRECISION) AS z FROM dr10.catalogue WHERE obsid = 1) AS q");

    Task<object?> ScalarAsync(string adql) =>
        DatabaseFixture.ScalarAsync(sky.Database.Owner, AdqlTranslator.Translate(adql, TestCatalog.Catalog, new TranslationOptions()).Sql);

    static string PostgresName(AdqlType type) => type switch
    {
        AdqlType.Boolean => "boolean",
        AdqlType.Smallint => "smallint",
        AdqlType.Integer => "integer",
        AdqlType.Bigint => "bigint",
        AdqlType.Real => "real",
        AdqlType.Double => "double precision",
        AdqlType.Date => "date",
        AdqlType.Timestamp => "timestamp without time zone",
        AdqlType.Point or AdqlType.Circle or AdqlType.Polygon => "double precision[]",
        AdqlType.IntegerArray => "integer[]",
        _ => "text",
    };

    public sealed record Position(long Id, double? Ra, double? Dec);

    /// <summary>The tables of the test catalogue: positions all over the sky and crowded at the poles, at RA 0 and at one place, and without a position.</summary>
    public sealed class Sky : DatabaseFixture, IAsyncLifetime
    {
        public IReadOnlyList<Position> Positions { get; private set; } = [];

        async Task IAsyncLifetime.InitializeAsync()
        {
            await InitializeAsync();
            await RunAsync("CREATE SCHEMA sky");
            foreach (var table in TestCatalog.Catalog.Tables.Where(t => !t.IsView))
            {
                var columns = table.Columns.Select(c => $"\"{c.PhysicalName}\" {(c.Type == AdqlType.Moc ? "adql.moc" : PostgresName(c.Type))}");
                if (table.Position is { } position) columns = columns.Append($"{position.HealpixPhysicalName} bigint NOT NULL");
                await RunAsync($"CREATE TABLE sky.\"{table.PhysicalName}\" ({string.Join(", ", columns)})");
            }
            Positions = [.. Make().Select((p, i) => new Position(i + 1, p.Ra, p.Dec))];
            var rows = Positions.Select(p => string.Create(CultureInfo.InvariantCulture,
                $"({p.Id}, {Sql(p.Ra)}, {Sql(p.Dec)}, {(p.Ra is { } ra ? Healpix.PixelOf(Healpix.MaxOrder, ra, p.Dec!.Value) : -1)})"));
            await RunAsync($"""
                INSERT INTO sky.catalogue (obsid, ra, dec, hpx29) VALUES {string.Join(", ", rows)};
                UPDATE sky.catalogue SET z = 0.5, lmjd = 5700, fiberid = 7, snrg = 12.5, good = obsid % 2 = 0, obsdate = '2015-01-01', updated = '2015-01-01 12:00', class = 'STAR', designation = 'J0', note = 'x';
                UPDATE sky.catalogue SET place = ARRAY[ra, dec], disc = ARRAY[ra, dec, 1], outline = adql.box(ra, dec, 1, 2) WHERE ra IS NOT NULL;
                UPDATE sky.catalogue SET class = NULL, note = NULL, snrg = NULL, obsdate = NULL WHERE obsid % 5 = 0;
                INSERT INTO sky.stellar SELECT obsid, ra, dec, 5000, 4.5, hpx29 FROM sky.catalogue WHERE obsid % 10 = 0;
                INSERT INTO sky.plates VALUES ('GAC', 250); INSERT INTO sky.plates9 VALUES ('GAC'); INSERT INTO sky.up VALUES (1, 10, 20);
                CREATE TABLE sky.feed_a AS SELECT obsid AS observation, obsid::text || '0012345' || (obsid % 10)::text || 'R' AS key, ra, dec, hpx29 FROM sky.catalogue WHERE obsid % 2 = 0;
                CREATE TABLE sky.feed_b AS SELECT obsid AS observation, obsid::text AS key, ra, dec, hpx29 FROM sky.catalogue WHERE obsid % 2 = 1 OR obsid % 10 = 0;
                CREATE VIEW sky.obscore AS {string.Join(" UNION ALL ", new[] { ("a", 0.0005), ("b", 0.0008) }.Select(f => string.Create(CultureInfo.InvariantCulture, $"""
                    SELECT hpx29, observation, observation::text AS obs_id, 'ivo://a.b/dr10?' || key AS obs_publisher_did, ra AS s_ra, dec AS s_dec,
                        CASE WHEN ra IS NOT NULL THEN ARRAY[ra, dec, {f.Item2}::float8] END AS s_region, 'J' || observation AS target_name FROM sky.feed_{f.Item1}
                    """)))};
                INSERT INTO sky.wanted SELECT obs_publisher_did, observation FROM sky.obscore WHERE observation % 37 = 3;
                INSERT INTO sky.wanted VALUES ('ivo://a.b/dr10?nothing', 0), ('', 0), (NULL, NULL), ('20', 20), ('ivo://a.b/dr10?00', 0);
                CREATE INDEX ON sky.catalogue (hpx29); CREATE INDEX ON sky.catalogue ((hpx29 >> 34));
                CREATE INDEX ON sky.stellar (hpx29); CREATE INDEX ON sky.stellar ((hpx29 >> 34));
                ANALYZE;
                """);
        }

        static string Sql(double? value) => value is { } v ? $"'{v.ToString("R", CultureInfo.InvariantCulture)}'" : "NULL";

        static IEnumerable<(double? Ra, double? Dec)> Make()
        {
            var random = new Random(5);
            yield return (45, 45);
            yield return (0, 90);
            yield return (123, -90);
            for (var i = 0; i < 7; i++) yield return (null, null);
            for (var i = 0; i < 1500; i++) yield return (360 * random.NextDouble(), Math.Asin((2 * random.NextDouble()) - 1) * 180 / Math.PI);
            for (var i = 0; i < 500; i++)
            {
                var near = 10 * Math.Pow(1e-5, random.NextDouble());
                yield return (360 * random.NextDouble(), (i % 2 == 0 ? 1 : -1) * (90 - near));
                yield return ((360 + ((i % 2 == 0 ? 1 : -1) * near)) % 360, 20 * (random.NextDouble() - 0.5));
            }
        }
    }
}
