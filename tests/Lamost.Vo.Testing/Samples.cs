using Xunit;

namespace Lamost.Vo.Testing;

/// <summary>
/// The real LAMOST files that tests read. They are not part of the product: they are looked for in the directory named by
/// <c>LAMOST_VO_SAMPLES</c>, else in <c>../shared/lamost/samples</c> beside the checkout.
/// </summary>
public static class Samples
{
    static readonly string? Root = Find();

    /// <summary>True when the samples are there.</summary>
    public static bool Available => Root is not null;

    /// <summary>The full path of a sample.</summary>
    /// <param name="relative">For instance <c>catalogues/dr10v2_combined_420rows.csv</c>.</param>
    public static string Path(string relative)
    {
        Assert.True(Available, "The LAMOST samples are missing; set LAMOST_VO_SAMPLES to their directory.");
        return System.IO.Path.Combine(Root!, relative);
    }

    static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("LAMOST_VO_SAMPLES");
        if (!string.IsNullOrEmpty(named)) return Directory.Exists(named) ? named : null;
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var candidate = System.IO.Path.Combine(at.FullName, "shared", "lamost", "samples");
            if (Directory.Exists(candidate)) return candidate;
        }
        return null;
    }
}

/// <summary>A test on real LAMOST files: skipped with a reason where they are missing, except when <c>CI=true</c>, where it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SampleFactAttribute : FactAttribute
{
    public SampleFactAttribute()
    {
        if (!Samples.Available && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "The LAMOST samples are not here; set LAMOST_VO_SAMPLES to their directory.";
    }
}

/// <summary>As <see cref="SampleFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SampleTheoryAttribute : TheoryAttribute
{
    public SampleTheoryAttribute() => Skip = new SampleFactAttribute().Skip;
}
