using System.Text.RegularExpressions;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Loading;

/// <summary>docs/reference/errors-loading.md and the code hold the same errors.</summary>
public sealed partial class LoadErrorReferenceTests
{
    [Fact]
    public void Every_code_of_the_loader_has_an_entry_and_every_entry_a_code()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Lamost.Vo.sln"))) root = root.Parent ?? throw new DirectoryNotFoundException("The tests do not run below the checkout.");
        var written = Entry().Matches(File.ReadAllText(Path.Combine(root.FullName, "docs", "reference", "errors-loading.md"))).Select(m => m.Groups[1].Value).ToList();
        var used = Directory.EnumerateFiles(Path.Combine(root.FullName, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => Code().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);
        Assert.Contains("LVO-LOAD-6001", written);
        Assert.Equal(used, written);
    }

    [GeneratedRegex(@"^### (LVO-LOAD-\d{4})$", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"""(LVO-LOAD-\d{4})""")]
    private static partial Regex Code();
}
