namespace Lamost.Vo.Archive.Hips;

/// <summary>
/// The colours of density maps, from a dark blue over teal and yellow to nearly white. Their lightness, as the eye sees it, grows by the same step from each to the next, so
/// that equal factors of density look equally far apart and the map reads in grey too. They are made in Oklab (B. Ottosson, 2020).
/// </summary>
public static class DensityColours
{
    /// <summary>How many there are; 0 is nothing at all and transparent.</summary>
    public const int Count = 256;

    /// <summary>The first that is not transparent at all, and the darkest; those before it are the same in less and less of it.</summary>
    public const int Opaque = 32;

    /// <summary>Red, green, blue and opacity of each.</summary>
    public static ReadOnlySpan<byte> Rgba => All;

    static readonly byte[] All = Make();

    static byte[] Make()
    {
        var colours = new byte[4 * Count];
        for (var i = 1; i < Count; i++)
        {
            var t = Math.Max(0, i - Opaque) / (double)(Count - 1 - Opaque);
            // Hue from blue (275 degrees) down to yellow (95); chroma rises and falls, as near white there is none.
            var hue = double.DegreesToRadians(275 - 180 * Math.Min(1, 1.12 * t));
            var chroma = 0.135 * Math.Sin(Math.PI * (0.12 + 0.83 * t));
            var (red, green, blue) = Srgb(0.22 + 0.76 * t, chroma * Math.Cos(hue), chroma * Math.Sin(hue));
            colours[4 * i] = red;
            colours[4 * i + 1] = green;
            colours[4 * i + 2] = blue;
            colours[4 * i + 3] = (byte)Math.Min(255, 255 * i / Opaque);
        }
        return colours;
    }

    static (byte Red, byte Green, byte Blue) Srgb(double lightness, double a, double b)
    {
        var l = Cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        var m = Cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        var s = Cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return (Byte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s), Byte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s), Byte(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    static double Cube(double x) => x * x * x;

    static byte Byte(double linear)
    {
        var value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055;
        return (byte)Math.Clamp(Math.Round(255 * value), 0, 255);
    }
}
