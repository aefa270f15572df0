using System.Buffers.Binary;
using System.IO.Compression;
using Lamost.Vo.Tables.Fits;

namespace Lamost.Vo.Spectra.Writing;

/// <summary>
/// Writes spectra as LAMOST lays them out in FITS files: the same HDUs, columns and keywords as in the real files of DR2 to DR10. Two things differ. The tables of low
/// resolution lack the stale NAXIS1 and NAXIS2 that the real ones have in their empty primary HDU, since these are against the standard (FITS 4.0, 4.4.1.1); and what
/// is simulated says so in AUTHOR and a COMMENT card. Safe for use by several threads at once.
/// </summary>
/// <remarks>
/// The header has what the observation and the spectra say, and beyond that what the file's own primary header has; cards without a value are left out. The image
/// is the one of DR2 to DR8, with wavelengths in its third row. Red exposures of medium resolution go from long to short wavelengths, as in real files.
/// </remarks>
public static class LamostFileWriter
{
    /// <summary>AUTHOR of what is invented.</summary>
    public const string SimulationAuthor = "Lamost.Vo simulation";

    /// <summary>What LAMOST writes for a normalised flux that there is not.</summary>
    const double Missing = -9999;

    /// <summary>The file's bytes.</summary>
    /// <param name="file">One spectrum for the layouts of low resolution.</param>
    /// <param name="gzip">How hard to compress; null for plain FITS. The compressed bytes have no time stamp in them.</param>
    /// <exception cref="ArgumentException">
    /// The spectra cannot be laid out so: too many of them, none, arrays of different lengths, bits of masks beyond the lower 15.
    /// </exception>
    public static byte[] ToArray(SpectrumFile file, CompressionLevel? gzip = null)
    {
        using var bytes = new MemoryStream(1 << 17);
        Write(file, bytes, gzip);
        return bytes.ToArray();
    }

    /// <summary>Writes the file to a stream, which stays open.</summary>
    /// <inheritdoc cref="ToArray"/>
    public static void Write(SpectrumFile file, Stream output, CompressionLevel? gzip = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(output);
        foreach (var spectrum in file.Spectra) Check(spectrum);
        if (file.Spectra.Count == 0) throw new ArgumentException("A file has at least one spectrum.", nameof(file));
        if (file.Layout is SpectrumLayout.Image or SpectrumLayout.Table && file.Spectra.Count != 1)
            throw new ArgumentException("A file of low resolution has one spectrum.", nameof(file));
        if (file.Layout is SpectrumLayout.MediumPixels or SpectrumLayout.MediumArrays
            && (file.Spectra.Any(s => s.Arm == SpectrumArm.Both) || file.Spectra.DistinctBy(s => (s.Arm, s.Minute)).Count() < file.Spectra.Count))
            throw new ArgumentException("A file of medium resolution has at most one coadd of an arm, and exposures of different minutes.", nameof(file));
        if (gzip is not { } level)
        {
            Plain(file, output);
            return;
        }
        using var packed = new GZipStream(output, level, leaveOpen: true);
        Plain(file, packed);
    }

    /// <summary>Whether the header of a file says that it is invented.</summary>
    public static bool IsSimulated(SpectrumFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Headers.Count > 0 && file.Headers[0].Text("AUTHOR") == SimulationAuthor;
    }

    /// <summary>The blocks of a primary header.</summary>
    internal static byte[] PrimaryHeader(SpectrumFile file, IReadOnlyDictionary<string, string> values)
    {
        var cards = new FitsCards();
        cards.Logical("SIMPLE", true, "conforms to the FITS standard");
        if (file.Layout == SpectrumLayout.Image)
        {
            cards.Integer("BITPIX", file.Spectra[0].IsDoublePrecision ? -64 : -32, "");
            cards.Integer("NAXIS", 2, "Number of array dimensions");
            cards.Integer("NAXIS1", file.Spectra[0].Length, "");
            cards.Integer("NAXIS2", 5, "");
        }
        else
        {
            cards.Integer("BITPIX", 16, "");
            cards.Integer("NAXIS", 0, "Number of array dimensions");
        }
        cards.Logical("EXTEND", true, "Extensions may be present");
        if (values.GetValueOrDefault("AUTHOR") == SimulationAuthor) cards.Comment("SIMULATED DATA: invented by Lamost.Vo, not observed by any telescope.");
        HeaderTemplate.Add(cards, file.Layout, values);
        return cards.ToBlocks();
    }

    /// <summary>The blocks of the headers of all HDUs, from the primary on.</summary>
    internal static IEnumerable<byte[]> Headers(SpectrumFile file, IReadOnlyDictionary<string, string> values) =>
        [PrimaryHeader(file, values), .. Extensions(file).Select(e => e.Header)];

    static void Plain(SpectrumFile file, Stream output)
    {
        output.Write(PrimaryHeader(file, HeaderValues.Of(file)));
        if (file.Layout == SpectrumLayout.Image) Image(file.Spectra[0], output);
        foreach (var (header, table) in Extensions(file))
        {
            output.Write(header);
            if (table is not null) output.Write(table.Data());
        }
    }

    static void Image(Spectrum spectrum, Stream output)
    {
        var size = spectrum.IsDoublePrecision ? 8 : 4;
        var data = new byte[Whole(5 * size * spectrum.Length)];
        var at = 0;
        double[][] rows = [spectrum.Flux, spectrum.InverseVariance, spectrum.Wavelength, Real(spectrum.AndMask, spectrum), Real(spectrum.OrMask, spectrum)];
        foreach (var row in rows)
            foreach (var value in row)
            {
                if (size == 8) BinaryPrimitives.WriteDoubleBigEndian(data.AsSpan(at), value);
                else BinaryPrimitives.WriteSingleBigEndian(data.AsSpan(at), (float)value);
                at += size;
            }
        output.Write(data);
    }

    static IEnumerable<(byte[] Header, LamostTable? Table)> Extensions(SpectrumFile file)
    {
        static (byte[], LamostTable?) With(LamostTable table) => (table.Header(), table);
        if (file.Layout == SpectrumLayout.Image) yield break;
        if (file.Layout == SpectrumLayout.Table)
        {
            yield return With(LamostTable.Coadd(file.Spectra[0], "COADD", asArrays: true));
            yield break;
        }
        var asArrays = file.Layout == SpectrumLayout.MediumArrays;
        foreach (var (arm, name) in ((SpectrumArm, string)[])[(SpectrumArm.Blue, "COADD_B"), (SpectrumArm.Red, "COADD_R")])
        {
            var coadd = file.Spectra.SingleOrDefault(s => s.Arm == arm && s.IsCoadd);
            yield return coadd is null ? (Stub(name), null) : With(LamostTable.Coadd(coadd, name, asArrays));
        }
        foreach (var spectrum in file.Spectra.Where(s => !s.IsCoadd).OrderBy(s => s.Arm).ThenBy(s => s.Minute))
            yield return With(LamostTable.Exposure(spectrum, asArrays));
    }

    /// <summary>The empty HDU of an arm that has no coadd.</summary>
    static byte[] Stub(string name)
    {
        var cards = new FitsCards();
        cards.String("XTENSION", "IMAGE", "Image extension");
        cards.Integer("BITPIX", 8, "");
        cards.Integer("NAXIS", 0, "No data");
        cards.Integer("PCOUNT", 0, "");
        cards.Integer("GCOUNT", 1, "");
        cards.String("EXTNAME", name, "The extension name");
        return cards.ToBlocks();
    }

    static void Check(Spectrum spectrum)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        var length = spectrum.Length;
        if (length == 0 || spectrum.Flux.Length != length || spectrum.InverseVariance.Length != length || (spectrum.AndMask?.Length ?? length) != length
            || (spectrum.OrMask?.Length ?? length) != length || (spectrum.Normalized?.Length ?? length) != length)
            throw new ArgumentException($"The arrays of {spectrum.Name} are not all of one length, or have none.");
        if ((spectrum.AndMask ?? []).Concat(spectrum.OrMask ?? []).Any(m => m is < 0 or > short.MaxValue))
            throw new ArgumentException($"A mask of {spectrum.Name} has more bits than the files have.");
    }

    /// <summary>Masks as numbers; zeros where there is no mask.</summary>
    internal static double[] Real(int[]? mask, Spectrum spectrum) => mask is null ? new double[spectrum.Length] : Array.ConvertAll(mask, m => (double)m);

    /// <summary>The normalised flux; -9999 throughout where there is none.</summary>
    internal static double[] Normalized(Spectrum spectrum)
    {
        if (spectrum.Normalized is { } flux) return flux;
        var missing = new double[spectrum.Length];
        Array.Fill(missing, Missing);
        return missing;
    }

    /// <summary>Bytes rounded up to blocks.</summary>
    internal static int Whole(int bytes) => (bytes + FitsHeader.BlockBytes - 1) / FitsHeader.BlockBytes * FitsHeader.BlockBytes;
}
