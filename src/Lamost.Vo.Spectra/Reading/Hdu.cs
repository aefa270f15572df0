using Lamost.Vo.Tables.Fits;

namespace Lamost.Vo.Spectra.Reading;

/// <summary>What is wrong with a file, as a sentence without its full stop.</summary>
sealed class FileFault(string what, Exception? inner = null) : Exception(what, inner);

/// <summary>A header and where its data stand in the file; they are there.</summary>
sealed record Hdu(int Number, FitsHeader Header, int Start, int Length)
{
    FitsColumn[]? _columns;

    /// <summary>EXTNAME; empty for none.</summary>
    public string Name { get; } = Header.Text("EXTNAME")?.Trim() ?? "";

    /// <summary>The columns of a binary table.</summary>
    /// <exception cref="InvalidDataException">They are not FITS, or do not fill a row exactly.</exception>
    public FitsColumn[] Columns() => _columns ??= FitsColumn.All(Header, Header.Integer("NAXIS1", 0, SpectrumFileReader.MaxBytes));

    /// <summary>All HDUs of a file.</summary>
    /// <exception cref="FileFault">It is no FITS, or ends before its data do.</exception>
    /// <exception cref="InvalidDataException">As <see cref="FitsHeader"/> throws.</exception>
    public static List<Hdu> All(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith("SIMPLE  ="u8)) throw new FileFault(file.IsEmpty ? "the file is empty" : "this is no FITS file: it does not begin with SIMPLE = T");
        var hdus = new List<Hdu>();
        for (var at = 0; at < file.Length;)
        {
            if (hdus.Count == SpectrumFileReader.MaxHdus) throw new FileFault($"it has more than {SpectrumFileReader.MaxHdus} HDUs, which no spectrum file of LAMOST has");
            // Zeros behind the last HDU come of blocks of a tape or disk.
            if (hdus.Count > 0 && !file[at..].ContainsAnyExcept((byte)0)) break;
            var header = FitsHeader.Read(file[at..], hdus.Count, out var length)!;
            if (hdus.Count > 0 && header.Text("XTENSION") is null)
                throw new FileFault($"HDU {hdus.Count}: XTENSION is missing at byte {at}, where the next extension or the end of the file must be");
            if (hdus.Count == 0 && header.Text("SIMPLE") != "T") throw new FileFault($"HDU 0: SIMPLE is {Shown(header.Text("SIMPLE") ?? "")}; a FITS file has T");
            at += length;
            var bytes = header.DataBytes();
            var hdu = new Hdu(hdus.Count, header, at, (int)Math.Min(bytes, int.MaxValue));
            if (bytes > file.Length - at)
                throw hdu.Bad($"BITPIX and NAXISn declare {bytes} bytes of data, of which the file has {file.Length - at}: it is cut short, or they are wrong");
            hdus.Add(hdu);
            // The last block may lack what fills it.
            at = (int)Math.Min(file.Length, at + (bytes + FitsHeader.BlockBytes - 1) / FitsHeader.BlockBytes * FitsHeader.BlockBytes);
        }
        return hdus;
    }

    /// <summary>The exception that says what is wrong with this HDU.</summary>
    public FileFault Bad(string what) => new($"HDU {Number}{(Name.Length > 0 ? $" ({Cut(Name)})" : "")}: {what}");

    /// <summary>A value of the file in a message.</summary>
    public static string Shown(string text) => $"'{Cut(text)}'";

    static string Cut(string text) => text.Length > 40 ? text[..40] : text;
}
