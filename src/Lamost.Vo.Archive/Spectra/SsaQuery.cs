using Lamost.Vo.Sky;

namespace Lamost.Vo.Archive.Spectra;

/// <summary>What an SSA query asks for, checked (SSA 1.1, 4.1). A list that is empty asks for nothing; of a list a spectrum must fit one item. Both ends of a range belong to it.</summary>
public sealed record SsaQuery
{
    /// <summary>Only spectra of this release; null for all.</summary>
    public string? Release { get; init; }

    /// <summary>Where, ICRS; null for anywhere.</summary>
    public Circle? Circle { get; init; }

    /// <summary>Wavelengths in m, vacuum, as observed: a spectrum that has some of a range.</summary>
    public IReadOnlyList<ValueRange> Bands { get; init; } = [];

    /// <summary>The same, as emitted at the source.</summary>
    public IReadOnlyList<ValueRange> SourceBands { get; init; } = [];

    /// <summary>MJD (UTC): a spectrum that was exposed in some of a range.</summary>
    public IReadOnlyList<ValueRange> Times { get; init; } = [];

    /// <summary>Signal-to-noise ratio.</summary>
    public IReadOnlyList<ValueRange> SignalToNoise { get; init; } = [];

    /// <summary>Resolving power.</summary>
    public IReadOnlyList<ValueRange> ResolvingPower { get; init; } = [];

    /// <summary>Redshift.</summary>
    public IReadOnlyList<ValueRange> Redshift { get; init; } = [];

    /// <summary>Spatial resolution, degrees.</summary>
    public IReadOnlyList<ValueRange> SpatialResolution { get; init; } = [];

    /// <summary>Exposure time in s.</summary>
    public IReadOnlyList<ValueRange> TimeResolution { get; init; } = [];

    /// <summary>When the file was written, MJD (UTC).</summary>
    public IReadOnlyList<ValueRange> Modified { get; init; } = [];

    /// <summary>Names of targets, or identifiers of sources, in upper case and without blanks.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Classes of targets, in lower case.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Parts of names of collections, in lower case.</summary>
    public IReadOnlyList<string> Collections { get; init; } = [];

    /// <summary>Identifiers as <see cref="SsaColumns.PublisherDid"/> gives them, without <c>ivo://</c> and the authority: <c>/dr10?353301001</c>.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    /// <summary>Identifiers of the survey, <c>LAMOST DR10 LRS/353301001</c>.</summary>
    public IReadOnlyList<string> CreatorIdentifiers { get; init; } = [];

    /// <summary>Calibrations of flux that will do; empty for all.</summary>
    public IReadOnlyList<string> FluxCalibrations { get; init; } = [];

    /// <summary>True when no spectrum can fit, as when none is to be had in the form that is asked for.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>In what form spectra are offered.</summary>
    public SsaProduct Product { get; init; } = SsaProduct.Fits;
}

/// <summary>A range of numbers; both ends belong to it, and may be infinite.</summary>
/// <param name="Low">Its begin.</param>
/// <param name="High">Its end.</param>
public readonly record struct ValueRange(double Low, double High);
