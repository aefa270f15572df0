using System.IO.Compression;
using Lamost.Vo.Spectra.Reading;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Spectra.Tests.Reading;

/// <summary>Files that are refused, and what the message tells of them.</summary>
public sealed class RefusalTests
{
    static readonly double[] Three = [1, 2, 3];
    static readonly double[] Wavelength = [4000, 4001, 4002];

    public static TheoryData<string, string> Faults
    {
        get
        {
            static string File(FitsBuilder builder) => Convert.ToBase64String(builder.ToArray());
            static FitsBuilder Table(double[] wavelength, double[] ivar, params string[] cards) =>
                new FitsBuilder().Arrays("COADD", cards, ("FLUX", 'E', Three), ("IVAR", 'E', ivar), ("WAVELENGTH", 'E', wavelength), ("ANDMASK", 'E', [0, 0, 0.5]));
            double[][] rows = [Three, Three, Three, Three, Three];
            return new()
            {
                { "", "the file is empty" },
                { Convert.ToBase64String("<html>Not found</html>"u8), "no FITS file: it does not begin with SIMPLE" },
                { File(new FitsBuilder().Primary()), "no spectrum of LAMOST: HDU 0 is no image (NAXIS = 0), and no extension has an EXTNAME that is COADD" },
                { File(new FitsBuilder().Primary("TELESCOP= 'SDSS 2.5-M'")), "HDU 0: TELESCOP is 'SDSS 2.5-M'; a spectrum of LAMOST has 'LAMOST'" },
                { File(new FitsBuilder().Image(-32, [Three, Three])), "HDU 0: NAXIS2 is 2; the image of a spectrum has 5 rows" },
                { File(new FitsBuilder().Image(-32, rows, "EXTNAME = 'Flux'")), "HDU 0 (Flux): COEFF0 is missing; the image has no row of wavelengths" },
                { File(new FitsBuilder().Image(-32, rows, "COEFF0  = 3.5", "COEFF1  = 0")), "COEFF0 + i * COEFF1: the wavelength of pixel 2 of 3 is 3162.27766 Angstrom, not in strict order" },
                { File(new FitsBuilder().Image(-32, rows, "EXTEN0  = 'Wavelength'")), "row 3 (wavelength): the wavelength of pixel 1 of 3 is 1 Angstrom, outside 1000 to 100000; wavelengths must be finite and strictly" },
                { File(Table([4000, 4000, 4001], Three)), "HDU 1 (COADD): WAVELENGTH: the wavelength of pixel 2 of 3 is 4000 Angstrom, not in strict order" },
                { File(Table([4002, 4003, 4000], Three)), "HDU 1 (COADD): WAVELENGTH: the wavelength of pixel 1 of 3 is 4002 Angstrom, not in strict order" },
                { File(Table([4000, double.NaN, 4002], Three)), "the wavelength of pixel 2 of 3 is NaN Angstrom, outside" },
                { File(Table(Wavelength, Three)), "HDU 1 (COADD): pixel 3 of ANDMASK is 0.5; a mask has integers of 32 bits" },
                { File(Table(Wavelength, [1, 2])), "HDU 1 (COADD): the column IVAR has 2 pixels, but FLUX has 3 (TFORM)" },
                { File(new FitsBuilder().Arrays("COADD", [], ("FLUX", 'E', Three), ("WAVELENGTH", 'E', Three))), "HDU 1 (COADD): it has no column IVAR (TTYPE)" },
                { File(new FitsBuilder().Arrays("COADD", [], ("FLUX", 'E', Three), ("IVAR", 'E', Three))), "HDU 1 (COADD): it has no column WAVELENGTH or LOGLAM (TTYPE)" },
                { File(new FitsBuilder().Stub("COADD")), "HDU 1 (COADD): NAXIS or NAXIS2 is 0; the table must have one row" },
                { File(new FitsBuilder().Stub("COADD_B").Stub("COADD_R")), "none of its extensions has data" },
                { Convert.ToBase64String([.. new FitsBuilder().Medium("B", 3).ToArray(), 1, 2, 3]), "The file ends inside the header of HDU 4, 3 bytes into its block 1" },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_wrong_file_is_refused_with_its_name_the_HDU_what_is_wrong_and_what_is_right(string file, string words)
    {
        var fault = Assert.Throws<SpectrumFileException>(() => SpectrumFileReader.Read(new MemoryStream(Convert.FromBase64String(file)), "/srv/files/wrong.fits"));
        Assert.StartsWith("wrong.fits: ", fault.Message);
        Assert.EndsWith(".", fault.Message);
        Assert.Equal("wrong.fits", fault.FileName);
        Assert.Contains(words, fault.Message);
    }

    [Fact]
    public void A_file_that_is_missing_is_no_fault_of_the_file() =>
        Assert.Throws<FileNotFoundException>(() => SpectrumFileReader.Read(Path.Combine(Path.GetTempPath(), "there-is-no-such-file.fits")));

    [Theory]
    [InlineData("NAXIS1", "65536")]
    [InlineData("NAXIS1", "9223372036854775807")]
    [InlineData("NAXIS2", "1000000000")]
    [InlineData("PCOUNT", "2147483647")]
    public void A_size_that_the_file_has_not_is_refused_before_it_is_allocated(string keyword, string value)
    {
        foreach (var primary in (bool[])[true, false])
        {
            var builder = primary ? new FitsBuilder().Image(-32, [Three, Three, Wavelength, Three, Three], "PCOUNT  = 0") : new FitsBuilder().Medium("B", 3);
            var text = System.Text.Encoding.Latin1.GetString(builder.ToArray());
            var at = text.IndexOf(keyword.PadRight(8) + "=", StringComparison.Ordinal);
            var bytes = System.Text.Encoding.Latin1.GetBytes(text.Remove(at, 80).Insert(at, $"{keyword,-8}= {value}".PadRight(80)));
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Contains("HDU", Assert.Throws<SpectrumFileException>(() => SpectrumFileReader.Read(new MemoryStream(bytes), "a.fits")).Message);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
        }
    }

    [Fact]
    public void A_gzip_that_unpacks_to_more_than_the_limit_is_refused_before_memory_ends()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("SIMPLE  = T"u8);
            for (var i = 0; i < 300; i++) gzip.Write(new byte[1 << 20]);
        }
        Assert.InRange(packed.Length, 0, 4 << 20);
        packed.Position = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("the unpacked file is larger than 64 MiB", Assert.Throws<SpectrumFileException>(() => SpectrumFileReader.ReadSummary(packed, "a.fits.gz")).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4L * SpectrumFileReader.MaxBytes);
    }

    [Fact]
    public void What_is_no_FITS_is_not_read_to_its_end()
    {
        foreach (var packed in (bool[])[false, true])
        {
            using var file = new MemoryStream();
            if (!packed) file.Write(new byte[1 << 20]);
            else using (var gzip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(new byte[60 << 20]);
            using var stream = new MemoryStream(file.ToArray());
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Contains("no FITS file", Assert.Throws<SpectrumFileException>(() => SpectrumFileReader.Read(stream, "a.fits.gz")).Message);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        }
    }

    [Fact]
    public void Endless_headers_are_refused()
    {
        var builder = new FitsBuilder();
        for (var i = 0; i <= SpectrumFileReader.MaxHdus; i++) builder.Stub("COADD_B");
        Assert.Contains("more than 512 HDUs", Assert.Throws<SpectrumFileException>(() => SpectrumFileReader.Read(new MemoryStream(builder.ToArray()), "a.fits")).Message);
    }

    [SampleFact]
    public void Gzip_is_told_by_its_bytes_whatever_the_name()
    {
        using var file = File.OpenRead(Samples.Path(SampleFiles.Dr10));
        var packed = SpectrumFileReader.Read(file, "a.fits");
        Assert.True(file.CanRead);
        var plain = SpectrumFileReader.Read(new MemoryStream(SampleFiles.Unpacked(SampleFiles.Dr10)), "a.fits.gz");
        Assert.Equal(plain.Spectra[0].Flux, packed.Spectra[0].Flux);
    }
}
