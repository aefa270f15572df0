using System.Globalization;
using Lamost.Vo.Sky;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Functions;

/// <summary>The functions behind matches (docs/dev/matches.md), beside the service's own HEALPix.</summary>
public sealed class SkyCellTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    // South-west, west, north-west, north, north-east, east, south-east, south: the order of Healpix.Neighbours.
    static readonly (int X, int Y)[] Steps = [(-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1)];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public async Task The_pixels_around_a_pixel_are_its_neighbours(int order)
    {
        var steps = string.Join(", ", Steps.Select(s => $"coalesce(adql.healpix_neighbour({order}, p, {s.X}, {s.Y}), -1)"));
        var count = Healpix.PixelCount(order);
        var found = Assert.IsType<long[]>(await DatabaseFixture.ScalarAsync(database.Database.Reader, $"SELECT array_agg(n ORDER BY p, i) FROM generate_series(0::int8, {count - 1}) p, unnest(ARRAY[{steps}]) WITH ORDINALITY u(n, i)"));
        var expected = new long[8 * count];
        for (var p = 0; p < count; p++) Healpix.Neighbours(order, p, expected.AsSpan(8 * p, 8));
        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task No_position_within_a_radius_is_in_another_cell()
    {
        var pairs = Pairs().ToList();
        var values = string.Join(", ", pairs.Select(p => string.Create(CultureInfo.InvariantCulture, $"({p.A}::int8, {p.B}::int8, {p.Radius:R}::float8)")));
        var missed = await DatabaseFixture.ScalarAsync(database.Database.Reader, $"""
            SELECT count(*) FROM (VALUES {values}) v(a, b, r)
            WHERE NOT coalesce(b >> adql.cell_shift(r) = ANY(adql.sky_cells(a, adql.cell_shift(r), coalesce(adql.cell_reach(r), 0))), false)
            """);
        Assert.Equal(0L, missed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-9)]
    [InlineData(0.000833)]
    [InlineData(0.0041)]
    [InlineData(0.5)]
    [InlineData(9)]
    public async Task The_size_of_cells_is_that_of_the_service(double radius)
    {
        var known = MatchCells.For(radius, 34);
        var row = string.Create(CultureInfo.InvariantCulture, $"{radius:R}::float8");
        Assert.InRange((long)(await DatabaseFixture.ScalarAsync(database.Database.Reader, $"SELECT adql.cell_reach({row})"))!, known.Reach, known.Reach + (long)(known.Reach * 1e-4) + 1);
        var shift = (int)(await DatabaseFixture.ScalarAsync(database.Database.Reader, $"SELECT adql.cell_shift({row})"))!;
        Assert.InRange(shift, known.Shift, known.Shift + 2);
        Assert.True(2 * known.Reach <= 1L << (known.Shift / 2));
    }

    [Fact]
    public async Task What_has_no_cells_has_none()
    {
        Assert.Equal(DBNull.Value, await DatabaseFixture.ScalarAsync(database.Database.Reader, "SELECT adql.sky_cells(-1, 34, 5)"));
        Assert.Equal(DBNull.Value, await DatabaseFixture.ScalarAsync(database.Database.Reader, "SELECT adql.cell_shift(-0.1)"));
        Assert.Equal(62, await DatabaseFixture.ScalarAsync(database.Database.Reader, "SELECT adql.cell_shift(9.1)"));
        Assert.Equal(new long[] { 0 }, await DatabaseFixture.ScalarAsync(database.Database.Reader, "SELECT adql.sky_cells(77, 62, 0)"));
    }

    // A position, and one at most a radius away, mostly at its rim: over the sky, at the poles, and where base pixels meet.
    static IEnumerable<(long A, long B, double Radius)> Pairs()
    {
        var random = new Random(12);
        for (var i = 0; i < 20_000; i++)
        {
            var radius = i % 50 == 0 ? 9 : 9 * Math.Pow(1e-6, random.NextDouble());
            var near = radius * 1.5 * random.NextDouble();
            var (ra, dec) = (i % 4) switch
            {
                0 => (360 * random.NextDouble(), Math.CopySign(90 - near, random.NextDouble() - 0.5)),
                1 => (45 * random.Next(8) + near - radius, Math.CopySign(41.810314895778596, random.NextDouble() - 0.5) + (radius * (random.NextDouble() - 0.5))),
                2 => (90 * random.Next(4) + near - radius, Math.Asin(1.6 * random.NextDouble() - 0.8) * 180 / Math.PI),
                _ => (360 * random.NextDouble(), Math.Asin((2 * random.NextDouble()) - 1) * 180 / Math.PI),
            };
            var (x, y) = Towards(ra, dec, radius * (1 - (i % 3 == 0 ? random.NextDouble() : 1e-9)), 2 * Math.PI * random.NextDouble());
            if (AngularDistance.Degrees(ra, dec, x, y) <= radius)
                yield return (Healpix.PixelOf(Healpix.MaxOrder, ra, dec), Healpix.PixelOf(Healpix.MaxOrder, x, y), radius);
        }
    }

    static (double Ra, double Dec) Towards(double ra, double dec, double distance, double angle)
    {
        var (d, b) = (distance * Math.PI / 180, dec * Math.PI / 180);
        var sin = Math.Sin(b) * Math.Cos(d) + Math.Cos(b) * Math.Sin(d) * Math.Cos(angle);
        var turn = Math.Atan2(Math.Sin(angle) * Math.Sin(d) * Math.Cos(b), Math.Cos(d) - Math.Sin(b) * sin);
        return (ra + turn * 180 / Math.PI, Math.Asin(Math.Clamp(sin, -1, 1)) * 180 / Math.PI);
    }
}
