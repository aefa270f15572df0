using System.Text.RegularExpressions;
using Lamost.Vo.Archive.Database;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Database;

/// <summary>docs/reference/errors-database.md and the code hold the same errors.</summary>
public sealed partial class ErrorReferenceTests
{
    [Fact]
    public void Every_code_of_the_sources_has_an_entry_and_every_entry_a_code()
    {
        var root = Root();
        var written = EntryText().Matches(File.ReadAllText(Path.Combine(root, "docs", "reference", "errors-database.md"))).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(written.Distinct().Order(StringComparer.Ordinal), written);

        var sources = new[] { "Postgres", "Database" }.SelectMany(d => Directory.GetFiles(Path.Combine(root, "src", "Lamost.Vo.Archive", d), "*Errors.cs"));
        var used = sources.SelectMany(f => CodeText().Matches(File.ReadAllText(f))).Select(m => "LVO-DB-" + (m.Groups[1].Value + m.Groups[2].Value));
        Assert.Equal(used.Distinct().Order(StringComparer.Ordinal), written);
    }

    [Fact]
    public void One_code_has_one_remedy() =>
        Assert.All(PostgresErrors.All.GroupBy(e => e.Code), g => Assert.Single(g.Select(e => e.Remedy).Distinct()));

    static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Lamost.Vo.sln"))) return at.FullName;
        }
        throw new DirectoryNotFoundException("The tests do not run below the checkout.");
    }

    [GeneratedRegex(@"^## (LVO-DB-5\d\d\d)\b", RegexOptions.Multiline)]
    private static partial Regex EntryText();

    [GeneratedRegex(@"""LVO-DB-(5\d\d\d)""|Make\((5\d\d\d),")]
    private static partial Regex CodeText();
}
