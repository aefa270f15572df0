global using Xunit;
using System.Globalization;

namespace Lamost.Vo.Sky.Tests;

/// <summary>The lines of a file that golden/make_golden.py wrote, split at blanks; comment lines left out.</summary>
static class GoldenFile
{
    public static IEnumerable<string[]> Read(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "golden", name);
        return File.ReadLines(path).Where(line => line[0] != '#').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    public static long Pixel(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    public static int Order(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
