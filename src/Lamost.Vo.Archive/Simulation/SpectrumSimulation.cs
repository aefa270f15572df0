using Lamost.Vo.Spectra;

namespace Lamost.Vo.Archive.Simulation;

/// <summary>Which files of spectra are made for a simulated release.</summary>
/// <param name="Count">Files in all, at least 1; fewer are made when the catalogues have fewer observations.</param>
public sealed record SpectrumSimulationOptions(int Count)
{
    /// <summary>How many of the files are of medium resolution; null for an eighth where such a catalogue is loaded, and else none.</summary>
    public int? Medium { get; init; }

    /// <summary>The layout of files of low resolution; null for that of the release.</summary>
    public SpectrumLayout? LowLayout { get; init; }

    /// <summary>The layout of files of medium resolution; null for that of the release.</summary>
    public SpectrumLayout? MediumLayout { get; init; }

    /// <summary>Whether all layouts occur, and the two above do not count.</summary>
    public bool MixedLayouts { get; init; }

    /// <summary>The same seed gives the same files.</summary>
    public ulong Seed { get; init; } = SurveySimulator.DefaultSeed;

    /// <summary>How many files are made at once, at least 1.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}

/// <summary>How far the making of files is.</summary>
/// <param name="Files">Files made.</param>
/// <param name="Total">Files that will be made.</param>
/// <param name="Bytes">Their size, compressed.</param>
public sealed record SpectrumSimulationProgress(int Files, int Total, long Bytes);

/// <summary>What was made.</summary>
/// <param name="LowFiles">Files of low resolution, of one spectrum each.</param>
/// <param name="MediumFiles">Files of medium resolution: visits.</param>
/// <param name="MediumSpectra">Spectra in these: each that the catalogue lists of a visit, and no other.</param>
/// <param name="Bytes">Size of all files.</param>
public sealed record SpectrumSimulationReport(int LowFiles, int MediumFiles, int MediumSpectra, long Bytes);
