namespace Lamost.Vo.Archive.Queries;

/// <summary>
/// Every limit of the service: its name, its number, and (in the capabilities and in the message of whoever meets it) how to get the rest.
/// </summary>
public sealed record ServiceLimits
{
    /// <summary>Rows of an answer when the request has no MAXREC.</summary>
    public long DefaultRows { get; init; } = 1_000_000;

    /// <summary>Rows of an answer at most; a larger MAXREC is cut to it.</summary>
    public long MaxRows { get; init; } = 50_000_000;

    /// <summary>Rows of a cone search answer when the request has no MAXREC.</summary>
    public long ConeDefaultRows { get; init; } = 100_000;

    /// <summary>
    /// The time a synchronous query may take in the database, in seconds. It is the time limit of the reader's sessions, which
    /// <see cref="Database.ArchiveDatabaseOptions.StatementTimeoutSeconds"/> decides; a service does not start with another number.
    /// </summary>
    public int SyncTimeoutSeconds { get; init; } = new Database.ArchiveDatabaseOptions().StatementTimeoutSeconds;

    /// <summary>Queries that run in the database at the same time; further ones wait.</summary>
    public int ConcurrentQueries { get; init; } = 16;

    /// <summary>Queries that wait for their turn; one more is refused with 503 and Retry-After.</summary>
    public int WaitingQueries { get; init; } = 128;

    /// <summary>How long a query waits for its turn, in seconds, before it is refused with 503 and Retry-After.</summary>
    public int QueueTimeoutSeconds { get; init; } = 30;

    /// <summary>The body of a request at most, in bytes.</summary>
    public int MaxRequestBytes { get; init; } = 16 << 20;

    /// <summary>Ranges of <c>hpx29</c> that a constant region becomes in SQL, at most.</summary>
    public int RangesPerRegion { get; init; } = 16;
}
