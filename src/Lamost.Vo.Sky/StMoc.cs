using Lamost.Vo.Sky.Coverage;

namespace Lamost.Vo.Sky;

/// <summary>
/// A space-time coverage map (IVOA MOC 2.0, 5): which part of the sky was observed when. The axes have an order each. Immutable, and safe for any number of threads.
/// </summary>
public sealed partial class StMoc
{
    readonly StMocEntry[] _entries;

    StMoc(int timeOrder, int spaceOrder, StMocEntry[] entries) => (TimeOrder, SpaceOrder, _entries) = (timeOrder, spaceOrder, entries);

    /// <summary>The finest order of the times, 0 to 61.</summary>
    public int TimeOrder { get; }

    /// <summary>The finest order of the sky, 0 to 29.</summary>
    public int SpaceOrder { get; }

    /// <summary>
    /// Times with what was observed in them, in the order of time. No two have a time in common, neither is empty, and two that follow each other differ in the sky, as
    /// what has the same is one (5.2).
    /// </summary>
    public IReadOnlyList<StMocEntry> Entries => _entries;

    /// <summary>The map of observations.</summary>
    /// <param name="timeOrder">The order of the times, 0 to 61; observations are grown to whole cells.</param>
    /// <param name="spaceOrder">The order of the sky, 0 to 29.</param>
    /// <param name="observations">
    /// From and to which microsecond since JD 0, both included, and of which part of the sky, in any order; those of an empty part count for nothing.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such order, or a time is outside of the axis, or ends before it begins.</exception>
    public static StMoc Of(int timeOrder, int spaceOrder, IEnumerable<(PixelRange Time, Moc Sky)> observations)
    {
        ArgumentNullException.ThrowIfNull(observations);
        CoverageAxis.Space.CheckOrder(spaceOrder);
        var all = new List<(PixelRange Time, Moc Sky)>();
        foreach (var (time, sky) in observations)
            if (sky.Ranges.Length > 0) all.Add((TimeMoc.OfRanges(timeOrder, [time]).Ranges[0], sky.Degrade(spaceOrder)));
        CoverageAxis.Time.CheckOrder(timeOrder);
        return new StMoc(timeOrder, spaceOrder, Sweep(timeOrder, spaceOrder, all));
    }

    /// <summary>The map at coarser orders: all cells of them that this one has a part of. An order that is not coarser stays.</summary>
    /// <param name="timeOrder">0 to 61.</param>
    /// <param name="spaceOrder">0 to 29.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such order.</exception>
    public StMoc Degrade(int timeOrder, int spaceOrder)
    {
        CoverageAxis.Time.CheckOrder(timeOrder);
        CoverageAxis.Space.CheckOrder(spaceOrder);
        return timeOrder >= TimeOrder && spaceOrder >= SpaceOrder ? this : Of(Math.Min(timeOrder, TimeOrder), Math.Min(spaceOrder, SpaceOrder), Observations());
    }

    /// <summary>Each run of time with its part of the sky, in the order of time: what <see cref="Of"/> makes the same map of.</summary>
    public IEnumerable<(PixelRange Time, Moc Sky)> Observations()
    {
        foreach (var entry in _entries)
            foreach (var time in entry.Times.Ranges.ToArray()) yield return (time, entry.Sky);
    }

    /// <summary>All of the sky that was observed at any time.</summary>
    public Moc Sky() => Moc.OfRanges(SpaceOrder, _entries.SelectMany(e => e.Sky.Ranges.ToArray()));

    /// <summary>All times at which any part of the sky was observed.</summary>
    public TimeMoc Times() => TimeMoc.OfRanges(TimeOrder, _entries.SelectMany(e => e.Times.Ranges.ToArray()));

    /// <summary>True when a position is in the map at a time.</summary>
    /// <param name="microsecond">Since JD 0.</param>
    /// <param name="lonDeg">Longitude in degrees, any finite value.</param>
    /// <param name="latDeg">Latitude in degrees, -90 to 90.</param>
    /// <exception cref="ArgumentOutOfRangeException">The latitude is outside -90 to 90, or a coordinate not finite.</exception>
    public bool Contains(long microsecond, double lonDeg, double latDeg) =>
        _entries.FirstOrDefault(e => e.Times.Contains(microsecond)) is { } entry && entry.Sky.Contains(lonDeg, latDeg);

    // From one begin or end of an observation to the next, what is observed is the same.
    static StMocEntry[] Sweep(int timeOrder, int spaceOrder, List<(PixelRange Time, Moc Sky)> observations)
    {
        observations.Sort((a, b) => a.Time.First.CompareTo(b.Time.First));
        var entries = new List<StMocEntry>();
        var (times, sky) = (new List<PixelRange>(), Moc.Empty(spaceOrder));
        var active = new List<(PixelRange Time, Moc Sky)>();
        int next = 0;
        long now = 0;
        while (next < observations.Count || active.Count > 0)
        {
            if (active.Count == 0) now = observations[next].Time.First;
            while (next < observations.Count && observations[next].Time.First == now) active.Add(observations[next++]);
            long last = active.Min(a => a.Time.Last);
            if (next < observations.Count) last = Math.Min(last, observations[next].Time.First - 1);
            var seen = active.Count == 1 ? active[0].Sky : Moc.OfRanges(spaceOrder, active.SelectMany(a => a.Sky.Ranges.ToArray()));
            if (!seen.Ranges.SequenceEqual(sky.Ranges))
            {
                Close();
                sky = seen;
            }
            times.Add(new PixelRange(now, last));
            now = last + 1;
            active.RemoveAll(a => a.Time.Last < now);
        }
        Close();
        return [.. entries];

        void Close()
        {
            if (times.Count > 0) entries.Add(new StMocEntry(TimeMoc.OfRanges(timeOrder, times), sky));
            times.Clear();
        }
    }
}

/// <summary>Times in which the same part of the sky was observed.</summary>
/// <param name="Times">The times.</param>
/// <param name="Sky">The part of the sky.</param>
public sealed record StMocEntry(TimeMoc Times, Moc Sky);
