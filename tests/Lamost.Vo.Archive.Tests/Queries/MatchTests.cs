using System.Globalization;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Adql.Tests;
using Lamost.Vo.Sky;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Queries;

/// <summary>Positional joins of every shape, against every pair looked at: all over the sky, at the poles, at RA 0, without a position.</summary>
public sealed class MatchTests(AdqlExecutionTests.Sky sky) : IClassFixture<AdqlExecutionTests.Sky>
{
    const string Pairs = "SELECT a.obsid AS i, b.obsid AS j ";

    // {0} is the radius.
    public static TheoryData<string> Inner =>
    [
        Pairs + "FROM dr10.catalogue AS a JOIN dr10.stellar AS b ON 1 = CONTAINS(POINT(a.ra, a.dec), CIRCLE(b.ra, b.dec, {0}))",
        Pairs + "FROM dr10.catalogue AS a JOIN dr10.stellar AS b ON 1 = CONTAINS(POINT('ICRS', b.ra, b.dec), CIRCLE('ICRS', a.ra, a.dec, {0}))",
        Pairs + "FROM dr10.stellar AS b JOIN dr10.catalogue AS a ON DISTANCE(POINT(a.ra, a.dec), POINT(b.ra, b.dec)) <= {0}",
        Pairs + "FROM dr10.catalogue AS a, dr10.stellar AS b WHERE {0} >= DISTANCE(a.ra, a.dec, b.ra, b.dec)",
        Pairs + "FROM dr10.catalogue AS a, dr10.plates AS p, dr10.stellar AS b WHERE p.\"size\" > 0 AND CONTAINS(POINT(a.ra, a.dec), CIRCLE(b.ra, b.dec, {0})) = 1",
        Pairs + "FROM dr10.catalogue AS a JOIN dr10.stellar AS b ON 1 = CONTAINS(POINT(a.ra, a.dec), CIRCLE(b.ra, b.dec, 2 * {0} * a.z))",
        Pairs + "FROM dr10.catalogue AS a JOIN dr10.stellar AS b ON 1 = CONTAINS(POINT(a.ra, a.dec), CIRCLE(b.ra, b.dec, {0} + 0 * b.teff))",
        Pairs + "FROM dr10.catalogue AS a JOIN dr10.stellar AS b ON 1 = CONTAINS(POINT(a.ra, a.dec), CIRCLE(b.ra, b.dec, 2 * {0} * a.z + 0 * b.teff))",
        Pairs + "FROM (SELECT obsid, ra + 0 AS x, dec AS y FROM dr10.catalogue) AS a JOIN dr10.stellar AS b ON DISTANCE(a.x, a.y, b.ra, b.dec) <= {0}",
        Pairs + "FROM dr10.catalogue AS a JOIN dr10.stellar AS b ON DISTANCE(a.ra + 0, a.dec, b.ra, b.dec) <= {0}",
        Pairs + "FROM dr10.plates AS p LEFT JOIN dr10.catalogue AS a ON p.\"size\" > 0 JOIN dr10.stellar AS b ON 1 = CONTAINS(POINT(a.ra, a.dec), CIRCLE(b.ra, b.dec, {0}))",
        Pairs + "FROM dr10.catalogue AS a JOIN dr10.stellar AS b ON 1 = CONTAINS(POINT(a.ra, a.dec), CIRCLE(b.ra, b.dec, {0})) JOIN dr10.stellar AS c ON DISTANCE(b.ra, b.dec, c.ra, c.dec) <= {0} AND b.obsid = c.obsid",
        "WITH b AS (SELECT * FROM dr10.stellar) " + Pairs + "FROM dr10.catalogue AS a JOIN b ON 1 = CONTAINS(POINT(a.ra, a.dec), CIRCLE(b.ra, b.dec, {0}))",
        "WITH a AS (SELECT * FROM dr10.catalogue), b AS (SELECT obsid, ra, dec FROM dr10.stellar WHERE obsid > 0) " + Pairs + "FROM a JOIN b ON 1 = CONTAINS(POINT(a.ra, a.dec), CIRCLE(b.ra, b.dec, {0}))",
        Pairs + "FROM (SELECT obsid, ra AS x, dec + 0 AS y FROM dr10.catalogue) AS a, (SELECT DISTINCT obsid, ra, dec FROM dr10.stellar) AS b WHERE DISTANCE(a.x, a.y, b.ra, b.dec) <= {0}",
    ];

    public static TheoryData<string> Left =>
    [
        Pairs + "FROM (SELECT DISTINCT obsid, ra, dec FROM dr10.catalogue) AS a LEFT JOIN (SELECT * FROM dr10.stellar) AS b ON DISTANCE(a.ra, a.dec, b.ra, b.dec) <= {0}",
        Pairs + "FROM dr10.catalogue AS a LEFT JOIN dr10.stellar AS b ON 1 = CONTAINS(POINT(a.ra, a.dec), CIRCLE(b.ra, b.dec, {0}))",
        Pairs + "FROM dr10.stellar AS b RIGHT JOIN dr10.catalogue AS a ON DISTANCE(b.ra, b.dec, a.ra, a.dec) <= {0}",
        Pairs + "FROM dr10.catalogue AS a LEFT JOIN dr10.stellar AS b ON b.teff > 0 AND DISTANCE(b.ra, b.dec, a.ra, a.dec) <= {0} + 0 * a.z",
        "SELECT a.obsid AS i, b.obsid AS j FROM dr10.catalogue AS a LEFT JOIN dr10.stellar AS b ON DISTANCE(b.ra, b.dec, a.ra, a.dec) <= {0} LEFT JOIN dr10.stellar AS c ON c.obsid = b.obsid AND DISTANCE(b.ra, b.dec, c.ra, c.dec) <= {0}",
    ];

    static readonly double[] Radii = [0, 3 / 3600.0, 0.3, 9.01];

    [Theory]
    [MemberData(nameof(Inner))]
    public async Task Rows_meet_where_they_should_from_either_side(string adql)
    {
        foreach (var radius in Radii)
        {
            var expected = Within(radius).ToHashSet();
            foreach (var catalog in Sizes) await CheckAsync(adql, radius, catalog, expected);
        }
    }

    [Theory]
    [MemberData(nameof(Left))]
    public async Task Rows_without_a_counterpart_stay(string adql)
    {
        foreach (var radius in Radii)
        {
            var pairs = Within(radius).ToList();
            var alone = sky.Positions.Select(p => p.Id).Except(pairs.Select(p => p.A)).Select(id => (id, (long?)null));
            var expected = pairs.Concat(alone).ToHashSet();
            foreach (var catalog in Sizes) await CheckAsync(adql, radius, catalog, expected);
        }
    }

    [Theory]
    [InlineData("(SELECT COUNT(*) FROM dr10.stellar AS b WHERE 1 = CONTAINS(POINT(b.ra, b.dec), CIRCLE(a.ra, a.dec, {0})))")]
    [InlineData("(SELECT COUNT(*) FROM dr10.stellar AS b, dr10.plates AS p WHERE DISTANCE(a.ra, a.dec, b.ra, b.dec) <= {0} + 0 * a.z)")]
    [InlineData("CASE WHEN EXISTS (SELECT 1 FROM dr10.stellar AS b WHERE DISTANCE(a.ra, a.dec, b.ra, b.dec) <= {0}) THEN (SELECT COUNT(b.obsid) FROM dr10.stellar AS b WHERE DISTANCE(b.ra, b.dec, a.ra, a.dec) <= {0}) ELSE 0 END")]
    public async Task A_query_inside_sees_what_is_near_a_row_around_it(string counted)
    {
        foreach (var radius in Radii)
        {
            var counts = Within(radius).CountBy(p => p.A).ToDictionary();
            var expected = sky.Positions.Select(p => (p.Id, (long?)counts.GetValueOrDefault(p.Id))).ToHashSet();
            await CheckAsync($"SELECT a.obsid AS i, {counted} AS j FROM dr10.catalogue AS a", radius, TestCatalog.Catalog, expected);
        }
    }

    [Fact]
    public async Task The_best_match_is_found_by_rank_and_by_least_distance()
    {
        var positions = sky.Positions.Where(p => p.Ra is not null).ToList();
        var expected = positions.Select(a => (a.Id, Best: positions.Where(b => b.Id % 10 == 0).Select(b => (b.Id, Distance: Distance(a, b))).Where(b => b.Distance <= 2).OrderBy(b => b.Distance).FirstOrDefault()))
            .Where(m => m.Best.Id > 0).Select(m => (m.Id, (long?)m.Best.Id)).ToHashSet();
        const string near = "dr10.catalogue AS a JOIN dr10.stellar AS b ON DISTANCE(a.ra, a.dec, b.ra, b.dec) <= 2";
        foreach (var adql in new[]
        {
            $"SELECT i, j FROM (SELECT a.obsid AS i, b.obsid AS j, ROW_NUMBER() OVER (PARTITION BY a.obsid ORDER BY DISTANCE(a.ra, a.dec, b.ra, b.dec)) AS n FROM {near}) AS q WHERE n = 1",
            $"SELECT a.obsid AS i, b.obsid AS j FROM {near} WHERE DISTANCE(a.ra, a.dec, b.ra, b.dec) = (SELECT MIN(DISTANCE(a.ra, a.dec, c.ra, c.dec)) FROM dr10.stellar AS c WHERE DISTANCE(a.ra, a.dec, c.ra, c.dec) <= 2)",
        })
            await CheckAsync(adql, 2, TestCatalog.Catalog, expected);
    }

    [Theory]
    [InlineData("a.obsid = 7", "catalogue")]
    [InlineData("b.obsid < 20", "stellar")]
    [InlineData("b.obsid < 20 AND a.obsid > 0", "stellar")]
    [InlineData("1 = CONTAINS(POINT(a.ra, a.dec), CIRCLE(45, 45, 1))", "catalogue")]
    [InlineData("a.obsid = b.obsid", "stellar")]
    [InlineData("a.obsid < 0 OR b.obsid < 0", "stellar")]
    public async Task The_side_that_is_smaller_after_its_conditions_drives(string conditions, string driver)
    {
        foreach (var join in new[] { ", dr10.stellar AS b WHERE ", " JOIN dr10.stellar AS b ON " })
        {
            var translation = AdqlTranslator.Translate($"{Pairs}FROM dr10.catalogue AS a{join}DISTANCE(a.ra, a.dec, b.ra, b.dec) < 1 AND ({conditions})", Sizes.Last(), new TranslationOptions());
            Assert.Contains($"FROM \"sky\".\"{driver}\" AS t{(driver == "catalogue" ? 1 : 2)} ORDER BY", (await MatchPlanTests.PlannedAsync(translation, sky)).Sql, StringComparison.Ordinal);
        }
    }

    // Once with the one table said to be the smaller, once with the other.
    static IEnumerable<Catalog> Sizes => new[] { "catalogue", "stellar" }.Select(small => new Catalog(
        [.. TestCatalog.Catalog.Schemas.Select(s => s with { Tables = [.. s.Tables.Select(t => t with { RowCount = t.Name == small ? 10 : 1000 })] })]));

    async Task CheckAsync(string adql, double radius, Catalog catalog, HashSet<(long, long?)> expected)
    {
        var text = string.Format(CultureInfo.InvariantCulture, adql, radius.ToString("R", CultureInfo.InvariantCulture));
        var translation = AdqlTranslator.Translate(text, catalog, new TranslationOptions());
        var found = new List<(long, long?)>();
        await using var command = sky.Database.Owner.CreateCommand(translation.Sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) found.Add((reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetInt64(1)));
        Assert.True(found.Count == expected.Count && expected.SetEquals(found),
            $"{text}: {found.Count} rows for {expected.Count}, {found.Except(expected).Count()} of them wrong\n{translation.Sql}");
    }

    IEnumerable<(long A, long? B)> Within(double radius) =>
        from a in sky.Positions
        where a.Ra is not null
        let circle = new Circle(a.Ra!.Value, a.Dec!.Value, Math.Min(180, radius))
        from b in sky.Positions
        where b.Id % 10 == 0 && b.Ra is { } ra && circle.Contains(ra, b.Dec!.Value)
        select (a.Id, (long?)b.Id);

    static double Distance(AdqlExecutionTests.Position a, AdqlExecutionTests.Position b) => AngularDistance.Degrees(a.Ra!.Value, a.Dec!.Value, b.Ra!.Value, b.Dec!.Value);
}
