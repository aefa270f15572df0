using System.Globalization;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>The ratios of short runs, kept in a file of the repository: a line each, name and number, divided by a tab.</summary>
static class ShortRatios
{
    const double Loss = 0.9;

    /// <summary>Prints each ratio beside the committed one, and loudly those that lost more than a tenth; fails nothing, as machines differ.</summary>
    /// <param name="path">The file.</param>
    /// <param name="ratios">Those of this run; larger is better.</param>
    /// <param name="accept">Write them into the file instead.</param>
    public static async Task CompareAsync(string path, IReadOnlyDictionary<string, double> ratios, bool accept)
    {
        var lines = ratios.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Key}\t{r.Value:F3}"));
        if (accept)
        {
            await File.WriteAllLinesAsync(path, lines);
            Console.WriteLine($"Accepted {ratios.Count} ratios into {path}.");
            return;
        }
        var committed = File.Exists(path) ? Read(await File.ReadAllLinesAsync(path)) : [];
        var slower = 0;
        Console.WriteLine("Ratios of this run, and how they stand to the committed ones (larger is better):");
        foreach (var (name, ratio) in ratios)
        {
            if (!committed.TryGetValue(name, out var before))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name}: {ratio:F2} (new)"));
                continue;
            }
            var lost = ratio < Loss * before;
            if (lost) slower++;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(lost ? "SLOWER:" : " ")} {name}: {ratio:F2}, committed {before:F2}, {100 * (ratio / before - 1):+0;-0;0} %"));
        }
        foreach (var name in committed.Keys.Except(ratios.Keys)) Console.WriteLine($"MISSING: {name} is committed and was not measured.");
        Console.WriteLine(slower == 0 ? "No ratio lost more than a tenth." : $"{slower} of {ratios.Count} ratios lost more than a tenth. Run it again on a quiet machine; if they stay, find out why, or accept them with ./bench.sh --short --accept.");
    }

    static Dictionary<string, double> Read(IEnumerable<string> lines) =>
        lines.Select(l => l.Split('\t')).Where(l => l.Length == 2).ToDictionary(l => l[0], l => double.Parse(l[1], CultureInfo.InvariantCulture));
}
