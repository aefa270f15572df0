namespace Lamost.Vo.Sky.Tests;

/// <summary>Relations, areas and centroids against positions scattered over the regions.</summary>
public sealed class RegionRelationTests
{
    const int Samples = 400;

    [Fact]
    public void Circles_and_polygons_relate_as_their_positions_do()
    {
        var random = new SkyRandom(71);
        var (within, meeting, apart) = (0, 0, 0);
        for (int i = 0; i < 3000; i++)
        {
            var a = Shape(random, null);
            var b = Shape(random, a.Centre);
            var (inA, inB) = (Scattered(random, a).ToList(), Scattered(random, b).ToList());
            var (first, second) = (a.Region, b.Region);
            bool contains = first.Contains(second), intersects = first.Intersects(second);
            Assert.Equal(intersects, second.Intersects(first));
            // What is contained has no position outside, whatever is sampled; what is apart has none in common.
            if (contains)
            {
                within++;
                Assert.True(intersects);
                Assert.All(inB, p => Assert.True(first.HasNear(p), $"case {i}"));
            }
            if (!intersects)
            {
                apart++;
                Assert.DoesNotContain(inB, first.Has);
                Assert.DoesNotContain(inA, second.Has);
            }
            else if (!contains) meeting++;
        }
        Assert.True(within > 100 && meeting > 100 && apart > 100, $"{within} {meeting} {apart}");
    }

    [Fact]
    public void What_is_well_within_is_contained_and_what_is_well_apart_does_not_meet()
    {
        var random = new SkyRandom(72);
        for (int i = 0; i < 2000; i++)
        {
            var centre = random.Position();
            double radius = random.Logarithmic(1e-4, 40);
            var outer = new Polygon(PolygonShapes.Regular(centre, radius, 3 + random.Below(20), random.Uniform(0, 360)));
            // A regular triangle holds a circle of less than half its radius.
            double small = radius * 0.2;
            var place = SkyRandom.Offset(centre, radius * 0.2, random.Uniform(0, 360));
            var inner = new Polygon(PolygonShapes.Star(place, small * 0.9, 3 + random.Below(8), random));
            var circle = new Circle(place.LonDeg, place.LatDeg, small);
            Assert.True(outer.Contains(inner) && outer.Contains(circle) && outer.Intersects(inner) && circle.Contains(inner), $"{i}");
            Assert.False(inner.Contains(outer) || circle.Contains(outer));
            var far = SkyRandom.Offset(centre, radius * 2.5, random.Uniform(0, 360));
            var other = new Circle(far.LonDeg, far.LatDeg, radius);
            Assert.False(outer.Intersects(other) || other.Intersects(outer) || other.Contains(outer) || new Circle(centre.LonDeg, centre.LatDeg, radius).Intersects(other));
        }
    }

    [Theory]
    [InlineData(0, 0, 100, 180, 0, 70, false)]
    [InlineData(0, 0, 100, 180, 0, 80, true)]
    [InlineData(0, 0, 100, 180, 0, 79, false)]
    [InlineData(0, 90, 180, 5, 5, 1, true)]
    public void Circles_beyond_a_hemisphere_are_circles(double lon1, double lat1, double r1, double lon2, double lat2, double r2, bool meet)
    {
        var (a, b) = (new Circle(lon1, lat1, r1), new Circle(lon2, lat2, r2));
        Assert.Equal(meet, a.Intersects(b));
        Assert.Equal(r1 == 180, a.Contains(b));
    }

    [Fact]
    public void A_region_is_within_itself_and_what_touches_meets()
    {
        var square = Polygon.FromDegrees([0, 0, 4, 0, 4, 4, 0, 4]);
        var beside = Polygon.FromDegrees([4, 0, 8, 0, 8, 4, 4, 4]);
        Assert.True(square.Contains(square) && square.Intersects(square) && square.Intersects(beside));
        Assert.False(square.Contains(beside));
        Assert.True(square.Contains(Polygon.FromDegrees([0, 0, 2, 0, 2, 2])));
        Assert.True(new Circle(0, 0, 1).Contains(new Circle(0, 0.5, 0.5)) && new Circle(0, 0, 1).Intersects(new Circle(0, 2, 1)));
        Assert.False(new Circle(0, 0, 1).Intersects(new Circle(0, 2.001, 1)));
    }

    [Fact]
    public void Areas_and_centroids_are_those_of_the_positions_inside()
    {
        var octant = Polygon.FromDegrees([0, 0, 90, 0, 0, 90]);
        Assert.Equal(360 * 360 / Math.PI / 8, octant.AreaSquareDegrees, 1e-9);
        Assert.Equal(35.264389682754654, octant.Centroid!.Value.LatDeg, 1e-12);
        Assert.Equal(45, octant.Centroid!.Value.LonDeg, 1e-12);
        Assert.Equal(360 * 360 / Math.PI, new Circle(10, 20, 180).AreaSquareDegrees, 1e-9);
        Assert.Equal(Math.PI, new Circle(10, 20, 1).AreaSquareDegrees, 1e-4);
        var random = new SkyRandom(73);
        for (int i = 0; i < 20; i++)
        {
            var polygon = new Polygon(PolygonShapes.Star(random.Position(), random.Uniform(20, 80), 5, random));
            var sum = default(UnitVector);
            int inside = 0;
            const int Count = 100_000;
            for (int k = 0; k < Count; k++)
            {
                var p = random.Anywhere();
                if (!polygon.Contains(p.LonDeg, p.LatDeg)) continue;
                inside++;
                sum += UnitVector.Of(p.LonDeg, p.LatDeg);
            }
            double part = polygon.AreaSquareDegrees / (360 * 360 / Math.PI);
            Assert.InRange(inside, (Count * part) - (6 * Math.Sqrt(Count * part)) - 3, (Count * part) + (6 * Math.Sqrt(Count * part)) + 3);
            var centre = polygon.Centroid!.Value;
            Assert.InRange(UnitVector.Of(centre.LonDeg, centre.LatDeg).DegreesTo(sum), 0, 3 * 57.3 / Math.Sqrt(inside));
        }
    }

    [Fact]
    public void The_sides_of_a_box_are_perpendicular_to_its_arms()
    {
        var random = new SkyRandom(74);
        for (int i = 0; i < 500; i++)
        {
            var centre = random.Position();
            double width = random.Logarithmic(1e-3, 100), height = random.Logarithmic(1e-3, 100);
            Assert.True(Box.TryCorners(centre.LonDeg, centre.LatDeg, width, height, out var corners));
            var box = new Polygon(corners);
            var c = UnitVector.Of(centre.LonDeg, centre.LatDeg);
            foreach (double bearing in new[] { 0.0, 90, 180, 270 })
            {
                double arm = (bearing % 180 == 0 ? height : width) / 2;
                var end = SkyRandom.Offset(centre, arm, bearing);
                Assert.True(Math.Abs(box.DegreesFrom(end.LonDeg, end.LatDeg)) < 1e-9);
                var beyond = SkyRandom.Offset(centre, arm * 1.001, bearing);
                Assert.False(box.Contains(beyond.LonDeg, beyond.LatDeg));
                var before = SkyRandom.Offset(centre, arm * 0.999, bearing);
                Assert.True(box.Contains(before.LonDeg, before.LatDeg));
            }
            Assert.InRange(c.DegreesTo(UnitVector.Of(box.Centroid!.Value.LonDeg, box.Centroid.Value.LatDeg)), 0, 1e-14 / (width * height) * 57.3 * 57.3 + 1e-9);
        }
        Assert.False(Box.TryCorners(10, 20, 0, 1, out _) || Box.TryCorners(10, 20, 1, 180, out _) || Box.TryCorners(10, 20, double.NaN, 1, out _));
    }

    static (Region Region, double Radius, SkyPoint Centre) Shape(SkyRandom random, SkyPoint? near)
    {
        double radius = random.Logarithmic(0.01, 60);
        var centre = near is { } n ? SkyRandom.Offset(n, random.Uniform(0, 1.5) * radius, random.Uniform(0, 360)) : random.Position();
        if (random.Below(2) == 0) return (new Region(new Circle(centre.LonDeg, centre.LatDeg, random.Below(10) == 0 ? 180 - radius : radius), null), radius, centre);
        return (new Region(default, new Polygon(PolygonShapes.Star(centre, radius, 3 + random.Below(8), random))), radius, centre);
    }

    static IEnumerable<SkyPoint> Scattered(SkyRandom random, (Region Region, double Radius, SkyPoint Centre) shape)
    {
        for (int i = 0; i < Samples; i++)
        {
            var p = i % 4 == 0 ? random.Anywhere() : SkyRandom.Offset(shape.Centre, shape.Radius * random.Uniform(0, 1.2), random.Uniform(0, 360));
            if (shape.Region.Has(p)) yield return p;
        }
    }

    /// <summary>A circle or a polygon.</summary>
    sealed record Region(Circle Circle, Polygon? Polygon)
    {
        public bool Has(SkyPoint p) => Polygon?.Contains(p.LonDeg, p.LatDeg) ?? Circle.Contains(p.LonDeg, p.LatDeg);

        public bool HasNear(SkyPoint p) => Has(p) || (Polygon is { } polygon ? polygon.DegreesFrom(p.LonDeg, p.LatDeg) : AngularDistance.Degrees(p.LonDeg, p.LatDeg, Circle.LonDeg, Circle.LatDeg) - Circle.RadiusDeg) < 1e-9;

        public bool Contains(Region other) => (Polygon, other.Polygon) switch
        {
            (null, null) => Circle.Contains(other.Circle),
            (null, { } q) => Circle.Contains(q),
            ({ } p, null) => p.Contains(other.Circle),
            ({ } p, { } q) => p.Contains(q),
        };

        public bool Intersects(Region other) => (Polygon, other.Polygon) switch
        {
            (null, null) => Circle.Intersects(other.Circle),
            (null, { } q) => Circle.Intersects(q),
            ({ } p, null) => p.Intersects(other.Circle),
            ({ } p, { } q) => p.Intersects(q),
        };
    }
}
