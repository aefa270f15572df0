namespace Lamost.Vo.Sky;

public readonly partial record struct Circle
{
    // In degrees, 4 nano-arcseconds: what sums of angles are rounded by, so that circles that touch do.
    internal const double Touch = 1e-12;

    /// <summary>The area in square degrees.</summary>
    public double AreaSquareDegrees
    {
        get
        {
            double sin = Math.Sin(RadiusDeg * (Angles.RadiansPerDegree / 2));
            return 4 * Math.PI * sin * sin * Angles.DegreesPerRadian * Angles.DegreesPerRadian;
        }
    }

    /// <summary>True when every position of another circle is in this one, rims included.</summary>
    public bool Contains(Circle other) => RadiusDeg >= 180 || DegreesTo(other) + other.RadiusDeg <= RadiusDeg + Touch;

    /// <summary>True when the two have a position in common, rims included.</summary>
    public bool Intersects(Circle other) => DegreesTo(other) <= RadiusDeg + other.RadiusDeg + Touch;

    /// <summary>True when every position of a polygon is in this circle, rims included.</summary>
    public bool Contains(Polygon polygon)
    {
        ArgumentNullException.ThrowIfNull(polygon);
        // What is farther away than the radius is within the rest of it around the antipode.
        return RadiusDeg >= 180 || polygon.DegreesFrom(LonDeg + 180, -LatDeg) >= 180 - RadiusDeg - Touch;
    }

    /// <summary>True when this circle and a polygon have a position in common, rims included.</summary>
    public bool Intersects(Polygon polygon)
    {
        ArgumentNullException.ThrowIfNull(polygon);
        return polygon.DegreesFrom(LonDeg, LatDeg) <= RadiusDeg + Touch;
    }

    double DegreesTo(Circle other) => AngularDistance.Degrees(LonDeg, LatDeg, other.LonDeg, other.LatDeg);
}
