namespace Lamost.Vo.Archive.Simulation;

/// <summary>A direction as a unit vector of the ICRS.</summary>
readonly record struct Direction(double X, double Y, double Z)
{
    const double Degree = Math.PI / 180;

    // Rows of the rotation from ICRS to galactic coordinates (Hipparcos catalogue, volume 1, section 1.5.3).
    static readonly Direction GalacticX = new(-0.0548755604, -0.8734370902, -0.4838350155);
    static readonly Direction GalacticY = new(+0.4941094279, -0.4448296300, +0.7469822445);
    static readonly Direction GalacticZ = new(-0.8676661490, -0.1980763734, +0.4559837762);

    /// <summary>The direction of a right ascension and declination in degrees.</summary>
    public static Direction Of(double ra, double dec)
    {
        var (sinRa, cosRa) = Math.SinCos(ra * Degree);
        var (sinDec, cosDec) = Math.SinCos(dec * Degree);
        return new(cosDec * cosRa, cosDec * sinRa, sinDec);
    }

    /// <summary>Right ascension, 0 inclusive to 360 exclusive, and declination in degrees.</summary>
    public (double Ra, double Dec) Equatorial() => (Longitude(Y, X), Math.Atan2(Z, Math.Sqrt(X * X + Y * Y)) / Degree);

    /// <summary>Galactic longitude, 0 to 360, and latitude in degrees.</summary>
    public (double L, double B) Galactic() => (Longitude(Dot(GalacticY), Dot(GalacticX)), Math.Asin(Math.Clamp(Dot(GalacticZ), -1, 1)) / Degree);

    /// <summary>A vector of galactic components (towards the centre, along rotation, to the north pole) in the ICRS.</summary>
    public static Direction FromGalactic(double u, double v, double w) => new(
        u * GalacticX.X + v * GalacticY.X + w * GalacticZ.X,
        u * GalacticX.Y + v * GalacticY.Y + w * GalacticZ.Y,
        u * GalacticX.Z + v * GalacticY.Z + w * GalacticZ.Z);

    /// <summary>The scalar product.</summary>
    public double Dot(Direction other) => X * other.X + Y * other.Y + Z * other.Z;

    /// <summary>The direction at a distance of <paramref name="rho"/> degrees from this one, at the position angle <paramref name="phi"/> in radians.</summary>
    public Direction Offset(double rho, double phi)
    {
        // East is (-y, x, 0) / r; north is this x east.
        var r = Math.Sqrt(X * X + Y * Y);
        var (ex, ey) = r > 1e-12 ? (-Y / r, X / r) : (0.0, 1.0);
        var (nx, ny, nz) = (-Z * ey, Z * ex, X * ey - Y * ex);
        var (sinRho, cosRho) = Math.SinCos(rho * Degree);
        var (sinPhi, cosPhi) = Math.SinCos(phi);
        var (e, n) = (sinRho * sinPhi, sinRho * cosPhi);
        return new(X * cosRho + ex * e + nx * n, Y * cosRho + ey * e + ny * n, Z * cosRho + nz * n);
    }

    static double Longitude(double y, double x)
    {
        var degrees = Math.Atan2(y, x) / Degree;
        return degrees < 0 ? degrees + 360 : degrees;
    }
}
