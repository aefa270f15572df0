using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Benchmarks;

/// <summary>
/// The C# half of side-by-side/healpix.py: times one kernel on the positions of a file whenever a line on the standard input asks for it, so that
/// both halves take turns on one machine.
/// </summary>
static class SkySideBySide
{
    public const string Verb = "healpix-side-by-side";

    /// <summary>Answers <c>positions</c> and <c>cover RADIUS_DEG MAX_RANGES</c>, a line each, until the input ends.</summary>
    /// <param name="path">A file of little-endian doubles: lon, lat, lon, lat ...</param>
    public static int Run(string path)
    {
        var pairs = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(path));
        int count = pairs.Length / 2;
        double[] lon = new double[count], lat = new double[count];
        for (int i = 0; i < count; i++) (lon[i], lat[i]) = (pairs[2 * i], pairs[(2 * i) + 1]);
        var pixels = new long[count];
        while (Console.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            string answer = words[0] == "positions"
                ? Positions(lon, lat, pixels)
                : Covers(lon, lat, double.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture));
            Console.WriteLine(answer);
            Console.Out.Flush();
        }
        return 0;
    }

    // Nanoseconds a position, and the sum of the pixels, which the other half compares.
    static string Positions(double[] lon, double[] lat, long[] pixels)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < pixels.Length; i++) pixels[i] = Healpix.PixelOf(Healpix.MaxOrder, lon[i], lat[i]);
        double ns = Stopwatch.GetElapsedTime(start).TotalNanoseconds / pixels.Length;
        ulong sum = 0;
        foreach (long pixel in pixels) sum += (ulong)pixel;
        return string.Create(CultureInfo.InvariantCulture, $"{ns} {sum}");
    }

    // Nanoseconds a cover, ranges a cover, border's and inside's area over the circle's, bytes allocated in all.
    static string Covers(double[] lon, double[] lat, double radiusDeg, int maxRanges)
    {
        int count = Math.Min(lon.Length, 20000);
        var cover = new SkyCover(maxRanges);
        double ranges = 0, inside = 0, border = 0;
        for (int i = 0; i < count; i++)
        {
            cover.Cover(new Circle(lon[i], lat[i], radiusDeg));
            ranges += cover.Inside.Length + cover.Border.Length;
            foreach (var range in cover.Inside) inside += range.Last - range.First + 1;
            foreach (var range in cover.Border) border += range.Last - range.First + 1;
        }
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++) cover.Cover(new Circle(lon[i], lat[i], radiusDeg));
        double ns = Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        double half = Math.Sin(radiusDeg * Math.PI / 360);
        double circle = half * half * Healpix.PixelCount(Healpix.MaxOrder) * count;
        return string.Create(CultureInfo.InvariantCulture, $"{ns} {ranges / count} {border / circle} {inside / circle} {bytes}");
    }
}
