namespace Lamost.Vo.Spectra.Synthetic;

/// <summary>
/// Random numbers that are the same for a seed in every version of .NET, which System.Random does not promise (SplitMix64: Steele, Lea, Flood 2014). Not for several
/// threads at once.
/// </summary>
sealed class SyntheticRandom(long seed)
{
    ulong _state = (ulong)seed;
    double _spare = double.NaN;

    /// <summary>At least 0, less than 1.</summary>
    public double Uniform()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Between two numbers.</summary>
    public double Between(double least, double most) => least + (most - least) * Uniform();

    /// <summary>Normally distributed, of variance 1 (Marsaglia's polar method).</summary>
    public double Normal()
    {
        if (!double.IsNaN(_spare))
        {
            var kept = _spare;
            _spare = double.NaN;
            return kept;
        }
        while (true)
        {
            var (x, y) = (2 * Uniform() - 1, 2 * Uniform() - 1);
            var square = x * x + y * y;
            if (square is >= 1 or 0) continue;
            var scale = Math.Sqrt(-2 * Math.Log(square) / square);
            _spare = y * scale;
            return x * scale;
        }
    }
}
