using System.Runtime.CompilerServices;

namespace Lamost.Vo.Sky.Covers;

/// <summary>A pixel as a cover sees it: its centre, and how far from there any of its points can be.</summary>
/// <param name="Centre">The centre.</param>
/// <param name="Reach">In radians, not less than the distance from the centre to any point of the pixel.</param>
readonly record struct CellShape(FacePlace Centre, double Reach)
{
    // The square of the longest path from the centre of a square of side 1 to its corner, over all of the sphere, is 1.2113.
    const double LongestReach = 1.1007;

    /// <summary>The shape of a pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CellShape Of(GridCell cell)
    {
        double size = cell.Size;
        double x = (cell.X + 0.5) * size, y = (cell.Y + 0.5) * size;
        var centre = FacePlace.At(cell.Face, x, y);
        return new CellShape(centre, ReachOf(cell.Face >> 2, x, y, size, centre.CosLat));
    }

    /// <summary>
    /// A straight way on the grid from the centre to another point of the pixel has a length on the sky that the metric bounds. With
    /// d = the step along a diagonal, in the belt ds² = (π/4 cos φ)² (dx-dy)² + (2/3 / cos φ)² (dx+dy)²; in a cap, at the distance s from
    /// the pole's corner and the fraction f of the quarter turn, ds² = (2/3)/(1-s²/6) (dx+dy)² + (π²/6)(1-s²/6)((1-f)dx - f dy)². Both
    /// are greatest at corners; what varies over the pixel is replaced by its greatest value there.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double ReachOf(int row, double x, double y, double size, double cosLat)
    {
        if (size > 1.0 / 8) return LongestReach * size;
        double height = Math.Abs(x + y - row);
        if (height + size <= 1)
        {
            // cos φ varies by less than this factor, for it is at least sqrt(5)/3 in the belt.
            return size * (1 + (1.1 * size)) * Math.Max(Math.PI / 4 * cosLat, 2.0 / 3 / cosLat);
        }
        double fromPole = 2 - height;
        double farthest = Math.Min(1, fromPole + size);
        double slant = Math.Min(1, (Math.Abs(x - y) + size) / (fromPole - size + 1e-300));
        if (fromPole <= size) slant = 1;
        // 1/(1-u) <= 1 + 1.2 u for u <= 1/6.
        double squared = (8.0 / 3) + (8.0 / 15 * farthest * farthest) + (Math.PI * Math.PI / 6 * slant * slant);
        return 0.5 * size * Math.Sqrt(squared);
    }
}
