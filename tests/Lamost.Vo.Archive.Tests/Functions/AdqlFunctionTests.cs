using System.Globalization;
using Lamost.Vo.Sky;
using Lamost.Vo.Testing;
using Npgsql;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Functions;

/// <summary>The functions of the schema <c>adql</c>, as the role that runs users' queries meets them.</summary>
public sealed class AdqlFunctionTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Theory]
    [InlineData("353301001", 353301001L)]
    [InlineData("635003103R", 635003103L)]
    [InlineData("58890200383556119R", 588902003L)]
    [InlineData("58890200383556119", 588902003L)]
    [InlineData("ivo://org.example/dr10?58890200383556119B", 588902003L)]
    [InlineData("ivo:///dr10?7", 7L)]
    [InlineData("1234567890", 1234567890L)]
    [InlineData("12345678901", 123L)]
    [InlineData("123456789012345678", 1234567890L)]
    [InlineData("0000000007", 7L)]
    [InlineData("1234567890123456789", null)]
    [InlineData("ivo://a/b?c?7", null)]
    [InlineData("353301001G", null)]
    [InlineData("353301001 ", null)]
    [InlineData("353301001\n", null)]
    [InlineData("-7", null)]
    [InlineData("R", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public async Task An_identifier_of_a_spectrum_names_its_observation(string? identifier, long? expected)
    {
        await using var command = database.Database.Reader.CreateCommand("SELECT adql.observation_of($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)identifier ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        Assert.Equal((object?)expected ?? DBNull.Value, await command.ExecuteScalarAsync());
    }

    [Theory]
    // Out of the domain.
    [InlineData("adql.sqrt(-1)", null)]
    [InlineData("adql.acos(1.0000001)", null)]
    [InlineData("adql.asin('NaN')", null)]
    [InlineData("adql.log(0)", null)]
    [InlineData("adql.log10(-1)", null)]
    [InlineData("adql.cot(0)", null)]
    [InlineData("adql.sin('Infinity')", null)]
    [InlineData("adql.exp(-800)", 0.0)]
    [InlineData("adql.exp(800)", null)]
    [InlineData("adql.exp(1)", Math.E)]
    [InlineData("adql.power(0, -1)", null)]
    [InlineData("adql.power(-8, 0.5)", null)]
    [InlineData("adql.power(-8, 3)", -512.0)]
    [InlineData("adql.power(10, 400)", null)]
    [InlineData("adql.power(10, -400)", 0.0)]
    [InlineData("adql.power(0, 0)", 1.0)]
    [InlineData("adql.degrees(1e308)", null)]
    [InlineData("adql.radians(1e-308)", 0.0)]
    // Remainders and rounding, by hand.
    [InlineData("adql.mod(-10::float8, 360::float8)", -10.0)]
    [InlineData("adql.mod(725.5::float8, 360::float8)", 5.5)]
    [InlineData("adql.mod(5::float8, 0::float8)", null)]
    [InlineData("adql.mod(1e300::float8, 7::float8)", 1.0)]
    [InlineData("adql.mod(-7::int8, 3::int8)::float8", -1.0)]
    [InlineData("adql.mod(7::int8, 0::int8)::float8", null)]
    [InlineData("adql.round(2.5, 0)", 3.0)]
    [InlineData("adql.round(-2.5, 0)", -3.0)]
    [InlineData("adql.round(0.285, 2)", 0.29)]
    [InlineData("adql.round(1234.5, -2)", 1200.0)]
    [InlineData("adql.round(1e300, 400)", 1e300)]
    [InlineData("adql.round(1.5, -400)", 0.0)]
    [InlineData("adql.truncate(-2.99, 1)", -2.9)]
    [InlineData("adql.truncate('Infinity', 1)", double.PositiveInfinity)]
    // Distances: near, far, and where the haversine loses its digits.
    [InlineData("adql.distance(10, 20, 10, 20)", 0.0)]
    [InlineData("adql.distance(0, 0, 180, 0)", 180.0)]
    [InlineData("adql.distance(0, 0, 179.9999999, 0)", 179.9999999)]
    [InlineData("adql.distance(0, 90, 123, -90)", 180.0)]
    [InlineData("adql.distance(0, 0, 2.7777777777777776e-13, 0)", 2.7777777777777776e-13)]
    [InlineData("adql.distance(NULL, 0, 1, 1)", null)]
    // The catalogue of functions.
    [InlineData("adql.ivo_to_mjd('1910-12-31T06:00:00')", 19036.25)]
    [InlineData("adql.ivo_to_jd('2000-01-01T12:00:00')", 2451545.0)]
    [InlineData("adql.ivo_hms_to_degrees('12:30:36')", 187.65)]
    [InlineData("adql.ivo_hms_to_degrees('12h30m36s')", 187.65)]
    [InlineData("adql.ivo_hms_to_degrees('123036')", 187.65)]
    [InlineData("adql.ivo_dms_to_degrees('-12:30:36')", -12.51)]
    [InlineData("adql.ivo_dms_to_degrees('-12d30m36s')", -12.51)]
    [InlineData("adql.ivo_dms_to_degrees('-0:30:00')", -0.5)]
    [InlineData("adql.ivo_dms_to_degrees('12:60:00')", null)]
    [InlineData("adql.ivo_dms_to_degrees('north')", null)]
    [InlineData("adql.ivo_nocasematch('M dwarf', 'm%')::float8", 1.0)]
    [InlineData("adql.ivo_nocasematch('a\\b', 'A\\_')::float8", 1.0)]
    [InlineData("adql.ivo_nocasematch(NULL, 'm%')::float8", null)]
    [InlineData("adql.ivo_hasword('A bright, red star', 'STAR Bright')::float8", 1.0)]
    [InlineData("adql.ivo_hasword('starlight', 'star')::float8", 0.0)]
    [InlineData("adql.ivo_hashlist_has('a#B c#d', 'b C')::float8", 1.0)]
    [InlineData("adql.ivo_hashlist_has('a#b', 'a#b')::float8", 0.0)]
    [InlineData("adql.ivo_interval_overlaps(1, 2, 2, 3)::float8", 1.0)]
    [InlineData("adql.ivo_interval_overlaps(2, 1, 0, 3)::float8", 0.0)]
    [InlineData("adql.ivo_interval_overlaps(1, 2, 3, NULL)::float8", null)]
    [InlineData("adql.healpix_index(0, 1, 1)::float8", 4.0)]
    [InlineData("adql.healpix_index(17, 1, 1)::float8", 81609757711.0)]
    [InlineData("adql.healpix_index(17, 359, -1)::float8", 73009064944.0)]
    [InlineData("adql.healpix_index(30, 1, 1)::float8", null)]
    [InlineData("adql.healpix_index(5, 1, 91)::float8", null)]
    [InlineData("adql.polygon_area('{0,0,90,0,0,90}')", 5156.620156177409)]
    [InlineData("adql.circle_area('{1,2,180}')", 41252.96124941928)]
    public async Task A_function_gives_what_it_is_called(string sql, double? expected)
    {
        var value = await DatabaseFixture.ScalarAsync(database.Database.Reader, "SELECT " + sql);
        if (expected is { } number) Assert.Equal(number, Assert.IsType<double>(value), double.IsInfinity(number) ? 0 : Math.Abs(number) * 4e-16 + 1e-300);
        else Assert.Equal(DBNull.Value, value);
    }

    [Theory]
    [InlineData("adql.healpix_center(0, 6)", 180, 0)]
    [InlineData("adql.ivo_epoch_prop_pos(7.606083572, 11.79044105, 125, 300, -428.8, 52.51, 2016, 1992.25)", 7.604061404627978, 11.7932703828279)]
    [InlineData("adql.ivo_epoch_prop_pos(10, 20, NULL, NULL, NULL, NULL, 2016, 1992.25)", 10, 20)]
    [InlineData("adql.ivo_geom_transform('ICRS', 'GALACTIC', '{120,-23}', 'point')", 241.121831182, 3.62785788087)]
    // As astropy 5.2 has it.
    [InlineData("adql.ivo_geom_transform('ICRS', 'SUPER_GALACTIC', '{120,-23}', 'point')", 144.43912234, -73.04442318)]
    [InlineData("adql.ivo_geom_transform('ICRS', 'ECLIPTIC', '{120,-23}', 'point')", 128.6277952, -42.49989707)]
    [InlineData("adql.ivo_geom_transform('ECLIPTIC', 'ICRS', adql.ivo_geom_transform('ICRS', 'ECLIPTIC', '{120,-23}', 'point'), 'point')", 120, -23)]
    [InlineData("adql.polygon_centroid('{0,0,90,0,0,90}')", 45, 35.264389682754654)]
    [InlineData("adql.to_point(' 10.5\t-2e1 ')", 10.5, -20)]
    public async Task A_function_gives_a_position(string sql, double lon, double lat)
    {
        var point = Assert.IsType<double[]>(await DatabaseFixture.ScalarAsync(database.Database.Reader, "SELECT " + sql));
        Assert.InRange(AngularDistance.Degrees(lon, lat, point[0], point[1]), 0, 1e-8);
    }

    [Theory]
    [InlineData("adql.ivo_geom_transform('ICRS', 'Galactic', '{1,2}', 'point')", "22023")]
    [InlineData("adql.to_point('1 2 3')", "22P02")]
    [InlineData("adql.to_circle('1 2 x')", "22P02")]
    [InlineData("adql.to_polygon('1 2 3 4 5 6 7')", "22P02")]
    [InlineData("adql.to_timestamp('now')", "22007")]
    [InlineData("adql.to_timestamp('2015-02-30')", "22008")]
    [InlineData("(SELECT adql.ivo_histogram(1, 0, 1, 0))", "22023")]
    [InlineData("(SELECT adql.ivo_histogram(1, 1, 0, 5))", "22023")]
    public async Task What_cannot_be_meant_is_an_error(string sql, string state) =>
        Assert.Equal(state, (await Assert.ThrowsAsync<PostgresException>(() => DatabaseFixture.ScalarAsync(database.Database.Reader, "SELECT " + sql))).SqlState);

    [Fact]
    public async Task Texts_and_times_are_those_of_dali()
    {
        Assert.Equal("2015-01-02T03:04:05.6|2015-01-02T03:04:05|1.5 2", await DatabaseFixture.ScalarAsync(database.Database.Reader,
            "SELECT adql.dali_text(adql.to_timestamp('2015-01-02 03:04:05.60Z')) || '|' || adql.dali_text(adql.to_timestamp('2015-01-02T03:04:05')) || '|' || adql.dali_text('{1.5,2}'::float8[])"));
    }

    [Fact]
    public async Task A_histogram_counts_every_value_once()
    {
        var counts = await DatabaseFixture.ScalarAsync(database.Database.Reader, "SELECT adql.ivo_histogram(x, 0, 1, 4) FROM unnest(ARRAY[NULL, 'NaN', -1, 0, 0.1, 0.25, 0.99, 1, 5]::float8[]) AS x");
        Assert.Equal(new[] { 3, 2, 1, 0, 1, 2 }, Assert.IsType<int[]>(counts));
        Assert.Equal(1000L, await DatabaseFixture.ScalarAsync(database.Database.Reader,
            "SELECT sum(n) FROM unnest((SELECT adql.ivo_histogram(adql.ivo_normal_random(0, 1), -3, 3, 7) FROM generate_series(1, 1000))) AS n"));
    }

    [Fact]
    public async Task Cells_are_those_of_the_service()
    {
        var random = new Random(5);
        var positions = Enumerable.Range(0, 3000).Select(i => (Order: random.Next(30), Lon: 360 * random.NextDouble(), Lat: i % 3 == 0 ? 90 - (10 * Math.Pow(random.NextDouble(), 8)) : (180 * random.NextDouble()) - 90)).ToList();
        var sql = string.Join(", ", positions.Select(p => string.Create(CultureInfo.InvariantCulture, $"adql.healpix_index({p.Order}, {p.Lon:R}, {p.Lat:R})")));
        var pixels = Assert.IsType<long[]>(await DatabaseFixture.ScalarAsync(database.Database.Reader, $"SELECT ARRAY[{sql}]"));
        Assert.Equal(positions.Select(p => Healpix.PixelOf(p.Order, p.Lon, p.Lat)), pixels);
        sql = string.Join(" || ", positions.Zip(pixels).Select(p => string.Create(CultureInfo.InvariantCulture, $"adql.healpix_center({p.First.Order}, {p.Second})")).Take(300));
        var centres = Assert.IsType<double[]>(await DatabaseFixture.ScalarAsync(database.Database.Reader, $"SELECT {sql}"));
        for (var i = 0; i < 300; i++)
        {
            var centre = Healpix.Centre(positions[i].Order, pixels[i]);
            Assert.InRange(AngularDistance.Degrees(centre.LonDeg, centre.LatDeg, centres[2 * i], centres[(2 * i) + 1]), 0, 1e-12);
        }
    }
}
