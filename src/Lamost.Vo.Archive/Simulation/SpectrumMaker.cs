namespace Lamost.Vo.Archive.Simulation;

/// <summary>
/// Makes any row of a simulated release, in any order, from the plan and the row's number alone; rows of the same source next to each
/// other share its making. Not safe for several threads: one for each.
/// </summary>
sealed class SpectrumMaker(SurveyPlan plan)
{
    // By band V, B, M, F: signal-to-noise in g (its logarithm) at a magnitude.
    static readonly double[] LogSnr = [3.75, 2.5, 1.1, 0.9], AtMagnitude = [13.0, 15.4, 17.6, 18.2];

    static readonly (double Share, int Mask)[] Fibermasks =
    [
        (0.075, 128), (0.068, 64), (0.013, 32), (0.01, 2), (0.008, 192), (0.003, 160), (0.003, 66), (0.002, 8), (0.002, 72),
    ];

    const double LightSpeed = 299_792.458;

    readonly Field[] _fields = plan.Fields;
    readonly Spectrum _spectrum = new();
    Field _field = plan.Fields[0];

    /// <summary>Makes a row.</summary>
    /// <param name="row">0 to <see cref="SurveyPlan.Rows"/> - 1.</param>
    /// <returns>The row; the next call overwrites it.</returns>
    public Spectrum Make(long row)
    {
        if (row < _field.FirstRow || row >= _field.FirstRow + _field.Rows) _field = Find(row);
        var (field, spectrum, source) = (_field, _spectrum, _spectrum.Source);
        var place = row - field.FirstRow;
        var (slot, visit) = ((int)(place / field.Plates.Length), (int)(place % field.Plates.Length));
        field.FindStar(slot, visit, out var start, out var first);

        // The slot owns a few fibres next to each other; each visit takes one of them.
        var slots = field.Slots;
        var low = (int)((long)slot * SurveyPlan.Fibres / slots);
        var fibres = (int)((slot + 1L) * SurveyPlan.Fibres / slots) - low;
        var key = Draws.Key(Draws.Key(field.Key, (ulong)slot), (ulong)start);
        if (key != source.Key)
        {
            source.Key = key;
            SourceMaker.Fill(source, field, low, fibres);
            source.FirstObsid = Obsid(field.Plates[first], Fibre(key, first, low, fibres, out _));
        }
        var fibre = Fibre(key, visit, low, fibres, out var draws);
        spectrum.Plate = field.Plates[visit];
        spectrum.Obsid = Obsid(spectrum.Plate, fibre);
        spectrum.Spid = fibre / 250 + 1;
        spectrum.FiberId = fibre % 250 + 1;
        Point(spectrum, visit == first, ref draws);
        Expose(spectrum, field.Band, ref draws);
        Classify(spectrum, spectrum.Plate.LeastSnr, ref draws);
        return spectrum;
    }

    static int Fibre(ulong source, int visit, int low, int fibres, out Draws draws)
    {
        draws = new Draws(Draws.Key(source, (ulong)visit + 1));
        return low + draws.Below(fibres);
    }

    static long Obsid(Plate plate, int fibre) => plate.Serial * 100_000L + (fibre / 250 + 1) * 1000 + fibre % 250 + 1;

    // Later visits often take the target from another list; fibres of very bright stars are moved off them, along RA.
    static void Point(Spectrum spectrum, bool first, ref Draws draws)
    {
        var source = spectrum.Source;
        (spectrum.Ra, spectrum.Dec) = (source.InputRa, source.InputDec);
        if (!first && source.Letter != 'L' && draws.Chance(0.23))
        {
            var (ra, dec) = SourceMaker.Stray(source, ref draws);
            (spectrum.Ra, spectrum.Dec) = SourceMaker.Publish(ra, dec);
        }
        (spectrum.RaObs, spectrum.DecObs) = (spectrum.Ra, spectrum.Dec);
        spectrum.Offset = 0;
        if (source.Brightness < 11.5 && draws.Chance(0.1))
        {
            spectrum.Offset = Math.Round(Math.Clamp(1.8 * (11.5 - source.Brightness) + 0.3 * draws.Normal(), 0.5, 5), 2);
            var ra = spectrum.Ra / 1e7 + spectrum.Offset / 3600 / Math.Cos(spectrum.Dec / 1e7 * (Math.PI / 180));
            (spectrum.RaObs, spectrum.DecObs) = SourceMaker.Publish(ra, spectrum.Dec / 1e7);
        }
    }

    static void Expose(Spectrum spectrum, int band, ref Draws draws)
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
        spectrum.Fibermask = spectrum.Plate.NoFibermask || draws.Chance(0.016) ? Source.None : Fibermask(draws.Unit());
    }

    static double Snr(double value, double noise, ref Draws draws) => Math.Round(Math.Clamp(value + noise * draws.Normal(), 0, 999) * 100) / 100;

    static long Fibermask(double u)
    {
        foreach (var (share, mask) in Fibermasks)
        {
            if (u < share) return mask;
            u -= share;
        }
        return 0;
    }

    static void Classify(Spectrum spectrum, double leastSnr, ref Draws draws)
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

    Field Find(long row)
    {
        var (low, high) = (0, _fields.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_fields[middle].FirstRow <= row) low = middle;
            else high = middle - 1;
        }
        return _fields[low];
    }
}
