namespace Lamost.Vo.Sky.Tests;

public sealed class PolygonCoverTests
{
    static Polygon Any(SkyRandom random, out SkyPoint centre, out double size)
    {
        centre = random.Position();
        size = random.Logarithmic(0.01 / 3600, 85);
        var vertices = PolygonShapes.Star(centre, size, 3 + random.Below(8), random);
        return new Polygon(vertices, random.Below(8) == 0 ? PolygonInterior.CounterClockwise : PolygonInterior.SmallerArea);
    }

    [Fact]
    public void No_position_in_a_polygon_or_on_its_outline_is_missed()
    {
        var random = new SkyRandom(41);
        int taken = 0;
        for (int i = 0; i < 5000; i++)
        {
            var polygon = Any(random, out var centre, out double size);
            var cover = new SkyCover(1 + random.Below(64));
            cover.Cover(polygon);
            for (int j = 0; j < 30; j++)
            {
                var point = j % 3 == 0 ? OnSide(polygon, random) : SkyRandom.Offset(centre, size * random.Uniform(0, 1), random.Uniform(0, 360));
                if (j == 1) point = random.Anywhere();
                bool inside = j % 3 == 0 || polygon.Contains(point.LonDeg, point.LatDeg);
                if (!inside) continue;
                taken++;
                Assert.True(CoverFacts.Holds(cover, Healpix.PixelOf(29, point.LonDeg, point.LatDeg)), $"{Text(polygon)} misses {point}");
            }
            foreach (var v in polygon.Vertices)
                Assert.True(CoverFacts.Holds(cover, Healpix.PixelOf(29, v.LonDeg, v.LatDeg)), $"{Text(polygon)} misses a vertex");
        }
        Assert.True(taken > 70000, $"Only {taken} positions were in their polygon.");
    }

    [Fact]
    public void Everything_in_an_inside_range_is_in_the_polygon()
    {
        var random = new SkyRandom(42);
        int insides = 0;
        for (int i = 0; i < 2500; i++)
        {
            var polygon = Any(random, out _, out _);
            var cover = new SkyCover(1 + random.Below(64));
            cover.Cover(polygon);
            insides += cover.Inside.Length;
            CoverFacts.InsideIsInside(cover, random, p => polygon.Contains(p.LonDeg, p.LatDeg));
        }
        Assert.True(insides > 5000, $"Only {insides} ranges were inside.");
    }

    [Fact]
    public void Ranges_are_sorted_disjoint_merged_and_within_every_bound()
    {
        var random = new SkyRandom(43);
        for (int bound = 1; bound <= 64; bound++)
        {
            var cover = new SkyCover(bound);
            for (int i = 0; i < 60; i++)
            {
                cover.Cover(Any(random, out _, out _));
                CoverFacts.IsWellFormed(cover, bound);
            }
        }
    }

    [Fact]
    public void Exhaustive_search_of_an_order_finds_nothing_missed_and_nothing_wrongly_inside()
    {
        const int Order = 6;
        var centres = Enumerable.Range(0, (int)Healpix.PixelCount(Order)).Select(p => Healpix.Centre(Order, p)).ToArray();
        var random = new SkyRandom(44);
        var cover = new SkyCover(48);
        for (int i = 0; i < 40; i++)
        {
            var centre = random.Position();
            var polygon = new Polygon(
                PolygonShapes.Star(centre, random.Logarithmic(3, 85), 3 + random.Below(8), random),
                i % 2 == 0 ? PolygonInterior.CounterClockwise : PolygonInterior.SmallerArea);
            cover.Cover(polygon);
            foreach (var p in centres)
            {
                long pixel = Healpix.PixelOf(29, p.LonDeg, p.LatDeg);
                if (polygon.Contains(p.LonDeg, p.LatDeg)) Assert.True(CoverFacts.Holds(cover, pixel), $"{Text(polygon)} misses {p}");
                else Assert.False(CoverFacts.Meets(cover.Inside, new PixelRange(pixel, pixel)), $"{Text(polygon)} wrongly holds {p}");
            }
        }
    }

    [Fact]
    public void A_polygon_close_to_a_circle_is_covered_like_the_circle()
    {
        var random = new SkyRandom(45);
        SkyCover ofCircle = new(32), ofPolygon = new(32);
        double circles = 0, polygons = 0;
        for (int i = 0; i < 300; i++)
        {
            var centre = random.Position();
            ofCircle.Cover(new Circle(centre.LonDeg, centre.LatDeg, 1));
            ofPolygon.Cover(new Polygon(PolygonShapes.Regular(centre, 1, 40, 0)));
            circles += Pixels(ofCircle.Border);
            polygons += Pixels(ofPolygon.Border);
        }
        Assert.InRange(polygons / circles, 0.8, 1.2);
    }

    [Fact]
    public void A_warm_cover_allocates_nothing()
    {
        var random = new SkyRandom(46);
        var polygons = Enumerable.Range(0, 100).Select(_ => Any(random, out var _, out var _)).ToArray();
        var cover = new SkyCover(32);
        foreach (var polygon in polygons) cover.Cover(polygon);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var polygon in polygons) cover.Cover(polygon);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    // Between two vertices along the chord, which lies under the arc.
    static SkyPoint OnSide(Polygon polygon, SkyRandom random)
    {
        var edge = polygon.Edges[random.Below(polygon.Edges.Length)];
        double part = random.Uniform(0, 1);
        var step = edge.End - edge.Start;
        return (edge.Start + new UnitVector(step.X * part, step.Y * part, step.Z * part)).ToSkyPoint();
    }

    static double Pixels(ReadOnlySpan<PixelRange> ranges)
    {
        double sum = 0;
        foreach (var range in ranges) sum += range.Last - range.First + 1;
        return sum;
    }

    static string Text(Polygon polygon) => string.Join(", ", polygon.Vertices.ToArray());
}
