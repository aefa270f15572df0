using System.Text.RegularExpressions;
using Xunit;

namespace Lamost.Vo.Adql.Tests;

public sealed partial class ErrorReferenceTests
{
    static readonly string Root = Path.GetFullPath(Path.Combine(Fixture.Folder, "..", "..", ".."));

    [Fact]
    public void Every_code_of_the_sources_has_an_entry_and_every_entry_a_code()
    {
        var entries = Entry().Matches(File.ReadAllText(Path.Combine(Root, "docs", "reference", "errors-adql.md"))).Select(m => m.Groups[1].Value).ToList();
        var used = Directory.GetFiles(Path.Combine(Root, "src", "Lamost.Vo.Adql"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => Used().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(used, entries);
    }

    [Fact]
    public void Every_code_that_a_text_can_cause_has_a_fixture()
    {
        var shown = new[] { "refused.txt", "syntax-refused.txt", "warnings.txt", "syntax-extensions.txt" }.SelectMany(Fixture.Read)
            .SelectMany(f => f.Expected.Split('\n')).Where(l => l.StartsWith("LVO-ADQL-", StringComparison.Ordinal)).Select(l => l[..13]).Distinct();
        var used = Directory.GetFiles(Path.Combine(Root, "src", "Lamost.Vo.Adql"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => Used().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).Distinct();
        // Limits have tests of their own: their queries are too long to read.
        Assert.Equal(["LVO-ADQL-0104", "LVO-ADQL-0401"], used.Except(shown).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^### (LVO-ADQL-\d{4})$", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex("\"(LVO-ADQL-\\d{4})\"")]
    private static partial Regex Used();
}
