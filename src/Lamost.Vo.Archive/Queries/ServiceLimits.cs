using Lamost.Vo.Archive.Coverage;
using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Archive.Uploads;

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
    /// Rows of a cone search answer that come nearest first, at most. A limit of rows that is not larger keeps the nearest; an answer of more rows comes as it is found.
    /// </summary>
    public int ConeSortedRows { get; init; } = 5_000;

    /// <summary>Up to this radius, in degrees, a cone search puts its rows in order.</summary>
    public int ConeSortedRadius { get; init; } = 5;

    /// <summary>Rows of an SSA answer when the request has no MAXREC.</summary>
    public long SsaDefaultRows { get; init; } = 10_000;

    /// <summary>Rows of an SSA answer at most; a larger MAXREC is cut to it. More is to be had by TAP from <c>ivoa.obscore</c>.</summary>
    public long SsaMaxRows { get; init; } = 100_000;

    /// <summary>Spectra in one answer of DataLink, all links of one counted once; what is beyond is not answered, and the answer says so.</summary>
    public int LinksMaxIds { get; init; } = 10_000;

    /// <summary>Spectra of one source that DataLink and the page of a source know, at most.</summary>
    public int SourceMaxSpectra { get; init; } = 1_000;

    /// <summary>Spectra in one download at most.</summary>
    public int BatchMaxSpectra { get; init; } = 100_000;

    /// <summary>Records in one part of a list of the registry, at most; a resumption token leads to the next part.</summary>
    public int RegistryPageRecords { get; init; } = 100;

    /// <summary>
    /// How long a synchronous query may take to its first row, in seconds; the client hears nothing for so long. A TAP query that is later goes on as a job. The time
    /// limit of what has begun to be sent is <see cref="Jobs.JobLimits.MaxSeconds"/>.
    /// </summary>
    public int SyncTimeoutSeconds { get; init; } = 30;

    /// <summary>Queries that run in the database at the same time; further ones wait.</summary>
    public int ConcurrentQueries { get; init; } = 16;

    /// <summary>
    /// Backends that read one table at the same time, at most, for a query that takes all of it in no order; also no more than half of the cores of this machine, less
    /// one for each other query that runs. Each counts as a query that runs.
    /// </summary>
    public int ParallelBackends { get; init; } = 4;

    /// <summary>Rows, as the planner estimates, from which on an answer is read by several backends.</summary>
    public long ParallelRows { get; init; } = 1_000_000;

    /// <summary>Queries that wait for their turn; one more is refused with 503 and Retry-After.</summary>
    public int WaitingQueries { get; init; } = 128;

    /// <summary>How long a query waits for its turn, in seconds, before it is refused with 503 and Retry-After.</summary>
    public int QueueTimeoutSeconds { get; init; } = 30;

    /// <summary>The text fields of a request at most, in bytes each; tables that come with it have <see cref="Uploads.UploadLimits.Bytes"/>.</summary>
    public int MaxRequestBytes { get; init; } = 16 << 20;

    /// <summary>How long the body of a request may take to arrive, in seconds.</summary>
    public int RequestSeconds { get; init; } = 600;

    /// <summary>Ranges of <c>hpx29</c> that a constant region becomes in SQL, at most.</summary>
    public int RangesPerRegion { get; init; } = 16;

    /// <summary>Rows of the result of a job that a HiPS is made of, at most.</summary>
    public long HipsJobRows { get; init; } = 2_000_000;

    /// <summary>HiPS of results of jobs that are made at the same time; further ones wait.</summary>
    public int HipsConcurrentJobs { get; init; } = 2;

    /// <summary>How long a request waits while the HiPS of a job's result is made, in seconds, before it is asked to come again.</summary>
    public int HipsWaitSeconds { get; init; } = 20;

    /// <summary>Memory in which pictures of HiPS and what they are drawn from are kept, in bytes at most.</summary>
    public long HipsCacheBytes { get; init; } = 256 << 20;

    /// <summary>The limits of jobs.</summary>
    public JobLimits Jobs { get; init; } = new();

    /// <summary>The limits of uploaded tables.</summary>
    public UploadLimits Uploads { get; init; } = new();

    /// <summary>The limits of coverage maps.</summary>
    public CoverageLimits Coverage { get; init; } = new();
}
