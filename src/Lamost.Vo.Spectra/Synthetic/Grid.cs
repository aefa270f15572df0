namespace Lamost.Vo.Spectra.Synthetic;

/// <summary>Wavelengths of pixels, and what the instrument does to a line there.</summary>
/// <param name="Wavelength">As a reader of the file will find them: vacuum, Angstrom, ascending.</param>
/// <param name="ResolvingPower">Wavelength over the full width at half maximum.</param>
sealed record Grid(double[] Wavelength, double ResolvingPower)
{
    /// <summary>The ratio of the full width at half maximum of a Gaussian to its standard deviation.</summary>
    public const double FullWidth = 2.3548200450309493;

    /// <summary>Low resolution: 3909 pixels of 1e-4 dex, from coefficients of single precision, as the pipeline has them.</summary>
    public static readonly Grid Low = new(Array.ConvertAll([.. Enumerable.Range(0, 3909)], (int i) => (double)(float)Math.Pow(10,
        (double)3.5682f + (double)1e-4f * i)), 1800);

    /// <summary>Standard deviation of a narrow line, Angstrom.</summary>
    public double Sigma(double wavelength) => wavelength / ResolvingPower / FullWidth;

    /// <summary>An exposure of medium resolution: 4136 pixels, as the optics of an arm and a fibre spread them.</summary>
    /// <param name="arm">Blue or red.</param>
    /// <param name="shift">Where on the detector the fibre's spectrum lies, dex.</param>
    /// <param name="asLogarithms">Whether the file has logarithms of single precision.</param>
    public static Grid Exposure(SpectrumArm arm, double shift, bool asLogarithms)
    {
        var (start, first, last) = arm == SpectrumArm.Blue ? (3.69018, 1.117e-5, 0.837e-5) : (3.79992, 1.034e-5, 0.745e-5);
        const int count = 4136;
        return new Grid(Array.ConvertAll([.. Enumerable.Range(0, count)], (int i) => Stored(start + shift + first * i + (last - first) * i * i / (2.0 * count),
            asLogarithms)), 7500);
    }

    /// <summary>A coadd of medium resolution: the steps of 1e-5 dex that lie within an exposure.</summary>
    public static Grid Coadd(Grid exposure, bool asLogarithms)
    {
        var first = (int)Math.Ceiling(Math.Log10(exposure.Wavelength[0]) * 1e5);
        var last = (int)Math.Floor(Math.Log10(exposure.Wavelength[^1]) * 1e5);
        return new Grid(Array.ConvertAll([.. Enumerable.Range(first, last - first + 1)], (int i) => Stored(i * 1e-5, asLogarithms)), exposure.ResolvingPower);
    }

    static double Stored(double logarithm, bool asLogarithms) => asLogarithms ? Math.Pow(10, (float)logarithm) : (float)Math.Pow(10, logarithm);
}
