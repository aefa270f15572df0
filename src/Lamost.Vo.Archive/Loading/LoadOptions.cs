namespace Lamost.Vo.Archive.Loading;

/// <summary>How a load is done.</summary>
public sealed record LoadOptions
{
    /// <summary>How many threads parse; at least 1. Each sorts 32 MB in memory.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>The load fails when more than this fraction of the rows is refused; from 0 to 1.</summary>
    public double MaxRejectFraction { get; init; } = 0.001;

    /// <summary>How many rows are read before <see cref="MaxRejectFraction"/> can end a load; at the end it counts in any case.</summary>
    public long RowsBeforeRejectCheck { get; init; } = 1000;

    /// <summary>Where the report of refused rows is written, as CSV, when there are any; null for nowhere.</summary>
    public string? RejectReportPath { get; init; }

    /// <summary>How many refused rows the report lists; the others are counted.</summary>
    public int MaxRejectsListed { get; init; } = 10_000;

    /// <summary>About how many bytes of a file a thread parses at once.</summary>
    public int BlockBytes { get; init; } = 1 << 20;

    /// <summary>Where rows are sorted, in a file that needs about as much room as the table; the default is the system's directory for such (<c>TMPDIR</c>).</summary>
    public string TemporaryDirectory { get; init; } = Path.GetTempPath();

    /// <summary>Whether the rows are simulated, which is then said wherever the table is described.</summary>
    public bool Simulated { get; init; }

    /// <summary>Whether what SSA and ObsCore say of the spectra is made anew; false for who registers their files next, which does it too.</summary>
    public bool DescribesSpectra { get; init; } = true;

    /// <summary>How long one attempt to publish waits for running queries, in milliseconds. New queries of the table wait for as long.</summary>
    public int PublishLockTimeoutMilliseconds { get; init; } = 2000;

    /// <summary>How often publishing is tried. Between two attempts there is as long a pause as an attempt waits.</summary>
    public int PublishAttempts { get; init; } = 30;
}
