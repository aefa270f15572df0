using System.Globalization;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>The ratios of short runs, kept in a file of the repository: a line each, name and number, divided by a tab.</summary>
/// <param name="path">The file.</param>
sealed class ShortRatios(string path)
{
    const double Loss = 0.9;

    readonly Dictionary<string, double> _committed = (File.Exists(path) ? File.ReadAllLines(path) : []).Select(l => l.Split('\t'))
        .ToDictionary(l => l[0], l => double.Parse(l[1], CultureInfo.InvariantCulture));

    /// <summary>Those that lost more than a tenth; larger ratios are better.</summary>
    public IReadOnlyList<string> Slower(IReadOnlyDictionary<string, double> ratios) =>
        [.. ratios.Where(r => _committed.TryGetValue(r.Key, out var before) && r.Value < Loss * before).Select(r => r.Key)];

    /// <summary>Prints each ratio beside the committed one, and loudly those that lost more than a tenth; fails nothing, as machines differ.</summary>
    /// <param name="ratios">Those of this run.</param>
    /// <param name="isWhole">Whether all parts were run, so that all ratios should be there.</param>
    public void Print(IReadOnlyDictionary<string, double> ratios, bool isWhole)
    {
        var slower = Slower(ratios);
        Console.WriteLine("Ratios of this run beside the committed ones (larger is better):");
        foreach (var (name, ratio) in ratios)
        {
            Console.WriteLine(_committed.TryGetValue(name, out var before)
                ? string.Create(CultureInfo.InvariantCulture, $"{(slower.Contains(name) ? "SLOWER:" : " ")} {name}: {ratio:F2}, committed {before:F2}, {100 * ((ratio / before) - 1):+0;-0;0} %")
                : string.Create(CultureInfo.InvariantCulture, $"  {name}: {ratio:F2}, new"));
        }
        foreach (var name in isWhole ? _committed.Keys.Except(ratios.Keys) : []) Console.WriteLine($"MISSING: {name} is committed and was not measured.");
        Console.WriteLine(slower.Count == 0
            ? "No ratio lost more than a tenth."
            : $"{slower.Count} of {ratios.Count} ratios lost more than a tenth. If they stay so on a quiet machine, find out why, or accept them: ./bench.sh --short --accept");
    }

    /// <summary>Makes these the committed ones.</summary>
    public void Accept(IReadOnlyDictionary<string, double> ratios)
    {
        File.WriteAllLines(path, ratios.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Key}\t{r.Value:F3}")));
        Console.WriteLine($"Wrote {ratios.Count} ratios to {path}.");
    }
}
