using static Lamost.Vo.Archive.Simulation.Published;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>Makes rows of the medium-resolution survey.</summary>
/// <param name="plan">The survey.</param>
sealed class MediumSpectrumMaker(SurveyPlan plan) : SpectrumMaker<MediumSpectrum>(plan)
{
    // Streams inside the key of a visit, beside those of exposures, which have the small numbers.
    const ulong ZeroPoints = 1 << 10;

    /// <summary>Makes a spectrum of a visit whether or not it is published.</summary>
    /// <param name="field">The field.</param>
    /// <param name="slot">Its slot.</param>
    /// <param name="visit">The visit.</param>
    /// <param name="exposure">From 1.</param>
    public MediumSpectrum MakeExposure(Field field, int slot, int visit, int exposure)
    {
        var spectrum = Observe(field, slot, visit, out var draws);
        Expose(spectrum, exposure, isRed: false, ref draws);
        return spectrum;
    }

    /// <inheritdoc/>
    protected override void Expose(MediumSpectrum spectrum, int band, int number, ref Draws draws) =>
        Expose(spectrum, spectrum.Plate.Publication == Publication.Coadds ? 0 : 1 + number / 2, number % 2 == 1, ref draws);

    static void Expose(MediumSpectrum spectrum, int exposure, bool isRed, ref Draws draws)
    {
        var source = spectrum.Source;
        (spectrum.Exposure, spectrum.IsRed) = (exposure, isRed);
        spectrum.Fibermask = Fibermask(spectrum.Plate, ref draws);
        Colour(spectrum);

        // What the visit has in common; then what the exposure has, the same for its two arms.
        var depth = 3.55 + 0.42 * (12.3 - source.Brightness) + 0.4 * spectrum.Plate.Quality + 0.3 * draws.Normal();
        var own = new Draws(Draws.Key(draws.Next(), (ulong)exposure));
        if (exposure == 0) depth += 0.5 * Math.Log(spectrum.Plate.Log.Exposures);
        depth += 0.08 * own.Normal();
        // Cool stars are fainter in the blue arm.
        var redder = Math.Clamp(0.45 + 0.9 * (5600 - source.Temperature) / 5600, 0, 0.95);
        var (blue, red) = (Snr(Math.Exp(depth), 0.3, ref own), Snr(Math.Exp(depth + redder), 0.3, ref own));
        spectrum.Snr = isRed ? red : blue;
        Measure(spectrum, blue, red, ref own);

        // LASP works on the blue arm, of the coadd or of the first exposure; its velocity stands beside both arms.
        var isAnalysed = exposure <= 1 && source.Class == ObjectClass.Star && source.Type.HasParameters && blue >= LeastSnr(exposure);
        if (isAnalysed) MediumParameters.Fill(spectrum, blue, ref own);
        else spectrum.Lasp = Velocity.None;
        spectrum.HasParameters = isAnalysed && !isRed;
    }

    // A single exposure is asked for more: the published numbers of parameters are 49 % of the coadds and 13 % of the exposures.
    static double LeastSnr(int exposure) => exposure == 0 ? 3 : 9;

    // Gaia's BP and RP from its G and the temperature; the same for each spectrum of the source.
    static void Colour(MediumSpectrum spectrum)
    {
        var source = spectrum.Source;
        var draws = new Draws(~source.Key);
        var warmth = Math.Clamp((source.Temperature - 5700) / 5700, -0.5, 1);
        spectrum.Bp = Math.Round(source.Magnitude + 0.33 - 0.85 * warmth + 0.02 * draws.Normal(), 6);
        spectrum.Rp = Math.Round(source.Magnitude - 0.50 + 0.75 * warmth + 0.02 * draws.Normal(), 6);
    }

    static void Measure(MediumSpectrum spectrum, double blue, double red, ref Draws draws)
    {
        // Zero points wander from exposure to exposure, for each spectrograph and arm.
        var plate = new Draws(Draws.Key((ulong)(spectrum.Plate.Serial * 16L + spectrum.Spid), ZeroPoints + (ulong)spectrum.Exposure));
        var (zeroBlue, zeroRed) = (1.1 * plate.Normal(), 1.1 * plate.Normal());
        if (spectrum.Source.Class != ObjectClass.Star)
        {
            spectrum.Blue = spectrum.Red = spectrum.Both = Velocity.None;
            return;
        }
        spectrum.Blue = Measured(spectrum, zeroBlue, 0.25 + 11 / Math.Max(blue, 2), blue, ref draws);
        spectrum.Red = Measured(spectrum, zeroRed, 0.4 + 24 / Math.Max(red, 2), red, ref draws);
        spectrum.Both = Measured(spectrum, (zeroBlue + zeroRed) / 2, 0.2 + 10 / Math.Max(blue, 2), blue, ref draws);
    }

    static Velocity Measured(MediumSpectrum spectrum, double zero, double error, double snr, ref Draws draws)
    {
        var hot = spectrum.Source.Temperature > 7500 ? 3 : 1;
        var found = spectrum.Source.Velocity + error * hot * draws.Normal();
        if (snr < 3) return Velocity.None;
        return new(Round(found + zero, 100), Round(found, 100), Round(error * hot, 100), Round(Math.Sqrt(error * error * hot * hot + 0.01), 100));
    }
}
