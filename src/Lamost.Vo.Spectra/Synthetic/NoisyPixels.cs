namespace Lamost.Vo.Spectra.Synthetic;

/// <summary>Pixels on the way into a file: what is added to them and what goes wrong with them.</summary>
/// <param name="grid">Where they are.</param>
/// <param name="flux">Without noise; is copied.</param>
/// <param name="error">Standard deviations, more than 0.</param>
sealed class NoisyPixels(Grid grid, double[] flux, double[] error)
{
    /// <summary>The flux, to be changed.</summary>
    public double[] Flux { get; } = [.. flux];

    /// <summary>Bits set in all exposures.</summary>
    public int[] AndMask { get; } = new int[flux.Length];

    /// <summary>Bits set in any.</summary>
    public int[] OrMask { get; } = new int[flux.Length];

    readonly bool[] _lost = new bool[flux.Length];

    /// <summary>Pixels at the long end that no exposure reached.</summary>
    public void LoseEnd(int count)
    {
        for (var i = Flux.Length - count; i < Flux.Length; i++) Lose(i, 0);
    }

    /// <summary>A few bad columns, without data, and a few traces of cosmic rays in one of the exposures.</summary>
    public void Damage(SyntheticRandom random)
    {
        for (var runs = (int)random.Between(0, 3); runs > 0; runs--)
        {
            var from = (int)random.Between(0, Flux.Length - 6);
            var share = runs == 1 && random.Uniform() < 0.25 ? 0 : random.Between(0.85, 1);
            for (var i = from + (int)random.Between(1, 6); i >= from; i--) Lose(i, Flux[i] * share);
        }
        for (var runs = (int)random.Between(0, 5); runs > 0; runs--)
        {
            var from = (int)random.Between(0, Flux.Length - 4);
            for (var i = from + (int)random.Between(0, 4); i >= from; i--) OrMask[i] |= 64;
        }
    }

    /// <summary>Traces of cosmic rays in a single exposure, most of them found out.</summary>
    public void Cosmics(SyntheticRandom random)
    {
        for (var runs = (int)random.Between(0, 5); runs > 0; runs--)
        {
            var at = (int)random.Between(0, Flux.Length - 2);
            Flux[at] += error[at] * random.Between(8, 60);
            if (random.Uniform() < 0.8) AndMask[at] = OrMask[at] = 1;
        }
    }

    /// <summary>One pixel without data.</summary>
    public void Lose(int pixel, double value)
    {
        Flux[pixel] = value;
        _lost[pixel] = true;
        AndMask[pixel] = OrMask[pixel] = 1;
    }

    /// <summary>The flux as a file of single precision has it.</summary>
    public double[] SingleFlux() => Array.ConvertAll(Flux, f => (double)(float)f);

    /// <summary>1 over the square of the error, as a file of single precision has it; 0 where there is no data.</summary>
    public double[] InverseVariance()
    {
        var values = new double[Flux.Length];
        for (var i = 0; i < values.Length; i++) values[i] = _lost[i] ? 0 : (float)(1 / (error[i] * error[i]));
        return values;
    }

    /// <summary>The flux over a continuum; 1 where there is no data.</summary>
    public double[] Over(double[] continuum)
    {
        var values = new double[grid.Wavelength.Length];
        for (var i = 0; i < values.Length; i++) values[i] = _lost[i] || !(continuum[i] > 0) ? 1 : (float)(Flux[i] / continuum[i]);
        return values;
    }
}
