using System.Buffers.Binary;
using System.Globalization;
using Lamost.Vo.Tables.Fits;

namespace Lamost.Vo.Spectra.Writing;

/// <summary>The binary table of one spectrum: a row for each pixel, or one row of arrays (FITS 4.0, 7.3).</summary>
sealed class LamostTable
{
    readonly List<(string Name, char Form, Func<double[]> Values)> _columns = [];
    readonly Spectrum _spectrum;
    readonly string _name;
    readonly bool _asArrays;
    bool _backwards;

    LamostTable(Spectrum spectrum, string name, bool asArrays)
    {
        (_spectrum, _name, _asArrays) = (spectrum, name, asArrays);
        Add("FLUX", 'E', () => spectrum.Flux);
        Add("IVAR", 'E', () => spectrum.InverseVariance);
        if (asArrays) Add("WAVELENGTH", 'E', () => spectrum.Wavelength);
        else Add("LOGLAM", 'E', () => Array.ConvertAll(spectrum.Wavelength, Math.Log10));
    }

    /// <summary>Of several exposures together.</summary>
    public static LamostTable Coadd(Spectrum spectrum, string name, bool asArrays)
    {
        var table = new LamostTable(spectrum, name, asArrays);
        table.Add("ANDMASK", asArrays ? 'E' : 'I', () => LamostFileWriter.Real(spectrum.AndMask, spectrum));
        table.Add("ORMASK", asArrays ? 'E' : 'I', () => LamostFileWriter.Real(spectrum.OrMask, spectrum));
        if (asArrays) table.Add("NORMALIZATION", 'E', () => LamostFileWriter.Normalized(spectrum));
        return table;
    }

    /// <summary>Of a single exposure of medium resolution.</summary>
    public static LamostTable Exposure(Spectrum spectrum, bool asArrays)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{(spectrum.Arm == SpectrumArm.Blue ? 'B' : 'R')}-{spectrum.Minute}");
        var table = new LamostTable(spectrum, name, asArrays);
        table.Add("PIXMASK", asArrays ? 'E' : 'I', () => LamostFileWriter.Real(spectrum.AndMask, spectrum));
        if (asArrays) table.Add("NORMALIZATION", 'E', () => LamostFileWriter.Normalized(spectrum));
        // The red detector is read out from the long end.
        table._backwards = spectrum.Arm == SpectrumArm.Red;
        return table;
    }

    int RowBytes => _columns.Sum(c => Size(c.Form)) * (_asArrays ? _spectrum.Length : 1);

    int Rows => _asArrays ? 1 : _spectrum.Length;

    /// <summary>The data, whole blocks.</summary>
    public byte[] Data()
    {
        var data = new byte[LamostFileWriter.Whole(RowBytes * Rows)];
        var start = 0;
        foreach (var (_, form, values) in _columns)
        {
            var size = Size(form);
            var step = _asArrays ? size : RowBytes;
            var numbers = values();
            var at = start;
            for (var i = 0; i < numbers.Length; i++)
            {
                var value = numbers[_backwards ? numbers.Length - 1 - i : i];
                if (form == 'E') BinaryPrimitives.WriteSingleBigEndian(data.AsSpan(at), (float)value);
                else BinaryPrimitives.WriteInt16BigEndian(data.AsSpan(at), (short)value);
                at += step;
            }
            start += _asArrays ? size * _spectrum.Length : size;
        }
        return data;
    }

    /// <summary>The header, whole blocks.</summary>
    public byte[] Header()
    {
        var cards = new FitsCards();
        cards.String("XTENSION", "BINTABLE", "Binary table");
        cards.Integer("BITPIX", 8, "Required value");
        cards.Integer("NAXIS", 2, "Required value");
        cards.Integer("NAXIS1", RowBytes, "Number of bytes per row");
        cards.Integer("NAXIS2", Rows, "Number of rows");
        cards.Integer("PCOUNT", 0, "Normally 0 (no varying arrays)");
        cards.Integer("GCOUNT", 1, "Required value");
        cards.Integer("TFIELDS", _columns.Count, "Number of columns in table");
        cards.String("EXTNAME", _name, "The extension name");
        if (_spectrum.Arm != SpectrumArm.Both) Facts(cards);
        for (var i = 0; i < _columns.Count; i++) cards.String(Numbered("TTYPE", i + 1), _columns[i].Name, "");
        for (var i = 0; i < _columns.Count; i++)
            cards.String(Numbered("TFORM", i + 1), _asArrays ? Numbered("", _spectrum.Length) + _columns[i].Form : _columns[i].Form.ToString(), "");
        return cards.ToBlocks();
    }

    /// <summary>What an extension of medium resolution says of itself.</summary>
    void Facts(FitsCards cards)
    {
        if (_spectrum.IsCoadd)
        {
            // Three to a card.
            foreach (var (part, i) in _spectrum.Minutes.Chunk(3).Select((p, i) => (p, i)))
            {
                var list = string.Join('-', part.Select(m => m.ToString(CultureInfo.InvariantCulture)));
                cards.String(Numbered(i < 10 ? "LMJMLIS" : "LMJMLI", i), list, "Local Modified Julian Minute list");
            }
        }
        else
        {
            cards.String("LMJM", _spectrum.Minute?.ToString(CultureInfo.InvariantCulture), "Local Modified Julian Minute");
            if (_spectrum.ExposureSeconds is { } seconds) cards.Fixed("EXPTIME", seconds.ToString("0.###", CultureInfo.InvariantCulture), "[s] Exposure duration time");
        }
        if (_spectrum.SignalToNoise is { } ratio) cards.Fixed("SNR", ratio.ToString("0.00", CultureInfo.InvariantCulture), "Signal to noise ratio");
        cards.String("LAMPLIST", "lampthar.dat", "Arc lamp emission line list");
    }

    void Add(string name, char form, Func<double[]> values) => _columns.Add((name, form, values));

    static string Numbered(string word, int number) => word + number.ToString(CultureInfo.InvariantCulture);

    static int Size(char form) => form == 'E' ? 4 : 2;
}
