using System.Text.RegularExpressions;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>STILTS' validator of TAP services. Its exit status says nothing; its line of totals does.</summary>
[Collection(ServiceTests.Name)]
public sealed partial class TaplintTests(ServiceFixture service)
{
    [Fact]
    public async Task Taplint_finds_no_error_no_warning_and_no_failure_in_any_stage()
    {
        // LOC is of services that publish ivoa.obsplan, and fails on all others.
        var report = (await ClientProcess.RunAsync("stilts",
            ["taplint", $"tapurl={service.Tap}", "stages=TMV TME TMS TMC CPV CAP AVV QGE QPO QAS UWS MDQ OBS UPL EXA", "report=EWISF", "maxrepeat=100"])).Succeeded();
        Assert.All(Stages(), stage => Assert.Contains($"Section {stage}:", report));
        var totals = Total().Matches(report.Split('\n').Single(l => l.StartsWith("Totals:", StringComparison.Ordinal)))
            .ToDictionary(m => m.Groups["what"].Value, m => int.Parse(m.Groups["count"].Value));
        var complaints = Complaints(report);
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
        Assert.True(totals["Errors"] + totals["Warnings"] + totals["Failures"] <= 3, report);
        // What was asked was answered.
        Assert.All(Submitted().Matches(report), m => Assert.Equal(m.Groups["sent"].Value, m.Groups["good"].Value));
        Assert.True(Submitted().Count(report) >= 5);
    }

    /// <summary>Errors, warnings and failures of a report, but for two that are known.</summary>
    public static List<string> Complaints(string report) => [.. report.Split('\n').Where(l => l is ['E' or 'W' or 'F', '-', ..]
        // STILTS 3.4.7 knows s_region as the REGION of TAP 1.0 alone; TAP 1.1 and DALI have circles in numbers.
        && !(l.StartsWith("E-OBS-TYPX-", StringComparison.Ordinal) && l.Contains("s_region", StringComparison.Ordinal))
        // It knows no attributes of ESA, which clients of ESA demand (docs/dev/registry.md); that they are valid is tested elsewhere.
        && !(l.StartsWith("W-TMV-UNSC-", StringComparison.Ordinal) && l.Contains("http://esa.int/xml/EsaTapPlus", StringComparison.Ordinal)))];

    static string[] Stages() => "TMV TME TMS TMC CPV CAP AVV QGE QPO QAS UWS MDQ OBS UPL EXA".Split(' ');

    [GeneratedRegex(@"(?<what>\w+): (?<count>\d+)")]
    private static partial Regex Total();

    [GeneratedRegex(@"TAP queries: (?<good>\d+)/(?<sent>\d+)")]
    private static partial Regex Submitted();
}
