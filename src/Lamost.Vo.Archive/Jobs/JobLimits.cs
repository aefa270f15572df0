namespace Lamost.Vo.Archive.Jobs;

/// <summary>The limits of jobs, announced in the capabilities and on the page of limits.</summary>
public sealed record JobLimits
{
    /// <summary>How long a job may run unless it asks for another time, in seconds.</summary>
    public int DefaultSeconds { get; init; } = 3_600;

    /// <summary>The longest time a job may ask for, in seconds; more, or 0 for no limit, is cut to it.</summary>
    public int MaxSeconds { get; init; } = 21_600;

    /// <summary>What a job that asks for nothing gets: the default, or the longest time if that is less.</summary>
    public int UsualSeconds => Math.Min(DefaultSeconds, MaxSeconds);

    /// <summary>How long a job is kept unless it asks for another time, in seconds.</summary>
    public int DefaultRetentionSeconds { get; init; } = 3 * 86_400;

    /// <summary>The longest time a job is kept, in seconds; a later destruction is cut to it.</summary>
    public int MaxRetentionSeconds { get; init; } = 30 * 86_400;

    /// <summary>Jobs that one service process runs at the same time; further ones stay queued.</summary>
    public int Concurrent { get; init; } = 4;

    /// <summary>Of these, those that may be long ones, so that a place for short ones is always kept.</summary>
    public int ConcurrentLong { get; init; } = 2;

    /// <summary>From which cost on, as PostgreSQL's planner estimates it, a job counts as long: about some ten seconds of one core.</summary>
    public int LongCost { get; init; } = 1_000_000;

    /// <summary>Jobs in the queue at most; one more is asked to run later.</summary>
    public int Queued { get; init; } = 1_000;

    /// <summary>Jobs kept at most, whatever their phase; one more is not made.</summary>
    public int Kept { get; init; } = 100_000;

    /// <summary>How often a job is begun before it is given up when the service or the database goes away under it.</summary>
    public int Attempts { get; init; } = 2;

    /// <summary>How long a request with WAIT is held at most, in seconds: shorter than the patience of proxies.</summary>
    public int WaitSeconds { get; init; } = 50;

    /// <summary>Characters of RUNID; a longer one is cut to it (TAP 1.1, 2.3.6).</summary>
    public int RunIdCharacters { get; init; } = 64;
}
