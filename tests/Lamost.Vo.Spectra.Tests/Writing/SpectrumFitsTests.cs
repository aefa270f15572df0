using System.Globalization;
using Lamost.Vo.Spectra.Writing;
using Lamost.Vo.Tables.Fits;
using Xunit;

namespace Lamost.Vo.Spectra.Tests.Writing;

public sealed class SpectrumFitsTests
{
    [Fact]
    public async Task Astropy_finds_a_valid_file_with_the_very_values()
    {
        (Spectrum, DatasetDescription, string)[] cases = [(TestSpectra.Low(), TestSpectra.About, "E"), (TestSpectra.Precise(), TestSpectra.Bare, "D")];
        foreach (var (spectrum, about, type) in cases)
        {
            var bytes = TestSpectra.Write(SpectrumFormats.Fits, spectrum, about);
            Assert.Equal(0, bytes.Length % FitsHeader.BlockBytes);
            using var file = new ReadBack(bytes, "fits");
            var table = Assert.Single(await file.AstropyAsync());
            ReadBack.AssertSame(spectrum, table);
            Assert.Equal((type, "D", "I"), (table.Types["flux"], table.Types["wavelength"], table.Types["quality"]));
        }
    }

    [Fact]
    public async Task The_header_has_the_words_of_the_model()
    {
        using var file = new ReadBack(TestSpectra.Write(SpectrumFormats.Fits, TestSpectra.Precise(8)), "fits");
        var table = Assert.Single(await file.AstropyAsync());
        (string Keyword, string Value)[] expected =
        [
            ("VOCLASS", "SPECTRUM 1.0"), ("VOSEGT", "Spectrum"), ("DATALEN", "8"), ("EXTNAME", "SPECTRUM"), ("VOPUB", "The publisher"),
            ("VOREF", "2012RAA....12.1197C"), ("TITLE", "LAMOST DR10 <low> spectrum & \"more\""), ("OBJECT", "J224415.49+193359.7"), ("RA", "341.0645"),
            ("DEC", "-19.566583"), ("APERTURE", "0.0009166666666666666"), ("TMID", "57277.6875"), ("TSTART", "57277.625"), ("TSTOP", "57277.75"),
            ("TELAPSE", "0.125"), ("TIMEUNIT", "d"), ("EXPOSURE", "4500.0"), ("TIMESYS", "UTC"), ("MJDREF", "0.0"), ("DATE-OBS", "2015-09-12T15:00:00.000"),
            ("SPEC_VAL", "6300.5"), ("SPEC_BW", "1.0"), ("TDMIN1", "6300.0"), ("TDMAX1", "6301.0"), ("SPEC_RP", "1800.0"), ("DER_SNR", "31.25"),
            ("DER_Z", "-0.00015"), ("DER_ZERR", "2e-05"), ("SPECSYS", "HELIOCEN"), ("RADECSYS", "ICRS"), ("RADESYS", "ICRS"),
            ("DS_IDPUB", "ivo://example/dr10?353301001"), ("COLLECT1", "LAMOST DR10 LRS"), ("INSTRUME", "LAMOST LRS"), ("CRETYPE", "archival"),
            ("DSSOURCE", "survey"), ("FLUX_CAL", "RELATIVE"), ("SRCCLASS", "star"), ("SPECTYPE", "G7"), ("REDSHIFT", "-0.00015"), ("TUNIT1", "Angstrom"),
            ("TUCD1", "em.wl"), ("PART", "R-84450405"),
        ];
        Assert.All(expected, e => Assert.Equal(e.Value, table.Facts[e.Keyword]));
        Assert.Equal("Spectrum.Data.SpectralAxis.Value", table.ColumnUtypes["wavelength"]);
        Assert.Equal("Spectrum.Data.FluxAxis.Value", table.ColumnUtypes["flux"]);
        Assert.Equal("Spectrum.Data.FluxAxis.Accuracy.StatError", table.ColumnUtypes["flux_error"]);
        Assert.Null(table.ColumnUtypes["ivar"]);
    }

    [Fact]
    public async Task What_is_not_known_has_no_card()
    {
        using var file = new ReadBack(TestSpectra.Write(SpectrumFormats.Fits, TestSpectra.Low(1), TestSpectra.Bare), "fits");
        var table = Assert.Single(await file.AstropyAsync());
        Assert.All((string[])["TMID", "TSTART", "TELAPSE", "EXPOSURE", "SPEC_BIN", "DER_Z", "DATE-OBS", "VOREF", "SIMULATE"], k => Assert.DoesNotContain(k, table.Facts.Keys));
    }

    [Fact]
    public async Task Names_and_texts_of_any_length_and_alphabet_leave_a_valid_file()
    {
        var about = TestSpectra.About with { Title = new string('\'', 200), TargetName = "天文台 \"x\" 'y'", SpectralType = "A\nB\tC", Publisher = new string('p', 500) };
        about = about with { Simulated = true };
        using var file = new ReadBack(TestSpectra.Write(SpectrumFormats.Fits, TestSpectra.Low(9), about), "fits");
        var table = Assert.Single(await file.AstropyAsync());
        Assert.Equal("??? \"x\" 'y'", table.Facts["OBJECT"]);
        Assert.Equal("A B C", table.Facts["SPECTYPE"]);
        Assert.Equal(about.Publisher, table.Facts["VOPUB"]);
        Assert.Equal("True", table.Facts["SIMULATE"]);
    }

    [Fact]
    public async Task Stilts_reads_it_with_units_and_utypes_and_as_many_rows()
    {
        var spectrum = TestSpectra.Low();
        using var file = new ReadBack(TestSpectra.Write(SpectrumFormats.Fits, spectrum), "fits");
        Assert.Equal(3910, (await file.StiltsAsync("fits")).Length);
        var meta = string.Join('\n', await file.StiltsAsync("fits", "cmd=meta name units ucd utype"));
        Assert.Contains("wavelength,Angstrom,em.wl,Spectrum.Data.SpectralAxis.Value", meta, StringComparison.Ordinal);
        var row = (await file.StiltsAsync("fits", "cmd=rowrange 3000 3000", "cmd=keepcols 'wavelength flux quality and_mask'"))[1].Split(',');
        Assert.Equal(spectrum.Wavelength[2999], double.Parse(row[0], CultureInfo.InvariantCulture));
        Assert.Equal((float)spectrum.Flux[2999], float.Parse(row[1], CultureInfo.InvariantCulture));
    }
}
