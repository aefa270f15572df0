namespace Lamost.Vo.Archive.Loading;

/// <summary>Where a load is.</summary>
/// <param name="Phase">What it does.</param>
/// <param name="Rows">Rows read so far; from <see cref="LoadPhase.Sorting"/> on all of them.</param>
/// <param name="RowsPerSecond">Rows read a second, over the whole of <see cref="LoadPhase.Reading"/>.</param>
/// <param name="Fraction">How much of the source has been read, from 0 to 1; null when that is not known.</param>
/// <param name="Remaining">How long reading will go on at this pace; null when that is not known.</param>
/// <param name="Rejected">Rows refused so far.</param>
public sealed record LoadProgress(LoadPhase Phase, long Rows, double RowsPerSecond, double? Fraction, TimeSpan? Remaining, long Rejected);

/// <summary>The phases of a load, in their order.</summary>
public enum LoadPhase
{
    /// <summary>The source is read, and its rows are sorted in parts.</summary>
    Reading,

    /// <summary>The parts are merged, and the rows written in the order of the sky.</summary>
    Sorting,

    /// <summary>The keys and indexes are built.</summary>
    Indexing,

    /// <summary>The planner's statistics are gathered.</summary>
    Analysing,

    /// <summary>The tiles of the progressive catalogue are made (docs/dev/hips.md).</summary>
    Tiling,

    /// <summary>The new table takes the place of the served one.</summary>
    Publishing,

    /// <summary>What SSA and ObsCore say of the spectra is made anew.</summary>
    Spectra,
}
