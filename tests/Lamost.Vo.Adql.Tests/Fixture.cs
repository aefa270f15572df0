using System.Text;

namespace Lamost.Vo.Adql.Tests;

/// <summary>
/// A text pair of a fixture file: a query, a line <c>=></c>, and what it becomes. Pairs are divided by empty lines; lines that begin with # are comments,
/// and <c>\r \t \uXXXX</c> in a query stand for these characters.
/// </summary>
public sealed record Fixture(string File, string Query, string Expected)
{
    const string Accept = "LAMOST_VO_ACCEPT_FIXTURES";

    /// <summary>The folder of the fixture files in the checkout.</summary>
    public static string Folder { get; } = FindFolder();

    public override string ToString() => $"{File}: {Query}";

    /// <summary>The query with its escapes resolved.</summary>
    public string Text => System.Text.RegularExpressions.Regex.Replace(Query, @"\\(r|t|u[0-9A-F]{4})", m => m.Groups[1].Value[0] switch
    {
        'r' => "\r",
        't' => "\t",
        _ => ((char)Convert.ToInt32(m.Groups[1].Value[1..], 16)).ToString(),
    });

    /// <summary>The pairs of a file, in its order.</summary>
    public static IReadOnlyList<Fixture> Read(string file)
    {
        var pairs = new List<Fixture>();
        foreach (var block in Blocks(System.IO.File.ReadAllLines(Path.Combine(Folder, file))))
        {
            var lines = block.Where(l => !l.StartsWith('#')).ToList();
            if (lines.Count == 0) continue;
            var arrow = lines.IndexOf("=>");
            if (arrow < 1) throw new InvalidDataException($"{file}: a pair has no line =>\n{string.Join('\n', lines)}");
            pairs.Add(new Fixture(file, string.Join('\n', lines.Take(arrow)), string.Join('\n', lines.Skip(arrow + 1))));
        }
        return pairs;
    }

    /// <summary>
    /// The pairs of a file that do not hold, as text. With the environment variable LAMOST_VO_ACCEPT_FIXTURES=1 the file is written anew with what
    /// is, for the eyes of whoever changes the translator; the differences are still given, so that no test passes by it.
    /// </summary>
    public static string Differences(string file, Func<string, string> actual)
    {
        var differences = new StringBuilder();
        var content = System.IO.File.ReadAllText(Path.Combine(Folder, file));
        foreach (var pair in Read(file))
        {
            var found = actual(pair.Text);
            if (found == pair.Expected) continue;
            differences.Append(pair.Query).Append("\nexpected: ").Append(pair.Expected).Append("\nfound:    ").Append(found).Append("\n\n");
            var old = pair.Expected.Length == 0 ? $"{pair.Query}\n=>\n" : $"{pair.Query}\n=>\n{pair.Expected}\n";
            content = content.Replace(old, $"{pair.Query}\n=>\n{found}\n", StringComparison.Ordinal);
        }
        if (Environment.GetEnvironmentVariable(Accept) == "1") System.IO.File.WriteAllText(Path.Combine(Folder, file), content);
        return differences.ToString();
    }

    static IEnumerable<List<string>> Blocks(string[] lines)
    {
        var block = new List<string>();
        foreach (var line in lines.Append(""))
        {
            if (line.Length > 0) block.Add(line);
            else if (block.Count > 0)
            {
                yield return block;
                block = [];
            }
        }
    }

    static string FindFolder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(at.FullName, "Lamost.Vo.sln"))) return Path.Combine(at.FullName, "tests", "Lamost.Vo.Adql.Tests", "fixtures");
        }
        throw new DirectoryNotFoundException("The tests do not run below the checkout.");
    }
}
