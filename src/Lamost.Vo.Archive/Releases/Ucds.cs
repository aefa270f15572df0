using System.Collections.Frozen;
using System.Reflection;
using System.Text;

namespace Lamost.Vo.Archive.Releases;

/// <summary>Checks UCD1+ strings against the controlled vocabulary of the IVOA (Endorsed Note "UCD1+ controlled vocabulary" 1.6).</summary>
public static class Ucds
{
    static readonly FrozenDictionary<string, char> Words = Load();

    /// <summary>Words of the vocabulary with their part: P first only, S later only, Q, E, C and V either.</summary>
    public static IReadOnlyDictionary<string, char> Vocabulary => Words;

    /// <summary>Checks a UCD.</summary>
    /// <param name="ucd">For instance <c>stat.error;phot.mag;em.opt.R</c>. Letter case must be that of the vocabulary.</param>
    /// <returns>What is wrong, as a sentence; null when nothing is.</returns>
    public static string? Check(string ucd)
    {
        var words = ucd.Split(';');
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (!Words.TryGetValue(word, out var part))
                return $"'{word}' is not a word of UCD1+ (UCDlist 1.6).{DefinitionErrors.Suggest(word, Words.Keys)}";
            if (i == 0 && part == 'S') return $"'{word}' cannot be the first word of a UCD, only qualify another.";
            if (i > 0 && part == 'P') return $"'{word}' can only be the first word of a UCD.";
            if (words.AsSpan(0, i).Contains(word)) return $"'{word}' stands twice.";
        }
        return null;
    }

    static FrozenDictionary<string, char> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("ucd-words.txt")!;
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var words = new Dictionary<string, char>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            foreach (var word in line[2..].Split(' ', StringSplitOptions.RemoveEmptyEntries)) words.Add(word, line[0]);
        }
        return words.ToFrozenDictionary();
    }
}
