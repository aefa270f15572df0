namespace Lamost.Vo.Archive.Simulation;

/// <summary>
/// A splittable stream of pseudo-random numbers (SplitMix64): the key alone decides every number, on any machine and runtime.
/// A mutable value: each copy goes its own way.
/// </summary>
struct Draws(ulong key)
{
    ulong _state = key;

    /// <summary>The key of a stream inside another: of one fibre of a plate, of one source of a fibre.</summary>
    public static ulong Key(ulong parent, ulong child) => Finish(parent + 0x9E3779B97F4A7C15 * (child + 1) ^ (child << 32));

    /// <summary>64 random bits.</summary>
    public ulong Next() => Finish(_state += 0x9E3779B97F4A7C15);

    /// <summary>Uniform, 0 inclusive to 1 exclusive.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform between two limits.</summary>
    public double Between(double low, double high) => low + (high - low) * Unit();

    /// <summary>True with this probability.</summary>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>Uniform, 0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => (int)((Next() >> 32) * (ulong)count >> 32);

    /// <summary>
    /// About normal, mean 0 and standard deviation 1, never beyond 3.5: the sum of four 16-bit uniform numbers. It takes no logarithm or
    /// cosine, whose last digit differs between machines, and its short tails keep simulated values inside the published ranges.
    /// </summary>
    public double Normal()
    {
        var bits = Next();
        var sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48);
        return (sum - 131070.0) * (1.7320508075688772 / 65536);
    }

    static ulong Finish(ulong z)
    {
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
