using Lamost.Vo.Archive.Hips;
using Lamost.Vo.Sky;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Hips;

public sealed class PyramidTests
{
    [Theory]
    [InlineData(1, 40_000)]
    [InlineData(2, 7)]
    [InlineData(3, 0)]
    public void Every_row_is_in_one_tile_and_none_below_a_tile_is_better_than_any_in_it(int seed, int count)
    {
        var (pixels, scores) = Survey(seed, count);
        var pyramid = Pyramid.Of(pixels, scores, count);
        Assert.Equal(Enumerable.Range(0, count), pyramid.Rows.Order());
        Assert.Equal(count, pyramid.Tiles.Sum(t => t.Count));
        Assert.Equal(pyramid.Tiles.OrderBy(t => t.Address.Order).ThenBy(t => t.Address.Pixel), pyramid.Tiles);
        Assert.InRange(pyramid.Order, Pyramid.LastAllskyOrder, Pyramid.MaxOrder);
        var tiles = pyramid.Tiles.ToDictionary(t => t.Address);
        foreach (var tile in pyramid.Tiles)
        {
            var rows = pyramid.Rows.AsSpan(tile.Start, tile.Count).ToArray();
            var cell = Healpix.Descendants(tile.Address.Pixel, tile.Address.Order);
            Assert.All(rows, r => Assert.InRange(pixels[r], cell.First, cell.Last));
            Assert.Equal(rows.Order(), rows);
            var children = Enumerable.Range(0, 4).Select(c => tiles.GetValueOrDefault(new TileAddress(tile.Address.Order + 1, 4 * tile.Address.Pixel + c))).Where(t => t.Count > 0).ToList();
            Assert.Equal(tile.Total, tile.Count + children.Sum(c => c.Total));
            // A tile that has others below it is full; so a client that sees one that is not need not look further.
            if (children.Count > 0) Assert.Equal(Pyramid.Capacity(tile.Address.Order), tile.Count);
            else Assert.Equal(tile.Total, tile.Count);
            var worst = rows.Min(r => Worth(scores[r]));
            foreach (var child in children) Assert.All(pyramid.Rows.AsSpan(child.Start, child.Count).ToArray(), r => Assert.True(Worth(scores[r]) <= worst));
            if (tile.Address.Order > Pyramid.MinOrder) Assert.True(tiles.ContainsKey(new TileAddress(tile.Address.Order - 1, tile.Address.Pixel >> 2)));
        }
    }

    [Fact]
    public void The_best_of_a_cell_are_those_that_sorting_finds()
    {
        var (pixels, scores) = Survey(5, 30_000);
        var pyramid = Pyramid.Of(pixels, scores, pixels.Length);
        foreach (var tile in pyramid.Tiles.Where(t => t.Address.Order == Pyramid.MinOrder))
        {
            var cell = Healpix.Descendants(tile.Address.Pixel, tile.Address.Order);
            var expected = Enumerable.Range(0, pixels.Length).Where(i => pixels[i] >= cell.First && pixels[i] <= cell.Last).Select(i => Worth(scores[i])).OrderDescending().Take(tile.Count);
            Assert.Equal(expected, pyramid.Rows.AsSpan(tile.Start, tile.Count).ToArray().Select(r => Worth(scores[r])).OrderDescending());
        }
    }

    [Fact]
    public void Rows_without_a_score_come_last_and_spread_evenly()
    {
        var random = new Random(11);
        var pixels = Enumerable.Range(0, 20_000).Select(_ => random.NextInt64(Healpix.Descendants(5, 1).First, Healpix.Descendants(5, 1).Last)).Order().ToArray();
        var scores = new float[pixels.Length];
        Array.Fill(scores, float.NaN);
        scores[777] = float.NegativeInfinity;
        var pyramid = Pyramid.Of(pixels, scores, pixels.Length);
        var first = pyramid.Tiles[0];
        var chosen = pyramid.Rows.AsSpan(first.Start, first.Count).ToArray();
        Assert.Contains(777, chosen);
        // In each quarter of the cell about a quarter of the 50; by chance alone fewer than 3 would be one case in a million.
        Assert.All(Enumerable.Range(0, 4), q => Assert.InRange(chosen.Count(r => Healpix.Ancestor(pixels[r], 29, 2) == 20 + q), 3, 30));
    }

    [Fact]
    public void What_lies_at_one_place_ends_in_the_deepest_tile()
    {
        var pixels = Enumerable.Repeat(123_456_789_012_345L, 9_000).ToArray();
        var pyramid = Pyramid.Of(pixels, new float[9_000], 9_000);
        Assert.Equal(Pyramid.MaxOrder, pyramid.Order);
        Assert.Equal(Pyramid.MaxOrder, pyramid.Tiles.Count);
        Assert.Equal(9_000 - 3 * Pyramid.AllskyTileRows - (Pyramid.MaxOrder - 4) * Pyramid.TileRows, pyramid.Tiles[^1].Count);
    }

    [Fact]
    public void Rows_out_of_order_are_refused() => Assert.Throws<ArgumentException>(() => Pyramid.Of([5, 4], [1, 1], 2));

    [Theory]
    [InlineData("Norder3", "Dir0", "Npix767", true)]
    [InlineData("Norder3", "Dir0", "Npix768", false)]
    [InlineData("Norder7", "Dir190000", "Npix196607", true)]
    [InlineData("Norder7", "Dir180000", "Npix196607", false)]
    [InlineData("Norder7", "Dir0", "Npix-1", false)]
    [InlineData("Norder07", "Dir0", "Npix1", false)]
    [InlineData("Norder7", "Dir0", "Npix01", false)]
    [InlineData("Norder7", "Dir0", "Npix1 ", false)]
    [InlineData("norder7", "Dir0", "Npix1", false)]
    [InlineData("Norder21", "Dir0", "Npix1", false)]
    [InlineData("Norder", "Dir", "Npix", false)]
    [InlineData("Norder20", "Dir0", "Npix99999999999999999999", false)]
    [InlineData("Norder99999999999", "Dir0", "Npix0", false)]
    public void Addresses_are_written_in_one_way(string order, string directory, string pixel, bool isOne)
    {
        Assert.Equal(isOne, TileAddress.TryParse(order, directory, pixel, out var tile));
        if (isOne) Assert.Equal($"{order}/{directory}/{pixel}", tile.ToString());
    }

    static float Worth(float score) => float.IsNaN(score) ? float.NegativeInfinity : score;

    /// <summary>Positions in clusters and alone, many of them repeated; scores with equal ones, infinite ones and none.</summary>
    static (long[] Pixels, float[] Scores) Survey(int seed, int count)
    {
        var random = new Random(seed);
        var rows = new List<(long Pixel, float Score)>();
        while (rows.Count < count)
        {
            var centre = random.NextInt64(Healpix.PixelCount(29));
            var spread = 1L << random.Next(1, 50);
            for (var i = random.Next(1, 4_000); i > 0 && rows.Count < count; i--)
            {
                var pixel = Math.Clamp(centre + random.NextInt64(spread), 0, Healpix.PixelCount(29) - 1);
                for (var visit = random.Next(1, 4); visit > 0 && rows.Count < count; visit--)
                    rows.Add((pixel, random.Next(20) switch { 0 => float.NaN, 1 => float.PositiveInfinity, 2 => -1, _ => (float)Math.Round(random.NextDouble() * 300, 1) }));
            }
        }
        rows.Sort((a, b) => a.Pixel.CompareTo(b.Pixel));
        return ([.. rows.Select(r => r.Pixel)], [.. rows.Select(r => r.Score)]);
    }
}
