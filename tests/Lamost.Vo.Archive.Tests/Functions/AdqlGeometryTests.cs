using System.Globalization;
using Lamost.Vo.Sky;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Functions;

/// <summary>Polygons and their relations in the database against those of the sky library, which are tested against brute force.</summary>
public sealed class AdqlGeometryTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task A_polygon_holds_the_positions_that_the_service_says_it_does()
    {
        var random = new Random(11);
        var inside = 0;
        for (var i = 0; i < 120; i++)
        {
            var (polygon, centre, radius) = Star(random, i);
            var positions = Enumerable.Range(0, 100).Select(k => k < polygon.Vertices.Length ? polygon.Vertices[k] : k % 5 == 0 ? Anywhere(random) : Near(random, centre, radius)).ToList();
            var sql = $"SELECT ARRAY[{string.Join(", ", positions.Select(p => $"adql.point_in_polygon({N(p.LonDeg)}, {N(p.LatDeg)}, {Sql(polygon)})"))}]";
            var found = Assert.IsType<bool[]>(await DatabaseFixture.ScalarAsync(database.Database.Reader, sql));
            for (var k = 0; k < positions.Count; k++)
            {
                // A vertex is on the outline to rounding, where either answer is right.
                if (k >= polygon.Vertices.Length) Assert.True(found[k] == polygon.Contains(positions[k].LonDeg, positions[k].LatDeg), $"{sql} {k}");
                if (found[k]) inside++;
            }
            var measured = Assert.IsType<double[]>(await DatabaseFixture.ScalarAsync(database.Database.Reader, $"SELECT adql.polygon_area({Sql(polygon)}) || adql.polygon_centroid({Sql(polygon)})"));
            Assert.Equal(polygon.AreaSquareDegrees, measured[0], 1e-6 * polygon.AreaSquareDegrees);
            var c = polygon.Centroid!.Value;
            Assert.InRange(AngularDistance.Degrees(c.LonDeg, c.LatDeg, measured[1], measured[2]), 0, 1e-5);
        }
        Assert.InRange(inside, 1000, 9000);
    }

    [Fact]
    public async Task Circles_and_polygons_relate_as_the_service_says()
    {
        var random = new Random(12);
        var holds = new Dictionary<string, int>();
        for (var i = 0; i < 400; i++)
        {
            var (p, centre, radius) = Star(random, i);
            var other = Near(random, centre, radius);
            var q = Polygon(random, other, radius * (0.05 + random.NextDouble()));
            var c = new Circle(other.LonDeg, other.LatDeg, Math.Min(180, i % 7 == 0 ? 180 - radius : radius * 2 * random.NextDouble()));
            var d = new Circle(centre.LonDeg, centre.LatDeg, radius);
            (string Name, string Sql, bool Expected)[] relations =
            [
                ("pp", $"adql.polygon_in_polygon({Sql(q)}, {Sql(p)})", p.Contains(q)), ("pmp", $"adql.polygon_meets_polygon({Sql(q)}, {Sql(p)})", p.Intersects(q)),
                ("cp", $"adql.circle_in_polygon({Sql(c)}, {Sql(p)})", p.Contains(c)), ("cmp", $"adql.circle_meets_polygon({Sql(c)}, {Sql(p)})", p.Intersects(c)),
                ("pc", $"adql.polygon_in_circle({Sql(q)}, {Sql(d)})", d.Contains(q)), ("cc", $"adql.circle_in_circle({Sql(c)}, {Sql(d)})", d.Contains(c)),
                ("cmc", $"adql.circle_meets_circle({Sql(c)}, {Sql(d)})", d.Intersects(c)),
            ];
            var found = Assert.IsType<bool[]>(await DatabaseFixture.ScalarAsync(database.Database.Reader, $"SELECT ARRAY[{string.Join(", ", relations.Select(r => r.Sql))}]"));
            for (var k = 0; k < found.Length; k++)
            {
                Assert.True(found[k] == relations[k].Expected, $"{i}: {relations[k].Sql} gives {found[k]}");
                if (found[k]) holds[relations[k].Name] = holds.GetValueOrDefault(relations[k].Name) + 1;
            }
        }
        foreach (var name in new[] { "pp", "pmp", "cp", "cmp", "pc", "cc", "cmc" }) Assert.InRange(holds.GetValueOrDefault(name), 5, 395);
    }

    [Fact]
    public async Task A_box_is_the_service_s()
    {
        var random = new Random(13);
        for (var i = 0; i < 100; i++)
        {
            var centre = Anywhere(random);
            var (w, h) = (179 * random.NextDouble(), 10 * random.NextDouble());
            Assert.True(Box.TryCorners(centre.LonDeg, centre.LatDeg, w, h, out var corners));
            var found = Assert.IsType<double[]>(await DatabaseFixture.ScalarAsync(database.Database.Reader, $"SELECT adql.box({N(centre.LonDeg)}, {N(centre.LatDeg)}, {N(w)}, {N(h)})"));
            for (var k = 0; k < 4; k++) Assert.InRange(AngularDistance.Degrees(corners[k].LonDeg, corners[k].LatDeg, found[2 * k], found[(2 * k) + 1]), 0, 1e-11);
        }
    }

    [Theory]
    [InlineData("adql.point(NULL, 1)")]
    [InlineData("adql.circle(1, 2, NULL)")]
    [InlineData("adql.polygon(1, 2, 3, NULL, 5, 6)")]
    [InlineData("adql.box(1, 2, 0, 1)")]
    [InlineData("adql.box(1, 2, 180, 1)")]
    [InlineData("adql.point_in_polygon(NULL, 2, '{0,0,4,0,4,4}')")]
    [InlineData("adql.point_in_polygon(1, 2, NULL)")]
    [InlineData("adql.point_in_polygon(1, 2, '{0,0,4,0}')")]
    [InlineData("adql.point_in_polygon(1, 2, '{0,0,4,0,4,0,0,0}')")]
    [InlineData("adql.circle_in_circle(NULL, '{1,2,3}')")]
    [InlineData("adql.polygon_area('{0,0,4,NULL,4,4}')")]
    public async Task What_is_not_known_is_null(string sql) => Assert.Equal(DBNull.Value, await DatabaseFixture.ScalarAsync(database.Database.Reader, "SELECT " + sql));

    static (Polygon Polygon, SkyPoint Centre, double Radius) Star(Random random, int i)
    {
        var radius = 60 * Math.Pow(1e-4, random.NextDouble());
        var centre = (i % 5) switch
        {
            0 => new SkyPoint(360 * random.NextDouble(), (random.Next(2) == 0 ? 1 : -1) * (90 - (radius * random.NextDouble()))),
            1 => new SkyPoint(((radius * (random.NextDouble() - 0.5)) + 360) % 360, (120 * random.NextDouble()) - 60),
            _ => Anywhere(random),
        };
        return (Polygon(random, centre, radius), centre, radius);
    }

    // Corners in order around the centre, at a tenth of the radius to all of it: simple, seldom convex.
    static Polygon Polygon(Random random, SkyPoint centre, double radius)
    {
        var n = 3 + random.Next(20);
        return new Polygon([.. Enumerable.Range(0, n).Select(k => Offset(centre, radius * (0.1 + (0.9 * random.NextDouble())), 360.0 * (k + (0.6 * random.NextDouble())) / n))]);
    }

    static SkyPoint Near(Random random, SkyPoint centre, double radius) => Offset(centre, radius * 1.3 * random.NextDouble(), 360 * random.NextDouble());

    static SkyPoint Anywhere(Random random) => new(360 * random.NextDouble(), Math.Asin((2 * random.NextDouble()) - 1) * 180 / Math.PI);

    static SkyPoint Offset(SkyPoint from, double distance, double bearing)
    {
        const double Rad = Math.PI / 180;
        var centre = UnitVector.Of(from.LonDeg, from.LatDeg);
        var (sinLon, cosLon) = Math.SinCos(from.LonDeg * Rad);
        var east = new UnitVector(-sinLon, cosLon, 0);
        var north = centre.Cross(east);
        var (s, c) = Math.SinCos(distance * Rad);
        var (sb, cb) = Math.SinCos(bearing * Rad);
        return new UnitVector((centre.X * c) + (((north.X * cb) + (east.X * sb)) * s), (centre.Y * c) + (((north.Y * cb) + (east.Y * sb)) * s), (centre.Z * c) + (((north.Z * cb) + (east.Z * sb)) * s)).ToSkyPoint();
    }

    static string N(double value) => $"'{value.ToString("R", CultureInfo.InvariantCulture)}'::float8";

    static string Sql(Circle c) => $"'{{{string.Join(',', new[] { c.LonDeg, c.LatDeg, c.RadiusDeg }.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}}}'::float8[]";

    static string Sql(Polygon p) => $"'{{{string.Join(',', p.Vertices.ToArray().SelectMany(v => new[] { v.LonDeg, v.LatDeg }).Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}}}'::float8[]";
}
