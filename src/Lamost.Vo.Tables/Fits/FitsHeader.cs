using System.Globalization;
using System.Text;

namespace Lamost.Vo.Tables.Fits;

/// <summary>
/// The header of one HDU (FITS 4.0, section 4). A header is hostile until it is parsed: its length is bounded, and each value is checked
/// when it is asked for. Of a keyword that is repeated the first counts.
/// </summary>
public sealed class FitsHeader
{
    /// <summary>Bytes of a FITS block: headers and data fill whole blocks.</summary>
    public const int BlockBytes = 2880;

    /// <summary>The most blocks of one header; 999 columns with 16 keywords each take 450.</summary>
    public const int MaxBlocks = 1024;

    const int CardBytes = 80;

    readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    readonly int _hdu;

    FitsHeader(int hdu) => _hdu = hdu;

    /// <summary>Reads a header.</summary>
    /// <param name="stream">Stands at a block that begins a header.</param>
    /// <param name="hdu">Number of the HDU for messages, 0 for the primary.</param>
    /// <returns>Null when the stream ends before the first byte.</returns>
    /// <exception cref="InvalidDataException">The file ends inside the header, or the header has no END within <see cref="MaxBlocks"/>.</exception>
    public static FitsHeader? Read(Stream stream, int hdu)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var header = new FitsHeader(hdu);
        var block = new byte[BlockBytes];
        for (var number = 0; number < MaxBlocks; number++)
        {
            var read = stream.ReadAtLeast(block, BlockBytes, throwOnEndOfStream: false);
            if (read == 0 && number == 0) return null;
            if (read < BlockBytes)
                throw new InvalidDataException($"The file ends inside the header of HDU {hdu}, {read} bytes into its block {number + 1}.");
            for (var at = 0; at < BlockBytes; at += CardBytes)
                if (!header.Add(block.AsSpan(at, CardBytes))) return header;
        }
        throw new InvalidDataException($"The header of HDU {hdu} has no END within {MaxBlocks} blocks.");
    }

    /// <summary>Whether the header has the keyword with a value.</summary>
    public bool Has(string keyword) => _values.ContainsKey(keyword);

    /// <summary>The value of a keyword as it stands, without quotes and comment; null when the header does not have it.</summary>
    public string? Text(string keyword) => _values.GetValueOrDefault(keyword);

    /// <summary>An integer that the header must have.</summary>
    /// <param name="keyword">Which.</param>
    /// <param name="least">The least value allowed, inclusive.</param>
    /// <param name="most">The greatest value allowed, inclusive.</param>
    /// <exception cref="InvalidDataException">It is missing, no integer, or outside the bounds.</exception>
    public long Integer(string keyword, long least, long most)
    {
        if (!_values.TryGetValue(keyword, out var text)) throw Bad($"{keyword} is missing");
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            throw Bad($"{keyword} is not an integer: {Shown(text)}");
        if (value < least || value > most) throw Bad($"{keyword} is {value}, outside {least} to {most}");
        return value;
    }

    /// <summary>An integer that the header may lack.</summary>
    /// <param name="keyword">Which.</param>
    /// <param name="least">The least value allowed, inclusive.</param>
    /// <param name="most">The greatest value allowed, inclusive.</param>
    /// <param name="absent">The value when it is missing.</param>
    /// <exception cref="InvalidDataException">It is no integer, or outside the bounds.</exception>
    public long Integer(string keyword, long least, long most, long absent) => Has(keyword) ? Integer(keyword, least, most) : absent;

    /// <summary>A number that the header may lack; FITS writes exponents with E or D.</summary>
    /// <exception cref="InvalidDataException">It is no finite number.</exception>
    public double Number(string keyword, double absent)
    {
        if (!_values.TryGetValue(keyword, out var text)) return absent;
        if (double.TryParse(text.Replace('D', 'E'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) return value;
        throw Bad($"{keyword} is not a number: {Shown(text)}");
    }

    /// <summary>Bytes of the HDU's data, padding not counted (FITS 4.0, 4.4.1.1 and 4.4.1.2).</summary>
    /// <exception cref="InvalidDataException">A size is missing or out of bounds, or their product is beyond 2^62.</exception>
    public long DataBytes()
    {
        var axes = Integer("NAXIS", 0, 999);
        if (axes == 0) return 0;
        if (Text("GROUPS") == "T") throw Bad("random groups are not supported");
        Int128 elements = 1;
        for (var i = 1; i <= axes; i++)
        {
            elements *= Integer(string.Create(CultureInfo.InvariantCulture, $"NAXIS{i}"), 0, long.MaxValue);
            if (elements > 1L << 62) throw Bad("the sizes of its data overflow");
        }
        elements += Integer("PCOUNT", 0, 1L << 62, absent: 0);
        elements *= Integer("GCOUNT", 0, 1 << 20, absent: 1) * (Math.Abs(Integer("BITPIX", -64, 64)) / 8);
        return elements <= 1L << 62 ? (long)elements : throw Bad("the sizes of its data overflow");
    }

    /// <summary>The exception that says what is wrong with this header.</summary>
    internal InvalidDataException Bad(string what) => new($"HDU {_hdu}: {what}.");

    /// <summary>A value of the file in a message: its first 40 characters.</summary>
    static string Shown(string text) => $"'{(text.Length > 40 ? text[..40] : text)}'";

    /// <summary>Takes one card in; false for END.</summary>
    bool Add(ReadOnlySpan<byte> card)
    {
        var keyword = card[..8].TrimEnd((byte)' ');
        if (keyword.SequenceEqual("END"u8)) return false;
        if (keyword.IsEmpty || card[8] != '=' || card[9] != ' ') return true; // COMMENT, HISTORY, CONTINUE, blank
        var value = Encoding.Latin1.GetString(card[10..]).TrimStart();
        _values.TryAdd(Encoding.Latin1.GetString(keyword), value.StartsWith('\'') ? Quoted(value) : value.Split('/', 2)[0].Trim());
        return true;
    }

    /// <summary>A character string: quotes inside are doubled, blanks at its end have no meaning (FITS 4.0, 4.2.1.1).</summary>
    static string Quoted(string value)
    {
        var text = new StringBuilder();
        for (var i = 1; i < value.Length; i++)
        {
            if (value[i] == '\'' && (++i == value.Length || value[i] != '\'')) break;
            text.Append(value[i]);
        }
        return text.ToString().TrimEnd();
    }
}
