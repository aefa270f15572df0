namespace Lamost.Vo.Sky;

/// <summary>
/// A direction as three Cartesian coordinates: x towards (0, 0), y towards (90, 0), z towards the north pole. The length is 1 to rounding
/// where the vector came from a position; sums and products of vectors are whatever they are until <see cref="Normalized"/>.
/// </summary>
/// <param name="X">Towards longitude 0 on the equator.</param>
/// <param name="Y">Towards longitude 90 on the equator.</param>
/// <param name="Z">Towards latitude 90.</param>
public readonly record struct UnitVector(double X, double Y, double Z)
{
    /// <summary>The squared length; for a difference of unit vectors, the squared chord.</summary>
    public double SquaredLength => (X * X) + (Y * Y) + (Z * Z);

    /// <summary>The direction of a position in degrees.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The latitude is outside -90 to 90, or a coordinate not finite.</exception>
    public static UnitVector Of(double lonDeg, double latDeg)
    {
        Angles.CheckLatitude(latDeg);
        return FacePlace.Of(Angles.ReduceLongitude(lonDeg), latDeg).ToVector();
    }

    /// <summary>The position in degrees: longitude in [0, 360), latitude in [-90, 90]. Right for vectors of any length but 0.</summary>
    public SkyPoint ToSkyPoint() => new(
        Angles.ReduceLongitude(Math.Atan2(Y, X) * Angles.DegreesPerRadian),
        Math.Atan2(Z, Math.Sqrt((X * X) + (Y * Y))) * Angles.DegreesPerRadian);

    /// <summary>The vector of length 1 in the same direction; NaN for the null vector.</summary>
    public UnitVector Normalized()
    {
        double scale = 1 / Math.Sqrt(SquaredLength);
        return new UnitVector(X * scale, Y * scale, Z * scale);
    }

    /// <summary>The scalar product.</summary>
    public double Dot(UnitVector other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

    /// <summary>The vector product, this × other.</summary>
    public UnitVector Cross(UnitVector other) => new(
        (Y * other.Z) - (Z * other.Y),
        (Z * other.X) - (X * other.Z),
        (X * other.Y) - (Y * other.X));

    /// <summary>The angle between two directions, in degrees; right to rounding at every angle, and for vectors of any length but 0.</summary>
    public double DegreesTo(UnitVector other) => Math.Atan2(Math.Sqrt(Cross(other).SquaredLength), Dot(other)) * Angles.DegreesPerRadian;

    /// <summary>Sum by coordinates.</summary>
    public static UnitVector operator +(UnitVector a, UnitVector b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>Difference by coordinates; its length is the chord.</summary>
    public static UnitVector operator -(UnitVector a, UnitVector b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>The opposite direction.</summary>
    public static UnitVector operator -(UnitVector a) => new(-a.X, -a.Y, -a.Z);

    /// <summary>Sum by coordinates.</summary>
    public static UnitVector Add(UnitVector left, UnitVector right) => left + right;

    /// <summary>Difference by coordinates.</summary>
    public static UnitVector Subtract(UnitVector left, UnitVector right) => left - right;

    /// <summary>The opposite direction.</summary>
    public static UnitVector Negate(UnitVector item) => -item;
}
