using static Lamost.Vo.Sky.Tests.GoldenFile;

namespace Lamost.Vo.Sky.Tests;

/// <summary>Against healpy and astropy-healpix, two implementations of their own.</summary>
public sealed class GoldenVectorTests
{
    static readonly int[] Orders = [0, 1, 2, 3, 5, 8, 10, 13, 18, 24, 27, 29];

    [Fact]
    public void Positions_have_the_pixels_that_both_implementations_say()
    {
        int count = 0;
        foreach (var line in Read("pixels.txt"))
        {
            double lon = Number(line[0]), lat = Number(line[1]);
            for (int i = 0; i < Orders.Length; i++) Assert.Equal(Pixel(line[2 + i]), Healpix.PixelOf(Orders[i], lon, lat));
            count++;
        }
        Assert.True(count > 900, $"Only {count} positions were read.");
    }

    [Fact]
    public void Centres_and_corners_are_where_both_implementations_say()
    {
        int count = 0;
        var corners = new SkyPoint[4];
        foreach (var line in Read("shapes.txt"))
        {
            int order = Order(line[0]);
            long pixel = Pixel(line[1]);
            var centre = Healpix.Centre(order, pixel);
            Assert.InRange(AngularDistance.Degrees(Number(line[2]), Number(line[3]), centre.LonDeg, centre.LatDeg), 0, 3e-13);
            Healpix.Corners(order, pixel, corners);
            for (int i = 0; i < 4; i++)
            {
                var expected = new UnitVector(Number(line[4 + (3 * i)]), Number(line[5 + (3 * i)]), Number(line[6 + (3 * i)]));
                Assert.InRange(expected.DegreesTo(UnitVector.Of(corners[i].LonDeg, corners[i].LatDeg)), 0, 3e-13);
            }
            count++;
        }
        Assert.True(count > 700, $"Only {count} pixels were read.");
    }

    [Fact]
    public void Neighbours_are_those_that_both_implementations_say()
    {
        int count = 0;
        var found = new long[8];
        foreach (var line in Read("neighbours.txt"))
        {
            Healpix.Neighbours(Order(line[0]), Pixel(line[1]), found);
            Assert.Equal(line.Skip(2).Select(Pixel), found);
            count++;
        }
        Assert.True(count > 750, $"Only {count} pixels were read.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(16)]
    [InlineData(64)]
    public void Covers_hold_every_pixel_that_a_cone_search_touches(int maxRanges)
    {
        var cover = new SkyCover(maxRanges);
        int touching = 0;
        foreach (var line in Read("cones.txt"))
        {
            int order = Order(line[3]), whole = Order(line[4]);
            cover.Cover(new Circle(Number(line[0]), Number(line[1]), Number(line[2])));
            foreach (long pixel in line.Skip(5).Take(whole).Select(Pixel))
            {
                var centre = Healpix.Centre(order, pixel);
                Assert.True(CoverFacts.Holds(cover, Healpix.PixelOf(29, centre.LonDeg, centre.LatDeg)), $"centre of {pixel} of {string.Join(' ', line.Take(4))}");
            }
            foreach (long pixel in line.Skip(5 + whole).Select(Pixel))
            {
                var range = Healpix.Descendants(pixel, order);
                Assert.True(CoverFacts.Meets(cover, range), $"pixel {pixel} of {string.Join(' ', line.Take(4))}");
                touching++;
            }
        }
        Assert.True(touching > 500, $"Only {touching} pixels were read.");
    }
}
