namespace Lamost.Vo.Archive.Jobs;

/// <summary>A row of <c>vo.job</c>, its columns by their names without underscores.</summary>
sealed class JobRow
{
    /// <summary>The columns, named as the properties here.</summary>
    public const string Columns = """
        id, service, phase, run_id AS runid, language, created_at AS createdat, queued_at AS queuedat, started_at AS startedat, ended_at AS endedat, destruction,
        execution_seconds AS executionseconds, is_long AS islong, attempts, rows_written AS rowswritten, bytes_written AS byteswritten,
        result_file AS resultfile, result_type AS resulttype, result_sha256 AS resultsha256, result_overflow AS resultoverflow, error_code AS errorcode, error_text AS errortext, error_transient AS errortransient
        """;

    public required string Id { get; init; }

    public required string Service { get; init; }

    public required string Phase { get; init; }

    public string? RunId { get; init; }

    public required string Language { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime? QueuedAt { get; init; }

    public DateTime? StartedAt { get; init; }

    public DateTime? EndedAt { get; init; }

    public DateTime Destruction { get; init; }

    public int ExecutionSeconds { get; init; }

    public bool IsLong { get; init; }

    public int Attempts { get; init; }

    public long RowsWritten { get; init; }

    public long BytesWritten { get; init; }

    public string? ResultFile { get; init; }

    public string? ResultType { get; init; }

    public string? ResultSha256 { get; init; }

    public bool? ResultOverflow { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorText { get; init; }

    public bool? ErrorTransient { get; init; }

    /// <summary>A phase as the standard and the table write it.</summary>
    public static string Written(JobPhase phase) => phase.ToString().ToUpperInvariant();

    public Job ToJob() => new(Id, Service, Enum.Parse<JobPhase>(Phase, ignoreCase: true), CreatedAt, Destruction, ExecutionSeconds)
    {
        RunId = RunId,
        Language = Language == "zh" ? Adql.Diagnostics.Language.Chinese : Adql.Diagnostics.Language.English,
        QueuedAt = QueuedAt,
        StartedAt = StartedAt,
        EndedAt = EndedAt,
        IsLong = IsLong,
        Attempts = Attempts,
        RowsWritten = RowsWritten,
        BytesWritten = BytesWritten,
        Result = ResultFile is null ? null : new JobResult(ResultFile, ResultType!, BytesWritten, RowsWritten, ResultSha256!, ResultOverflow == true),
        Error = ErrorText is null ? null : new JobError(ErrorCode!, ErrorText, ErrorTransient == true),
    };
}
