using Lamost.Vo.Sky.Covers;

namespace Lamost.Vo.Sky.Tests;

public sealed class HealpixTests
{
    [Fact]
    public void The_centre_of_a_pixel_lies_in_it_and_its_corners_lie_around_it()
    {
        var random = new SkyRandom(11);
        var corners = new SkyPoint[4];
        for (int i = 0; i < 20000; i++)
        {
            int order = random.Below(30);
            long pixel = random.Between(0, Healpix.PixelCount(order) - 1);
            var centre = Healpix.Centre(order, pixel);
            Assert.Equal(pixel, Healpix.PixelOf(order, centre.LonDeg, centre.LatDeg));
            Healpix.Corners(order, pixel, corners);
            Assert.True(corners[0].LatDeg > centre.LatDeg && corners[2].LatDeg < centre.LatDeg);
            // A corner may belong to any of the pixels that meet there.
            var around = new long[9];
            Healpix.Neighbours(order, pixel, around);
            around[8] = pixel;
            foreach (var corner in corners) Assert.Contains(Healpix.PixelOf(order, corner.LonDeg, corner.LatDeg), around);
        }
    }

    [Fact]
    public void The_pixels_of_a_position_are_ancestors_of_each_other()
    {
        var random = new SkyRandom(12);
        for (int i = 0; i < 20000; i++)
        {
            var p = random.Position();
            int fine = random.Below(30), coarse = random.Below(fine + 1);
            long pixel = Healpix.PixelOf(fine, p.LonDeg, p.LatDeg);
            Assert.Equal(Healpix.PixelOf(coarse, p.LonDeg, p.LatDeg), Healpix.Ancestor(pixel, fine, coarse));
            var range = Healpix.Descendants(Healpix.PixelOf(coarse, p.LonDeg, p.LatDeg), coarse, fine);
            Assert.InRange(pixel, range.First, range.Last);
            Assert.Equal(1L << (2 * (fine - coarse)), range.Last - range.First + 1);
        }
    }

    [Fact]
    public void A_position_is_never_farther_from_its_pixel_than_the_pixel_is_large()
    {
        var random = new SkyRandom(13);
        for (int i = 0; i < 50000; i++)
        {
            var p = random.Position();
            int order = random.Below(30);
            var cell = GridCell.Of(order, Healpix.PixelOf(order, p.LonDeg, p.LatDeg));
            var shape = CellShape.Of(cell);
            var centre = shape.Centre.ToSkyPoint();
            double apart = AngularDistance.Degrees(p.LonDeg, p.LatDeg, centre.LonDeg, centre.LatDeg) * Math.PI / 180;
            Assert.True(apart <= shape.Reach + 2e-15, $"{p} at order {order}: {apart} > {shape.Reach}");
        }
    }

    [Fact]
    public void No_point_of_a_pixel_is_beyond_its_reach()
    {
        var random = new SkyRandom(14);
        double closest = 0;
        for (int i = 0; i < 60000; i++)
        {
            int order = random.Below(14), side = 1 << order;
            var cell = new GridCell(order, random.Below(12), random.Below(side), random.Below(side));
            if (i % 4 == 0) cell = cell with { X = side - 1 };
            if (i % 6 == 0) cell = cell with { Y = side - 1 };
            var shape = CellShape.Of(cell);
            double x = random.Below(3) == 0 ? random.Below(2) : random.Uniform(0, 1), y = random.Below(3) == 0 ? random.Below(2) : random.Uniform(0, 1);
            var point = FacePlace.At(cell.Face, (cell.X + x) * cell.Size, (cell.Y + y) * cell.Size);
            double apart = point.ToVector().DegreesTo(shape.Centre.ToVector()) * Math.PI / 180;
            Assert.True(apart <= shape.Reach * (1 + 1e-9), $"{cell}: {apart} > {shape.Reach}");
            closest = Math.Max(closest, apart / shape.Reach);
        }
        Assert.True(closest > 0.99, "The reach is never reached: it is too large.");
    }

    [Fact]
    public void Being_neighbours_is_mutual()
    {
        var random = new SkyRandom(15);
        Span<long> around = stackalloc long[8], back = stackalloc long[8];
        for (int i = 0; i < 3000; i++)
        {
            int order = 1 + random.Below(29);
            var p = random.Position();
            long pixel = Healpix.PixelOf(order, p.LonDeg, p.LatDeg);
            Healpix.Neighbours(order, pixel, around);
            Assert.InRange(around.ToArray().Distinct().Count(n => n >= 0), order == 1 ? 6 : 7, 8);
            foreach (long neighbour in around)
            {
                if (neighbour < 0) continue;
                Healpix.Neighbours(order, neighbour, back);
                Assert.True(back.Contains(pixel));
            }
        }
    }

    [Theory]
    [InlineData(0, 360)]
    [InlineData(0, -360)]
    [InlineData(0, 720)]
    [InlineData(0, -1e-17)]
    [InlineData(0, -0.0)]
    [InlineData(10, 370)]
    [InlineData(10, -350)]
    [InlineData(355, -5)]
    [InlineData(280, 3.6e9 + 280)]
    public void Longitudes_are_taken_modulo_360(double reduced, double lonDeg)
    {
        foreach (double lat in (double[])[-90, -60, -41.9, 0, 41.7, 41.810314895778596, 66, 90])
        {
            for (int order = 0; order <= 29; order++) Assert.Equal(Healpix.PixelOf(order, reduced, lat), Healpix.PixelOf(order, lonDeg, lat));
        }
    }

    [Fact]
    public void The_last_longitude_before_360_is_beside_0_at_every_latitude()
    {
        var random = new SkyRandom(16);
        Span<long> around = stackalloc long[8];
        double last = Math.BitDecrement(360.0);
        for (int i = 0; i < 5000; i++)
        {
            double lat = random.Position().LatDeg;
            long pixel = Healpix.PixelOf(29, 0, lat);
            Healpix.Neighbours(29, pixel, around);
            long other = Healpix.PixelOf(29, last, lat);
            Assert.True(other == pixel || around.Contains(other), $"at {lat}: {pixel} and {other}");
        }
    }

    [Fact]
    public void Where_belt_cap_and_base_pixels_meet_no_rounding_leads_to_another_base_pixel()
    {
        double cap = Math.Asin(2.0 / 3) * 180 / Math.PI;
        foreach (double seam in (double[])[90, 180, 270, 360])
        {
            double lon = seam;
            for (int i = 0; i < 60; i++)
            {
                lon = Math.BitDecrement(lon);
                double lat = cap - (100 * (Math.BitIncrement(cap) - cap));
                for (int j = 0; j < 200; j++)
                {
                    lat = Math.BitIncrement(lat);
                    foreach (double signed in (double[])[lat, -lat])
                    {
                        var shape = CellShape.Of(GridCell.Of(29, Healpix.PixelOf(29, lon, signed)));
                        var centre = shape.Centre.ToSkyPoint();
                        double apart = AngularDistance.Degrees(lon, signed, centre.LonDeg, centre.LatDeg) * Math.PI / 180;
                        Assert.True(apart <= shape.Reach + 2e-15, $"{lon} {signed} is {apart} from its pixel");
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(0, double.NaN)]
    [InlineData(0, 90.00000000001)]
    [InlineData(0, -91)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(double.NaN, 0)]
    [InlineData(double.NegativeInfinity, 0)]
    public void What_is_no_position_is_refused(double lonDeg, double latDeg)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Healpix.PixelOf(29, lonDeg, latDeg));
        Assert.Throws<ArgumentOutOfRangeException>(() => UnitVector.Of(lonDeg, latDeg));
        Assert.Throws<ArgumentOutOfRangeException>(() => AngularDistance.Degrees(0, 0, lonDeg, latDeg));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Circle(lonDeg, latDeg, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Circle(0, 0, 1).Contains(lonDeg, latDeg));
        Assert.Throws<ArgumentOutOfRangeException>(() => Polygon.FromDegrees([0, 0, 1, 0, lonDeg, latDeg]));
    }

    [Fact]
    public void Orders_and_pixels_that_do_not_exist_are_refused()
    {
        var eight = new long[8];
        Assert.Throws<ArgumentOutOfRangeException>(() => Healpix.PixelOf(30, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Healpix.PixelOf(-1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Healpix.PixelCount(30));
        Assert.Throws<ArgumentOutOfRangeException>(() => Healpix.Centre(0, 12));
        Assert.Throws<ArgumentOutOfRangeException>(() => Healpix.Neighbours(3, -1, eight));
        Assert.Throws<ArgumentOutOfRangeException>(() => Healpix.Ancestor(0, 3, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => Healpix.Descendants(0, 3, 2));
        Assert.Throws<ArgumentException>(() => Healpix.Neighbours(3, 0, new long[7]));
        Assert.Throws<ArgumentException>(() => Healpix.Corners(3, 0, new SkyPoint[3]));
    }

    [Theory]
    [InlineData(3, 301, 3, 6, 4)]
    [InlineData(5, 12287, 31, 31, 11)]
    [InlineData(9, 1234567, 227, 409, 4)]
    [InlineData(13, 805306367, 8191, 8191, 11)]
    public void A_pixel_is_at_the_place_of_its_base_pixels_grid_that_healpy_gives(int order, long pixel, int x, int y, long face)
    {
        Assert.Equal((x, y), Healpix.GridPlace(pixel, order));
        Assert.Equal(pixel, Healpix.GridPixel(face, order, x, y));
        Assert.Equal(Healpix.GridPlace(pixel, 2), (x & 3, y & 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Healpix.GridPixel(face, order, 1 << order, y));
        Assert.Throws<ArgumentOutOfRangeException>(() => Healpix.GridPixel(face, order, x, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Healpix.GridPlace(-1, order));
        Assert.Throws<ArgumentOutOfRangeException>(() => Healpix.GridPlace(pixel, 30));
    }

    [Fact]
    public void Interleaving_by_instruction_and_by_arithmetic_is_the_same()
    {
        var random = new SkyRandom(17);
        for (int i = 0; i < 10000; i++)
        {
            long x = random.Between(0, (1L << 31) - 1), y = random.Between(0, (1L << 31) - 1);
            long code = Morton.Interleave(x, y);
            Assert.Equal((long)(Morton.Spread((ulong)x) | (Morton.Spread((ulong)y) << 1)), code);
            Assert.Equal(x, Morton.EvenBits(code));
            Assert.Equal(y, Morton.EvenBits(code >> 1));
        }
    }

    [Fact]
    public void The_sine_of_small_angles_is_right_to_the_last_places()
    {
        for (double degrees = -42; degrees <= 42; degrees += 0.00317)
        {
            double exact = Math.Sin(degrees * (Math.PI / 180));
            Assert.InRange(Math.Abs(Angles.SinOfSmall(degrees) - exact), 0, 3e-16 * Math.Abs(exact));
        }
    }
}
