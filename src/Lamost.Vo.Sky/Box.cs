using System.Diagnostics.CodeAnalysis;

namespace Lamost.Vo.Sky;

/// <summary>
/// ADQL's BOX (ADQL 2.1, 4.2.9): a cross of great circles through a centre, with sides that are great circles perpendicular to its arms at their ends.
/// It is no range of longitudes and latitudes: its north side is an arc that bends towards the equator's side of that latitude.
/// </summary>
public static class Box
{
    /// <summary>The four corners: south-west, south-east, north-east, north-west, where west is the smaller longitude.</summary>
    /// <param name="lonDeg">Longitude of the centre in degrees, any finite value.</param>
    /// <param name="latDeg">Latitude of the centre in degrees, -90 to 90.</param>
    /// <param name="widthDeg">The length of the arm along the parallel's great circle.</param>
    /// <param name="heightDeg">The length of the arm along the meridian.</param>
    /// <param name="corners">The corners; null when there are none.</param>
    /// <returns>False when width or height is not between 0 and 180, both exclusive: then there is no such quadrangle.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The latitude is outside -90 to 90, or the position not finite.</exception>
    public static bool TryCorners(double lonDeg, double latDeg, double widthDeg, double heightDeg, [NotNullWhen(true)] out SkyPoint[]? corners)
    {
        corners = null;
        if (!(widthDeg is > 0 and < 180 && heightDeg is > 0 and < 180)) return false;
        Angles.CheckLatitude(latDeg);
        // The frame of the centre: towards it, east, north.
        var (sinLon, cosLon) = Math.SinCos(Angles.ReduceLongitude(lonDeg) * Angles.RadiansPerDegree);
        var (sinLat, cosLat) = Math.SinCos(latDeg * Angles.RadiansPerDegree);
        var up = new UnitVector(cosLat * cosLon, cosLat * sinLon, sinLat);
        var east = new UnitVector(-sinLon, cosLon, 0);
        var north = new UnitVector(-sinLat * cosLon, -sinLat * sinLon, cosLat);
        // A side perpendicular to an arm at its end lies in the plane of that end and of the other axis; two planes cross where both tangents hold.
        double x = Math.Tan(widthDeg * (Angles.RadiansPerDegree / 2)), y = Math.Tan(heightDeg * (Angles.RadiansPerDegree / 2));
        corners = [Corner(-x, -y), Corner(x, -y), Corner(x, y), Corner(-x, y)];
        return true;

        SkyPoint Corner(double toEast, double toNorth) => new UnitVector(
            up.X + (toEast * east.X) + (toNorth * north.X),
            up.Y + (toEast * east.Y) + (toNorth * north.Y),
            up.Z + (toEast * east.Z) + (toNorth * north.Z)).ToSkyPoint();
    }
}
