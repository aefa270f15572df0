using System.Runtime.CompilerServices;

namespace Lamost.Vo.Sky;

/// <summary>
/// A position as the grid sees it: longitude in quarter turns, sine and cosine of latitude (both exact to rounding, also at the poles).
/// </summary>
/// <param name="Turn">Longitude / 90 degrees; -1 to 4.5.</param>
/// <param name="SinLat">Sine of the latitude.</param>
/// <param name="CosLat">Cosine of the latitude, not negative.</param>
readonly record struct FacePlace(double Turn, double SinLat, double CosLat)
{
    /// <summary>Where a point of a base pixel lies on the sky (Górski et al. 2005, section 4 and 5: the belt and the caps).</summary>
    /// <param name="face">The base pixel, 0 to 11.</param>
    /// <param name="x">0 to 1 towards the north-east side.</param>
    /// <param name="y">0 to 1 towards the north-west side.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FacePlace At(int face, double x, double y)
    {
        int row = face >> 2, column = face & 3;
        double middle = row == 1 ? column : column + 0.5;
        double east = x - y;
        double height = x + y - row;
        double absHeight = Math.Abs(height);
        if (absHeight <= 1)
        {
            double sin = height * (2.0 / 3);
            return new FacePlace(middle + (east * 0.5), sin, Math.Sqrt(1 - (sin * sin)));
        }
        double fromPole = 2 - absHeight;
        double square = fromPole * fromPole;
        double turn = fromPole > 0 ? middle + (0.5 * east / fromPole) : middle;
        double capSin = 1 - (square * (1.0 / 3));
        double cos = fromPole * Math.Sqrt((2.0 / 3) - (square * (1.0 / 9)));
        return new FacePlace(turn, height < 0 ? -capSin : capSin, cos);
    }

    /// <summary>The same position of a checked longitude and latitude in degrees.</summary>
    public static FacePlace Of(double lonDeg, double latDeg)
    {
        double sin = Math.Sin(latDeg * Angles.RadiansPerDegree);
        double cos = Math.Sin((90 - Math.Abs(latDeg)) * Angles.RadiansPerDegree);
        return new FacePlace(lonDeg / 90, sin, cos);
    }

    /// <summary>The position in degrees.</summary>
    public SkyPoint ToSkyPoint() =>
        new(Angles.ReduceLongitude(Turn * 90), Math.Atan2(SinLat, CosLat) * Angles.DegreesPerRadian);

    /// <summary>The position as a unit vector.</summary>
    public UnitVector ToVector()
    {
        var (sin, cos) = Math.SinCos(Turn * (Math.PI / 2));
        return new UnitVector(CosLat * cos, CosLat * sin, SinLat);
    }
}
