namespace Lamost.Vo.Archive.Spectra;

/// <summary>How files of spectra are looked for.</summary>
public sealed record SpectrumLoadOptions
{
    /// <summary>
    /// Where the file of a row of the catalogue is, below the directories that are given: text in which <c>{column}</c> and <c>{column:format}</c> stand for its columns, e.g.
    /// <c>{obsdate:yyyyMMdd}/{planid}/spec-{lmjd}-{planid}_sp{spid:00}-{fiberid:000}.fits.gz</c>. Null to take every file below the directories whose name is one of LAMOST's.
    /// </summary>
    public string? PathTemplate { get; init; }

    /// <summary>Whether to read files again that have the size and the time of the last load.</summary>
    public bool ReadAll { get; init; }

    /// <summary>How many files are read at once.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>How many faults of each kind the report lists; the others are counted.</summary>
    public int MaxListed { get; init; } = 10_000;

    /// <summary>Farther apart in arcsec, positions in file and catalogue disagree.</summary>
    public double MaxSeparation { get; init; } = 2;

    /// <summary>How the new state is published.</summary>
    public Loading.LoadOptions Publishing { get; init; } = new();
}

/// <summary>Where a load of spectra is.</summary>
/// <param name="Files">Files seen so far.</param>
/// <param name="Read">Of these, those that had to be read.</param>
/// <param name="Bytes">Bytes that were read.</param>
/// <param name="FilesPerSecond">Files seen a second.</param>
/// <param name="Faults">Files that are no spectra, or damaged.</param>
public sealed record SpectrumLoadProgress(long Files, long Read, long Bytes, double FilesPerSecond, long Faults);

/// <summary>What a load of spectra found.</summary>
/// <param name="Files">Files seen.</param>
/// <param name="Read">Of these, those that had to be read.</param>
/// <param name="Faults">What is wrong, the first of each kind in the order of paths.</param>
/// <param name="FaultCounts">How many there are of each kind.</param>
/// <param name="Feeds">The catalogues as they are served now.</param>
public sealed record SpectrumLoadReport(
    long Files, long Read, IReadOnlyList<SpectrumFault> Faults, IReadOnlyDictionary<SpectrumFaultKind, long> FaultCounts, IReadOnlyList<SpectrumFeed> Feeds);

/// <summary>Something that is wrong with a file, or with its place in the catalogue.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Path">The file.</param>
/// <param name="Message">A sentence.</param>
public sealed record SpectrumFault(SpectrumFaultKind Kind, string Path, string Message);

/// <summary>What can be wrong.</summary>
public enum SpectrumFaultKind
{
    /// <summary>It cannot be read: damaged, or not of LAMOST. It is left out.</summary>
    Unreadable,

    /// <summary>The catalogue does not know its observation. It is left out.</summary>
    Unknown,

    /// <summary>Another file has the same spectrum. It is left out.</summary>
    Duplicate,

    /// <summary>File and catalogue say different things of one observation. It is taken.</summary>
    Disagreement,
}
