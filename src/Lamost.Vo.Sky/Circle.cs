namespace Lamost.Vo.Sky;

/// <summary>A circle on the sky: every position at most a radius from its centre. The rim belongs to it.</summary>
public readonly partial record struct Circle
{
    /// <summary>Makes a circle.</summary>
    /// <param name="lonDeg">Longitude of the centre in degrees, any finite value.</param>
    /// <param name="latDeg">Latitude of the centre in degrees, -90 to 90.</param>
    /// <param name="radiusDeg">Radius in degrees, 0 (the centre alone) to 180 (the whole sky), both inclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range or not a finite number.</exception>
    public Circle(double lonDeg, double latDeg, double radiusDeg)
    {
        Angles.CheckLatitude(latDeg);
        if (!(radiusDeg is >= 0 and <= 180))
            throw new ArgumentOutOfRangeException(nameof(radiusDeg), radiusDeg, "A radius is a number from 0 to 180 degrees.");
        LonDeg = Angles.ReduceLongitude(lonDeg);
        LatDeg = latDeg;
        RadiusDeg = radiusDeg;
    }

    /// <summary>Longitude of the centre in degrees, in [0, 360).</summary>
    public double LonDeg { get; }

    /// <summary>Latitude of the centre in degrees.</summary>
    public double LatDeg { get; }

    /// <summary>Radius in degrees, 0 to 180.</summary>
    public double RadiusDeg { get; }

    /// <summary>
    /// True when a position is in the circle or on its rim. Up to 90 degrees this is the comparison that SQL makes, haversine against
    /// sin²(r/2); beyond, the same for the antipode, which keeps its precision where the haversine loses it.
    /// </summary>
    /// <param name="lonDeg">Longitude in degrees, any finite value.</param>
    /// <param name="latDeg">Latitude in degrees, -90 to 90.</param>
    /// <exception cref="ArgumentOutOfRangeException">The latitude is outside -90 to 90, or a coordinate not finite.</exception>
    public bool Contains(double lonDeg, double latDeg)
    {
        var (near, far) = AngularDistance.SquaredHalfChords(LonDeg, LatDeg, lonDeg, latDeg);
        if (RadiusDeg <= 90)
        {
            double sin = Math.Sin(RadiusDeg * (Angles.RadiansPerDegree / 2));
            return near <= sin * sin;
        }
        double cos = Math.Sin((180 - RadiusDeg) * (Angles.RadiansPerDegree / 2));
        return far >= cos * cos;
    }
}
