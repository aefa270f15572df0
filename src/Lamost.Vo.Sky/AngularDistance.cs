namespace Lamost.Vo.Sky;

/// <summary>The angle between two positions, along the great circle.</summary>
public static class AngularDistance
{
    /// <summary>
    /// The distance in degrees, 0 to 180: right to a few units in the last place from far below 0.1 mas to 180 degrees, where the usual
    /// haversine loses half its digits.
    /// </summary>
    /// <param name="lon1Deg">Longitude of the first position, any finite value.</param>
    /// <param name="lat1Deg">Latitude of the first position, -90 to 90.</param>
    /// <param name="lon2Deg">Longitude of the second position, any finite value.</param>
    /// <param name="lat2Deg">Latitude of the second position, -90 to 90.</param>
    /// <exception cref="ArgumentOutOfRangeException">A latitude is outside -90 to 90, or a coordinate not finite.</exception>
    public static double Degrees(double lon1Deg, double lat1Deg, double lon2Deg, double lat2Deg)
    {
        var (near, far) = SquaredHalfChords(lon1Deg, lat1Deg, lon2Deg, lat2Deg);
        return 2 * Math.Atan2(Math.Sqrt(near), Math.Sqrt(far)) * Angles.DegreesPerRadian;
    }

    /// <summary>
    /// sin² of half the distance (the haversine) and cos² of it (the haversine to the antipode), each computed without cancellation and
    /// so right when it is the small one.
    /// </summary>
    internal static (double Near, double Far) SquaredHalfChords(double lon1Deg, double lat1Deg, double lon2Deg, double lat2Deg)
    {
        Angles.CheckLatitude(lat1Deg);
        Angles.CheckLatitude(lat2Deg);
        double step = Angles.ReduceLongitude(lon2Deg) - Angles.ReduceLongitude(lon1Deg);
        const double Half = Angles.RadiansPerDegree / 2;
        double cosines = Math.Cos(lat1Deg * Angles.RadiansPerDegree) * Math.Cos(lat2Deg * Angles.RadiansPerDegree);
        var (sinLon, cosLon) = Math.SinCos(step * Half);
        double sinDifference = Math.Sin((lat2Deg - lat1Deg) * Half), sinSum = Math.Sin((lat1Deg + lat2Deg) * Half);
        return ((sinDifference * sinDifference) + (cosines * sinLon * sinLon), (sinSum * sinSum) + (cosines * cosLon * cosLon));
    }
}
