using Lamost.Vo.Spectra.Reading;
using Lamost.Vo.Spectra.Writing;

namespace Lamost.Vo.Archive.Spectra;

/// <summary>The size of the FITS table that is made of a spectrum, known without making it.</summary>
static class ProductSize
{
    /// <summary>In bytes, exactly.</summary>
    public static int Of(SpectrumSummary spectrum) => SpectrumFits.FileBytes(spectrum.Pixels, spectrum.IsDoublePrecision, spectrum.HasAndMask, spectrum.HasOrMask, spectrum.IsNormalized);
}
