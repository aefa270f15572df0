namespace Lamost.Vo.Sky.Tests;

/// <summary>Polygons to test with.</summary>
static class PolygonShapes
{
    public static SkyPoint[] Regular(SkyPoint centre, double radiusDeg, int corners, double turnDeg) =>
        Enumerable.Range(0, corners).Select(i => SkyRandom.Offset(centre, radiusDeg, turnDeg + (360.0 * i / corners))).ToArray();

    /// <summary>Corners at distances from a tenth of the radius to all of it, in order around the centre: simple, seldom convex.</summary>
    public static SkyPoint[] Star(SkyPoint centre, double radiusDeg, int corners, SkyRandom random)
    {
        double turn = random.Uniform(0, 360);
        return Enumerable.Range(0, corners)
            .Select(i => SkyRandom.Offset(centre, radiusDeg * random.Uniform(0.1, 1), turn + (360.0 * (i + random.Uniform(-0.3, 0.3)) / corners)))
            .ToArray();
    }
}
