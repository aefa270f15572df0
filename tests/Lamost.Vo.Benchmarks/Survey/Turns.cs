using System.Globalization;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>One of those that are measured beside each other.</summary>
/// <param name="Name">As in the tables.</param>
/// <param name="RunAsync">Does the work of a round (below 0 to warm up) once; its result is what is compared, most often seconds.</param>
sealed record Contender(string Name, Func<int, Task<double>> RunAsync);

/// <summary>What one contender took, round by round.</summary>
sealed record Times(string Name, IReadOnlyList<double> Values)
{
    /// <summary>The middle value.</summary>
    public double Median => Percentile(50);

    /// <summary>The value that this part of all values, in per cent, does not exceed.</summary>
    public double Percentile(double percent) => Of(Values, percent);

    /// <summary>
    /// How many times as fast as another this was: the median over the rounds of the ratio in a round, since what disturbs a machine disturbs both of one round.
    /// </summary>
    public double SpeedBeside(Times other) => Of([.. Values.Zip(other.Values, (mine, its) => its / mine)], 50);

    static double Of(IReadOnlyList<double> values, double percent)
    {
        double[] sorted = [.. values.Order()];
        var at = percent / 100 * (sorted.Length - 1);
        var (low, high) = (sorted[(int)Math.Floor(at)], sorted[(int)Math.Ceiling(at)]);
        return low + ((high - low) * (at - Math.Floor(at)));
    }
}

/// <summary>Runs contenders in turns, so that what else a machine does disturbs all of them alike.</summary>
static class Turns
{
    /// <summary>Runs all in rounds, each in an order of its own, as whoever is first may find caches cold.</summary>
    /// <param name="rounds">How many.</param>
    /// <param name="contenders">Who.</param>
    /// <param name="warm">Rounds before these, which do not count.</param>
    public static async Task<IReadOnlyList<Times>> TakeAsync(int rounds, IReadOnlyList<Contender> contenders, int warm = 1)
    {
        var times = contenders.Select(_ => new List<double>()).ToList();
        var random = new Random(29);
        var order = Enumerable.Range(0, contenders.Count).ToArray();
        for (var round = -warm; round < rounds; round++)
        {
            random.Shuffle(order);
            foreach (var i in order)
            {
                var value = await contenders[i].RunAsync(round);
                if (round >= 0) times[i].Add(value);
            }
            if (rounds <= 10) Say(round < 0 ? "  warm" : $"  round {round + 1} of {rounds}");
        }
        return [.. contenders.Zip(times, (c, t) => new Times(c.Name, t))];
    }

    /// <summary>Tells whoever waits how far the run is.</summary>
    public static void Say(string text) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:HH:mm:ss} {text}"));
}
