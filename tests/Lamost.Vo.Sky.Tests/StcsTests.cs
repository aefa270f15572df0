namespace Lamost.Vo.Sky.Tests;

public sealed class StcsTests
{
    [Theory]
    [InlineData("Circle ICRS 10 20 0.5", "Circle ICRS 10 20 0.5")]
    [InlineData("circle 10 20 .5", "Circle ICRS 10 20 0.5")]
    [InlineData("POSITION FK5 TOPOCENTER SPHERICAL2 370 -20", "Position ICRS 10 -20")]
    [InlineData("Polygon J2000 GEOCENTER 1,2 3,2 3,4", "Polygon ICRS 1 2 3 2 3 4")]
    [InlineData("Union ICRS (Circle 10 20 1 Not (Circle 10 20 2) Intersection (Position 1 2 Circle 3 4 5))", "Union ICRS (Circle 10 20 1 Not (Circle 10 20 2) Intersection (Position 1 2 Circle 3 4 5))")]
    public void A_region_is_read_and_written(string text, string written)
    {
        Assert.True(Stcs.TryParse(text, out var region, out _));
        Assert.Equal(written, region.ToStcs());
        Assert.True(Stcs.TryParse(written, out var again, out _));
        Assert.Equal(written, again.ToStcs());
    }

    [Theory]
    [InlineData("", 0, "A shape is expected")]
    [InlineData("Circle ICRS 10 20", 0, "The shape at character 1 takes 3 numbers; here are 2.")]
    [InlineData("Ellipse ICRS 1 2 3 4 5", 0, "The shape Ellipse is not offered.")]
    [InlineData("Circel 1 2 3", 0, "'Circel' at character 1 is no shape")]
    [InlineData("Circle FK4 1 2 3", 7, "The frame FK4 is not offered")]
    [InlineData("Circle 1 2 3 x", 13, "'x' at character 14 is not expected")]
    [InlineData("Circle 1 95 3", 0, "A latitude is -90 to 90")]
    [InlineData("Circle 1 5 181", 0, "A latitude is -90 to 90")]
    [InlineData("Box 1 5 0 1", 0, "The width and the height")]
    [InlineData("Polygon 0 0 10 10 10 0 0 10", 0, "The polygon is refused")]
    [InlineData("Polygon 1 2 3 4 5", 0, "The shape at character 1 takes 6, 8, 10 ... numbers; here are 5.")]
    [InlineData("Circle 1 2 1e999", 11, "'1e999' at character 12 is no number.")]
    [InlineData("Union Circle 1 2 3", 6, "A '(' is expected at character 7.")]
    [InlineData("Union (", 7, "A shape is expected at character 8")]
    [InlineData("Union ()", 8, "Union takes one or more shapes")]
    [InlineData("Not (Circle 1 2 3 Circle 1 2 3)", 31, "Not takes one shape")]
    public void What_is_no_region_is_refused_with_its_place(string text, int position, string fault)
    {
        Assert.False(Stcs.TryParse(text, out _, out var why));
        Assert.Equal(position, why.Position);
        Assert.StartsWith(fault, why.English, StringComparison.Ordinal);
        Assert.Contains(why.Chinese, c => c >= '\u4E00');
    }

    [Fact]
    public void Regions_hold_what_their_parts_say()
    {
        Assert.True(Stcs.TryParse("Intersection (Circle 10 20 2 Not (Circle 10 20 1))", out var ring, out _));
        Assert.True(ring.Contains(10, 21.5));
        Assert.False(ring.Contains(10, 20.5) || ring.Contains(10, 23));
        Assert.True(Stcs.TryParse("Box 10 20 2 2", out var box, out _));
        Assert.True(box.Contains(10.9, 20.9));
        Assert.False(box.Contains(11.2, 20));
    }

    [Fact]
    public void Frames_are_rotated_to_icrs()
    {
        // As astropy 5.2 has it.
        Assert.True(Stcs.TryParse("Position GALACTIC 241.12183118260328 3.627857881108121", out var galactic, out _));
        Assert.InRange(UnitVector.Of(120, -23).DegreesTo(Vector(galactic)), 0, 1e-12);
        Assert.True(Stcs.TryParse("Circle ECLIPTIC 128.6277952 -42.49989707 1", out var ecliptic, out _));
        var circle = ((CircleRegion)ecliptic).Circle;
        Assert.InRange(AngularDistance.Degrees(120, -23, circle.LonDeg, circle.LatDeg), 0, 1e-8);
        var back = FrameRotation.ToGalactic.Inverse().Apply(FrameRotation.ToGalactic.Apply(new SkyPoint(33, 44)));
        Assert.InRange(AngularDistance.Degrees(33, 44, back.LonDeg, back.LatDeg), 0, 1e-13);

        static UnitVector Vector(SkyRegion region) => UnitVector.Of(((PositionRegion)region).Position.LonDeg, ((PositionRegion)region).Position.LatDeg);
    }

    [Fact]
    public void Nesting_and_number_have_limits()
    {
        Assert.False(Stcs.TryParse(string.Concat(Enumerable.Repeat("Not (", 10_000)), out _, out var deep));
        Assert.StartsWith("The region is nested more than 16 deep.", deep.English, StringComparison.Ordinal);
        Assert.False(Stcs.TryParse("Union (" + string.Concat(Enumerable.Repeat("Circle 1 2 3 ", 1001)) + ")", out _, out var many));
        Assert.StartsWith("The region has more than 1000 shapes.", many.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_texts_are_read_or_refused()
    {
        string[] words = ["Circle", "Polygon", "Box", "Position", "Union", "Intersection", "Not", "ICRS", "GALACTIC", "(", ")", "1", "-91", "2.5", "1e9", "x", "\u0001", "9e999", "SPHERICAL2", ","];
        var random = new Random(9);
        for (int i = 0; i < 60_000; i++)
        {
            var text = string.Join(' ', Enumerable.Range(0, random.Next(14)).Select(_ => words[random.Next(words.Length)]));
            Assert.Equal(Stcs.TryParse(text, out var region, out var fault), fault is null);
            if (region is not null) Assert.True(Stcs.TryParse(region.ToStcs(), out _, out _), text);
        }
    }
}
