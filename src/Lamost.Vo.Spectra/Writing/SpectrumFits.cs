using System.Buffers;
using System.Globalization;
using Lamost.Vo.Tables;
using Lamost.Vo.Tables.Fits;

namespace Lamost.Vo.Spectra.Writing;

/// <summary>
/// Writes a spectrum as a FITS file: an empty primary HDU and a binary table with one row a pixel, with the keywords of the Spectrum data model (SpectrumDM 1.2, table F.1).
/// </summary>
/// <remarks>
/// The model's own layout is one row of arrays; a row a pixel is what general readers make a table and a plot of, and columns are found by TUTYPn in both. Flux is in the
/// precision of the spectrum. What is not known has no card. Times are UTC, which they say, where the model wants TT.
/// </remarks>
public static class SpectrumFits
{
    /// <summary>Blocks of the header of a spectrum, at least: what can be said of one takes five of them, so that the size of a file does not depend on it.</summary>
    const int HeaderBlocks = 6;

    /// <summary>The size of a file in bytes, exactly, for a spectrum that is not at hand.</summary>
    /// <param name="pixels">Pixels.</param>
    /// <param name="isDoublePrecision">As <see cref="Spectrum.IsDoublePrecision"/>.</param>
    /// <param name="hasAndMask">Whether there is <see cref="Spectrum.AndMask"/>.</param>
    /// <param name="hasOrMask">Whether there is <see cref="Spectrum.OrMask"/>.</param>
    /// <param name="isNormalized">Whether there is <see cref="Spectrum.Normalized"/>.</param>
    public static int FileBytes(int pixels, bool isDoublePrecision, bool hasAndMask, bool hasOrMask, bool isNormalized)
    {
        var real = isDoublePrecision ? 8 : 4;
        var row = 8 + 3 * real + 2 + (hasAndMask ? 4 : 0) + (hasOrMask ? 4 : 0) + (isNormalized ? real : 0);
        return (1 + HeaderBlocks + (pixels * row + FitsHeader.BlockBytes - 1) / FitsHeader.BlockBytes) * FitsHeader.BlockBytes;
    }

    /// <summary>Writes the file.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="spectrum">At least one pixel.</param>
    /// <param name="about">What the archive says of it.</param>
    /// <exception cref="ArgumentException">The arrays of the spectrum are not of one length, or empty; nothing was written.</exception>
    public static void Write(IBufferWriter<byte> output, Spectrum spectrum, DatasetDescription about)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(about);
        var table = new SpectrumTable(spectrum);
        Primary(output, SpectrumItems.Title(about));
        Extension(output, table, spectrum, about, "SPECTRUM");
    }

    /// <summary>Writes the primary HDU, which has no data.</summary>
    internal static void Primary(IBufferWriter<byte> output, string title)
    {
        var cards = new FitsCards();
        cards.Logical("SIMPLE", true, "conforms to the FITS standard");
        cards.Integer("BITPIX", 8, "no data here");
        cards.Integer("NAXIS", 0, "tables follow");
        cards.Logical("EXTEND", true, "there are extensions");
        cards.String("TITLE", title);
        output.Write(cards.ToBlocks());
    }

    /// <summary>Writes an extension, whole blocks.</summary>
    internal static void Extension(IBufferWriter<byte> output, SpectrumTable table, Spectrum spectrum, DatasetDescription about, string name)
    {
        var cards = new FitsCards();
        cards.String("XTENSION", "BINTABLE", "binary table");
        cards.Integer("BITPIX", 8, "bytes");
        cards.Integer("NAXIS", 2, "rows of bytes");
        cards.Integer("NAXIS1", table.RowBytes, "bytes of a row");
        cards.Integer("NAXIS2", table.Rows, "number of pixels");
        cards.Integer("PCOUNT", 0, "no heap");
        cards.Integer("GCOUNT", 1, "one table");
        cards.Integer("TFIELDS", table.Columns.Count, "number of columns");
        cards.String("EXTNAME", name);
        cards.String("LONGSTRN", "OGIP 1.0", "CONTINUE is used");
        for (var i = 0; i < table.Columns.Count; i++) Column(cards, table.Columns[i], i + 1);
        foreach (var item in SpectrumItems.Of(spectrum, about)) item.WriteCard(cards);
        Standard(cards, about);
        output.Write(cards.ToBlocks(HeaderBlocks));
        for (var pixel = 0; pixel < table.Rows; pixel++)
        {
            table.Row(pixel, output.GetSpan(table.RowBytes));
            output.Advance(table.RowBytes);
        }
        var tail = (long)table.Rows * table.RowBytes % FitsHeader.BlockBytes;
        if (tail > 0) output.Write(new byte[FitsHeader.BlockBytes - tail]);
    }

    static void Column(FitsCards cards, TableColumn column, int number)
    {
        string Key(string name) => name + number.ToString(CultureInfo.InvariantCulture);
        cards.String(Key("TTYPE"), column.Name);
        cards.String(Key("TFORM"), column.Type switch { CellType.Double => "D", CellType.Float => "E", CellType.Short => "I", _ => "J" });
        cards.String(Key("TUNIT"), column.Unit);
        cards.String(Key("TUCD"), column.Ucd);
        // The model's FITS form has no prefix; readers look for the end.
        cards.String(Key("TUTYP"), column.Utype?["spec:".Length..]);
        cards.String(Key("TCOMM"), column.Description);
    }

    /// <summary>What FITS 4.0 has its own keywords for, besides those of the model.</summary>
    static void Standard(FitsCards cards, DatasetDescription about)
    {
        cards.String("RADESYS", "ICRS", "frame of positions");
        cards.String("TELESCOP", "LAMOST");
        if (about.TimeStart is >= -678_941 and < 2_973_119 and var day)
        {
            cards.Real("MJD-OBS", day, "[d] begin of the exposure (UTC)");
            var begin = new DateTime(1858, 11, 17, 0, 0, 0, DateTimeKind.Utc).AddDays(day);
            cards.String("DATE-OBS", begin.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture), "begin of the exposure (UTC)");
        }
        if (!about.Simulated) return;
        cards.Logical("SIMULATE", true, "this data is invented");
        cards.Comment("This data is invented; it was not observed.");
    }
}
