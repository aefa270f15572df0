using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Adql.Binding;

/// <summary>The names nearest to one that does not exist, by the number of letters that must change (Damerau-Levenshtein, adjacent swaps count one).</summary>
static class Suggestions
{
    const int Most = 3, LongestName = 100;

    /// <summary>A hint that offers names; null when none is near.</summary>
    public static Wording? Hint(string wrong, IEnumerable<string> names) => Nearest(wrong, names) is { Count: > 0 } near ? Messages.DidYouMean([.. near.Select(Excerpt.Shown)]) : null;

    /// <summary>At most three names, the nearest first; none when none is near.</summary>
    public static IReadOnlyList<string> Nearest(string wrong, IEnumerable<string> names)
    {
        if (wrong.Length > LongestName) return [];
        var limit = Math.Max(1, wrong.Length / 3);
        return [.. names.Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(n => Math.Abs(n.Length - wrong.Length) <= limit)
            .Select(n => (Name: n, Distance: Distance(wrong.ToUpperInvariant(), n.ToUpperInvariant())))
            .Where(n => n.Distance <= limit)
            .OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal).Take(Most).Select(n => n.Name)];
    }

    static int Distance(string a, string b)
    {
        var (before, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            (before, last, row) = (last, row, before);
        }
        return last[b.Length];
    }
}
