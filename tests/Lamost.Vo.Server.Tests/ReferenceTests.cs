using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Lamost.Vo.Adql;
using Lamost.Vo.Archive.Coverage;
using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Uploads;
using Lamost.Vo.Server.Spectra;
using Lamost.Vo.Spectra.Processing;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace Lamost.Vo.Server.Tests;

/// <summary>The reference says what the code does.</summary>
[Collection(ServiceTests.Name)]
public sealed partial class ReferenceTests(ServiceFixture service)
{
    static readonly string Root = FindRoot();

    [Fact]
    public void Every_code_of_the_web_service_has_an_entry_and_every_entry_a_code()
    {
        var used = Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Intersect(["obj", "bin"]).Any())
            .SelectMany(f => QuotedCode().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).Distinct().Order();
        var entries = Directory.EnumerateFiles(Path.Combine(Root, "docs", "reference"), "errors*.md")
            .SelectMany(f => Heading().Matches(File.ReadAllText(f))).Select(m => m.Groups[1].Value).Order().ToList();
        Assert.Equal(entries.Distinct(), entries);
        Assert.Equal(used, entries);
        Assert.NotEmpty(entries);
    }

    [Fact]
    public void Every_limit_stands_on_the_page_of_limits_with_its_number_and_no_other_does()
    {
        var expected = Numbers(new ServiceLimits()).Concat(Numbers(new JobLimits())).Concat(Numbers(new UploadLimits())).Concat(Numbers(new CoverageLimits()))
            .Concat(typeof(AdqlLimits).GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(f => ($"AdqlLimits.{f.Name}", Convert.ToInt64(f.GetValue(null), CultureInfo.InvariantCulture))))
            .Append(("TupleCursor.MaxRowBytes", TupleCursor.MaxRowBytes)).Append(("Resampling.MostPixels", Resampling.MostPixels)).Append(("SourceEndpoint.MaxDrawn", SourceEndpoint.MaxDrawn));
        var written = LimitRow().Matches(Page("limits.md"))
            .Select(m => (m.Groups[1].Value, long.Parse(m.Groups[2].Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)));
        Assert.Equal(expected.Order(), written.Order());
    }

    [Fact]
    public void Every_address_stands_on_the_page_of_endpoints_and_no_other_does()
    {
        var mapped = ((IEndpointRouteBuilder)service.App).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Select(e => e.RoutePattern.RawText!);
        var table = Page("endpoints.md").Split("\n## ")[0];
        var written = Address().Matches(table).Select(m => m.Value.Trim('`')).Where(a => !a.Contains("lrs_", StringComparison.Ordinal));
        Assert.Equal(mapped.Distinct().Order(), written.Order());
    }

    static IEnumerable<(string Name, long Number)> Numbers(object limits) => limits.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.CanWrite && (p.PropertyType == typeof(int) || p.PropertyType == typeof(long)))
        .Select(p => ($"{limits.GetType().Name}.{p.Name}", Convert.ToInt64(p.GetValue(limits), CultureInfo.InvariantCulture)));

    static string Page(string name) => File.ReadAllText(Path.Combine(Root, "docs", "reference", name));

    static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "docs", "reference", "errors.md"))) return at.FullName;
        throw new InvalidOperationException("The tests do not run inside a checkout, so there is no reference to compare with.");
    }

    [GeneratedRegex("\"(LVO-(?:HTTP|TAP|SCS|JOB|UPL|SSA|LINK|SODA|SPEC|OAI|COV|HIPS)-[0-9]{4})\"")]
    private static partial Regex QuotedCode();

    [GeneratedRegex("^### (LVO-(?:HTTP|TAP|SCS|JOB|UPL|SSA|LINK|SODA|SPEC|OAI|COV|HIPS)-[0-9]{4})$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| `(\w+\.\w+)` \| ([0-9,]+) \|", RegexOptions.Multiline)]
    private static partial Regex LimitRow();

    [GeneratedRegex("`/[^`]*`")]
    private static partial Regex Address();
}
