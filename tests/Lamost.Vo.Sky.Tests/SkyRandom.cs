namespace Lamost.Vo.Sky.Tests;

/// <summary>Positions and sizes that a test of the sphere needs: everywhere, and oftener where something can go wrong.</summary>
sealed class SkyRandom(int seed)
{
    static readonly double CapLatitude = Math.Asin(2.0 / 3) * 180 / Math.PI;
    readonly Random _random = new(seed);

    public double Uniform(double from, double to) => from + ((to - from) * _random.NextDouble());

    public int Below(int count) => _random.Next(count);

    public long Between(long first, long last) => _random.NextInt64(first, last + 1);

    /// <summary>Between two positive numbers, as often in one power of ten as in another.</summary>
    public double Logarithmic(double from, double to) => Math.Pow(10, Uniform(Math.Log10(from), Math.Log10(to)));

    public SkyPoint Anywhere() => new(Uniform(0, 360), Math.Asin(Uniform(-1, 1)) * 180 / Math.PI);

    /// <summary>Anywhere; near a pole, RA 0, a border of a base pixel or between belt and cap; or exactly there.</summary>
    public SkyPoint Position()
    {
        var any = Anywhere();
        double near = Below(4) == 0 ? 0 : Logarithmic(1e-12, 1) * (Below(2) == 0 ? 1 : -1);
        return Below(7) switch
        {
            0 => any with { LatDeg = 90 - Math.Abs(near) },
            1 => any with { LatDeg = Math.Abs(near) - 90 },
            2 => any with { LonDeg = Wrap(near) },
            3 => any with { LonDeg = Wrap((45 * Below(8)) + near) },
            4 => any with { LatDeg = (Below(2) == 0 ? CapLatitude : -CapLatitude) + near },
            5 => new SkyPoint(Wrap((45 * Below(8)) + near), (Below(3) - 1) * CapLatitude),
            _ => any,
        };
    }

    /// <summary>The position at a distance and a bearing, in degrees, from another.</summary>
    public static SkyPoint Offset(SkyPoint from, double distanceDeg, double bearingDeg)
    {
        const double Rad = Math.PI / 180;
        var (sinLon, cosLon) = Math.SinCos(from.LonDeg * Rad);
        var centre = UnitVector.Of(from.LonDeg, from.LatDeg);
        var east = new UnitVector(-sinLon, cosLon, 0);
        var north = centre.Cross(east);
        var (sinBearing, cosBearing) = Math.SinCos(bearingDeg * Rad);
        var (sin, cos) = Math.SinCos(distanceDeg * Rad);
        return new UnitVector(
            (centre.X * cos) + (((north.X * cosBearing) + (east.X * sinBearing)) * sin),
            (centre.Y * cos) + (((north.Y * cosBearing) + (east.Y * sinBearing)) * sin),
            (centre.Z * cos) + (((north.Z * cosBearing) + (east.Z * sinBearing)) * sin)).ToSkyPoint();
    }

    static double Wrap(double lonDeg) => lonDeg < 0 ? lonDeg + 360 : lonDeg;
}
