using Lamost.Vo.Archive.Hips;
using Lamost.Vo.Spectra.Preview;

namespace Lamost.Vo.Server.Hips;

/// <summary>The pictures of density maps, drawn when they are asked for and kept while there is room. Safe for any number of threads.</summary>
public sealed class DensityPictures(HipsLibrary library)
{
    /// <summary>Pixels of the width of the picture of the whole sky.</summary>
    const int PreviewWidth = 1024;

    // Where a tile is missing clients draw the part of a coarser one that they have, whose colours reach farther: nothing is told by a tile without colour.
    static readonly byte[] Transparent = PngEncoder.EncodePalette(new byte[DensityMap.TileWidth * DensityMap.TileWidth], DensityMap.TileWidth, DensityMap.TileWidth, DensityColours.Rgba);

    /// <summary>A tile as PNG, without colour where there are no rows; null when it is deeper than there are any.</summary>
    /// <param name="key">What names the HiPS and its version.</param>
    /// <param name="catalogue">Whose rows.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="cancel">Ends the reading of counts.</param>
    public async Task<byte[]?> TileAsync(string key, HipsCatalogue catalogue, TileAddress tile, CancellationToken cancel)
    {
        if (tile.Order > DensityMap.MaxOrder) return null;
        return await KeptAsync((key, tile), key, catalogue, map => map.Draw(tile, DensityMap.TileWidth) is { } pixels
            ? PngEncoder.EncodePalette(pixels, DensityMap.TileWidth, DensityMap.TileWidth, DensityColours.Rgba) : Transparent, cancel).ConfigureAwait(false);
    }

    /// <summary>The tiles of order 3, small, in one picture.</summary>
    public Task<byte[]> AllskyAsync(string key, HipsCatalogue catalogue, CancellationToken cancel) => KeptAsync((key, "all"), key, catalogue, static map =>
    {
        var (pixels, width, height) = map.DrawAllsky();
        return PngEncoder.EncodePalette(pixels, width, height, DensityColours.Rgba);
    }, cancel);

    /// <summary>The whole sky.</summary>
    public Task<byte[]> PreviewAsync(string key, HipsCatalogue catalogue, CancellationToken cancel) => KeptAsync((key, "sky"), key, catalogue,
        static map => PngEncoder.EncodePalette(map.DrawSky(PreviewWidth), PreviewWidth, PreviewWidth / 2, DensityColours.Rgba), cancel);

    /// <summary>How many rows each cell has.</summary>
    public Task<CellCounts> CellsAsync(string key, HipsCatalogue catalogue, CancellationToken cancel) =>
        library.KeptAsync((key, "cells"), catalogue.CellsAsync, static cells => 8L * cells.Cells.Length + 1000, cancel);

    Task<byte[]> KeptAsync(object place, string key, HipsCatalogue catalogue, Func<DensityMap, byte[]> draw, CancellationToken cancel) => library.KeptAsync(place, async stop =>
    {
        var cells = await CellsAsync(key, catalogue, stop).ConfigureAwait(false);
        var map = await library.KeptAsync((key, "map"), _ => Task.FromResult(new DensityMap(cells)), static _ => 1000, stop).ConfigureAwait(false);
        return draw(map);
    }, static picture => (picture == Transparent ? 0 : picture.Length) + 1000, cancel);
}
