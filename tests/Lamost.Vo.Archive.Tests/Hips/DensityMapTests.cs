using Lamost.Vo.Archive.Hips;
using Lamost.Vo.Sky;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Hips;

public sealed class DensityMapTests
{
    [Fact]
    public void Counts_are_those_of_counting_and_survive_being_written()
    {
        var pixels = Pixels(3, 20_000);
        var counts = CellCounts.Of(pixels);
        var expected = pixels.GroupBy(p => p >> 40).OrderBy(g => g.Key).ToDictionary(g => (int)g.Key, g => g.Count());
        Assert.Equal(expected.Keys, counts.Cells.ToArray());
        Assert.Equal(expected.Values, counts.Counts.ToArray());
        var again = CellCounts.FromBytes(counts.ToBytes());
        Assert.Equal(expected.Keys, again.Cells.ToArray());
        Assert.Equal(expected.Values, again.Counts.ToArray());
        var (first, end) = (expected.Keys.ElementAt(100), expected.Keys.ElementAt(900));
        Assert.Equal(expected.Where(e => e.Key >= first && e.Key < end).Sum(e => e.Value), counts.Sum(first, end));
        Assert.Equal(expected.Count / (double)Healpix.PixelCount(9), counts.SkyFraction);
        Assert.Equal(pixels.GroupBy(p => p >> 48).OrderByDescending(g => g.Count()).First().Key, Healpix.PixelOf(5, counts.Densest()!.Value.LonDeg, counts.Densest()!.Value.LatDeg));
    }

    [Theory]
    [InlineData(new byte[] { 0x80 })]
    [InlineData(new byte[] { 1 })]
    [InlineData(new byte[] { 1, 0 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0x7F, 1 })]
    public void Damaged_counts_are_told(byte[] bytes) => Assert.Throws<InvalidDataException>(() => CellCounts.FromBytes(bytes));

    [Theory]
    [InlineData(0, 4)]
    [InlineData(0, 11)]
    [InlineData(2, 77)]
    [InlineData(3, 301)]
    [InlineData(6, 20_000)]
    public void A_pixel_is_where_Hipsgen_puts_it(int order, long pixel)
    {
        // One crowded cell; the brightest pixel of the tile is in its middle.
        const int Width = DensityMap.TileWidth;
        var detail = DensityMap.DetailOrder(order);
        var random = new Random(order);
        for (var trial = 0; trial < 5; trial++)
        {
            var cell = (pixel << (2 * (detail - order))) + random.NextInt64(1L << (2 * (detail - order)));
            var inside = Healpix.Descendants(cell, detail);
            var map = new DensityMap(CellCounts.Of([.. Enumerable.Range(0, 500).Select(_ => random.NextInt64(inside.First, inside.Last)).Order()]));
            var picture = map.Draw(new TileAddress(order, pixel), Width)!;
            var brightest = picture.Max();
            var (row, column) = (0.0, 0.0);
            var at = Enumerable.Range(0, picture.Length).Where(i => picture[i] == brightest).ToList();
            foreach (var i in at) (row, column) = (row + (i / Width + 0.5) / at.Count, column + (i % Width + 0.5) / at.Count);
            // x of the grid counts down the rows of the picture, y along them.
            var place = Healpix.GridPixel(pixel, 9, (int)row, (int)column);
            Assert.Equal(cell, Healpix.Ancestor(place, order + 9, detail));
        }
    }

    [Fact]
    public void Nothing_jumps_where_tiles_meet()
    {
        const int Width = 512, Levels = 9;
        var map = new DensityMap(CellCounts.Of(Pixels(8, 60_000)));
        var (around, near) = (new long[8], new long[8]);
        var compared = 0;
        foreach (var order in (int[])[0, 3])
        {
            for (long pixel = 0; pixel < Healpix.PixelCount(order); pixel += order == 0 ? 1 : 29)
            {
                if (map.Draw(new TileAddress(order, pixel), Width) is not { } tile) continue;
                Healpix.Neighbours(order, pixel, around);
                // Beyond the last row lies the north-east neighbour, beyond the last column the north-west one; grids may be turned there.
                foreach (var (direction, isRow) in (ReadOnlySpan<(int, bool)>)[(4, true), (2, false)])
                {
                    if (map.Draw(new TileAddress(order, around[direction]), Width) is not { } next) continue;
                    for (var i = 0; i < Width; i += 3)
                    {
                        var mine = isRow ? (Width - 1, i) : (i, Width - 1);
                        var here = tile[mine.Item1 * Width + mine.Item2];
                        // The nearest pixel beyond the edge.
                        Healpix.Neighbours(order + Levels, Healpix.GridPixel(pixel, Levels, mine.Item1, mine.Item2), near);
                        if (near[direction] < 0 || near[direction] >> (2 * Levels) != around[direction]) continue;
                        var (x, y) = Healpix.GridPlace(near[direction], Levels);
                        var there = next[x * Width + y];
                        compared++;
                        // As far as within the tiles: here one pixel back, there one on, which is into that tile from whichever side it was reached.
                        var before = tile[isRow ? (Width - 2) * Width + i : i * Width + Width - 2];
                        var after = next[x is 0 or Width - 1 && y is not (0 or Width - 1) ? (x == 0 ? 1 : Width - 2) * Width + y : x * Width + (y == 0 ? 1 : Width - 2)];
                        var scale = map.Scale(order);
                        var (b, h, t, a) = (scale.Density(before), scale.Density(here), scale.Density(there), scale.Density(after));
                        Assert.True(Math.Abs(h - t) <= Math.Abs(b - h) + Math.Abs(t - a) + 0.05 * (h + t) + scale.Density(1), $"{order}/{pixel}: {before} {here} | {there} {after} at {i}");
                    }
                }
            }
        }
        Assert.True(compared > 3_000, $"{compared}");
    }

    [Fact]
    public void The_density_of_an_even_sky_is_the_same_at_all_orders()
    {
        // Four rows in each cell.
        var pixels = Enumerable.Range(0, (int)Healpix.PixelCount(9)).SelectMany(c => Enumerable.Repeat((long)c << 40, 4)).ToArray();
        var map = new DensityMap(CellCounts.Of(pixels));
        foreach (var tile in (TileAddress[])[new(0, 3), new(1, 47), new(3, 0), new(4, 1234), new(6, 49_151)])
            Assert.All(map.Draw(tile, 64)!, p => Assert.InRange(map.Scale(tile.Order).Density(p), 3.9 / CellCounts.CellArea, 4.01 / CellCounts.CellArea));
        Assert.Null(new DensityMap(CellCounts.Of([])).Draw(new TileAddress(0, 0), 64));
    }

    [Fact]
    public void A_row_alone_is_seen_at_every_order_and_colours_tell_densities()
    {
        var pixels = Pixels(2, 50_000);
        var map = new DensityMap(CellCounts.Of([.. pixels.Append(Healpix.PixelOf(29, 200, -70)).Order()]));
        for (var order = 0; order <= DensityMap.MaxOrder; order++)
        {
            Assert.Contains(map.Draw(new TileAddress(order, Healpix.PixelOf(order, 200, -70)), 128)!, p => p >= 8);
            var scale = map.Scale(order);
            foreach (var colour in (int[])[1, 20, DensityColours.Opaque, 200, 254]) Assert.Equal(colour, scale.Colour(scale.Density(colour) * 1.0001));
            Assert.Equal((0, 255), (scale.Colour(0), scale.Colour(1e9)));
        }
    }

    [Fact]
    public void The_tiles_of_order_3_stand_side_by_side_as_Hipsgen_has_them()
    {
        var map = new DensityMap(CellCounts.Of(Pixels(4, 30_000)));
        var (all, width, height) = map.DrawAllsky();
        Assert.Equal((1728, 1856), (width, height));
        foreach (var n in (int[])[0, 26, 27, 500, 767])
        {
            var tile = map.Draw(new TileAddress(3, n), 64) ?? new byte[64 * 64];
            for (var y = 0; y < 64; y++) Assert.Equal(tile[(y * 64)..(y * 64 + 64)], all.AsSpan((n / 27 * 64 + y) * width + n % 27 * 64, 64).ToArray());
        }
    }

    [Fact]
    public void Colours_grow_lighter_step_by_step()
    {
        double Lightness(int i)
        {
            double Linear(byte v) => v <= 10 ? v / 255.0 / 12.92 : Math.Pow((v / 255.0 + 0.055) / 1.055, 2.4);
            var rgba = DensityColours.Rgba;
            var y = 0.2126 * Linear(rgba[4 * i]) + 0.7152 * Linear(rgba[4 * i + 1]) + 0.0722 * Linear(rgba[4 * i + 2]);
            return y > 0.008856 ? 116 * Math.Cbrt(y) - 16 : 903.3 * y;
        }
        Assert.Equal(0, DensityColours.Rgba[3]);
        var steps = Enumerable.Range(0, 22).Select(i => Lightness(10 * i + 42) - Lightness(10 * i + 32)).ToList();
        Assert.All(steps, s => Assert.InRange(s, 2, 6.5));
        Assert.True(Lightness(255) > 95 && Lightness(1) < 15);
    }

    static long[] Pixels(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            // Denser towards the north pole and at one place, none in the south.
            var z = Math.Pow(random.NextDouble(), 0.5);
            var lon = random.Next(3) == 0 ? 80 + 20 * random.NextDouble() : 360 * random.NextDouble();
            return Healpix.PixelOf(29, lon, double.RadiansToDegrees(Math.Asin(z * 1.2 - 0.25 > 1 ? 1 : z * 1.2 - 0.25)));
        }).Order()];
    }
}
