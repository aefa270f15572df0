namespace Lamost.Vo.Archive.Vizier;

/// <summary>What is exported for VizieR, and where to.</summary>
/// <param name="Directory">Made if it is missing. It may hold an earlier export, which is replaced, and nothing else.</param>
/// <param name="Program">The program and its version, for the ReadMe; ASCII.</param>
public sealed record VizierOptions(string Directory, string Program)
{
    /// <summary>Names of tables of the release; empty for all that are loaded.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>How long a load that is about to replace one of the tables is waited for.</summary>
    public int LockSeconds { get; init; } = 20;

    /// <summary>The day that the ReadMe bears.</summary>
    public DateOnly Day { get; init; } = DateOnly.FromDateTime(DateTime.UtcNow);
}

/// <summary>How far an export is.</summary>
/// <param name="Table">The table, with its release.</param>
/// <param name="Writing">False in the first pass, which measures the columns, and true in the second.</param>
/// <param name="Rows">Rows read in this pass.</param>
/// <param name="Total">Rows of the table as they were counted when it was loaded; null when not known.</param>
/// <param name="Elapsed">Since the beginning of this pass.</param>
public sealed record VizierProgress(string Table, bool Writing, long Rows, long? Total, TimeSpan Elapsed);

/// <summary>What was written.</summary>
/// <param name="Directory">Where.</param>
/// <param name="Files">The files of data; beside them is the ReadMe.</param>
/// <param name="Open">What the author has to fill in in the ReadMe: names of keys of <c>lvo:vizier</c>.</param>
public sealed record VizierReport(string Directory, IReadOnlyList<VizierFileReport> Files, IReadOnlyList<string> Open);

/// <summary>A file of data.</summary>
/// <param name="Table">The table, with its release.</param>
/// <param name="Name">The file.</param>
/// <param name="Rows">Its lines.</param>
/// <param name="RecordLength">Bytes of each without the line feed.</param>
/// <param name="Measuring">What the first pass took.</param>
/// <param name="Writing">What the second pass took.</param>
/// <param name="Escaped">Columns with text beyond ASCII, which was written otherwise, and how many values of each.</param>
public sealed record VizierFileReport(string Table, string Name, long Rows, int RecordLength, TimeSpan Measuring, TimeSpan Writing, IReadOnlyDictionary<string, long> Escaped);
