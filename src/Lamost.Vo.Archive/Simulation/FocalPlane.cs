namespace Lamost.Vo.Archive.Simulation;

/// <summary>
/// Where the 4,000 fibres sit: 16 patches of equal area, one a spectrograph (4 around the centre, 12 outside), each cut into 10 rings of 25
/// cells of equal area. Numbers run back and forth along the rings, so neighbours in number are neighbours on the sky.
/// </summary>
static class FocalPlane
{
    const int Rings = 10, Cells = 25;

    /// <summary>A random point of a fibre's cell.</summary>
    /// <param name="fibre">0 to 3999: (spid - 1) * 250 + fiberid - 1.</param>
    /// <param name="draws">The stream to take from.</param>
    /// <param name="rho">Distance from the centre, degrees.</param>
    /// <param name="phi">Position angle, radians.</param>
    public static void Point(int fibre, ref Draws draws, out double rho, out double phi)
    {
        var patch = fibre / (Rings * Cells);
        var ring = fibre / Cells % Rings;
        var cell = ring % 2 == 0 ? fibre % Cells : Cells - 1 - fibre % Cells;
        var inner = patch < 4;
        var (sectors, sector) = inner ? (4, patch) : (12, patch - 4);
        var depth = (ring + draws.Unit()) / Rings;
        rho = Footprint.PlateRadius * Math.Sqrt(inner ? depth / 4 : 0.25 + 0.75 * depth);
        phi = 2 * Math.PI * (sector + (cell + draws.Unit()) / Cells) / sectors;
    }
}
