using System.Globalization;
using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Simulation;
using Lamost.Vo.Testing;
using Npgsql;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Queries;

/// <summary>Queries of the views over all spectra: that they read no feed through, and answer what they would if they did.</summary>
public sealed class SpectraQueryTests(SpectraQueryTests.Archive archive) : IClassFixture<SpectraQueryTests.Archive>
{
    // {did}, {id}, {spectrum} are those of a spectrum of medium resolution, {ra} and {dec} its position; mine.wanted has some identifiers, mine.places some positions.
    public static TheoryData<string> Queries =>
    [
        "SELECT obs_id, em_min FROM ivoa.obscore WHERE obs_publisher_did = '{did}'",
        "SELECT obs_publisher_did FROM ivoa.obscore WHERE obs_id = '{id}'",
        "SELECT obs_publisher_did FROM ivoa.obscore WHERE '{id}' = obs_id AND instrument_name = 'MRS' OR obs_publisher_did = 'ivo://elsewhere/dr10?{spectrum}'",
        "SELECT spectrum, mjd FROM lamost.source_spectra WHERE obs_publisher_did = '{did}'",
        "SELECT obs_publisher_did, mjd FROM lamost.source_spectra WHERE spectrum = '{spectrum}' AND kind = 'exposure'",
        "SELECT obs_id FROM ivoa.obscore WHERE obs_publisher_did IN ('{did}', 'ivo://org.gaia/dr3?1', NULL, '')",
        "SELECT obs_publisher_did FROM ivoa.obscore WHERE obs_id IN (SELECT number FROM mine.wanted)",
        "SELECT obs_id, s_ra FROM ivoa.obscore WHERE obs_publisher_did IN (SELECT did FROM mine.wanted WHERE did IS NOT NULL)",
        "SELECT o.obs_publisher_did, o.t_min FROM mine.wanted AS w JOIN ivoa.obscore AS o ON o.obs_publisher_did = w.did",
        "SELECT w.number, o.obs_publisher_did FROM mine.wanted AS w LEFT JOIN ivoa.obscore AS o ON w.did = o.obs_publisher_did AND o.t_exptime > 0",
        "SELECT w.number FROM mine.wanted AS w WHERE NOT EXISTS (SELECT 1 FROM ivoa.obscore AS o WHERE o.obs_publisher_did = w.did)",
        "SELECT o.obs_id FROM ivoa.obscore AS o WHERE EXISTS (SELECT 1 FROM mine.wanted AS w WHERE w.did = o.obs_publisher_did)",
        "SELECT number, (SELECT COUNT(*) FROM ivoa.obscore WHERE obs_id = number) AS n FROM mine.wanted",
        "SELECT obs_publisher_did FROM ivoa.obscore WHERE obs_publisher_did = (SELECT MAX(did) FROM mine.wanted WHERE number > '1' AND number < 'n')",
        "SELECT s.spectrum, o.em_max FROM mine.wanted AS w, ivoa.obscore AS o, lamost.source_spectra AS s WHERE w.did = o.obs_publisher_did AND s.obs_publisher_did = o.obs_publisher_did",
        "SELECT obs_id FROM ivoa.obscore WHERE 1 = INTERSECTS(s_region, CIRCLE('ICRS', {ra}, {dec}, 0.02))",
        "SELECT obs_id FROM ivoa.obscore WHERE INTERSECTS(CIRCLE({ra}, {dec}, 0), s_region) = 1 AND dataproduct_type = 'spectrum'",
        "SELECT obs_id FROM ivoa.obscore WHERE CONTAINS(s_region, CIRCLE({ra}, {dec}, 0.05)) = 1",
        "SELECT obs_id FROM ivoa.obscore WHERE INTERSECTS(s_region, POLYGON({ra} - 0.05, {dec} - 0.05, {ra} + 0.05, {dec} - 0.05, {ra}, {dec} + 0.05)) = 1",
        "SELECT obs_id FROM ivoa.obscore WHERE CONTAINS(s_region, POLYGON({ra} - 0.05, {dec} - 0.05, {ra} + 0.05, {dec} - 0.05, {ra}, {dec} + 0.05)) = 1",
        "SELECT obs_id FROM ivoa.obscore WHERE 1 = CONTAINS(POINT('', {ra}, {dec} + 0.0004), s_region)",
        "SELECT obs_id FROM ivoa.obscore WHERE 1 = CONTAINS(POINT({ra}, {dec}), s_region) OR 1 = INTERSECTS(s_region, CIRCLE(123, 30, 0.1))",
        "SELECT o.obs_id FROM mine.places AS p JOIN ivoa.obscore AS o ON 1 = CONTAINS(POINT(p.ra, p.dec), o.s_region)",
        "SELECT o.obs_id FROM mine.places AS p, ivoa.obscore AS o WHERE 1 = INTERSECTS(o.s_region, CIRCLE(p.ra, p.dec, 0.001))",
        "SELECT o.obs_id, p.number FROM mine.places AS p JOIN ivoa.obscore AS o ON DISTANCE(o.s_ra, o.s_dec, p.ra, p.dec) < 3 / 3600.",
        "SELECT s.spectrum, p.number FROM lamost.source_spectra AS s JOIN mine.places AS p ON 1 = CONTAINS(POINT(s.ra, s.dec), CIRCLE(p.ra, p.dec, 0.001))",
        "SELECT p.number, o.obs_id FROM mine.places AS p LEFT JOIN ivoa.obscore AS o ON DISTANCE(o.s_ra, o.s_dec, p.ra, p.dec) < 0.001",
        "SELECT o.obs_id FROM ivoa.obscore AS o WHERE 1 = CONTAINS(POINT(s_ra, s_dec), CIRCLE({ra}, {dec}, 0.1))",
    ];

    // With indexes, and with a catalogue that knows nothing of them.
    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Every_feed_is_asked_by_an_index_and_the_rows_are_those_of_a_full_scan(string query)
    {
        var adql = archive.Filled(query);
        var served = await SqlAsync(adql, archive.Catalog);
        var plan = await PlanAsync(served);
        Assert.True(!plan.Contains("Seq Scan on \"dr10.", StringComparison.Ordinal) && archive.Feeds.All(f => plan.Contains($" on \"{f}\"", StringComparison.Ordinal)), $"{served}\n{plan}");
        var (found, expected) = (await RowsAsync(served), await RowsAsync(await SqlAsync(adql, archive.Ignorant)));
        Assert.NotEmpty(expected);
        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task Circles_of_any_size_and_place_are_those_of_a_full_scan()
    {
        var random = new Random(11);
        for (var i = 0; i < 60; i++)
        {
            var (ra, dec) = archive.Positions[random.Next(archive.Positions.Count)];
            var radius = 20 * Math.Pow(1e-5, random.NextDouble());
            var (x, y) = (ra + (radius * 2 * (random.NextDouble() - 0.5)), Math.Clamp(dec + (radius * 2 * (random.NextDouble() - 0.5)), -89, 89));
            var condition = (i % 4) switch
            {
                0 => FormattableString.Invariant($"INTERSECTS(s_region, CIRCLE({x:R}, {y:R}, {radius:R}))"),
                1 => FormattableString.Invariant($"CONTAINS(s_region, CIRCLE({x:R}, {y:R}, {radius:R}))"),
                2 => FormattableString.Invariant($"INTERSECTS(POLYGON({x - radius:R}, {y:R}, {x:R}, {Math.Max(-89.5, y - radius):R}, {x + radius:R}, {Math.Min(89.5, y + radius):R}), s_region)"),
                _ => FormattableString.Invariant($"CONTAINS(POINT({ra + (random.NextDouble() / 1000):R}, {dec + (random.NextDouble() / 2000):R}), s_region)"),
            };
            var adql = $"SELECT obs_publisher_did FROM ivoa.obscore WHERE 1 = {condition}";
            Assert.Equal(await RowsAsync(await SqlAsync(adql, archive.Ignorant)), await RowsAsync(await SqlAsync(adql, archive.Catalog)));
        }
    }

    [Theory]
    [InlineData("NOT obs_publisher_did = '{did}'")]
    [InlineData("obs_id NOT IN ('{id}', '353301001')")]
    [InlineData("NOT (obs_id = '{id}' OR obs_publisher_did IN (SELECT did FROM mine.wanted WHERE did IS NOT NULL))")]
    [InlineData("0 = INTERSECTS(s_region, CIRCLE({ra}, {dec}, 5))")]
    public async Task What_is_excluded_is_what_a_full_scan_excludes(string condition)
    {
        var adql = archive.Filled($"SELECT COUNT(*) AS n FROM ivoa.obscore WHERE {condition}");
        Assert.Equal(await RowsAsync(await SqlAsync(adql, archive.Ignorant)), await RowsAsync(await SqlAsync(adql, archive.Catalog)));
    }

    [Fact]
    public async Task All_of_a_view_is_read_by_one_backend_though_its_rows_would_be_worth_several()
    {
        var limits = new ServiceLimits { ParallelRows = 1000, ConcurrentQueries = 8, ParallelBackends = 3 };
        var translation = AdqlTranslator.Translate("SELECT * FROM ivoa.obscore", archive.Catalog, new TranslationOptions());
        Assert.True(archive.Catalog.Find("ivoa", "obscore")!.RowCount > limits.ParallelRows);
        await using var rows = await new ParallelReading(archive.Database, new QueryAdmission(limits), limits, 64).OpenAsync(translation, null, CancellationToken.None);
        Assert.IsType<TupleCursor>(rows);
        long count = 0;
        while (await rows.WaitAsync())
            while (rows.TryRow(out _)) count++;
        Assert.Equal(archive.Catalog.Find("ivoa", "obscore")!.RowCount, count);
    }

    [Fact]
    public void The_catalogue_says_what_the_definitions_of_the_views_say()
    {
        var obscore = archive.Catalog.Find("ivoa", "obscore")!;
        Assert.True(obscore.IsView);
        Assert.False(archive.Catalog.Find("dr10", "lrs_catalogue")!.IsView);
        Assert.Equal(["obs_id", "obs_publisher_did"], obscore.Columns.Where(c => c.Lookup == new ColumnLookup("observation", "adql.observation_of")).Select(c => c.Name));
        Assert.Equal(["obs_publisher_did", "spectrum"], archive.Catalog.Find("lamost", "source_spectra")!.Columns.Where(c => c.Lookup is not null).Select(c => c.Name).Order());
        Assert.DoesNotContain(obscore.Columns, c => c.Name == "observation");
        // The circles keep the promise, whatever the largest fibre that a definition may declare.
        Assert.Equal(["s_region"], obscore.Columns.Where(c => c.AroundPosition >= SpectraReader.LargestAperture / 2 / 3600).Select(c => c.Name));
    }

    [Fact]
    public async Task A_feed_whose_identifiers_do_not_name_their_observations_is_refused()
    {
        await using var connection = await archive.Database.Owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"UPDATE vo_spectra.\"{archive.Feeds[0]}\" SET key = 'x' || key", connection, transaction);
        Assert.Equal(PostgresErrorCodes.CheckViolation, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
    }

    async Task<string> SqlAsync(string adql, Catalog catalog) =>
        (await MatchPlanTests.PlannedAsync(AdqlTranslator.Translate(adql, catalog, new TranslationOptions()), archive)).Sql;

    async Task<string> PlanAsync(string sql)
    {
        var lines = new List<string>();
        await using var explain = archive.Database.Reader.CreateCommand("EXPLAIN " + sql);
        await using var reader = await explain.ExecuteReaderAsync();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }

    async Task<List<string>> RowsAsync(string sql)
    {
        var rows = new List<string>();
        await using var command = archive.Database.Reader.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    /// <summary>Two feeds of simulated spectra, and tables as users upload them.</summary>
    public sealed class Archive : DatabaseFixture, IAsyncLifetime
    {
        string[] _spectrum = [];

        public Catalog Catalog { get; private set; } = null!;

        /// <summary>The same without what the indexes of the feeds serve.</summary>
        public Catalog Ignorant { get; private set; } = null!;

        public IReadOnlyList<(double Ra, double Dec)> Positions { get; private set; } = [];

        public IReadOnlyList<string> Feeds { get; } = ["dr10.lrs_catalogue", "dr10.mrs_catalogue"];

        public string Filled(string query) => query.Replace("{did}", _spectrum[0], StringComparison.Ordinal).Replace("{id}", _spectrum[1], StringComparison.Ordinal)
            .Replace("{spectrum}", _spectrum[2], StringComparison.Ordinal).Replace("{ra}", _spectrum[3], StringComparison.Ordinal).Replace("{dec}", _spectrum[4], StringComparison.Ordinal);

        async Task IAsyncLifetime.InitializeAsync()
        {
            await InitializeAsync();
            var release = ReleaseDefinitions.Get("dr10");
            var survey = SurveySimulator.Create(release, 20_000, seed: 7);
            foreach (var name in new[] { "lrs_plan", "mrs_plan", "lrs_catalogue", "mrs_catalogue" })
            {
                using var source = survey.Open(name);
                await TableLoader.LoadAsync(Database, release, release.Find(name)!, source, new LoadOptions { Simulated = true }, null, CancellationToken.None);
            }
            // Identifiers as the reader's sessions see them.
            await RunAsync($"""
                SET lamost_vo.authority = '{Options.Authority}';
                CREATE SCHEMA mine; GRANT USAGE ON SCHEMA mine TO PUBLIC;
                CREATE TABLE mine.wanted AS SELECT obs_publisher_did COLLATE "C" AS did, obs_id AS number FROM ivoa.obscore WHERE hashtext(obs_publisher_did) % 1000 = 7;
                INSERT INTO mine.wanted VALUES ('ivo://elsewhere/dr10?1', '1'), ('', ''), (NULL, NULL), ('no spectrum', 'none');
                CREATE TABLE mine.places AS SELECT s_ra AS ra, s_dec + 0.0003 AS dec, obs_id AS number FROM ivoa.obscore WHERE hashtext(obs_publisher_did) % 1000 = 8;
                INSERT INTO mine.places VALUES (1, -80, 'nothing near');
                GRANT SELECT ON ALL TABLES IN SCHEMA mine TO PUBLIC;
                ANALYZE mine.wanted; ANALYZE mine.places;
                """);
            CatalogColumn[] places = [new("ra", AdqlType.Double, "ra"), new("dec", AdqlType.Double, "dec"), new("number", AdqlType.Varchar, "number")];
            Catalog = (await CatalogReader.ReadAsync(Database)).Catalog.With(new CatalogSchema("mine",
            [
                new CatalogTable("mine", "wanted", "mine", "wanted", [new("did", AdqlType.Varchar, "did"), new("number", AdqlType.Varchar, "number")]) { RowCount = 100 },
                new CatalogTable("mine", "places", "mine", "places", places) { RowCount = 100 },
            ]));
            Ignorant = new Catalog([.. Catalog.Schemas.Select(s => s with
            {
                Tables = [.. s.Tables.Select(t => t with { Position = null, Columns = [.. t.Columns.Select(c => c with { Lookup = null, AroundPosition = null })] })],
            })]);
            await using var reader = await Database.Reader.CreateCommand(
                "SELECT obs_publisher_did, obs_id, split_part(obs_publisher_did, '?', 2), s_ra::text, s_dec::text FROM ivoa.obscore WHERE instrument_name = 'MRS' AND calib_level = 2 ORDER BY md5(obs_publisher_did) LIMIT 1").ExecuteReaderAsync();
            await reader.ReadAsync();
            _spectrum = [.. Enumerable.Range(0, 5).Select(reader.GetString)];
            var positions = new List<(double, double)>();
            await using var all = await Database.Owner.CreateCommand("SELECT s_ra, s_dec FROM ivoa.obscore WHERE hashtext(obs_publisher_did) % 50 = 1").ExecuteReaderAsync();
            while (await all.ReadAsync()) positions.Add((all.GetDouble(0), all.GetDouble(1)));
            Positions = positions;
        }
    }
}
