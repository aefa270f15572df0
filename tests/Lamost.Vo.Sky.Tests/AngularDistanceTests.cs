namespace Lamost.Vo.Sky.Tests;

public sealed class AngularDistanceTests
{
    const double MilliArcsecond = 1.0 / 3600000;

    [Theory]
    [InlineData(0)]
    [InlineData(45.3)]
    [InlineData(-89.9999)]
    public void A_tenth_of_a_milliarcsecond_in_latitude_is_right_to_a_millionth(double latDeg)
    {
        double other = latDeg + (0.1 * MilliArcsecond);
        double distance = AngularDistance.Degrees(123.4, latDeg, 123.4, other);
        Assert.InRange(distance / (other - latDeg), 1 - 1e-6, 1 + 1e-6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(-89.99)]
    public void A_tenth_of_a_milliarcsecond_in_longitude_is_right_to_a_millionth(double latDeg)
    {
        double step = 0.1 * MilliArcsecond / Math.Cos(latDeg * Math.PI / 180);
        double lon = 1.0 / 1024, other = lon + step;
        double distance = AngularDistance.Degrees(lon, latDeg, other, latDeg);
        Assert.InRange(distance / ((other - lon) * Math.Cos(latDeg * Math.PI / 180)), 1 - 1e-6, 1 + 1e-6);
    }

    [Fact]
    public void Near_180_degrees_it_is_as_right_as_near_0()
    {
        var random = new SkyRandom(21);
        for (int i = 0; i < 5000; i++)
        {
            var a = random.Anywhere();
            var b = SkyRandom.Offset(a, random.Logarithmic(1e-6, 1), random.Uniform(0, 360));
            double near = AngularDistance.Degrees(a.LonDeg, a.LatDeg, b.LonDeg, b.LatDeg);
            double far = AngularDistance.Degrees(a.LonDeg, a.LatDeg, b.LonDeg + 180, -b.LatDeg);
            Assert.Equal(180 - near, far, 2e-13);
        }
        Assert.Equal(180, AngularDistance.Degrees(10, 20, 190, -20));
        Assert.Equal(180 - 1e-7, AngularDistance.Degrees(0, 0, 180, 1e-7), 1e-13);
    }

    [Fact]
    public void It_agrees_with_the_angle_between_vectors_and_does_not_care_about_order()
    {
        var random = new SkyRandom(22);
        for (int i = 0; i < 20000; i++)
        {
            SkyPoint a = random.Position(), b = random.Position();
            double distance = AngularDistance.Degrees(a.LonDeg, a.LatDeg, b.LonDeg, b.LatDeg);
            Assert.Equal(distance, AngularDistance.Degrees(b.LonDeg, b.LatDeg, a.LonDeg, a.LatDeg), 1e-13);
            Assert.Equal(UnitVector.Of(a.LonDeg, a.LatDeg).DegreesTo(UnitVector.Of(b.LonDeg, b.LatDeg)), distance, 2e-13);
        }
    }

    [Fact]
    public void Across_RA_0_the_short_way_counts()
    {
        Assert.Equal(0.002, AngularDistance.Degrees(359.999, 0, 0.001, 0), 1e-13);
        Assert.Equal(0.002, AngularDistance.Degrees(-0.001, 0, 360.001, 0), 1e-13);
        Assert.Equal(2, AngularDistance.Degrees(17, 89, 197, 89), 1e-13);
    }

    [Fact]
    public void A_vector_leads_back_to_its_position()
    {
        var random = new SkyRandom(23);
        for (int i = 0; i < 20000; i++)
        {
            var p = random.Position();
            var vector = UnitVector.Of(p.LonDeg, p.LatDeg);
            var back = vector.ToSkyPoint();
            Assert.InRange(AngularDistance.Degrees(p.LonDeg, p.LatDeg, back.LonDeg, back.LatDeg), 0, 1e-13);
            Assert.Equal(1, vector.SquaredLength, 1e-15);
        }
    }

    [Fact]
    public void A_circle_holds_its_rim_and_nothing_beyond()
    {
        var circle = new Circle(30, 0, 0.25);
        Assert.True(circle.Contains(30.25, 0));
        Assert.True(circle.Contains(29.75, 0));
        Assert.False(circle.Contains(30.2500001, 0));
        Assert.True(new Circle(30, 40, 0).Contains(30, 40));
        Assert.True(new Circle(30, 40, 0).Contains(390, 40));
        Assert.True(new Circle(30, 40, 180).Contains(210, -40));
        Assert.False(new Circle(30, 40, 179.9999999).Contains(210, -40));
        Assert.True(new Circle(30, 40, 179.9999999).Contains(210, -39.99999989));
    }

    [Theory]
    [InlineData(-1e-300)]
    [InlineData(180.0001)]
    [InlineData(double.NaN)]
    public void A_radius_outside_0_to_180_is_refused(double radiusDeg)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Circle(0, 0, radiusDeg));
    }
}
