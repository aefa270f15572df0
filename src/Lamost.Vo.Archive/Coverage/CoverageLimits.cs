namespace Lamost.Vo.Archive.Coverage;

/// <summary>The limits of coverage maps, on the page of limits.</summary>
public sealed record CoverageLimits
{
    /// <summary>The finest order of maps of the sky, with cells of 1.7 arcminutes: one finer would be a list of the sources.</summary>
    public int MaxOrder { get; init; } = 11;

    /// <summary>The order of a map when the request has no ORDER, with cells of 14 arcminutes: the footprint of the survey.</summary>
    public int DefaultOrder { get; init; } = 8;

    /// <summary>The finest order of the sky of maps of space and time.</summary>
    public int SpaceTimeMaxOrder { get; init; } = 7;

    /// <summary>Their order of the sky when the request has no ORDER.</summary>
    public int SpaceTimeDefaultOrder { get; init; } = 6;

    /// <summary>Their finest order of the times, with cells of 18 minutes: what the standard recommends for times at the Earth (MOC 2.0, 4.2).</summary>
    public int TimeMaxOrder { get; init; } = 31;

    /// <summary>Their order of the times when the request has no TIMEORDER, with cells of 9.5 hours.</summary>
    public int TimeDefaultOrder { get; init; } = 26;

    /// <summary>Ranges of cells that the map of an answer or of a job's result may have.</summary>
    public int MaxRanges { get; init; } = 2_000_000;

    /// <summary>Ranges of cells of all maps that are held in memory, of 16 bytes each; the map that was asked for longest ago goes first.</summary>
    public int HeldRanges { get; init; } = 8_000_000;

    /// <summary>Answers with maps finer than <see cref="DefaultOrder"/> that are made and sent at the same time, as each is whole in memory; further ones wait.</summary>
    public int FineAnswers { get; init; } = 4;
}
