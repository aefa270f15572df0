namespace Lamost.Vo.Sky;

public static partial class Healpix
{
    /// <summary>The centre of a pixel.</summary>
    /// <param name="order">0 to 29.</param>
    /// <param name="pixel">A pixel of that order.</param>
    /// <returns>Longitude in [0, 360), latitude in (-90, 90), degrees.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The order or the pixel is out of range.</exception>
    public static SkyPoint Centre(int order, long pixel)
    {
        CheckPixel(order, pixel);
        var cell = GridCell.Of(order, pixel);
        return FacePlace.At(cell.Face, (cell.X + 0.5) * cell.Size, (cell.Y + 0.5) * cell.Size).ToSkyPoint();
    }

    /// <summary>
    /// The four corners of a pixel: north, west, south, east, where east is the greater longitude. The sides between them are not great
    /// circles. A corner at a pole has the longitude of the middle of its base pixel.
    /// </summary>
    /// <param name="order">0 to 29.</param>
    /// <param name="pixel">A pixel of that order.</param>
    /// <param name="corners">Where they go; at least 4 long.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order or the pixel is out of range.</exception>
    /// <exception cref="ArgumentException">There is no room for four.</exception>
    public static void Corners(int order, long pixel, Span<SkyPoint> corners)
    {
        CheckPixel(order, pixel);
        if (corners.Length < 4) throw new ArgumentException("A pixel has four corners.", nameof(corners));
        var cell = GridCell.Of(order, pixel);
        double west = cell.X * cell.Size, east = (cell.X + 1) * cell.Size;
        double south = cell.Y * cell.Size, north = (cell.Y + 1) * cell.Size;
        corners[0] = FacePlace.At(cell.Face, east, north).ToSkyPoint();
        corners[1] = FacePlace.At(cell.Face, west, north).ToSkyPoint();
        corners[2] = FacePlace.At(cell.Face, west, south).ToSkyPoint();
        corners[3] = FacePlace.At(cell.Face, east, south).ToSkyPoint();
    }
}
