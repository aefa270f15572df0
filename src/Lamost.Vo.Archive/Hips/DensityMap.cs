using Lamost.Vo.Sky;

namespace Lamost.Vo.Archive.Hips;

/// <summary>
/// The density of rows on the sky as pictures: tiles of an image HiPS, and the whole sky (docs/dev/hips.md). A pixel is a number of <see cref="DensityColours"/>, the logarithm
/// of rows a square degree, on one scale for all tiles of all orders, so that nothing jumps where tiles meet or others take their place. Immutable; safe for any number of threads.
/// </summary>
public sealed class DensityMap
{
    /// <summary>The deepest order of tiles; one has 8 by 8 of the cells that rows are counted in.</summary>
    public const int MaxOrder = 6;

    /// <summary>Pixels of a side of a tile.</summary>
    public const int TileWidth = 512;

    /// <summary>Pixels of a side of a tile in <c>Norder3/Allsky.png</c>, and tiles of one row there.</summary>
    public const int AllskyTileWidth = 64, AllskyColumns = 27;

    // Finer cells than a pixel in eight would not be seen.
    const int MostLevels = 6;

    readonly CellCounts _counts;
    readonly DensityScale[] _scales;

    /// <summary>A map of counts.</summary>
    public DensityMap(CellCounts counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        _counts = counts;
        _scales = [.. Enumerable.Range(0, CellCounts.Order - MostLevels + 1).Select(k => DensityScale.Of(counts, DetailOrder(k)))];
    }

    /// <summary>The order of the cells that a tile is drawn from.</summary>
    /// <param name="order">The tile's.</param>
    public static int DetailOrder(int order) => Math.Min(order + MostLevels, CellCounts.Order);

    /// <summary>The scale of the tiles of an order.</summary>
    public DensityScale Scale(int order) => _scales[Math.Min(order, _scales.Length - 1)];

    /// <summary>
    /// Draws a tile. Its first row is that of the north-east sides: rows count along x of <see cref="Healpix.GridPlace"/>, columns along y, as Aladin's Hipsgen has them in PNG.
    /// </summary>
    /// <param name="tile">Order 0 to <see cref="MaxOrder"/>.</param>
    /// <param name="width">Pixels of a side.</param>
    /// <returns>The pixels, row by row from the top; null when there is nothing to be seen.</returns>
    public byte[]? Draw(TileAddress tile, int width)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tile.Order, MaxOrder);
        var grid = DensityGrid.Of(_counts, tile, DetailOrder(tile.Order));
        if (grid is null) return null;
        var densities = grid.Smooth(width);
        var pixels = new byte[width * width];
        var (scale, isSeen) = (Scale(tile.Order), false);
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = scale.Colour(densities[i]);
            isSeen |= pixels[i] > 0;
        }
        return isSeen ? pixels : null;
    }

    /// <summary>Draws all tiles of order 3 small and side by side, as <c>Norder3/Allsky.png</c> has them.</summary>
    public (byte[] Pixels, int Width, int Height) DrawAllsky()
    {
        const int Tiles = 768, Rows = (Tiles + AllskyColumns - 1) / AllskyColumns, Width = AllskyColumns * AllskyTileWidth, Height = Rows * AllskyTileWidth;
        var pixels = new byte[Width * Height];
        for (var n = 0; n < Tiles; n++)
        {
            if (Draw(new TileAddress(3, n), AllskyTileWidth) is not { } tile) continue;
            var corner = n / AllskyColumns * AllskyTileWidth * Width + n % AllskyColumns * AllskyTileWidth;
            for (var y = 0; y < AllskyTileWidth; y++) tile.AsSpan(y * AllskyTileWidth, AllskyTileWidth).CopyTo(pixels.AsSpan(corner + y * Width));
        }
        return (pixels, Width, Height);
    }

    /// <summary>Draws the whole sky in the projection of Mollweide, with right ascension 180 degrees in the middle and growing to the left.</summary>
    /// <param name="width">Pixels; the height is half of it.</param>
    public byte[] DrawSky(int width)
    {
        const int DetailLevels = CellCounts.Order - MostLevels;
        var scale = Scale(0);
        var height = width / 2;
        var cells = new int[Healpix.PixelCount(CellCounts.Order - DetailLevels)];
        for (var i = 0; i < _counts.Cells.Length; i++) cells[_counts.Cells[i] >> (2 * DetailLevels)] += _counts.Counts[i];
        var area = CellCounts.CellArea * (1 << (2 * DetailLevels));
        var pixels = new byte[width * height];
        for (var row = 0; row < height; row++)
        {
            var sine = 1 - (row + 0.5) / height * 2;
            var angle = Math.Asin(sine);
            var latitude = double.RadiansToDegrees(Math.Asin(Math.Clamp((2 * angle + Math.Sin(2 * angle)) / Math.PI, -1, 1)));
            for (var column = 0; column < width; column++)
            {
                var east = (1 - (column + 0.5) / width * 2) / Math.Cos(angle);
                if (Math.Abs(east) > 1) continue;
                pixels[row * width + column] = scale.Colour(cells[Healpix.PixelOf(CellCounts.Order - DetailLevels, 180 + 180 * east, latitude)] / area);
            }
        }
        return pixels;
    }
}
