namespace Lamost.Vo.Archive.Simulation;

/// <summary>The form in which values are published.</summary>
static class Published
{
    /// <summary>A value with as many decimals as are published.</summary>
    /// <param name="value">Any; NaN stays.</param>
    /// <param name="scale">Ten to the power of the decimals.</param>
    public static double Round(double value, double scale) => Math.Round(value * scale) / scale;
}
