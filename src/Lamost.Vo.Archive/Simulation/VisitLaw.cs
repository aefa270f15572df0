namespace Lamost.Vo.Archive.Simulation;

/// <summary>How often a field is observed, and how many of these visits a fibre spends on one star before it turns to the next.</summary>
sealed class VisitLaw
{
    readonly double[] _fields;
    readonly double[] _stars;

    VisitLaw(double[] fields, double[] stars)
    {
        _fields = Cumulate(fields);
        _stars = Cumulate(stars);
    }

    /// <summary>The most visits of a field.</summary>
    public int Most => _fields.Length;

    /// <summary>True where all fields have the same number of plates, however few spectra are on each.</summary>
    public bool IsFixed => _fields.Length > 1 && _fields[^2] == 0;

    /// <summary>The survey at large: 1 to 6 plates a field.</summary>
    public static VisitLaw Survey { get; } = new(
        Weights((1, 1, 0.45), (2, 2, 0.2), (3, 3, 0.13), (4, 4, 0.11), (5, 5, 0.06), (6, 6, 0.05)),
        Weights((1, 1, 0.5), (2, 2, 0.225), (3, 3, 0.135), (4, 4, 0.08), (5, 5, 0.04), (6, 6, 0.02)));

    /// <summary>Time-domain fields: 28 plates a field.</summary>
    public static VisitLaw TimeDomain { get; } = new(Weights((28, 28, 1)),
        Weights((1, 1, 0.42), (2, 2, 0.12), (3, 3, 0.06), (4, 10, 0.14), (11, 20, 0.19), (21, 28, 0.07)));

    /// <summary>The commissioning year of medium resolution: 16 plates a field.</summary>
    public static VisitLaw Commissioning { get; } = new(Weights((16, 16, 1)),
        Weights((1, 1, 0.46), (2, 2, 0.14), (3, 5, 0.14), (6, 10, 0.1), (11, 16, 0.16)));

    /// <summary>Repeated plates of the Kepler field: 16 a field.</summary>
    public static VisitLaw KeplerTime { get; } = new(Weights((16, 16, 1)),
        Weights((1, 1, 0.42), (2, 2, 0.14), (3, 5, 0.12), (6, 10, 0.1), (11, 16, 0.22)));

    /// <summary>The medium-resolution survey at large: 1 to 3 plates a field.</summary>
    public static VisitLaw MediumOnce { get; } = new(Weights((1, 1, 0.6), (2, 2, 0.28), (3, 3, 0.12)), Weights((1, 1, 0.7), (2, 2, 0.2), (3, 3, 0.1)));

    /// <summary>Time-domain fields at medium resolution: up to 16 plates a field.</summary>
    public static VisitLaw MediumTimeDomain { get; } = new(Weights((1, 1, 0.15), (2, 3, 0.1), (4, 8, 0.2), (9, 16, 0.55)),
        Weights((1, 1, 0.12), (2, 3, 0.15), (4, 8, 0.23), (9, 16, 0.5)));

    /// <summary>The Kepler field at medium resolution: 60 plates a field.</summary>
    public static VisitLaw MediumKepler { get; } = new(Weights((60, 60, 1)), Weights((1, 1, 0.1), (2, 10, 0.15), (11, 40, 0.3), (41, 60, 0.45)));

    /// <summary>A number of plates for a field.</summary>
    public int DrawField(ref Draws draws) => Draw(_fields, ref draws);

    /// <summary>A number of visits for a star, at most <paramref name="left"/>.</summary>
    public int DrawStar(ref Draws draws, int left) => Math.Min(left, Draw(_stars, ref draws));

    static int Draw(double[] cumulative, ref Draws draws)
    {
        var u = draws.Unit();
        var at = 0;
        while (at < cumulative.Length - 1 && u >= cumulative[at]) at++;
        return at + 1;
    }

    static double[] Weights(params (int From, int To, double Share)[] parts)
    {
        var weights = new double[parts[^1].To];
        foreach (var (from, to, share) in parts)
            for (var n = from; n <= to; n++)
                weights[n - 1] = share / (to - from + 1);
        return weights;
    }

    static double[] Cumulate(double[] weights)
    {
        var total = weights.Sum();
        var sum = 0.0;
        return [.. weights.Select(w => sum += w / total)];
    }
}
