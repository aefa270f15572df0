using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Lamost.Vo.Spectra.Tests.Reading;

/// <summary>FITS files as LAMOST writes them or might, made byte by byte.</summary>
sealed class FitsBuilder
{
    readonly List<byte> _bytes = [];

    /// <summary>The file; begins with an empty primary HDU where nothing else was put first.</summary>
    public byte[] ToArray() => [.. Start()._bytes];

    /// <summary>A primary HDU without data.</summary>
    public FitsBuilder Primary(params string[] cards) => Add(["SIMPLE  = T", "BITPIX  = 16", "NAXIS   = 0", .. cards], []);

    /// <summary>An image of rows as the primary HDU; BITPIX decides the type.</summary>
    public FitsBuilder Image(int bitpix, double[][] rows, params string[] cards)
    {
        var form = bitpix switch { 8 => 'B', 16 => 'I', 32 => 'J', 64 => 'K', -32 => 'E', _ => 'D' };
        return Add(["SIMPLE  = T", $"BITPIX  = {bitpix}", "NAXIS   = 2", $"NAXIS1  = {rows[0].Length}", $"NAXIS2  = {rows.Length}", .. cards], [.. rows.SelectMany(r => Bytes(form, r))]);
    }

    /// <summary>A table of one row of arrays.</summary>
    public FitsBuilder Arrays(string name, string[] cards, params (string Name, char Form, double[] Values)[] columns) =>
        Table(name, 1, columns, [.. columns.Select(c => $"{c.Values.Length}{c.Form}")], [.. columns.SelectMany(c => Bytes(c.Form, c.Values))], cards);

    /// <summary>A table of one row a pixel.</summary>
    public FitsBuilder Pixels(string name, string[] cards, params (string Name, char Form, double[] Values)[] columns) =>
        Table(name, columns[0].Values.Length, columns, [.. columns.Select(c => $"{c.Form}")], [.. Enumerable.Range(0, columns[0].Values.Length).SelectMany(i => columns.SelectMany(c => Bytes(c.Form, [c.Values[i]])))], cards);

    /// <summary>An extension without data, as of an arm that has no coadd.</summary>
    public FitsBuilder Stub(string name) => Start().Add(["XTENSION= 'IMAGE'", "BITPIX  = 16", "NAXIS   = 0", "PCOUNT  = 0", "GCOUNT  = 1", $"EXTNAME = '{name}'"], []);

    /// <summary>The coadd and two exposures of an arm in the layout of DR9 and later.</summary>
    public FitsBuilder Medium(string arm, int pixels)
    {
        var from = arm == "B" ? 4950.0 : 6300;
        var wavelength = Enumerable.Range(0, pixels).Select(i => from + 0.1 * i).ToArray();
        double[] Filled(double value) => [.. Enumerable.Repeat(value, pixels)];
        Arrays($"COADD_{arm}", ["SNR     = 12.5", "LMJMLIST= '84420148-84420171'"], ("FLUX", 'E', Filled(2)), ("IVAR", 'E', Filled(4)), ("WAVELENGTH", 'D', wavelength), ("ANDMASK", 'E', Filled(0)),
            ("ORMASK", 'E', Filled(1)), ("NORMALIZATION", 'E', Filled(0.5)));
        foreach (var minute in (string[])["84420148", "84420171"])
            Arrays($"{arm}-{minute}", ["SNR     = 7.5", "EXPTIME = 1200"], ("FLUX", 'E', Filled(1)), ("IVAR", 'E', Filled(2)), ("WAVELENGTH", 'D', [.. wavelength.Reverse()]), ("PIXMASK", 'E', Filled(64)),
                ("NORMALIZATION", 'E', Filled(-9999)));
        return this;
    }

    FitsBuilder Table(string name, int rows, (string Name, char Form, double[] Values)[] columns, string[] forms, byte[] data, string[] cards) => Start().Add(
        ["XTENSION= 'BINTABLE'", "BITPIX  = 8", "NAXIS   = 2", $"NAXIS1  = {data.Length / rows}", $"NAXIS2  = {rows}", "PCOUNT  = 0", "GCOUNT  = 1", $"TFIELDS = {columns.Length}",
            .. columns.Select((c, i) => $"TTYPE{i + 1,-3}= '{c.Name}'"), .. forms.Select((f, i) => $"TFORM{i + 1,-3}= '{f}'"), $"EXTNAME = '{name}'", .. cards], data);

    FitsBuilder Start() => _bytes.Count == 0 ? Primary("TELESCOP= 'LAMOST'") : this;

    FitsBuilder Add(string[] cards, byte[] data)
    {
        var text = new StringBuilder();
        foreach (var card in cards.Append("END")) text.Append(CultureInfo.InvariantCulture, $"{card,-80}");
        _bytes.AddRange(Encoding.Latin1.GetBytes(text.ToString()));
        Pad((byte)' ');
        _bytes.AddRange(data);
        Pad(0);
        return this;
    }

    void Pad(byte filling)
    {
        while (_bytes.Count % 2880 != 0) _bytes.Add(filling);
    }

    static IEnumerable<byte> Bytes(char form, double[] values)
    {
        var bytes = new byte[8];
        foreach (var value in values)
        {
            switch (form)
            {
                case 'B': bytes[0] = (byte)value; break;
                case 'I': BinaryPrimitives.WriteInt16BigEndian(bytes, (short)value); break;
                case 'J': BinaryPrimitives.WriteInt32BigEndian(bytes, (int)value); break;
                case 'K': BinaryPrimitives.WriteInt64BigEndian(bytes, (long)value); break;
                case 'E': BinaryPrimitives.WriteSingleBigEndian(bytes, (float)value); break;
                default: BinaryPrimitives.WriteDoubleBigEndian(bytes, value); break;
            }
            foreach (var one in bytes.Take(form switch { 'B' => 1, 'I' => 2, 'J' or 'E' => 4, _ => 8 }).ToArray()) yield return one;
        }
    }
}
