using System.Text.RegularExpressions;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>What the README and the tutorial tell a newcomer to type, typed.</summary>
[Collection(ServiceTests.Name)]
public sealed partial class DocumentationTests(ServiceFixture service)
{
    static readonly string Root = FindRoot();

    // These build, install or start services of their own; CommandLineTests and the checklist of a release cover them.
    static readonly string[] NotHere = ["./run.sh", "./test.sh", "dotnet "];

    public static TheoryData<string, string> Examples()
    {
        var examples = new TheoryData<string, string>();
        foreach (var file in new[] { "README.md", "docs/tutorial.md" })
            foreach (Match block in Fenced().Matches(File.ReadAllText(Path.Combine(Root, file))))
            {
                var (language, text) = (block.Groups["language"].Value, block.Groups["text"].Value);
                if (!NotHere.Any(n => text.StartsWith(n, StringComparison.Ordinal))) examples.Add(language, text);
            }
        return examples;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_of_the_documentation_runs(string language, string text)
    {
        var here = text.Replace("http://localhost:8080", service.Url, StringComparison.Ordinal);
        var run = language == "python" ? await ClientProcess.PythonAsync(here) : await ClientProcess.RunAsync("bash", ["-ec", here]);
        Assert.True(run.Succeeded().Trim().Length > 0, "It printed nothing.");
    }

    [Fact]
    public void Every_link_between_pages_leads_somewhere()
    {
        var broken = from file in Directory.EnumerateFiles(Root, "*.md", SearchOption.AllDirectories)
                     where !((string[])["bin", "obj", "node_modules"]).Any(d => file.Contains($"/{d}/", StringComparison.Ordinal))
                     from Match link in Link().Matches(File.ReadAllText(file))
                     let target = link.Groups["target"].Value.Split('#')[0]
                     where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(Path.GetDirectoryName(file)!, target))
                     select $"{Path.GetRelativePath(Root, file)}: {target}";
        Assert.Empty(broken);
    }

    static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "Lamost.Vo.sln"))) at = at.Parent;
        return at.FullName;
    }

    [GeneratedRegex(@"^```(?<language>sh|python)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
