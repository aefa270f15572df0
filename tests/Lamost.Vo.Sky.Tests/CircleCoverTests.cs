namespace Lamost.Vo.Sky.Tests;

public sealed class CircleCoverTests
{
    const int Circles = 12000;

    static double AnyRadius(SkyRandom random) => random.Below(20) switch
    {
        0 => 0,
        1 => 90,
        2 => 180,
        3 => 180 - random.Logarithmic(1e-12, 90),
        4 => 90 + random.Uniform(-1e-6, 1e-6),
        _ => random.Logarithmic(0.01 / 3600, 180),
    };

    // The comparison that SQL makes, with SQL's conversions to radians.
    static bool SqlTakes(Circle circle, SkyPoint point)
    {
        double Radians(double degrees) => degrees * (Math.PI / 180);
        double lat = Math.Sin(Radians(point.LatDeg - circle.LatDeg) / 2), lon = Math.Sin(Radians(point.LonDeg - circle.LonDeg) / 2);
        double limit = Math.Sin(Radians(circle.RadiusDeg) / 2);
        return (lat * lat) + (Math.Cos(Radians(point.LatDeg)) * Math.Cos(Radians(circle.LatDeg)) * lon * lon) <= limit * limit;
    }

    [Fact]
    public void No_position_in_a_circle_or_on_its_rim_is_missed()
    {
        var random = new SkyRandom(1);
        long taken = 0;
        for (int i = 0; i < Circles; i++)
        {
            var centre = random.Position();
            var circle = new Circle(centre.LonDeg, centre.LatDeg, AnyRadius(random));
            var cover = new SkyCover(1 + random.Below(64));
            cover.Cover(circle);
            for (int j = 0; j < 40; j++)
            {
                // A third anywhere, a third just inside the rim, a third on it to rounding.
                double part = (j % 3) switch { 0 => Math.Sqrt(random.Uniform(0, 1)), 1 => 1 - random.Logarithmic(1e-15, 1e-3), _ => 1 };
                double bearing = j % 5 == 0 ? 90 * random.Below(4) : random.Uniform(0, 360);
                var point = SkyRandom.Offset(centre, circle.RadiusDeg * part, bearing);
                if (!circle.Contains(point.LonDeg, point.LatDeg) && !SqlTakes(circle, point)) continue;
                taken++;
                Assert.True(CoverFacts.Holds(cover, Healpix.PixelOf(29, point.LonDeg, point.LatDeg)), $"{circle} misses {point}");
            }
            Assert.True(CoverFacts.Holds(cover, Healpix.PixelOf(29, centre.LonDeg, centre.LatDeg)), $"{circle} misses its centre");
        }
        Assert.True(taken > 25 * Circles, $"Only {taken} positions were in their circle.");
    }

    [Fact]
    public void A_circle_that_touches_a_pixel_only_at_its_corner_holds_that_pixel()
    {
        var random = new SkyRandom(10);
        var corners = new SkyPoint[4];
        var cover = new SkyCover(64);
        int touching = 0;
        for (int i = 0; i < 20000; i++)
        {
            // Pixels of the last order, where nothing but the padding is larger than rounding.
            var p = random.Position();
            long pixel = Healpix.PixelOf(29, p.LonDeg, p.LatDeg);
            int corner = random.Below(4);
            Healpix.Corners(29, pixel, corners);
            var touched = corners[corner];
            var centre = SkyRandom.Offset(touched, random.Logarithmic(1e-10, 1e-7), 90 * ((4 - corner) % 4));
            var circle = new Circle(centre.LonDeg, centre.LatDeg, AngularDistance.Degrees(centre.LonDeg, centre.LatDeg, touched.LonDeg, touched.LatDeg));
            if (!circle.Contains(touched.LonDeg, touched.LatDeg) && !SqlTakes(circle, touched)) continue;
            touching++;
            cover.Cover(circle);
            Assert.True(CoverFacts.Holds(cover, Healpix.PixelOf(29, touched.LonDeg, touched.LatDeg)), $"{circle} misses {touched}");
        }
        Assert.True(touching > 5000, $"Only {touching} circles touched.");
    }

    [Fact]
    public void Near_the_antipode_what_sql_takes_by_rounding_is_covered_too()
    {
        var random = new SkyRandom(2);
        for (int i = 0; i < 4000; i++)
        {
            var centre = random.Position();
            var circle = new Circle(centre.LonDeg, centre.LatDeg, 180 - random.Logarithmic(1e-9, 1e-3));
            var cover = new SkyCover(32);
            cover.Cover(circle);
            for (int j = 0; j < 20; j++)
            {
                var point = SkyRandom.Offset(centre, 180 - ((180 - circle.RadiusDeg) * random.Uniform(0.9, 1.01)), random.Uniform(0, 360));
                if (!SqlTakes(circle, point)) continue;
                Assert.True(CoverFacts.Holds(cover, Healpix.PixelOf(29, point.LonDeg, point.LatDeg)), $"{circle} misses {point}");
            }
        }
    }

    [Fact]
    public void Everything_in_an_inside_range_is_in_the_circle()
    {
        var random = new SkyRandom(3);
        long insides = 0;
        for (int i = 0; i < Circles / 2; i++)
        {
            var centre = random.Position();
            var circle = new Circle(centre.LonDeg, centre.LatDeg, AnyRadius(random));
            var cover = new SkyCover(1 + random.Below(64));
            cover.Cover(circle);
            insides += cover.Inside.Length;
            CoverFacts.InsideIsInside(cover, random, p => circle.Contains(p.LonDeg, p.LatDeg));
        }
        Assert.True(insides > Circles, $"Only {insides} ranges were inside.");
    }

    [Fact]
    public void Ranges_are_sorted_disjoint_merged_and_within_every_bound()
    {
        var random = new SkyRandom(4);
        for (int bound = 1; bound <= 64; bound++)
        {
            var cover = new SkyCover(bound);
            for (int i = 0; i < 150; i++)
            {
                var centre = random.Position();
                cover.Cover(new Circle(centre.LonDeg, centre.LatDeg, AnyRadius(random)));
                CoverFacts.IsWellFormed(cover, bound);
            }
        }
    }

    [Fact]
    public void Exhaustive_search_of_an_order_finds_nothing_missed_and_nothing_wrongly_inside()
    {
        const int Order = 6;
        var centres = Enumerable.Range(0, (int)Healpix.PixelCount(Order)).Select(p => Healpix.Centre(Order, p)).ToArray();
        var pixels = centres.Select(c => Healpix.PixelOf(29, c.LonDeg, c.LatDeg)).ToArray();
        var random = new SkyRandom(5);
        var cover = new SkyCover(48);
        for (int i = 0; i < 40; i++)
        {
            var centre = random.Position();
            var circle = new Circle(centre.LonDeg, centre.LatDeg, random.Logarithmic(2, 180));
            cover.Cover(circle);
            for (int p = 0; p < centres.Length; p++)
            {
                var single = new PixelRange(pixels[p], pixels[p]);
                bool contained = circle.Contains(centres[p].LonDeg, centres[p].LatDeg);
                if (contained) Assert.True(CoverFacts.Holds(cover, pixels[p]), $"{circle} misses {centres[p]}");
                else Assert.False(CoverFacts.Meets(cover.Inside, single), $"{circle} wrongly holds {centres[p]}");
            }
        }
    }

    [Fact]
    public void The_whole_sky_is_one_inside_range()
    {
        var cover = new SkyCover(1);
        cover.Cover(new Circle(12, 34, 180));
        Assert.Equal([new PixelRange(0, (12L << 58) - 1)], cover.Inside.ToArray());
        Assert.True(cover.Border.IsEmpty);
    }

    [Fact]
    public void A_circle_of_radius_0_is_little_more_than_its_pixel()
    {
        var random = new SkyRandom(6);
        var cover = new SkyCover(16);
        for (int i = 0; i < 2000; i++)
        {
            var centre = random.Position();
            cover.Cover(new Circle(centre.LonDeg, centre.LatDeg, 0));
            Assert.True(CoverFacts.Holds(cover, Healpix.PixelOf(29, centre.LonDeg, centre.LatDeg)));
            Assert.True(cover.Inside.IsEmpty);
        }
    }

    [Fact]
    public void A_small_cone_takes_four_ranges_at_most_and_not_many_times_its_area()
    {
        var random = new SkyRandom(7);
        var cover = new SkyCover(16);
        const double Radius = 3.0 / 3600;
        double pixels = 0;
        const int Count = 5000;
        for (int i = 0; i < Count; i++)
        {
            var centre = random.Anywhere();
            cover.Cover(new Circle(centre.LonDeg, centre.LatDeg, Radius));
            Assert.InRange(cover.Inside.Length + cover.Border.Length, 1, 4);
            foreach (var range in cover.Border) pixels += range.Last - range.First + 1;
        }
        double circleInPixels = Math.PI * Math.Pow(Radius * Math.PI / 180, 2) / (4 * Math.PI / Healpix.PixelCount(29));
        Assert.InRange(pixels / Count / circleInPixels, 1, 8);
    }

    [Fact]
    public void More_ranges_leave_a_smaller_border()
    {
        var random = new SkyRandom(8);
        double previous = double.MaxValue;
        foreach (int bound in (int[])[4, 8, 16, 32, 64, 128])
        {
            var cover = new SkyCover(bound);
            double border = 0;
            for (int i = 0; i < 300; i++)
            {
                var centre = random.Anywhere();
                cover.Cover(new Circle(centre.LonDeg, centre.LatDeg, 1));
                foreach (var range in cover.Border) border += range.Last - range.First + 1;
            }
            Assert.True(border < 0.8 * previous, $"{bound} ranges leave {border}, half as many {previous}.");
            previous = border;
        }
    }

    [Fact]
    public void A_warm_cover_allocates_nothing()
    {
        var random = new SkyRandom(9);
        var circles = Enumerable.Range(0, 500).Select(_ => random.Position()).Select(p => new Circle(p.LonDeg, p.LatDeg, AnyRadius(random))).ToArray();
        var cover = new SkyCover(32);
        foreach (var circle in circles) cover.Cover(circle);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var circle in circles) cover.Cover(circle);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_bound_below_1_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SkyCover(0));
    }
}
