namespace Lamost.Vo.Archive.Simulation;

/// <summary>Makes rows of the low-resolution survey.</summary>
/// <param name="plan">The survey.</param>
sealed class LowSpectrumMaker(SurveyPlan plan) : SpectrumMaker<LowSpectrum>(plan)
{
    // By band V, B, M, F: signal-to-noise in g (its logarithm) at a magnitude.
    static readonly double[] LogSnr = [3.75, 2.5, 1.1, 0.9], AtMagnitude = [13.0, 15.4, 17.6, 18.2];

    const double LightSpeed = 299_792.458;

    /// <inheritdoc/>
    protected override void Expose(LowSpectrum spectrum, int band, int number, ref Draws draws)
    {
        var source = spectrum.Source;
        var log = LogSnr[band] + 0.5 * (AtMagnitude[band] - source.Brightness) + spectrum.Plate.Quality + 0.42 * draws.Normal();
        if (draws.Chance(0.07)) log -= 3 * draws.Unit(); // a fibre off its star
        spectrum.SnrG = Snr(Math.Exp(log), 0.05, ref draws);
        spectrum.SnrU = Snr(Math.Exp(log * 1.25 - 0.92 + Colours.LogSnrRatio(0, source.Temperature)), 0.3, ref draws);
        spectrum.SnrR = Snr(Math.Exp(log * 0.93 + 0.18 + Colours.LogSnrRatio(1, source.Temperature) + 0.1 * draws.Normal()), 0.1, ref draws);
        spectrum.SnrI = Snr(Math.Exp(log * 0.85 + 0.38 + Colours.LogSnrRatio(2, source.Temperature) + 0.12 * draws.Normal()), 0.2, ref draws);
        spectrum.SnrZ = Snr(Math.Exp(log * 0.87 + 0.33 + Colours.LogSnrRatio(3, source.Temperature) + 0.14 * draws.Normal()), 0.2, ref draws);
        spectrum.IsStandard = source.Class == ObjectClass.Star && source.Type.Bytes[0] == 'F' && source.Brightness is > 12.5 and < 17.5 && draws.Chance(0.012);
        spectrum.Fibermask = Fibermask(spectrum.Plate, ref draws);
        Classify(spectrum, spectrum.Plate.LeastSnr, ref draws);
    }

    static void Classify(LowSpectrum spectrum, double leastSnr, ref Draws draws)
    {
        var source = spectrum.Source;
        spectrum.HasParameters = false;
        if (source.Class != ObjectClass.Star)
        {
            spectrum.Type = null;
            spectrum.Z = Math.Round(source.Redshift + 3e-5 * draws.Normal(), 6);
            spectrum.ZError = draws.Chance(0.05) ? double.NaN : Math.Round(source.Redshift * (0.0001 + 0.0004 * draws.Unit()), 8);
            return;
        }
        spectrum.Type = FoundType(source, ref draws);
        spectrum.HasParameters = spectrum.Type.HasParameters && spectrum.SnrG >= leastSnr && !draws.Chance(0.005);
        var error = Math.Clamp((2.2 + 137 / Math.Max(spectrum.SnrG, 4)) * (source.Temperature < 5000 ? 0.7 : 1) * (1 + 0.12 * draws.Normal()), 1.5, 25);
        var velocity = source.Velocity + (error * 0.6 + 1) * draws.Normal();
        if (spectrum.HasParameters)
        {
            StellarParameters.Fill(spectrum, velocity, error, ref draws);
            (spectrum.Z, spectrum.ZError) = (Math.Round(velocity / LightSpeed, 10), Math.Round(error / LightSpeed, 10));
            return;
        }
        spectrum.Z = draws.Chance(0.001) ? double.NaN : Math.Round(velocity / LightSpeed, 8);
        spectrum.ZError = double.IsNaN(spectrum.Z) || draws.Chance(0.06) ? double.NaN : Math.Round(error / LightSpeed, 8);
    }

    // A second spectrum is not always given the same type: sometimes that of a neighbouring template.
    static SpectralType FoundType(Source source, ref Draws draws)
    {
        if (!source.Type.HasParameters || !draws.Chance(0.2)) return source.Type;
        var other = SpectralType.Draw(SpectralType.Afgk, SpectralType.AfgkTotal, ref draws);
        return Math.Abs(other.Temperature - source.Type.Temperature) < 350 ? other : source.Type;
    }
}
