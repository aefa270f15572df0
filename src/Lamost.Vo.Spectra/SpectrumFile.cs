using Lamost.Vo.Tables.Fits;

namespace Lamost.Vo.Spectra;

/// <summary>What a LAMOST file of spectra holds: one low-resolution spectrum, or the coadds and exposures of both arms of one medium-resolution visit.</summary>
/// <param name="Layout">How the file has it.</param>
/// <param name="Observation">What its headers tell of the observation.</param>
/// <param name="Spectra">In the order of the file; at least one.</param>
public sealed record SpectrumFile(SpectrumLayout Layout, Observation Observation, IReadOnlyList<Spectrum> Spectra)
{
    /// <summary>The header of each HDU, whole, from the primary on.</summary>
    public required IReadOnlyList<FitsHeader> Headers { get; init; }
}

/// <summary>The ways in which LAMOST has laid out spectra in files.</summary>
public enum SpectrumLayout
{
    /// <summary>DR1 to DR8, low resolution: an image of five rows. In DR1 the third row is the normalised flux, later the wavelength.</summary>
    Image,

    /// <summary>DR9 and later, low resolution: a table <c>COADD</c> of one row of arrays.</summary>
    Table,

    /// <summary>DR6 to DR8, medium resolution: tables with a row for each pixel.</summary>
    MediumPixels,

    /// <summary>DR9 and later, medium resolution: tables with one row of arrays.</summary>
    MediumArrays,
}
