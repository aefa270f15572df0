using Lamost.Vo.Archive.Simulation;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Simulation;

/// <summary>200,000 simulated rows of DR10, made once for all tests that look at their statistics and never changed.</summary>
static class SimulatedSample
{
    static readonly SurveySimulator Simulator = SurveySimulator.Create(TestRelease.Dr10, 200_000);

    public static int Plates => Simulator.Plates;

    public static DecodedTable Catalogue { get; } = DecodedTable.Of(Simulator, TestRelease.Dr10, "lrs_catalogue");

    public static DecodedTable Stellar { get; } = DecodedTable.Of(Simulator, TestRelease.Dr10, "lrs_stellar");

    /// <summary>A quantile (0 to 1) of the values that are not NaN.</summary>
    public static double Quantile(IEnumerable<double> values, double at)
    {
        var sorted = values.Where(v => !double.IsNaN(v)).Order().ToArray();
        return sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * at)];
    }

    /// <summary>The part of all values that are a certain one.</summary>
    public static double Share<T>(IReadOnlyCollection<T> values, Func<T, bool> which) => values.Count(which) / (double)values.Count;

    /// <summary>Fails with a name when a value strays from the published one.</summary>
    public static void Near(string what, double published, double tolerance, double actual) =>
        Assert.True(Math.Abs(actual - published) <= tolerance, $"{what}: {actual:G5} is not {published} +- {tolerance}.");
}
