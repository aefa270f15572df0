using System.Globalization;

namespace Lamost.Vo.Spectra.Reading;

/// <summary>The image of five rows: flux, inverse variance, wavelength or (DR1) normalised flux, and two masks.</summary>
static class ImageLayout
{
    const int Rows = 5;

    public static SpectrumSource Source(Hdu image, HeaderFacts facts, ReadOnlySpan<byte> file)
    {
        if (image.Header.Integer("NAXIS", 1, 999) != 2)
            throw image.Bad("NAXIS is not 2; a low-resolution spectrum is an image of two axes, or stands in a table COADD behind a primary HDU with NAXIS = 0");
        if (image.Header.Integer("NAXIS2", 0, long.MaxValue) is not Rows and var rows)
            throw image.Bad($"NAXIS2 is {rows}; the image of a spectrum has {Rows} rows");
        var pixels = (int)image.Header.Integer("NAXIS1", 1, SpectrumFileReader.MaxPixels);
        var form = image.Header.Integer("BITPIX", -64, 64) switch
        {
            8 => 'B',
            16 => 'I',
            32 => 'J',
            64 => 'K',
            -32 => 'E',
            -64 => 'D',
            var bits => throw image.Bad($"BITPIX is {bits}; FITS has 8, 16, 32, 64, -32 and -64"),
        };
        var width = NumberVector.Width(form);
        if (Rows * pixels * width != image.Length)
            throw image.Bad($"it has {image.Length} bytes of data; its rows take {Rows * pixels * width}, with PCOUNT = 0 and GCOUNT = 1");
        var (scale, zero) = (image.Header.Number("BSCALE", 1), image.Header.Number("BZERO", 0));
        var empty = NumberVector.NullOf(image, form, "BLANK");
        NumberVector Row(int row, string name) =>
            new(image, string.Create(CultureInfo.InvariantCulture, $"row {row} ({name})"), form, image.Start + (row - 1) * pixels * width, width, pixels, scale, zero, empty);
        var third = Row(3, "wavelength");
        var isWavelength = facts.Text("EXTEN0") switch
        {
            { } says when says.Contains("wavelength", StringComparison.OrdinalIgnoreCase) => true,
            { } says when says.Contains("continuum", StringComparison.OrdinalIgnoreCase) => false,
            _ => LooksLikeWavelengths(third, file),
        };
        return new SpectrumSource("COADD", isWavelength ? new WavelengthAxis(image, third, IsLogarithm: false) : Grid(image), Row(1, "flux"), Row(2, "inverse variance"))
        {
            AndMask = Row(4, "andmask"),
            OrMask = Row(5, "ormask"),
            Normalized = isWavelength ? null : third with { Name = "row 3 (normalised flux)" },
            Minutes = facts.Minutes("LMJMLIST"),
            ExposureSeconds = ObservationReader.LowExposure(facts),
        };
    }

    /// <summary>The grid of DR1.</summary>
    static WavelengthAxis Grid(Hdu image)
    {
        double Coefficient(string keyword, string other) => image.Header.Number(image.Header.Has(keyword) ? keyword : other, double.NaN) is var value && double.IsFinite(value)
            ? value
            : throw image.Bad($"{keyword} is missing; the image has no row of wavelengths, so they come from COEFF0 and COEFF1");
        return new WavelengthAxis(image, null, IsLogarithm: true, Coefficient("COEFF0", "CRVAL1"), Coefficient("COEFF1", "CD1_1"));
    }

    /// <summary>Flux divided by the continuum is about 1; wavelengths begin at 3700 and ascend.</summary>
    static bool LooksLikeWavelengths(NumberVector row, ReadOnlySpan<byte> file)
    {
        Span<double> ends = stackalloc double[2];
        (row with { Stride = (row.Count - 1) * row.Stride, Count = 2 }).CopyTo(file, ends);
        return ends[0] > 1000 && (row.Count == 1 || ends[1] > ends[0]);
    }
}
