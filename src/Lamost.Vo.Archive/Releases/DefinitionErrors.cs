namespace Lamost.Vo.Archive.Releases;

/// <summary>Collects the faults of one file.</summary>
/// <param name="file">Its name for the messages.</param>
sealed class DefinitionErrors(string file)
{
    // More would not be read, and a hostile file has as many as it likes.
    const int MaxErrors = 200;

    readonly List<DefinitionError> _errors = [];

    /// <summary>Adds a fault at a node; the last one that is told throws them all.</summary>
    public void Add(YamlItem at, string key, string message)
    {
        _errors.Add(new(file, at.Line, at.Column, key, message));
        if (_errors.Count == MaxErrors) ThrowIfAny();
    }

    /// <summary>Throws when there is any fault; in the order of the file.</summary>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0) throw new DefinitionException([.. _errors.OrderBy(e => e.Line).ThenBy(e => e.Column)]);
    }

    /// <summary>" Did you mean 'x'?" when one of the words is near, " Known: a, b, c." when none is and they are few, else nothing.</summary>
    public static string Suggest(string word, IReadOnlyCollection<string> words)
    {
        var (best, distance) = ("", int.MaxValue);
        foreach (var candidate in words)
        {
            var d = Distance(word, candidate);
            if (d < distance) (best, distance) = (candidate, d);
        }
        if (best.Length > 0 && distance <= Math.Max(2, word.Length / 3)) return $" Did you mean '{best}'?";
        return words.Count is > 0 and <= 30 ? $" Known: {string.Join(", ", words)}." : "";
    }

    // Levenshtein's distance without regard to case.
    static int Distance(string a, string b)
    {
        if (a.Length > 100 || b.Length > 100) return int.MaxValue;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}
