namespace Lamost.Vo.Archive.Simulation;

/// <summary>
/// Makes any row of a simulated survey, in any order, from the plan and the row's number alone; rows of the same source next to each
/// other share its making. Not safe for several threads: one for each.
/// </summary>
/// <typeparam name="T">What a spectrum of the survey is.</typeparam>
/// <param name="plan">The survey.</param>
abstract class SpectrumMaker<T>(SurveyPlan plan) where T : Spectrum, new()
{
    static readonly (double Share, int Mask)[] Fibermasks =
    [
        (0.075, 128), (0.068, 64), (0.013, 32), (0.01, 2), (0.008, 192), (0.003, 160), (0.003, 66), (0.002, 8), (0.002, 72),
    ];

    readonly T _spectrum = new();
    Field? _field;

    /// <summary>Makes a row.</summary>
    /// <param name="row">0 to <see cref="SurveyPlan.Rows"/> - 1.</param>
    /// <returns>The row; the next call overwrites it.</returns>
    public T Make(long row)
    {
        if (_field is null || row < _field.FirstRow || row >= _field.FirstRow + _field.Rows) _field = plan.FieldOfRow(row);
        var (slot, visit, number) = _field.PlaceOf(row - _field.FirstRow);
        return Make(_field, slot, visit, number);
    }

    /// <summary>Makes a spectrum of a visit.</summary>
    /// <param name="field">The field.</param>
    /// <param name="slot">Its slot.</param>
    /// <param name="visit">The visit: the number of its plate.</param>
    /// <param name="number">Which of the spectra that are published of the visit, from 0.</param>
    public T Make(Field field, int slot, int visit, int number)
    {
        var spectrum = Observe(field, slot, visit, out var draws);
        Expose(spectrum, field.Band, number, ref draws);
        return spectrum;
    }

    /// <summary>Sets the fibre to its target.</summary>
    /// <param name="field">The field.</param>
    /// <param name="slot">Its slot.</param>
    /// <param name="visit">The visit.</param>
    /// <param name="draws">The stream of the visit, from which exposing goes on.</param>
    /// <returns>The spectrum with plate, fibre, positions and source; the next call overwrites it.</returns>
    protected T Observe(Field field, int slot, int visit, out Draws draws)
    {
        var stay = field.FindStay(slot, visit);
        TargetMaker.Fill(_spectrum.Source, field, slot, stay);
        _spectrum.Plate = field.Plates[visit];
        _spectrum.Fibre = TargetMaker.Fibre(TargetMaker.Key(field, slot, stay), visit, field.FibresOf(slot), out draws);
        Point(_spectrum, visit == stay.First, ref draws);
        return _spectrum;
    }

    /// <summary>Fills what the survey measures.</summary>
    /// <param name="spectrum">Plate, fibre, positions and source are set.</param>
    /// <param name="band">The brightness band of the field.</param>
    /// <param name="number">Which of the spectra that are published of the visit, from 0.</param>
    /// <param name="draws">The stream of the visit.</param>
    protected abstract void Expose(T spectrum, int band, int number, ref Draws draws);

    /// <summary>A mask of fibre problems, or <see cref="Source.None"/>.</summary>
    protected static long Fibermask(Plate plate, ref Draws draws) => plate.NoFibermask || draws.Chance(0.016) ? Source.None : Fibermask(draws.Unit());

    /// <summary>A signal-to-noise as published: two decimals, 0 to 999.</summary>
    protected static double Snr(double value, double noise, ref Draws draws) => Math.Round(Math.Clamp(value + noise * draws.Normal(), 0, 999) * 100) / 100;

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

    static long Fibermask(double u)
    {
        foreach (var (share, mask) in Fibermasks)
        {
            if (u < share) return mask;
            u -= share;
        }
        return 0;
    }
}
