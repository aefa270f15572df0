namespace Lamost.Vo.Sky.Tests;

public sealed class PolygonTests
{
    // East along the south side: clockwise as seen from the centre of the sphere, and the order of DALI's own example.
    static readonly double[] Square = [10, 10, 20, 10, 20, 20, 10, 20];

    static readonly double[] SquareCounterClockwise = [10, 20, 20, 20, 20, 10, 10, 10];

    [Fact]
    public void The_smaller_part_is_meant_whichever_way_the_vertices_run()
    {
        var clockwise = Polygon.FromDegrees(Square);
        var counterClockwise = Polygon.FromDegrees(SquareCounterClockwise);
        Assert.False(clockwise.IsCounterClockwise);
        Assert.True(counterClockwise.IsCounterClockwise);
        foreach (var polygon in (Polygon[])[clockwise, counterClockwise])
        {
            Assert.True(polygon.Contains(15, 15));
            Assert.False(polygon.Contains(195, -15));
            Assert.False(polygon.Contains(25, 15));
            Assert.False(polygon.Contains(15, 25));
        }
    }

    [Fact]
    public void By_the_letter_of_DALI_what_the_outline_runs_counter_clockwise_around_is_meant()
    {
        var small = Polygon.FromDegrees(SquareCounterClockwise, PolygonInterior.CounterClockwise);
        var large = Polygon.FromDegrees(Square, PolygonInterior.CounterClockwise);
        Assert.True(small.Contains(15, 15));
        Assert.False(small.Contains(100, 0));
        Assert.False(large.Contains(15, 15));
        Assert.True(large.Contains(100, 0));
        Assert.True(large.Contains(0, 90));
        Assert.True(large.Contains(0, -90));
        Assert.True(large.Contains(10, 10));
    }

    [Fact]
    public void Of_two_halves_of_the_sky_the_counter_clockwise_one_is_meant()
    {
        var eastward = Polygon.FromDegrees([0, 0, 120, 0, 240, 0]);
        var westward = Polygon.FromDegrees([240, 0, 120, 0, 0, 0]);
        Assert.True(eastward.Contains(50, -30));
        Assert.False(eastward.Contains(50, 30));
        Assert.True(westward.Contains(50, 30));
        Assert.False(westward.Contains(50, -30));
    }

    [Fact]
    public void Sides_are_great_circles_and_not_parallels()
    {
        var polygon = Polygon.FromDegrees([0, 60, 90, 60, 90, 80, 0, 80]);
        double apex = Math.Atan(Math.Tan(Math.PI / 3) / Math.Cos(Math.PI / 4)) * 180 / Math.PI;
        Assert.False(polygon.Contains(45, 60.5));
        Assert.False(polygon.Contains(45, apex - 1e-9));
        Assert.True(polygon.Contains(45, apex + 1e-9));
    }

    [Fact]
    public void Vertices_and_sides_belong_to_it()
    {
        var random = new SkyRandom(31);
        for (int i = 0; i < 500; i++)
        {
            var vertices = PolygonShapes.Star(random.Position(), random.Logarithmic(1e-4, 60), 3 + random.Below(8), random);
            var polygon = new Polygon(vertices);
            foreach (var v in vertices) Assert.True(polygon.Contains(v.LonDeg, v.LatDeg));
        }
        Assert.True(Polygon.FromDegrees([0, 0, 10, 0, 5, 10]).Contains(3.7, 0));
        Assert.True(Polygon.FromDegrees([350, 0, 10, 0, 0, 10]).Contains(0, 0));
        Assert.True(Polygon.FromDegrees([5, 0, 5, 20, 30, 10]).Contains(5, 11));
    }

    [Fact]
    public void A_convex_polygon_is_what_is_on_one_side_of_all_its_great_circles()
    {
        var random = new SkyRandom(32);
        for (int i = 0; i < 3000; i++)
        {
            var centre = random.Position();
            double size = random.Logarithmic(1e-7, 80);
            var vertices = PolygonShapes.Regular(centre, size, 3 + random.Below(6), random.Uniform(0, 360));
            var polygon = new Polygon(vertices);
            var vectors = vertices.Select(v => UnitVector.Of(v.LonDeg, v.LatDeg)).ToArray();
            var middle = UnitVector.Of(centre.LonDeg, centre.LatDeg);
            for (int j = 0; j < 30; j++)
            {
                var point = SkyRandom.Offset(centre, Math.Min(180, size * random.Uniform(0, 1.5)), random.Uniform(0, 360));
                var vector = UnitVector.Of(point.LonDeg, point.LatDeg);
                bool inside = true, doubtful = false;
                for (int k = 0; k < vectors.Length; k++)
                {
                    UnitVector a = vectors[k], b = vectors[(k + 1) % vectors.Length];
                    var normal = (a + b).Cross(b - a).Normalized();
                    double height = normal.Dot(vector - a) * Math.Sign(normal.Dot(middle - a));
                    if (height < 0) inside = false;
                    if (Math.Abs(height) < 2e-15 + (1e-9 * size * Math.PI / 180)) doubtful = true;
                }
                if (!doubtful) Assert.True(inside == polygon.Contains(point.LonDeg, point.LatDeg), $"{point} and {string.Join(", ", vertices)}");
            }
        }
    }

    [Fact]
    public void A_polygon_and_what_it_leaves_out_are_the_whole_sky()
    {
        var random = new SkyRandom(33);
        for (int i = 0; i < 1500; i++)
        {
            var vertices = PolygonShapes.Star(random.Position(), random.Logarithmic(1e-4, 85), 3 + random.Below(9), random);
            var one = new Polygon(vertices, PolygonInterior.CounterClockwise);
            var other = new Polygon(vertices.Reverse().ToArray(), PolygonInterior.CounterClockwise);
            for (int j = 0; j < 20; j++)
            {
                var p = random.Position();
                Assert.True(one.Contains(p.LonDeg, p.LatDeg) || other.Contains(p.LonDeg, p.LatDeg));
                bool both = one.Contains(p.LonDeg, p.LatDeg) && other.Contains(p.LonDeg, p.LatDeg);
                if (both) Assert.Contains(one.Edges.ToArray(), e => e.IsNear(UnitVector.Of(p.LonDeg, p.LatDeg), 2e-15));
            }
        }
    }

    [Fact]
    public void A_pole_may_be_inside_on_a_side_or_a_vertex()
    {
        var around = Polygon.FromDegrees([0, 80, 90, 80, 180, 80, 270, 80]);
        Assert.True(around.Contains(33, 90));
        Assert.True(around.Contains(200, 85));
        Assert.False(around.Contains(45, 79.9));

        var overPole = Polygon.FromDegrees([0, 80, 180, 80, 90, 60]);
        Assert.True(overPole.Contains(90, 85));
        Assert.False(overPole.Contains(270, 85));
        Assert.True(overPole.Contains(12, 90));

        foreach (double lon in (double[])[0, 45, 123, 300])
        {
            var atPole = Polygon.FromDegrees([0, 80, 90, 80, lon, 90]);
            Assert.True(atPole.Contains(45, 85));
            Assert.False(atPole.Contains(225, 85));
            Assert.False(atPole.Contains(91, 85));
            Assert.True(atPole.Contains(77, 90));
            var atSouthPole = Polygon.FromDegrees([lon, -90, 0, -80, 90, -80]);
            Assert.True(atSouthPole.Contains(45, -85));
            Assert.False(atSouthPole.Contains(225, -85));
            Assert.False(atSouthPole.Contains(-1, -85));
        }
        var lune = Polygon.FromDegrees([7, 90, 0, 0, 7, -90, 90, 0]);
        Assert.True(lune.Contains(45, 60));
        Assert.True(lune.Contains(45, -60));
        Assert.False(lune.Contains(91, 60));
        Assert.False(lune.Contains(180, 0));
    }

    [Fact]
    public void A_first_vertex_repeated_at_the_end_is_dropped()
    {
        var polygon = Polygon.FromDegrees([10, 10, 20, 10, 20, 20, 10, 20, 370, 10]);
        Assert.Equal(4, polygon.Vertices.Length);
        Assert.True(polygon.Contains(15, 15));
    }

    [Theory]
    [InlineData("two vertices", new double[] { 0, 0, 1, 1 }, "at least three")]
    [InlineData("an odd number", new double[] { 0, 0, 1, 1, 2 }, "pairs")]
    [InlineData("a vertex twice", new double[] { 0, 0, 1, 0, 361, 0, 1, 1 }, "vertices 2 and 3 are the same position")]
    [InlineData("a bow tie", new double[] { 0, 0, 1, 1, 1, 0, 0, 1 }, "the side after vertex 1 touches or crosses the side after vertex 3")]
    [InlineData("a vertex on another side", new double[] { 0, 0, 10, 0, 10, 10, 5, 0, 0, 10 }, "touches or crosses")]
    [InlineData("no area", new double[] { 0, 0, 10, 0, 20, 0 }, "runs back on itself")]
    [InlineData("a spike", new double[] { 0, 0, 10, 0, 20, 0, 15, 0, 10, 10 }, "runs back on itself at vertex 3")]
    [InlineData("opposite vertices", new double[] { 0, 10, 180, -10, 90, 40 }, "opposite")]
    [InlineData("a pole twice", new double[] { 0, 90, 50, 90, 10, 80 }, "the same position")]
    public void What_is_no_simple_polygon_is_refused_with_a_reason(string what, double[] coordinates, string reason)
    {
        var refusal = Assert.Throws<ArgumentException>(() => Polygon.FromDegrees(coordinates));
        Assert.True(refusal.Message.Contains(reason, StringComparison.Ordinal), $"{what}: {refusal.Message}");
    }
}
