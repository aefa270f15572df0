using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Archive.Jobs;

/// <summary>A job as it stood when it was read (UWS 1.1, 2.1). All times are UTC.</summary>
/// <param name="Id">Unguessable: it is all that protects an anonymous job.</param>
/// <param name="Service">What runs it: the <see cref="IJobWork.Service"/>.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Destruction">When it is removed with all its files.</param>
/// <param name="ExecutionSeconds">How long it may run; always positive.</param>
public sealed record Job(string Id, string Service, JobPhase Phase, DateTime CreatedAt, DateTime Destruction, int ExecutionSeconds)
{
    /// <summary>The name its author gave it; null for none.</summary>
    public string? RunId { get; init; }

    /// <summary>The language of its errors.</summary>
    public Language Language { get; init; }

    /// <summary>When it entered the queue, last; null before.</summary>
    public DateTime? QueuedAt { get; init; }

    /// <summary>When it began to run, last; null before.</summary>
    public DateTime? StartedAt { get; init; }

    /// <summary>When it reached its last phase; null before.</summary>
    public DateTime? EndedAt { get; init; }

    /// <summary>Whether the planner expects it to take long; such jobs have fewer places.</summary>
    public bool IsLong { get; init; }

    /// <summary>How often it was begun.</summary>
    public int Attempts { get; init; }

    /// <summary>Rows written so far, a second old at most.</summary>
    public long RowsWritten { get; init; }

    /// <summary>Bytes written so far; of a completed job, of its result.</summary>
    public long BytesWritten { get; init; }

    /// <summary>The result of a completed job; else null.</summary>
    public JobResult? Result { get; init; }

    /// <summary>Why it failed or was aborted; else null.</summary>
    public JobError? Error { get; init; }

    /// <summary>By name in upper case, in the order of names; several values only where a request gave several.</summary>
    public IReadOnlyList<(string Name, string Value)> Parameters { get; init; } = [];

    /// <summary>The tables that came with its requests: label and file name in the job's directory.</summary>
    public IReadOnlyList<(string Label, string File)> Uploads { get; init; } = [];

    /// <summary>Whether it can still change by itself.</summary>
    public bool IsActive => Phase is JobPhase.Pending or JobPhase.Queued or JobPhase.Executing;
}

/// <summary>UWS 1.1, 2.1.3; of its phases those that occur here.</summary>
public enum JobPhase
{
    /// <summary>Made, not run; its parameters may change.</summary>
    Pending,

    /// <summary>Waits for its turn.</summary>
    Queued,

    /// <summary>Runs.</summary>
    Executing,

    /// <summary>Ended, with a result.</summary>
    Completed,

    /// <summary>Failed.</summary>
    Error,

    /// <summary>Stopped by its author or by its time limit.</summary>
    Aborted,
}

/// <summary>The result of a job: a file in its directory.</summary>
/// <param name="File">Its name there.</param>
/// <param name="MediaType">What it holds.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Rows">Rows of the table in it.</param>
/// <param name="Sha256">Of its bytes, in lower-case hexadecimal digits.</param>
/// <param name="Overflow">Whether a limit of rows cut the table, which not every format can say itself.</param>
public sealed record JobResult(string File, string MediaType, long Bytes, long Rows, string Sha256, bool Overflow);

/// <summary>Why a job failed or was aborted.</summary>
/// <param name="Code">As in docs/reference/errors.md.</param>
/// <param name="Text">For its author: message, detail, hint and code.</param>
/// <param name="Transient">Whether the same job may succeed later.</param>
public sealed record JobError(string Code, string Text, bool Transient);
