namespace Lamost.Vo.Sky;

/// <summary>
/// Rotations between ICRS and other frames. FK5 at J2000 is ICRS to 0.03 arcsec, and is not rotated. Immutable, and safe for any number of threads.
/// </summary>
public sealed class FrameRotation
{
    readonly UnitVector _x, _y, _z;

    FrameRotation(UnitVector x, UnitVector y, UnitVector z) => (_x, _y, _z) = (x, y, z);

    /// <summary>
    /// ICRS to galactic coordinates: those of the IAU of 1958 in FK5 (Reid and Brunthaler 2004, ApJ 616, 872), with the rotation of FK5 against ICRS
    /// (Mignard and Froeschle 2000, A&amp;A 354, 732).
    /// </summary>
    public static FrameRotation ToGalactic { get; } = ByPole(192.85947789477606, 27.128252414968028, 122.9319252554166);

    /// <summary>ICRS to the mean ecliptic and equinox of J2000 (IAU 2006).</summary>
    public static FrameRotation ToEcliptic { get; } = ByPole(269.9999852977778, 66.56071866138888, 89.99998839583333);

    /// <summary>The rotation back.</summary>
    public FrameRotation Inverse() => new(new UnitVector(_x.X, _y.X, _z.X), new UnitVector(_x.Y, _y.Y, _z.Y), new UnitVector(_x.Z, _y.Z, _z.Z));

    /// <summary>A position in the other frame; degrees.</summary>
    public SkyPoint Apply(SkyPoint position)
    {
        var v = UnitVector.Of(position.LonDeg, position.LatDeg);
        return new UnitVector(_x.Dot(v), _y.Dot(v), _z.Dot(v)).ToSkyPoint();
    }

    // By the old coordinates of the new pole and the new longitude of the old pole.
    static FrameRotation ByPole(double lonDeg, double latDeg, double ofOldPoleDeg)
    {
        var pole = UnitVector.Of(lonDeg, latDeg);
        var node = new UnitVector(0, 0, 1).Cross(pole).Normalized();
        var ahead = pole.Cross(node);
        // The old pole lies 90 degrees beyond the node.
        var (sin, cos) = Math.SinCos((ofOldPoleDeg - 90) * Angles.RadiansPerDegree);
        var x = new UnitVector((cos * node.X) - (sin * ahead.X), (cos * node.Y) - (sin * ahead.Y), (cos * node.Z) - (sin * ahead.Z));
        return new FrameRotation(x, pole.Cross(x), pole);
    }
}
