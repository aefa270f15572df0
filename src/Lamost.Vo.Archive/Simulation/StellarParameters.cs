using static Lamost.Vo.Archive.Simulation.Published;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>What LASP finds in one spectrum of an A, F, G or K star: the truth, a scatter, and the formal error that it states.</summary>
static class StellarParameters
{
    // Medians by octile of signal-to-noise in g, counted in DR10 v2.0, at the middle of each octile.
    static readonly double[] LogSnr = [.. new double[] { 21, 36.5, 49, 62, 77.5, 98, 132, 215 }.Select(v => Math.Log(v))];
    static readonly double[] TeffFormal = [97, 70, 54, 44, 36, 32, 29, 25];
    static readonly double[] TeffScatter = [159, 118, 107, 99, 94, 89, 92, 98];
    static readonly double[] LoggFormal = [0.158, 0.110, 0.082, 0.063, 0.052, 0.045, 0.041, 0.033];
    static readonly double[] LoggScatter = [0.194, 0.144, 0.126, 0.111, 0.103, 0.094, 0.086, 0.077];
    static readonly double[] FehFormal = [0.104, 0.073, 0.055, 0.042, 0.033, 0.028, 0.024, 0.019];
    static readonly double[] FehScatter = [0.134, 0.094, 0.080, 0.070, 0.065, 0.059, 0.053, 0.050];

    /// <summary>Fills the parameters of a spectrum.</summary>
    /// <param name="spectrum">Its source and its signal-to-noise are set.</param>
    /// <param name="velocity">The velocity found, km/s.</param>
    /// <param name="velocityError">Its error, km/s.</param>
    /// <param name="draws">The stream to take from.</param>
    public static void Fill(LowSpectrum spectrum, double velocity, double velocityError, ref Draws draws)
    {
        var source = spectrum.Source;
        var log = Math.Log(spectrum.SnrG);
        var at = 1;
        while (at < LogSnr.Length - 1 && log > LogSnr[at]) at++;
        var t = Math.Min(1.3, (log - LogSnr[at - 1]) / (LogSnr[at] - LogSnr[at - 1]));
        if (t < -1.2) t = -1.2;
        double Of(double[] table) => table[at - 1] + t * (table[at] - table[at - 1]);

        // Hot stars have weaker lines and so larger errors; the three errors of a fit rise and fall together.
        var hot = source.Type.Temperature > 7000;
        var warmth = Math.Clamp(1 + (source.Temperature - 5600) / 4500, 0.6, 1.5);
        var stated = Math.Exp(0.22 * draws.Normal());
        spectrum.Teff = Round(Math.Clamp(source.Temperature + (hot ? 245 : 0.8 * Of(TeffScatter)) * draws.Normal(), 3700, 13_000), 100);
        spectrum.Logg = Round(Math.Clamp(source.Gravity + Of(LoggScatter) * (hot ? 1.5 : 1) * draws.Normal(), 0.1, 5), 1000);
        spectrum.Feh = Round(Math.Clamp(source.Metallicity + Of(FehScatter) * (hot ? 1.8 : 1) * draws.Normal(), -2.5, 0.95), 1000);
        spectrum.Rv = Round(velocity, 100);
        spectrum.RvError = Round(velocityError, 100);
        spectrum.TeffError = draws.Chance(0.0008) ? double.NaN : Round(Of(TeffFormal) * warmth * stated * (1 + 0.05 * draws.Normal()), 100);
        spectrum.LoggError = draws.Chance(0.0024) ? double.NaN : Round(Of(LoggFormal) * warmth * stated * (1 + 0.05 * draws.Normal()), 1000);
        spectrum.FehError = draws.Chance(0.0006) ? double.NaN : Round(Of(FehFormal) * warmth * stated * (1 + 0.05 * draws.Normal()), 1000);

        // Always absent below a signal-to-noise of 20.
        var hasAlpha = spectrum.SnrG >= 20 && !draws.Chance(0.21);
        spectrum.Alpha = hasAlpha ? Round(Math.Clamp(source.Alpha + 2.2 / spectrum.SnrG * draws.Normal(), -0.2, 0.5), 1e6) : double.NaN;
        spectrum.AlphaError = hasAlpha ? Round((0.005 + 1.1 / spectrum.SnrG) * Math.Exp(0.2 * draws.Normal()), 1e6) : double.NaN;
        spectrum.Vsini = source.Temperature > 6000 && draws.Chance(0.002) ? Round(30 + 200 * draws.Unit() * draws.Unit(), 1000) : double.NaN;
    }
}
