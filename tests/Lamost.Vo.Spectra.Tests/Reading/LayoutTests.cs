using Lamost.Vo.Spectra.Reading;
using Xunit;

namespace Lamost.Vo.Spectra.Tests.Reading;

/// <summary>Layouts and types of which there is no genuine file, and what is done to values that mean nothing.</summary>
public sealed class LayoutTests
{
    static readonly double[] Wavelength = [4000, 4001, 4002];
    static readonly double[] Zeros = [0, 0, 0];

    [Fact]
    public void Medium_resolution_arrays_are_read_with_their_arms_minutes_masks_and_exposures()
    {
        var file = Read(new FitsBuilder().Medium("B", 5).Medium("R", 4));
        Assert.Equal(SpectrumLayout.MediumArrays, file.Layout);
        Assert.True(file.Observation.IsMedium);
        Assert.Equal(2400, file.Observation.ExposureSeconds);
        Assert.Equal(["COADD_B", "B-84420148", "B-84420171", "COADD_R", "R-84420148", "R-84420171"], file.Spectra.Select(s => s.Name));
        Assert.Equal(7, file.Headers.Count);
        var (coadd, exposure) = (file.Spectra[0], file.Spectra[4]);
        Assert.Equal((SpectrumArm.Blue, null, 12.5, 2400.0), (coadd.Arm, coadd.Minute, coadd.SignalToNoise, coadd.ExposureSeconds));
        Assert.Equal([84420148, 84420171], coadd.Minutes);
        Assert.Equal([0.5, 0.5, 0.5, 0.5, 0.5], coadd.Normalized!);
        Assert.Equal([1, 1, 1, 1, 1], coadd.OrMask!);
        Assert.Equal((SpectrumArm.Red, 84420148, 7.5, 1200.0), (exposure.Arm, exposure.Minute!.Value, exposure.SignalToNoise, exposure.ExposureSeconds));
        Assert.Equal([64, 64, 64, 64], exposure.AndMask!);
        Assert.Null(exposure.OrMask);
        Assert.Null(exposure.Normalized);
        Assert.Equal([6300, 6300.1, 6300.2, 6300 + 0.1 * 3], exposure.Wavelength);
        Assert.False(exposure.IsDoublePrecision);
    }

    [Fact]
    public void An_arm_without_a_coadd_has_a_stub_that_is_passed_over()
    {
        var file = Read(new FitsBuilder().Stub("COADD_B").Medium("R", 4));
        Assert.Equal(["COADD_R", "R-84420148", "R-84420171"], file.Spectra.Select(s => s.Name));
        Assert.Equal(5, file.Headers.Count);
    }

    [Fact]
    public void Exposures_alone_are_a_file_too()
    {
        var file = Read(new FitsBuilder().Stub("COADD_B").Stub("COADD_R").Pixels("B-84420148", ["EXPTIME = 600"], ("FLUX", 'E', [1, 2, 3]), ("IVAR", 'E', [1, 1, 1]), ("LOGLAM", 'D', [3.6, 3.61, 3.62]), ("PIXMASK", 'I', Zeros)));
        Assert.Equal(SpectrumLayout.MediumPixels, file.Layout);
        Assert.Equal(600, file.Observation.ExposureSeconds);
        Assert.Equal([Math.Pow(10, 3.6), Math.Pow(10, 3.61), Math.Pow(10, 3.62)], Assert.Single(file.Spectra).Wavelength);
    }

    [Theory]
    [InlineData('E')]
    [InlineData('D')]
    [InlineData('B')]
    [InlineData('I')]
    [InlineData('J')]
    [InlineData('K')]
    public void Any_type_of_number_does_for_any_column_in_both_shapes(char form)
    {
        (string, char, double[])[] columns = [("FLUX", form, [7, 8, 9]), ("ivar", form, [1, 0, 4]), ("Wavelength", 'D', Wavelength), ("ANDMASK", form, [0, 1, 64]), ("ORMASK", form, [0, 3, 64]), ("NORMALIZATION", form, [1, 2, 1])];
        foreach (var builder in (FitsBuilder[])[new FitsBuilder().Arrays("COADD", [], columns), new FitsBuilder().Pixels("COADD", [], columns)])
        {
            var file = Read(builder);
            var spectrum = Assert.Single(file.Spectra);
            Assert.Equal(SpectrumLayout.Table, file.Layout);
            Assert.Equal([7, 8, 9], spectrum.Flux);
            Assert.Equal([1, 0, 4], spectrum.InverseVariance);
            Assert.Equal(Wavelength, spectrum.Wavelength);
            Assert.Equal([0, 1, 64], spectrum.AndMask!);
            Assert.Equal([0, 3, 64], spectrum.OrMask!);
            Assert.Equal([1, 2, 1], spectrum.Normalized!);
            Assert.Equal(form is 'D' or 'J' or 'K', spectrum.IsDoublePrecision);
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(-32)]
    [InlineData(-64)]
    public void An_image_may_have_any_type_of_pixel_and_be_scaled(int bitpix)
    {
        // As what they are: twice the number, and 4000.
        double[] shifted = [0, 1, 2];
        var spectrum = Read(new FitsBuilder().Image(bitpix, [shifted, shifted, shifted, shifted, shifted], "BSCALE  = 2", "BZERO   = 4000", "EXTEN0  = 'Flux Inverse Wavelength Andmask Ormask'")).Spectra[0];
        foreach (var values in (double[][])[spectrum.Wavelength, spectrum.Flux, spectrum.InverseVariance]) Assert.Equal([4000, 4002, 4004], values);
        Assert.Equal([4000, 4002, 4004], spectrum.OrMask!);
    }

    [Fact]
    public void The_third_row_of_an_image_is_told_by_EXTEN0_else_by_its_values()
    {
        double[][] Rows(double[] third) => [[1, 2, 3], [1, 1, 1], third, Zeros, Zeros];
        string[] grid = ["COEFF0  = 3.6", "COEFF1  = 0.01"];
        var normalized = Read(new FitsBuilder().Image(-32, Rows([1, 0.5, 1]), [.. grid, "EXTEN0  = 'Flux Inverse Subcontinuum Andmask Ormask'"])).Spectra[0];
        Assert.Equal([Math.Pow(10, 3.6), Math.Pow(10, 3.61), Math.Pow(10, 3.6 + 2 * 0.01)], normalized.Wavelength);
        Assert.Equal([1, 0.5, 1], normalized.Normalized!);
        Assert.Equal([1, 0.5, 1], Read(new FitsBuilder().Image(-32, Rows([1, 0.5, 1]), grid)).Spectra[0].Normalized!);
        // The row counts, not the grid: in some genuine files they differ by more than the precision.
        var stored = Read(new FitsBuilder().Image(-32, Rows(Wavelength), grid)).Spectra[0];
        Assert.Equal(Wavelength, stored.Wavelength);
        Assert.Null(stored.Normalized);
    }

    [Fact]
    public void What_is_stored_from_red_to_blue_is_turned_about()
    {
        var spectrum = Read(new FitsBuilder().Arrays("COADD", [], ("FLUX", 'E', [7, 8, 9]), ("IVAR", 'E', [1, 2, 3]), ("WAVELENGTH", 'E', [4002, 4001, 4000]), ("ANDMASK", 'E', [0, 1, 2]), ("NORMALIZATION", 'E', [1, 2, 3]))).Spectra[0];
        Assert.Equal(Wavelength, spectrum.Wavelength);
        Assert.Equal([9, 8, 7], spectrum.Flux);
        Assert.Equal([3, 2, 1], spectrum.InverseVariance);
        Assert.Equal([2, 1, 0], spectrum.AndMask!);
        Assert.Equal([3, 2, 1], spectrum.Normalized!);
    }

    [Fact]
    public void Values_that_mean_nothing_become_no_data()
    {
        var spectrum = Read(new FitsBuilder().Arrays("COADD", ["TNULL6  = -1"], ("FLUX", 'E', [double.NaN, double.PositiveInfinity, 3, 4]), ("IVAR", 'E', [-1, double.NaN, double.PositiveInfinity, 4]),
            ("WAVELENGTH", 'E', [.. Wavelength, 4003]), ("NORMALIZATION", 'E', [1, -9999, double.NaN, 2]), ("ANDMASK", 'E', [0, 0, 0, 0]), ("OTHER", 'I', [-1, 0, 0, 0]))).Spectra[0];
        Assert.Equal([double.NaN, double.NaN, 3, 4], spectrum.Flux);
        Assert.Equal([0, 0, 0, 4], spectrum.InverseVariance);
        Assert.Equal([1, double.NaN, double.NaN, 2], spectrum.Normalized!);
        var integers = Read(new FitsBuilder().Arrays("COADD", ["TNULL1  = -1", "TNULL2  = 5"], ("FLUX", 'I', [-1, 2, 3]), ("IVAR", 'I', [1, 5, 1]), ("WAVELENGTH", 'E', Wavelength))).Spectra[0];
        Assert.Equal([double.NaN, 2, 3], integers.Flux);
        Assert.Equal([1, 0, 1], integers.InverseVariance);
        Assert.Null(integers.AndMask);
    }

    static SpectrumFile Read(FitsBuilder builder) => SpectrumFileReader.Read(new MemoryStream(builder.ToArray()), "a.fits");
}
