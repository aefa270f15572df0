using System.Globalization;
using System.IO.Compression;
using Lamost.Vo.Spectra.Synthetic;
using Lamost.Vo.Spectra.Tests.Clients;
using Lamost.Vo.Spectra.Writing;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Spectra.Tests.Synthetic;

/// <summary>Our files in the hands of astropy, and beside real ones.</summary>
public sealed class WriterClientsTests
{
    static async Task<DumpedHdu[]> Written(SpectrumFile file)
    {
        var dumped = await DumpedFile.ReadAsync(LamostFileWriter.ToArray(file));
        Assert.Empty(dumped.Complaints);
        return [.. dumped.Hdus];
    }

    static void SaysItIsSimulated(DumpedHdu primary)
    {
        Assert.Equal("Lamost.Vo simulation", primary.Values["AUTHOR"]);
        Assert.Contains(primary.Commentary, c => c.StartsWith("SIMULATED DATA", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Astropy_reads_every_value_of_a_table_of_low_resolution()
    {
        var file = SyntheticSpectra.Make(Targets.Low("STAR", "G7", -1.4e-4));
        var spectrum = file.Spectra.Single();
        var hdus = await Written(file);
        Assert.Equal(["PRIMARY", "COADD"], hdus.Select(h => h.Name));
        SaysItIsSimulated(hdus[0]);
        Assert.Equal(1, hdus[1].Rows);
        Assert.Equal(["FLUX", "IVAR", "WAVELENGTH", "ANDMASK", "ORMASK", "NORMALIZATION"], hdus[1].Data.Keys);
        Assert.Equal(3909, spectrum.Length);
        Assert.Equal(spectrum.Flux, hdus[1].Numbers("FLUX"));
        Assert.Equal(spectrum.InverseVariance, hdus[1].Numbers("IVAR"));
        Assert.Equal(spectrum.Wavelength, hdus[1].Numbers("WAVELENGTH"));
        Assert.Equal(spectrum.AndMask!.Select(m => (double)m), hdus[1].Numbers("ANDMASK"));
        Assert.Equal(spectrum.OrMask!.Select(m => (double)m), hdus[1].Numbers("ORMASK"));
        Assert.Equal(spectrum.Normalized!, hdus[1].Numbers("NORMALIZATION"));
        Assert.Equal(("spec-57278-EG224429N215706B01_sp01-001.fits", "353301001", "LAMOST DR10"), (hdus[0].Values["FILENAME"], hdus[0].Values["OBSID"],
            hdus[0].Values["DATA_V"]));
        Assert.Equal(("341.064566", "19.566591", "LAMOST J224415.49+193359.7"), (hdus[0].Values["RA"], hdus[0].Values["DEC"], hdus[0].Values["DESIG"]));
        // The real file of these exposures begins at 23:20:57 local time.
        Assert.Equal(("2015-09-12T23:20:00.0", "82480280-82480309-82480337", "4500.0"), (hdus[0].Values["DATE-BEG"], hdus[0].Values["LMJMLIST"],
            hdus[0].Values["EXPTIME"]));
        Assert.Equal(("STAR", "G7", "-0.00014", "60.0"), (hdus[0].Values["CLASS"], hdus[0].Values["SUBCLASS"], hdus[0].Values["Z"], hdus[0].Values["SNRG"]));
    }

    [Fact]
    public async Task A_table_without_normalised_flux_says_so_and_has_minus_9999()
    {
        var hdus = await Written(SyntheticSpectra.Make(Targets.Low("QSO", redshift: 1.5) with { WithNormalizedFlux = false }));
        Assert.Equal("0", hdus[0].Values["NORM"]);
        Assert.All(hdus[1].Numbers("NORMALIZATION"), v => Assert.Equal(-9999, v));
    }

    [Fact]
    public async Task Astropy_reads_every_row_of_an_image()
    {
        var file = SyntheticSpectra.Make(Targets.Low("STAR", "A5V", release: "DR7"));
        var spectrum = file.Spectra.Single();
        var image = Assert.Single(await Written(file));
        SaysItIsSimulated(image);
        Assert.Equal("-32", image.Values["BITPIX"]);
        Assert.Equal(spectrum.Flux, image.Numbers("0"));
        Assert.Equal(spectrum.InverseVariance, image.Numbers("1"));
        Assert.Equal(spectrum.Wavelength, image.Numbers("2"));
        Assert.Equal(spectrum.AndMask!.Select(m => (double)m), image.Numbers("3"));
        Assert.Equal(spectrum.OrMask!.Select(m => (double)m), image.Numbers("4"));
    }

    [Theory]
    [InlineData("DR7", "LOGLAM")]
    [InlineData("DR10", "WAVELENGTH")]
    public async Task Astropy_reads_every_spectrum_of_medium_resolution(string release, string column)
    {
        var file = SyntheticSpectra.Make(Targets.Medium(release));
        var hdus = await Written(file);
        SaysItIsSimulated(hdus[0]);
        string[] names = ["Information", "COADD_B", "COADD_R", .. Targets.Minutes.Select(m => $"B-{m}"), .. Targets.Minutes.Select(m => $"R-{m}")];
        Assert.Equal(names, hdus.Select(h => h.Name));
        Assert.Equal(names[1..], file.Spectra.Select(s => s.Name));
        Assert.Equal("11", hdus[0].Values["N_EXTEN"]);
        Assert.All(file.Spectra.Zip(hdus[1..]), pair =>
        {
            var (spectrum, hdu) = pair;
            Assert.Equal(column == "LOGLAM" ? spectrum.Length : 1, hdu.Rows);
            var reversed = spectrum is { Arm: SpectrumArm.Red, IsCoadd: false };
            double[] Ordered(double[] values) => reversed ? [.. values.Reverse()] : values;
            Assert.Equal(spectrum.Flux, Ordered(hdu.Numbers("FLUX")));
            Assert.Equal(spectrum.InverseVariance, Ordered(hdu.Numbers("IVAR")));
            Assert.Equal(spectrum.AndMask!.Select(m => (double)m), Ordered(hdu.Numbers(spectrum.IsCoadd ? "ANDMASK" : "PIXMASK")));
            var found = Ordered(hdu.Numbers(column));
            Assert.Equal(spectrum.Wavelength, column == "LOGLAM" ? [.. found.Select(l => Math.Pow(10, l))] : found);
            if (spectrum.Normalized is { } normalized) Assert.Equal(normalized, Ordered(hdu.Numbers("NORMALIZATION")));
            if (!spectrum.IsCoadd) Assert.Equal((4136, spectrum.Minute.ToString(), "1200"), (spectrum.Length, hdu.Values["LMJM"], hdu.Values["EXPTIME"]));
        });
        Assert.Equal(("84454650-84454696-84454719", "84454742", "88.36"), (hdus[1].Values["LMJMLIS0"], hdus[1].Values["LMJMLIS1"], hdus[1].Values["SNR"]));
    }

    [Fact]
    public async Task An_arm_without_coadd_has_an_empty_one()
    {
        var target = Targets.Medium("DR10");
        var hdus = await Written(SyntheticSpectra.Make(target with { Arms = [.. target.Arms.Where(a => a is not { Arm: SpectrumArm.Blue, Minute: null })] }));
        Assert.Equal(("COADD_B", "0"), (hdus[1].Name, hdus[1].Values["NAXIS"]));
        Assert.Equal(("False", "True", "11"), (hdus[0].Values["COMBIN_B"], hdus[0].Values["COMBIN_R"], hdus[0].Values["N_EXTEN"]));
    }

    [Theory]
    [InlineData("DR5", false)]
    [InlineData("DR12", false)]
    [InlineData("DR7", true)]
    [InlineData("DR11", true)]
    public async Task The_model_has_the_headers_that_the_file_has(string release, bool medium)
    {
        var file = SyntheticSpectra.Make(medium ? Targets.Medium(release) : Targets.Low("STAR", "O'B", release: release));
        var hdus = await Written(file);
        Assert.Equal(hdus.Length, file.Headers.Count);
        Assert.True(LamostFileWriter.IsSimulated(file));
        foreach (var (hdu, header) in hdus.Zip(file.Headers))
            Assert.All(hdu.Keywords.Where(k => hdu.Kinds[k] == "str"), k => Assert.Equal(hdu.Values[k], header.Text(k)));
    }

    [Fact]
    public async Task Compressed_files_are_the_same()
    {
        var file = SyntheticSpectra.Make(Targets.Low("STAR", "K5"));
        var packed = LamostFileWriter.ToArray(file, CompressionLevel.Fastest);
        Assert.Equal(packed, LamostFileWriter.ToArray(file, CompressionLevel.Fastest));
        using var unpacked = new MemoryStream();
        using (var stream = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress)) stream.CopyTo(unpacked);
        Assert.Equal(LamostFileWriter.ToArray(file), unpacked.ToArray());
        Assert.Empty((await DumpedFile.ReadAsync(packed, ".fits.gz")).Complaints);
    }

    [SampleFact]
    public async Task Headers_have_the_keywords_of_real_files_in_their_order_and_of_their_types()
    {
        (SyntheticTarget Target, string Sample)[] pairs =
        [
            (Targets.Low("STAR", "K7"), "spectra_lrs_table/spec-57278-EG224429N215706B01_sp01-001.fits.gz"),
            (Targets.Low("STAR", "F7", release: "DR8"), "spectra_lrs_image/spec-57791-EG030712S014809V01_sp16-181.fits.gz"),
            (Targets.Medium("DR7"), "spectra_mrs/med-58649-TD193637N444141K01_sp10-159.fits.gz"),
        ];
        var real = await DumpedFile.ReadAsync([.. pairs.Select(p => Samples.Path(p.Sample))]);
        foreach (var (pair, sample) in pairs.Zip(real))
        {
            var written = await Written(SyntheticSpectra.Make(pair.Target));
            Assert.Equal(sample.Hdus.Count, written.Length);
            foreach (var (theirs, ours) in sample.Hdus.Zip(written))
            {
                // The stale sizes of an image that is not there any more are against the standard; astropy complains about them.
                var expected = theirs.Keywords.Where(k => theirs.Values["NAXIS"] != "0" || k is not ("NAXIS1" or "NAXIS2")).ToList();
                Assert.Equal(expected, ours.Keywords);
                Assert.Equal(expected.Select(k => (k, Kind(theirs, k))), ours.Keywords.Select(k => (k, Kind(ours, k))));
                Assert.Equal(theirs.Data.Keys, ours.Data.Keys);
                if (theirs == sample.Hdus[0])
                    Assert.Equal(expected.Skip(8).Select(k => theirs.Comments[k]), ours.Keywords.Skip(8).Select(k => ours.Comments[k]));
            }
        }

        // Real files write whole numbers with and without a point.
        static string Kind(DumpedHdu hdu, string keyword) => hdu.Kinds[keyword] is "int" or "float" ? "number" : hdu.Kinds[keyword];
    }

    [SampleFact]
    public async Task Real_files_state_the_medians_of_the_bands_that_invented_ones_are_made_by()
    {
        string[] names =
        [
            "spectra_lrs_image/spec-57791-EG030712S014809V01_sp16-181.fits.gz", "spectra_lrs_image/spec-58397-EG014118N254444M01_sp03-031.fits",
            "spectra_lrs_image/spec-55859-F5902_sp05-234.fits.gz", "spectra_lrs_image/spec-58575-HD103621N361936B01_sp03-012.fits",
        ];
        foreach (var image in (await DumpedFile.ReadAsync([.. names.Select(Samples.Path)])).Select(f => f.Hdus[0]))
        {
            var spectrum = new Spectrum("COADD", image.Numbers("2"), image.Numbers("0"), image.Numbers("1"));
            foreach (var ((from, to), band) in LowResolution.Bands.Zip("UGRIZ").Skip(1))
                Assert.InRange(Targets.MedianRatio(spectrum, from, to) / double.Parse(image.Values["SNR" + band], CultureInfo.InvariantCulture), 0.95, 1.05);
        }
    }

    [SampleFact]
    public async Task The_pixels_are_where_those_of_real_files_are()
    {
        var real = await DumpedFile.ReadAsync(Samples.Path("spectra_lrs_table/spec-57278-EG224429N215706B01_sp01-001.fits.gz"));
        var ours = SyntheticSpectra.Make(Targets.Low("STAR", "K7")).Spectra.Single();
        Assert.All(real[0].Hdus[1].Numbers("WAVELENGTH").Zip(ours.Wavelength), pair => Assert.Equal(pair.First, pair.Second, 0.0011));
    }

    [Fact]
    public void Spectra_that_do_not_fit_are_refused()
    {
        var low = SyntheticSpectra.Make(Targets.Low("STAR", "K7"));
        var spectrum = low.Spectra[0];
        Assert.Throws<ArgumentException>(() => LamostFileWriter.ToArray(low with { Spectra = [] }));
        Assert.Throws<ArgumentException>(() => LamostFileWriter.ToArray(low with { Spectra = [spectrum, spectrum] }));
        Assert.Throws<ArgumentException>(() => LamostFileWriter.ToArray(low with { Spectra = [spectrum with { Flux = [1, 2] }] }));
        Assert.Throws<ArgumentException>(() => LamostFileWriter.ToArray(low with { Spectra = [spectrum with { OrMask = [1, 2] }] }));
        Assert.Throws<ArgumentException>(() => LamostFileWriter.ToArray(low with { Spectra = [spectrum with { OrMask = [.. spectrum.OrMask!.Select(_ => 1 << 15)] }] }));
        Assert.Throws<ArgumentException>(() => LamostFileWriter.ToArray(low with { Layout = SpectrumLayout.MediumArrays }));
        var medium = SyntheticSpectra.Make(Targets.Medium("DR10"));
        Assert.Throws<ArgumentException>(() => LamostFileWriter.ToArray(medium with { Spectra = [.. medium.Spectra, medium.Spectra[0]] }));
    }
}
