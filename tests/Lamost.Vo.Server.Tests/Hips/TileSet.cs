using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Lamost.Vo.Sky;
using Xunit;

namespace Lamost.Vo.Server.Tests.Hips;

/// <summary>A progressive catalogue as a client walks through it: from order 1 down, wherever a tile says that there is more below it.</summary>
public sealed partial record TileSet(IReadOnlyDictionary<(int Order, long Pixel), Tile> Tiles)
{
    /// <summary>All rows.</summary>
    public IEnumerable<string> Rows => Tiles.Values.SelectMany(t => t.Rows);

    /// <summary>Reads all tiles; those that parents deny are asked for too, and are not there.</summary>
    public static async Task<TileSet> ReadAsync(ServiceClient client, string path)
    {
        var tiles = new Dictionary<(int, long), Tile>();
        for (long pixel = 0; pixel < 48; pixel++) await DescendAsync(1, pixel, true);
        return new TileSet(tiles);

        async Task<int> DescendAsync(int order, long pixel, bool mayBe)
        {
            var answer = await client.GetAsync($"{path}/{Name(order, pixel)}.tsv");
            if (answer.Status == HttpStatusCode.NotFound)
            {
                Assert.Empty(answer.Body);
                return 0;
            }
            Assert.True(mayBe, $"{order}/{pixel} is there, and its parent says that nothing is below it.");
            var tile = Tile.Parse(answer.Good().Text);
            Assert.Equal("text/tab-separated-values; charset=utf-8", answer.ContentType);
            Assert.NotEmpty(tile.Rows);
            tiles.Add((order, pixel), tile);
            var below = 0;
            for (var child = 4 * pixel; child < 4 * pixel + 4; child++) below += await DescendAsync(order + 1, child, tile.Rows.Count < tile.Total);
            Assert.Equal(tile.Total, tile.Rows.Count + below);
            return tile.Total;
        }
    }

    public static string Name(int order, long pixel) => string.Create(CultureInfo.InvariantCulture, $"Norder{order}/Dir{pixel / 10_000 * 10_000}/Npix{pixel}");

    /// <summary>Checks that every row is in the cell of its tile.</summary>
    public void AreInPlace(int ra, int dec) => Assert.All(Tiles, t => Assert.All(t.Value.Cells, c =>
        Assert.Equal(t.Key.Pixel, Healpix.PixelOf(t.Key.Order, double.Parse(c[ra], CultureInfo.InvariantCulture), double.Parse(c[dec], CultureInfo.InvariantCulture)))));

    /// <summary>Checks that no row of a tile is worth less than one below it.</summary>
    public void BestIsFirst(Func<string[], double> worth)
    {
        foreach (var ((order, pixel), tile) in Tiles)
        {
            if (!Tiles.TryGetValue((order - 1, pixel >> 2), out var parent)) continue;
            Assert.True(parent.Cells.Min(worth) >= tile.Cells.Max(worth), $"{order}/{pixel}");
        }
    }

    [GeneratedRegex("^# Completeness = ([0-9]+) / ([0-9]+)$")]
    internal static partial Regex Completeness();
}

/// <summary>A tile.</summary>
public sealed record Tile(string[] Names, IReadOnlyList<string> Rows, int Total)
{
    public IEnumerable<string[]> Cells => Rows.Select(r => r.Split('\t'));

    /// <summary>Reads one as Aladin does: a comment, the names, rows, and nothing else.</summary>
    public static Tile Parse(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var lines = text[..^1].Split('\n');
        var numbers = TileSet.Completeness().Match(lines[0]);
        Assert.True(numbers.Success, lines[0]);
        var tile = new Tile(lines[1].Split('\t'), lines[2..], int.Parse(numbers.Groups[2].Value, CultureInfo.InvariantCulture));
        Assert.Equal(tile.Rows.Count, int.Parse(numbers.Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.All(tile.Cells, c => Assert.Equal(tile.Names.Length, c.Length));
        return tile;
    }
}
