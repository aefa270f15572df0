using System.Globalization;
using Xunit;

namespace Lamost.Vo.Server.Tests.ConeSearch;

/// <summary>Which rows are found: against all rows and the angle computed here.</summary>
[Collection(ServiceTests.Name)]
public sealed class ConeResultTests(ServiceFixture service)
{
    /// <summary>Rows nearer to the rim than this, in degrees, may be in or out.</summary>
    const double Rim = 1e-9;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Random_cones_hold_the_rows_within_their_radius_and_no_other(int seed)
    {
        var all = (await service.Client.QueryAsync("SELECT obsid, ra, dec FROM dr10.lrs_catalogue", "FORMAT=csv")).Good().CsvRows.Select(Row).ToList();
        Assert.Equal(ServiceFixture.Rows, all.Count);
        var random = new Random(seed);
        var found = 0;
        for (var i = 0; i < 25; i++)
        {
            var near = all[random.Next(all.Count)];
            var (ra, dec, radius) = (i % 5) switch
            {
                0 => (near.Ra, near.Dec, 1e-3 * random.NextDouble()),
                1 => (near.Ra, Math.Min(90, near.Dec + random.NextDouble()), 3 * random.NextDouble()),
                2 => (360 * random.NextDouble(), 180 * random.NextDouble() - 90, 180 * random.NextDouble()),
                3 => (random.NextDouble() * 0.2, near.Dec, 20 * random.NextDouble()),
                _ => (360 * random.NextDouble(), 90.0 - random.NextDouble(), 60 * random.NextDouble()),
            };
            var answer = (await service.Client.GetAsync(string.Create(CultureInfo.InvariantCulture, $"{ConeResponseTests.Base}?RA={ra:R}&DEC={dec:R}&SR={radius:R}&VERB=1"))).Good();
            var distances = all.ToDictionary(r => r.Obsid, r => Angle(ra, dec, r.Ra, r.Dec));
            var got = answer.Rows.ToDictionary(r => r[0], r => double.Parse(r[3], CultureInfo.InvariantCulture));
            Assert.Equal("distance", answer.FieldNames[3]);
            Assert.All(distances.Where(d => d.Value < radius - Rim), d => Assert.Contains(d.Key, got));
            Assert.All(got, g => Assert.InRange(distances[g.Key], 0, radius + Rim));
            Assert.All(got, g => Assert.Equal(distances[g.Key], g.Value, 1e-9));
            if (radius <= 5) Assert.Equal(got.Values.Order(), answer.Rows.Select(r => double.Parse(r[3], CultureInfo.InvariantCulture)));
            found += got.Count;
        }
        Assert.NotEqual(0, found);
    }

    [Fact]
    public async Task The_nearest_row_comes_first()
    {
        var some = (await service.Client.QueryAsync("SELECT TOP 1 obsid, ra, dec FROM dr10.lrs_catalogue ORDER BY obsid DESC", "FORMAT=csv")).Good().CsvRows.Select(Row).Single();
        var answer = (await service.Client.GetAsync(string.Create(CultureInfo.InvariantCulture, $"{ConeResponseTests.Base}?RA={some.Ra:R}&DEC={some.Dec:R}&SR=5&VERB=1"))).Good();
        Assert.Equal(0, double.Parse(answer.Rows[0][3], CultureInfo.InvariantCulture), 1e-9);
        Assert.True(answer.Rows.Count > 1);
    }

    static (string Obsid, double Ra, double Dec) Row(string line) =>
        line.Split(',') is [var obsid, var ra, var dec] ? (obsid, double.Parse(ra, CultureInfo.InvariantCulture), double.Parse(dec, CultureInfo.InvariantCulture)) : throw new FormatException(line);

    /// <summary>Vincenty's formula for the sphere, which is exact at every distance.</summary>
    static double Angle(double ra1, double dec1, double ra2, double dec2)
    {
        var (sin1, cos1) = Math.SinCos(double.DegreesToRadians(dec1));
        var (sin2, cos2) = Math.SinCos(double.DegreesToRadians(dec2));
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(ra2 - ra1));
        return double.RadiansToDegrees(Math.Atan2(double.Hypot(cos2 * sin, (cos1 * sin2) - (sin1 * cos2 * cos)), (sin1 * sin2) + (cos1 * cos2 * cos)));
    }
}
