using static Lamost.Vo.Archive.Simulation.Published;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>What LASP and the neural network find in one medium-resolution spectrum of an A, F, G or K star.</summary>
static class MediumParameters
{
    // Errors at a signal-to-noise of 20, as published for the Kepler fields: K, dex, dex, km/s.
    const double Teff = 80, Logg = 0.08, Feh = 0.05, Rv = 1;

    // The part of [alpha/M] that each element follows: C, N, O, Mg, Al, Si, S, Ca, Ti, Cr, Ni, Cu.
    static readonly double[] AlphaShares = [0.3, 0, 0.9, 1, 0.6, 0.8, 0.7, 0.8, 0.8, 0, 0.1, 0];

    /// <summary>Fills parameters and LASP's velocity.</summary>
    /// <param name="spectrum">Its source and its velocities are set.</param>
    /// <param name="snr">The signal-to-noise of the blue arm.</param>
    /// <param name="draws">The stream to take from.</param>
    public static void Fill(MediumSpectrum spectrum, double snr, ref Draws draws)
    {
        var source = spectrum.Source;
        // Formal errors fall more slowly than the noise, and in hot stars with their few lines they are larger.
        var noise = Math.Pow(20 / Math.Clamp(snr, 3, 400), 0.7) * Math.Clamp(1 + (source.Temperature - 5600) / 3000, 0.7, 3) * Math.Exp(0.15 * draws.Normal());
        spectrum.TeffError = Round(Teff * noise, 100);
        spectrum.LoggError = Round(Logg * noise, 1000);
        spectrum.FehError = Round(Feh * noise, 1000);
        spectrum.Teff = Round(Math.Clamp(source.Temperature + 1.2 * Teff * noise * draws.Normal(), 3500, 13_000), 100);
        spectrum.Logg = Round(Math.Clamp(source.Gravity + 1.2 * Logg * noise * draws.Normal(), 0.1, 5), 1000);
        spectrum.Feh = Round(Math.Clamp(source.Metallicity + 1.2 * Feh * noise * draws.Normal(), -2.5, 0.95), 1000);
        var error = Math.Clamp(Rv * noise, 0.2, 15);
        var (raw, corrected) = (spectrum.Blue.Raw, spectrum.Blue.Corrected);
        spectrum.Lasp = new(Round(raw + 0.5 * error * draws.Normal(), 100), Round(corrected + 0.5 * error * draws.Normal(), 100), Round(error, 100), Round(error + 0.05, 100));

        // Slow rotation is below what the resolution shows.
        var rotates = draws.Chance(source.Temperature > 6400 ? 0.8 : 0.25);
        spectrum.Vsini = rotates ? Round(25 + (source.Temperature > 6400 ? 150 : 30) * draws.Unit() * draws.Unit(), 1000) : double.NaN;
        spectrum.VsiniError = rotates ? Round(2 + 3 * noise * draws.Unit(), 1000) : double.NaN;
        var hasAlpha = snr >= 20 && !draws.Chance(0.1);
        spectrum.Alpha = hasAlpha ? Round(Math.Clamp(source.Alpha + 1.5 / snr * draws.Normal(), -0.2, 0.5), 1e6) : double.NaN;
        spectrum.AlphaError = hasAlpha ? Round(0.005 + 0.8 / snr, 1e6) : double.NaN;
        Network(spectrum, source, snr, ref draws);
    }

    // The network was trained on cooler stars with a fair signal, and knows no others.
    static void Network(MediumSpectrum spectrum, Source source, double snr, ref Draws draws)
    {
        var knows = snr >= 10 && source.Temperature is > 4000 and < 7000;
        var noise = Math.Pow(20 / Math.Clamp(snr, 10, 400), 0.6);
        spectrum.CnnTeff = knows ? Round(source.Temperature + 70 * noise * draws.Normal(), 100) : double.NaN;
        spectrum.CnnLogg = knows ? Round(source.Gravity + 0.09 * noise * draws.Normal(), 1000) : double.NaN;
        spectrum.CnnFeh = knows ? Round(source.Metallicity + 0.06 * noise * draws.Normal(), 1000) : double.NaN;
        spectrum.CnnMetals = knows ? Round(source.Metallicity + 0.6 * source.Alpha + 0.06 * noise * draws.Normal(), 1000) : double.NaN;
        spectrum.CnnAlpha = knows ? Round(source.Alpha + 0.03 * noise * draws.Normal(), 1000) : double.NaN;
        for (var element = 0; element < AlphaShares.Length; element++)
            spectrum.Abundances[element] = knows ? Round(AlphaShares[element] * source.Alpha + 0.08 * noise * draws.Normal(), 1e6) : double.NaN;
    }
}
