using System.Globalization;
using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Adql.Tests;
using Lamost.Vo.Sky;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Queries;

/// <summary>Coverage maps in queries, against every position looked at: all over the sky, at the poles, at RA 0, without a position.</summary>
public sealed class MapTests(AdqlExecutionTests.Sky sky) : IClassFixture<AdqlExecutionTests.Sky>
{
    static readonly string[] Inside =
    [
        "1 = CONTAINS(POINT(ra, dec), MOC('{0}'))", "CONTAINS(POINT(ra, dec), MOC('{0}')) > 0", "0 < INTERSECTS(MOC('{0}'), POINT(ra, dec))", "NOT 0 = CONTAINS(POINT(ra, dec), MOC('{0}'))",
        "obsid < 0 OR 1 = CONTAINS(POINT(ra, dec), MOC('{0}'))", "1 = CONTAINS(POINT(ra + 0, dec), MOC('{0}'))", "1 = CONTAINS(place, MOC('{0}'))",
        "1 = CONTAINS(POINT(ra, dec), MOC('{0}')) AND 1 = CONTAINS(POINT(ra, dec), MOC('0/0-11'))", "1 = CASE WHEN 1 = CONTAINS(POINT(ra, dec), MOC('{0}')) THEN 1 ELSE 0 END",
    ];

    static readonly string[] Outside =
    [
        "0 = CONTAINS(POINT(ra, dec), MOC('{0}'))", "NOT 1 = CONTAINS(POINT(ra, dec), MOC('{0}'))", "1 > CONTAINS(POINT(ra + 0, dec), MOC('{0}'))", "obsid < 0 OR 0 = CONTAINS(POINT(ra, dec), MOC('{0}'))",
        "0 = CASE WHEN 1 = CONTAINS(POINT(ra, dec), MOC('{0}')) THEN 1 WHEN 0 = CONTAINS(POINT(ra, dec), MOC('{0}')) THEN 0 END",
    ];

    // Pairs of a row of the catalogue and a map.
    public static TheoryData<string, bool> Pairs => new()
    {
        { "dr10.catalogue AS c, TAP_UPLOAD.maps AS m WHERE 1 = CONTAINS(POINT(c.ra, c.dec), m.moc)", true },
        { "TAP_UPLOAD.maps AS m JOIN dr10.catalogue AS c ON CONTAINS(POINT(c.ra, c.dec), m.moc) = 1", true },
        { "dr10.catalogue AS c JOIN TAP_UPLOAD.maps AS m ON 0 < INTERSECTS(m.moc, POINT(c.ra, c.dec)) AND c.obsid > 0", true },
        { "(SELECT obsid, ra AS x, dec AS y FROM dr10.catalogue) AS c, TAP_UPLOAD.maps AS m WHERE 1 = CONTAINS(POINT(c.x, c.y), m.moc)", true },
        { "dr10.catalogue AS c, TAP_UPLOAD.maps AS m WHERE 1 = CONTAINS(POINT(c.ra, c.dec), m.moc) AND 1 = CONTAINS(POINT(c.ra, c.dec), MOC('0/0-11'))", true },
        { "dr10.catalogue AS c, TAP_UPLOAD.maps AS m WHERE m.name = 'nothing' AND c.obsid = -1 OR 1 = CONTAINS(POINT(c.ra, c.dec), m.moc)", true },
        { "dr10.catalogue AS c, (SELECT name, moc FROM TAP_UPLOAD.maps WHERE name <> 'nothing') AS m WHERE 1 = CONTAINS(POINT(c.ra, c.dec), m.moc)", true },
        { "dr10.plates AS p LEFT JOIN dr10.catalogue AS c ON p.\"size\" > 0, TAP_UPLOAD.maps AS m WHERE 1 = CONTAINS(POINT(c.ra, c.dec), m.moc)", true },
        { "dr10.catalogue AS c LEFT JOIN TAP_UPLOAD.maps AS m ON 1 = CONTAINS(POINT(c.ra, c.dec), m.moc) WHERE m.name IS NOT NULL", true },
        { "TAP_UPLOAD.maps AS m LEFT JOIN dr10.catalogue AS c ON 1 = CONTAINS(POINT(c.ra, c.dec), m.moc) WHERE c.obsid IS NOT NULL", true },
        { "dr10.catalogue AS c RIGHT JOIN TAP_UPLOAD.maps AS m ON 1 = CONTAINS(POINT(c.ra, c.dec), m.moc) AND c.obsid > 0 WHERE c.obsid IS NOT NULL", true },
        { "dr10.catalogue AS c, dr10.catalogue AS d, TAP_UPLOAD.maps AS m WHERE c.obsid = d.obsid AND 1 = CONTAINS(POINT(c.ra, c.dec), m.moc) AND DISTANCE(c.ra, c.dec, d.ra, d.dec) < 0.001", true },
        { "dr10.catalogue AS c, TAP_UPLOAD.maps AS m WHERE 0 = CONTAINS(POINT(c.ra, c.dec), m.moc)", false },
        { "dr10.catalogue AS c, TAP_UPLOAD.maps AS m WHERE NOT 1 = CONTAINS(POINT(c.ra + 0, c.dec), m.moc)", false },
        { "dr10.catalogue AS c, TAP_UPLOAD.maps AS m WHERE c.obsid < 0 OR 0 = CONTAINS(POINT(c.ra, c.dec), m.moc)", false },
        { "TAP_UPLOAD.maps AS m LEFT JOIN dr10.catalogue AS c ON 0 = CONTAINS(POINT(c.ra, c.dec), m.moc) WHERE c.obsid IS NOT NULL", false },
    };

    [Fact]
    public async Task Maps_that_are_written_out_hold_exactly_their_positions()
    {
        var random = new Random(41);
        for (var i = 0; i < 40; i++)
        {
            var moc = RandomMap(random, i);
            var expected = Ids(p => moc.Contains(p.Ra!.Value, p.Dec!.Value));
            var rest = Ids(p => !moc.Contains(p.Ra!.Value, p.Dec!.Value));
            foreach (var (forms, ids) in new[] { (Inside, expected), (Outside, rest) })
                foreach (var form in forms)
                    Assert.Equal(ids, (await RowsAsync($"SELECT obsid FROM dr10.catalogue WHERE {string.Format(CultureInfo.InvariantCulture, form, moc)}")).Select(r => (long)r[0]!).Order());
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Maps_of_rows_hold_exactly_their_positions(string from, bool inside)
    {
        var maps = await MapsAsync();
        var expected = maps.SelectMany(m => Ids(p => m.Moc.Contains(p.Ra!.Value, p.Dec!.Value) == inside).Select(id => (id, m.Name))).Order();
        Assert.Equal(expected, (await RowsAsync($"SELECT c.obsid, m.name FROM {from}")).Select(r => ((long)r[0]!, (string)r[1]!)).Order());
    }

    [Fact]
    public async Task Rows_without_a_counterpart_stay_and_are_counted_for_each_map()
    {
        var maps = await MapsAsync();
        var expected = maps.Select(m => (m.Name, (long)Ids(p => m.Moc.Contains(p.Ra!.Value, p.Dec!.Value)).Count)).Append(("none", 0L)).Order();
        foreach (var count in new[]
        {
            "SELECT m.name, COUNT(c.obsid) AS n FROM TAP_UPLOAD.maps AS m LEFT JOIN dr10.catalogue AS c ON 1 = CONTAINS(POINT(c.ra, c.dec), m.moc) GROUP BY m.name",
            "SELECT m.name, (SELECT COUNT(*) FROM dr10.catalogue AS c WHERE 1 = CONTAINS(POINT(c.ra, c.dec), m.moc)) AS n FROM TAP_UPLOAD.maps AS m",
        })
            Assert.Equal(expected, (await RowsAsync(count)).Select(r => ((string)r[0]!, (long)r[1]!)).Order());
        var within = Ids(p => maps.Any(m => m.Moc.Contains(p.Ra!.Value, p.Dec!.Value)));
        Assert.Equal(within, (await RowsAsync("SELECT c.obsid FROM dr10.catalogue AS c WHERE EXISTS (SELECT 1 FROM TAP_UPLOAD.maps AS m WHERE 1 = CONTAINS(POINT(c.ra, c.dec), m.moc))")).Select(r => (long)r[0]!).Order());
        var all = (await RowsAsync("SELECT c.obsid, SUM(CONTAINS(POINT(c.ra, c.dec), m.moc)) AS n FROM dr10.catalogue AS c LEFT JOIN TAP_UPLOAD.maps AS m ON m.moc IS NOT NULL GROUP BY c.obsid")).ToDictionary(r => (long)r[0]!, r => (long?)r[1]);
        Assert.All(sky.Positions, p => Assert.Equal(p.Ra is null ? null : maps.Count(m => m.Moc.Contains(p.Ra.Value, p.Dec!.Value)), all[p.Id]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(17)]
    [InlineData(29)]
    public async Task The_map_of_rows_has_exactly_the_cells_that_hold_one(int order)
    {
        var expected = Of(order, p => true);
        foreach (var point in new[] { "POINT(ra, dec)", "POINT('ICRS', ra + 0, dec)", "place" })
            Assert.Equal(expected.ToString(), (await RowsAsync($"SELECT moc({order}, {point}) FROM dr10.catalogue")).Single()[0]);
        var groups = (await RowsAsync($"SELECT good, MOC({order}, POINT(ra, dec)) AS m, AREA(MOC({order}, POINT(ra, dec))) AS a, moc({order}, POINT(ra, dec)) FILTER (WHERE obsid > 700) AS f FROM dr10.catalogue GROUP BY good"))
            .ToDictionary(r => (bool)r[0]!);
        foreach (var even in new[] { true, false })
        {
            var moc = Of(order, p => p.Id % 2 == 0 == even);
            Assert.Equal(moc.ToString(), groups[even][1]);
            Assert.Equal(moc.AreaSquareDegrees, (double)groups[even][2]!, moc.AreaSquareDegrees * 1e-12);
            Assert.Equal(Of(order, p => p.Id % 2 == 0 == even && p.Id > 700).ToString(), groups[even][3]);
        }
        Assert.Null((await RowsAsync($"SELECT moc({order}, POINT(ra, dec)) FROM dr10.catalogue WHERE ra IS NULL")).Single()[0]);
        Assert.Null((await RowsAsync($"SELECT moc({order}, POINT(ra, dec)) FROM dr10.catalogue WHERE obsid < 0")).Single()[0]);
        // And where other rows lie in it.
        var stellar = Of(order, p => p.Id % 10 == 0);
        Assert.Equal(Ids(p => stellar.Contains(p.Ra!.Value, p.Dec!.Value)),
            (await RowsAsync($"WITH s AS (SELECT moc({order}, POINT(ra, dec)) AS seen FROM dr10.stellar) SELECT c.obsid FROM dr10.catalogue AS c, s WHERE 1 = CONTAINS(POINT(c.ra, c.dec), s.seen)")).Select(r => (long)r[0]!).Order());
    }

    [Fact]
    public async Task A_map_is_written_canonically_and_measured()
    {
        var random = new Random(43);
        for (var i = 0; i < 60; i++)
        {
            var moc = RandomMap(random, i);
            await using var command = sky.Database.Owner.CreateCommand($"SELECT adql.moc_text({Literal(moc)}), adql.moc_area({Literal(moc)})");
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            Assert.Equal(moc.ToString(), reader.GetString(0));
            Assert.Equal(moc.AreaSquareDegrees, reader.GetDouble(1), 1e-9 * Math.Max(1, moc.AreaSquareDegrees));
        }
    }

    [Fact]
    public async Task Maps_are_compared_as_sets()
    {
        var maps = await MapsAsync();
        var other = Moc.Of(3, new Circle(10, 20, 30));
        var rows = (await RowsAsync($"SELECT a.name, CONTAINS(a.moc, b.moc) AS c, INTERSECTS(a.moc, b.moc) AS i, b.name, INTERSECTS(b.moc, MOC('{other}')) AS o FROM TAP_UPLOAD.maps AS a, TAP_UPLOAD.maps AS b WHERE a.moc IS NOT NULL AND b.moc IS NOT NULL"))
            .ToDictionary(r => ((string)r[0]!, (string)r[3]!));
        foreach (var a in maps)
            foreach (var b in maps)
                Assert.Equal([a.Moc.IsSubsetOf(b.Moc) ? 1 : 0, a.Moc.Overlaps(b.Moc) ? 1 : 0, b.Moc.Overlaps(other) ? 1 : 0], new[] { 1, 2, 4 }.Select(i => (int)rows[(a.Name, b.Name)][i]!));
    }

    // With rows that say nothing: one without a map, and an empty one.
    async Task<IReadOnlyList<(string Name, Moc Moc)>> MapsAsync()
    {
        var random = new Random(47);
        var maps = Enumerable.Range(0, 8).Select(i => ($"m{i}", RandomMap(random, i))).Append(("nothing", Moc.Empty(5))).ToList();
        await sky.RunAsync($"""
            TRUNCATE sky.maps;
            INSERT INTO sky.maps VALUES {string.Join(", ", maps.Select(m => $"('{m.Item1}', {Literal(m.Item2)})"))}, ('none', NULL)
            """);
        return maps;
    }

    static string Literal(Moc moc) => string.Create(CultureInfo.InvariantCulture, $"'({moc.Order},\"{{{string.Join(',', moc.Ranges.ToArray().Select(r => $"[{r.First},{r.Last}]"))}}}\")'::adql.moc");

    Moc Of(int order, Func<AdqlExecutionTests.Position, bool> counts) =>
        Moc.OfCells(order, sky.Positions.Where(p => p.Ra is not null && counts(p)).Select(p => Healpix.PixelOf(order, p.Ra!.Value, p.Dec!.Value)));

    List<long> Ids(Func<AdqlExecutionTests.Position, bool> holds) => [.. sky.Positions.Where(p => p.Ra is not null && holds(p)).Select(p => p.Id).Order()];

    // Of few cells and many, coarse and fine, single pixels of positions and their neighbours, caps of the poles, nothing and everything.
    Moc RandomMap(Random random, int i)
    {
        if (i == 0) return Moc.Empty(7);
        if (i == 1) return Moc.OfRanges(0, [new PixelRange(0, Healpix.PixelCount(29) - 1)]);
        if (i % 4 == 0) return Moc.Of(4 + (i % 5), new Circle(360 * random.NextDouble(), i % 8 == 0 ? 90 : -90, 20 * random.NextDouble()));
        var ranges = new List<PixelRange>();
        var positions = sky.Positions.Where(p => p.Ra is not null).ToList();
        for (var n = random.Next(1, i % 3 == 0 ? 400 : 12); n > 0; n--)
        {
            var order = random.Next(i % 2 == 0 ? 9 : 30);
            var place = positions[random.Next(positions.Count)];
            var cell = random.Next(3) == 0 ? random.NextInt64(Healpix.PixelCount(order)) : Healpix.PixelOf(order, place.Ra!.Value, place.Dec!.Value) ^ random.Next(2);
            ranges.Add(Healpix.Descendants(cell, order));
        }
        return Moc.OfRanges(29, ranges);
    }

    async Task<List<object?[]>> RowsAsync(string adql)
    {
        var translation = AdqlTranslator.Translate(adql, TestCatalog.Catalog, new TranslationOptions { MaxRangesPerRegion = 16 });
        var rows = new List<object?[]>();
        await using var command = sky.Database.Owner.CreateCommand(translation.Sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        return rows;
    }
}
