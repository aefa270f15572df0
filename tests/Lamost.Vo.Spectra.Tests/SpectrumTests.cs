using Xunit;

namespace Lamost.Vo.Spectra.Tests;

public sealed class SpectrumTests
{
    [Fact]
    public void A_pixel_without_variance_has_no_error_and_is_not_good()
    {
        var spectrum = new Spectrum("COADD", [4000, 4001, 4002], [1, 2, double.NaN], [0, 4, 1]) { AndMask = [0, 0, 0] };
        Assert.Equal([double.NaN, 0.5, 1], [spectrum.Error(0), spectrum.Error(1), spectrum.Error(2)]);
        Assert.Equal([false, true, false], [spectrum.IsGood(0), spectrum.IsGood(1), spectrum.IsGood(2)]);
    }

    [Fact]
    public void A_bit_of_every_exposure_spoils_a_pixel_and_one_of_some_does_not()
    {
        var spectrum = new Spectrum("COADD", [4000, 4001], [1, 2], [1, 1]) { AndMask = [0, 64], OrMask = [1, 64] };
        Assert.Equal([true, false], [spectrum.IsGood(0), spectrum.IsGood(1)]);
    }
}
