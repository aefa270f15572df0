using System.Text.RegularExpressions;
using Lamost.Vo.Archive.Releases;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Releases;

/// <summary>Holds docs/reference/release-definition.md and the reader together.</summary>
public partial class ReleaseDefinitionPageTests
{
    readonly string _page = File.ReadAllText(Find("docs/reference/release-definition.md"));

    [Fact]
    public void The_example_of_the_page_is_read()
    {
        var example = ReleaseReader.ReadText(Example().Match(_page).Groups[1].Value, "example.yaml");
        Assert.Equal(["spectra", "stars"], example.Tables.Select(t => t.Name));
        Assert.Equal(["obsid", "ra", "dec", "obsdate", "z", "teff", "spectral_type"], example.Find("stars")!.Columns.Select(c => c.Name));
    }

    // The reader names the keys it knows when one is nothing like any of them.
    [Fact]
    public void Every_key_that_the_reader_knows_stands_on_the_page()
    {
        const string Nonsense = "qqqqqqqqqqqqqqqqqqqqqqqq: 1";
        var yaml = $$"""
            {{Nonsense}}
            tables:
            - {{Nonsense}}
              columns:
              - {name: x, {{Nonsense}}}
              - {lvo:like: t, {{Nonsense}}}
              indexes:
              - {{Nonsense}}
              constraints:
              - {{Nonsense}}
            - name: t
              columns:
              - {name: x, datatype: int, description: X.}
            - name: u
              columns:
              - {lvo:like: t, {{Nonsense}}}
            """;
        var errors = Assert.Throws<DefinitionException>(() => ReleaseReader.ReadText(yaml, "t.yaml")).Errors;
        var lists = errors.Select(e => Known().Match(e.Message)).Where(m => m.Success && m.Value.Contains('@', StringComparison.Ordinal) || m.Value.Contains("lvo:", StringComparison.Ordinal)).ToList();
        Assert.Equal(6, lists.Count);
        var keys = lists.SelectMany(m => m.Groups[1].Value.Split(", ")).Distinct().ToList();
        Assert.InRange(keys.Count, 30, 60);
        Assert.All(keys, k => Assert.Contains($"`{k}`", _page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_key_of_spectra_stands_on_the_page()
    {
        const string Yaml = "tables:\n- name: t\n  lvo:spectra: {qqqqqqqqqqqqqqqqqqqqqqqq: 1}\n  columns:\n  - {name: x, datatype: int, description: X.}";
        var errors = Assert.Throws<DefinitionException>(() => ReleaseReader.ReadText(Yaml, "t.yaml")).Errors;
        var keys = errors.Select(e => Known().Match(e.Message).Groups[1].Value).Single(k => k.Contains("resolving_power", StringComparison.Ordinal)).Split(", ");
        Assert.InRange(keys.Length, 25, 40);
        var section = _page[_page.IndexOf("## Spectra", StringComparison.Ordinal)..];
        Assert.All(keys, k => Assert.Contains($"`{k}`", section, StringComparison.Ordinal));
    }

    static string Find(string relative)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, relative))) return Path.Combine(at.FullName, relative);
        throw new FileNotFoundException(relative);
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"Known: (.*)\.$")]
    private static partial Regex Known();
}
