namespace Lamost.Vo.Archive.Loading;

/// <summary>What a load did.</summary>
/// <param name="Rows">Rows that are served now.</param>
/// <param name="Rejected">Rows that were refused.</param>
public sealed record LoadReport(long Rows, long Rejected)
{
    /// <summary>What each file had, in the order given; empty when the rows came from elsewhere.</summary>
    public IReadOnlyList<LoadedFile> Files { get; init; } = [];

    /// <summary>The first refused rows, by file and line, as many as <see cref="LoadOptions.MaxRejectsListed"/>.</summary>
    public IReadOnlyList<RejectedRow> Rejects { get; init; } = [];

    /// <summary>Where the report of refused rows was written; null when nowhere.</summary>
    public string? RejectReportPath { get; init; }

    /// <summary>How long each phase took.</summary>
    public IReadOnlyDictionary<LoadPhase, TimeSpan> Durations { get; init; } = new Dictionary<LoadPhase, TimeSpan>();
}

/// <summary>One file of a load.</summary>
/// <param name="Path">As it was given.</param>
/// <param name="UnknownColumns">Columns of the file that the table does not have: they were left out.</param>
/// <param name="MissingColumns">Columns of the table that the file does not have: they are NULL in its rows.</param>
public sealed record LoadedFile(string Path, IReadOnlyList<string> UnknownColumns, IReadOnlyList<string> MissingColumns);

/// <summary>A row that was refused.</summary>
/// <param name="File">The file, as it was given.</param>
/// <param name="Line">The line of a CSV file that the row begins on, the header being line 1; the number of the row of a FITS table, from 1.</param>
/// <param name="Column">The first column that was wrong; null when the row as a whole was.</param>
/// <param name="Value">Its value in the file, cut after 100 characters.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record RejectedRow(string File, long Line, string? Column, string Value, string Reason);
