using System.Globalization;
using System.IO.Compression;
using System.Text;
using Lamost.Vo.Spectra.Reading;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Spectra.Tests.Reading;

/// <summary>
/// Genuine files with something broken in them: each is read or refused, whatever it was, and no more is allocated than a small factor of its size. The seed is fixed;
/// LAMOST_VO_MUTATIONS asks for more of them.
/// </summary>
public sealed class MutationTests
{
    static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("LAMOST_VO_MUTATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 800;

    static readonly string[] Values = ["0", "1", "-1", "2", "5", "-32", "-64", "8", "16", "999", "4242", "65537", "2147483647", "2147483648", "9223372036854775807", "1E999", "NaN", "T", "F", "''", "'X'",
        "'E'", "'9999999999E'",
        "'1D'", "'1B'", "'4136E'", "'1PE(4136)'", "'FLUX'", "'LOGLAM'", "'COADD'", "'COADD_B'", "'B-84420148'", "'B-999999999'", "'-'",
        "'2011-13-45T99:99:99'", "'9999-12-31T23:59:60'", "''''''''", "1.0D400", ""];

    static readonly string[] Keywords = ["NAXIS", "NAXIS1", "NAXIS2", "NAXIS3", "BITPIX", "PCOUNT", "GCOUNT", "TFIELDS", "TFORM1", "TFORM3", "TTYPE1", "TTYPE3", "TTYPE4", "TSCAL1", "TZERO3",
        "TNULL4", "BSCALE", "BZERO", "BLANK", "XTENSION",
        "EXTNAME", "EXTEN0", "COEFF0", "COEFF1", "LMJMLIST", "LMJM", "EXPTIME", "DATE-BEG", "DATE-END", "MJD", "LMJD", "OBSID", "FIBERID", "DESIG", "FILENAME", "SIMPLE", "TELESCOP", "END", "GROUPS"];

    [SampleFact]
    public void Whatever_is_done_to_an_image_it_is_read_or_refused() => Mutate([SampleFiles.Dr1, SampleFiles.Dr8], 2 * Count);

    [SampleFact]
    public void Whatever_is_done_to_an_image_in_double_precision_it_is_read_or_refused() => Mutate([SampleFiles.Dr2], Count);

    [SampleFact]
    public void Whatever_is_done_to_a_table_it_is_read_or_refused() => Mutate([SampleFiles.Dr10], 2 * Count);

    [SampleFact]
    public void Whatever_is_done_to_a_medium_resolution_file_it_is_read_or_refused() => Mutate([SampleFiles.Medium], Count / 2);

    [Fact]
    public void Whatever_is_done_to_medium_resolution_arrays_it_is_read_or_refused() =>
        Mutate([new FitsBuilder().Medium("B", 40).Medium("R", 40).ToArray()], 4 * Count);

    [SampleFact]
    public void Every_truncation_of_a_file_is_refused_or_ends_where_an_HDU_does()
    {
        foreach (var name in (string[])[SampleFiles.Dr1, SampleFiles.Dr10, SampleFiles.Medium])
        {
            var file = SampleFiles.Unpacked(name);
            for (var length = 0; length < file.Length; length += Math.Max(1, file.Length / 150))
            {
                var fault = Try(file[..length], name);
                // What fills the last block may be missing.
                var rest = file.AsSpan(length, (2880 - length % 2880) % 2880);
                if (rest.ContainsAnyExcept((byte)0, (byte)' ')) Assert.True(fault is not null, $"{name} cut to {length}");
            }
        }
    }

    [SampleFact]
    public void Every_truncation_and_damage_of_gzip_is_refused()
    {
        var packed = File.ReadAllBytes(Samples.Path(SampleFiles.Dr10));
        var random = new Random(20261126);
        for (var i = 0; i < 300; i++)
        {
            Assert.NotNull(Try(packed[..random.Next(packed.Length)], "cut.fits.gz"));
            var damaged = packed.ToArray();
            // Behind the header of gzip, whose times and names may be anything; CRC and length count.
            damaged[random.Next(60, damaged.Length)] ^= (byte)random.Next(1, 256);
            Assert.NotNull(Try(damaged, "damaged.fits.gz"));
        }
    }

    static void Mutate(string[] names, int count) => Mutate([.. names.Select(SampleFiles.Unpacked)], count);

    static void Mutate(byte[][] seeds, int count)
    {
        var random = new Random(20261125);
        var (read, refused) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var bytes = seeds[random.Next(seeds.Length)];
            for (var n = random.Next(1, 4); n > 0 && bytes.Length > 0; n--) bytes = Mutated(bytes, random);
            if (random.Next(40) == 0) bytes = Packed(bytes);
            if (Try(bytes, $"mutation {i}") is null) read++;
            else refused++;
        }
        // Else the mutations would try one way of the two only.
        Assert.True(read > count / 20 && refused > count / 10, $"{read} read, {refused} refused");
    }

    /// <summary>Reads; what is allocated is at most a factor of ten of the file, and what headers and buffers cost.</summary>
    static SpectrumFileException? Try(byte[] bytes, string what)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            SpectrumFileReader.Read(new MemoryStream(bytes), "x/y.fits");
            return null;
        }
        catch (SpectrumFileException e)
        {
            Assert.StartsWith("y.fits: ", e.Message);
            Assert.InRange(e.Message.Length, 12, 400);
            Assert.DoesNotContain(e.Message, c => c is < ' ' or > '~');
            return e;
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}: {e}\n{Encoding.Latin1.GetString(bytes)[..Math.Min(bytes.Length, 4000)]}");
            throw;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10L * bytes.Length + (1 << 20));
        }
    }

    static byte[] Mutated(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length);
        switch (random.Next(8))
        {
            case 0: return [.. bytes[..at], (byte)random.Next(256), .. bytes[(at + 1)..]];
            case 1: return random.Next(4) == 0 ? bytes[..at] : [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 4) * 80)..]];
            case 2: return [.. bytes[..at], .. bytes[at..Math.Min(bytes.Length, at + 2880)], .. bytes[at..]];
            case 3: return [.. bytes[..at], random.Next(2) == 0 ? (byte)0xFF : (byte)0x7F, 0xFF, 0xFF, 0xFF, .. bytes[Math.Min(bytes.Length, at + 4)..]];
            default:
                // A card with another value, or another card in the place of one: chance alone seldom spells a keyword.
                var text = Encoding.Latin1.GetString(bytes);
                var keyword = Keywords[random.Next(Keywords.Length)];
                var found = text.IndexOf(keyword.PadRight(8) + "=", random.Next(2) == 0 ? 0 : at, StringComparison.Ordinal);
                if (found < 0) found = 80 * random.Next(1, Math.Max(2, Math.Min(200, bytes.Length / 80)));
                if (found + 80 > bytes.Length) return bytes;
                var card = $"{keyword,-8}= {Values[random.Next(Values.Length)],20}";
                return [.. bytes[..found], .. Encoding.Latin1.GetBytes(card.Length > 80 ? card[..80] : card.PadRight(80)), .. bytes[(found + 80)..]];
        }
    }

    static byte[] Packed(byte[] file)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(file);
        return packed.ToArray();
    }
}
