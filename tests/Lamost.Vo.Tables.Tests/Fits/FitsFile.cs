using System.Globalization;
using System.Text;

namespace Lamost.Vo.Tables.Tests.Fits;

/// <summary>FITS files made byte by byte, right ones and wrong ones.</summary>
static class FitsFile
{
    /// <summary>A primary HDU without data.</summary>
    public static byte[] Primary(params string[] more) => Header(["SIMPLE  =                    T", "BITPIX  =                    8", "NAXIS   =                    0", .. more]);

    /// <summary>A binary table: an empty primary HDU, the table's header with the cards given after the mandatory ones, and the data.</summary>
    public static byte[] Table(int rowBytes, long rows, int fields, string[] cards, byte[] data) =>
        [.. Primary(), .. Header(Cards(rowBytes, rows, fields, cards)), .. Padded(data)];

    /// <summary>The cards of a binary table's header.</summary>
    public static string[] Cards(long rowBytes, long rows, int fields, params string[] more) =>
        ["XTENSION= 'BINTABLE'", "BITPIX  = 8", "NAXIS   = 2", $"NAXIS1  = {rowBytes}", $"NAXIS2  = {rows}", "PCOUNT  = 0", "GCOUNT  = 1", $"TFIELDS = {fields}", .. more];

    /// <summary>A header of these cards, with END, in whole blocks.</summary>
    public static byte[] Header(string[] cards)
    {
        var text = new StringBuilder();
        foreach (var card in cards.Append("END")) text.Append(CultureInfo.InvariantCulture, $"{card,-80}");
        return Encoding.Latin1.GetBytes(text.ToString().PadRight((text.Length + 2879) / 2880 * 2880));
    }

    /// <summary>Data in whole blocks.</summary>
    public static byte[] Padded(byte[] data)
    {
        var padded = new byte[(data.Length + 2879) / 2880 * 2880];
        data.CopyTo(padded, 0);
        return padded;
    }
}
