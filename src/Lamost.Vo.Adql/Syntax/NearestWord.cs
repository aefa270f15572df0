namespace Lamost.Vo.Adql.Syntax;

/// <summary>Finds the keyword that a misspelt word was meant to be.</summary>
static class NearestWord
{
    const int Longest = 12;

    /// <summary>The first of the words at the least distance from this one, in letters that must change (adjacent swaps count one); null when none is near.</summary>
    /// <param name="wrong">A word.</param>
    /// <param name="words">Words in capitals, divided by blanks.</param>
    public static string? Among(ReadOnlySpan<char> wrong, string words)
    {
        if (wrong.Length is < 3 or > Longest) return null;
        Span<char> capitals = stackalloc char[wrong.Length];
        wrong.ToUpperInvariant(capitals);
        var (best, least) = ((string?)null, Math.Max(1, wrong.Length / 3) + 1);
        foreach (var range in words.AsSpan().Split(' '))
        {
            var word = words.AsSpan(range);
            if (Math.Abs(word.Length - wrong.Length) >= least || word.Length is < 3 or > Longest) continue;
            var distance = Distance(capitals, word);
            if (distance == 0 || distance >= least) continue;
            (best, least) = (word.ToString(), distance);
        }
        return best;
    }

    static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        Span<int> rows = stackalloc int[3 * (Longest + 1)];
        var before = rows[..(Longest + 1)];
        var last = rows.Slice(Longest + 1, Longest + 1);
        var row = rows[(2 * (Longest + 1))..];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
            var free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[b.Length];
    }
}
