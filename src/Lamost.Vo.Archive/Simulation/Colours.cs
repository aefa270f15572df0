namespace Lamost.Vo.Archive.Simulation;

/// <summary>How the light of a source is spread over the bands, by its temperature.</summary>
static class Colours
{
    static readonly double[] Kelvin = [3000, 3500, 4000, 4600, 5300, 5900, 6400, 7500, 9500, 20000];

    // Pan-STARRS g, r, i, z, y minus Gaia G.
    static readonly double[][] PanStarrs =
    [
        [2.1, 1.65, 1.15, 0.80, 0.45, 0.30, 0.22, 0.10, -0.05, -0.2],
        [0.95, 0.6, 0.10, 0.00, -0.02, -0.02, 0.02, 0.08, 0.15, 0.2],
        [-0.9, -0.6, -0.42, -0.32, -0.18, -0.10, -0.03, 0.12, 0.32, 0.5],
        [-1.6, -1.05, -0.72, -0.48, -0.25, -0.13, -0.02, 0.20, 0.45, 0.75],
        [-1.9, -1.3, -0.90, -0.58, -0.30, -0.15, 0.00, 0.24, 0.52, 0.9],
    ];

    // Signal-to-noise against that in g, at 40 in g for u and at 13 for r, i, z: medians of real rows.
    static readonly double[][] LogRatios =
    [
        [.. new[] { 0.03, 0.04, 0.06, 0.11, 0.17, 0.26, 0.33, 0.36, 0.42, 0.6 }.Select(v => Math.Log(v))],
        [.. new[] { 3.5, 3.1, 2.5, 1.85, 1.52, 1.30, 1.16, 1.08, 1.0, 0.9 }.Select(v => Math.Log(v))],
        [.. new[] { 9.5, 7.8, 4.4, 2.75, 2.25, 1.9, 1.55, 1.25, 1.0, 0.8 }.Select(v => Math.Log(v))],
        [.. new[] { 9.0, 6.9, 3.6, 2.05, 1.6, 1.28, 1.05, 0.86, 0.7, 0.5 }.Select(v => Math.Log(v))],
    ];

    /// <summary>A Pan-STARRS magnitude (0 to 4: g, r, i, z, y) minus Gaia G.</summary>
    public static double OfPanStarrs(int band, double kelvin) => Interpolate(kelvin, PanStarrs[band]);

    /// <summary>The logarithm of the signal-to-noise in a band (0 to 3: u, r, i, z) against that in g.</summary>
    public static double LogSnrRatio(int band, double kelvin) => Interpolate(kelvin, LogRatios[band]);

    static double Interpolate(double kelvin, double[] values)
    {
        if (kelvin <= Kelvin[0]) return values[0];
        var at = 1;
        while (at < Kelvin.Length - 1 && kelvin > Kelvin[at]) at++;
        var t = Math.Min(1, (kelvin - Kelvin[at - 1]) / (Kelvin[at] - Kelvin[at - 1]));
        return values[at - 1] + t * (values[at] - values[at - 1]);
    }
}
