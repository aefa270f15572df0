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
    readonly List<byte[]> _blocks = [];
    readonly int _hdu;
    int _count;
    string[]? _cards;

    FitsHeader(int hdu) => _hdu = hdu;

    /// <summary>
    /// The cards as they stand, 80 characters each, in their order, those of commentary and blank ones too; END and what fills the last block are not among them. A byte is
    /// a character (Latin-1): in a file that is not FITS they may be control characters. Made at the first call; any thread may call.
    /// </summary>
    public IReadOnlyList<string> Cards => _cards ??= [.. _blocks.SelectMany(b => b.Chunk(CardBytes)).Take(_count).Select(Encoding.Latin1.GetString)];

    /// <summary>Reads a header.</summary>
    /// <param name="stream">Stands at a block that begins a header.</param>
    /// <param name="hdu">Number of the HDU for messages, 0 for the primary.</param>
    /// <returns>Null when the stream ends before the first byte.</returns>
    /// <exception cref="InvalidDataException">The file ends inside the header, or the header has no END within <see cref="MaxBlocks"/>.</exception>
    public static FitsHeader? Read(Stream stream, int hdu)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var header = new FitsHeader(hdu);
        for (var number = 0; number < MaxBlocks; number++)
        {
            var block = new byte[BlockBytes];
            var read = stream.ReadAtLeast(block, BlockBytes, throwOnEndOfStream: false);
            if (read == 0 && number == 0) return null;
            if (read < BlockBytes) throw EndsInside(hdu, number, read);
            if (header.AddBlock(block)) return header;
        }
        throw NoEnd(hdu);
    }

    /// <summary>Reads a header out of a file in memory.</summary>
    /// <param name="file">From the block on that begins the header.</param>
    /// <param name="hdu">Number of the HDU for messages, 0 for the primary.</param>
    /// <param name="length">Bytes of the header, whole blocks.</param>
    /// <returns>Null when there are no bytes.</returns>
    /// <exception cref="InvalidDataException">The file ends inside the header, or the header has no END within <see cref="MaxBlocks"/>.</exception>
    public static FitsHeader? Read(ReadOnlySpan<byte> file, int hdu, out int length)
    {
        length = 0;
        if (file.IsEmpty) return null;
        var header = new FitsHeader(hdu);
        for (var number = 0; number < MaxBlocks; number++)
        {
            if (file.Length - length < BlockBytes) throw EndsInside(hdu, number, file.Length - length);
            var block = file.Slice(length, BlockBytes).ToArray();
            length += BlockBytes;
            if (header.AddBlock(block)) return header;
        }
        throw NoEnd(hdu);
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

    static InvalidDataException EndsInside(int hdu, int blocks, int bytes) => new($"The file ends inside the header of HDU {hdu}, {bytes} bytes into its block {blocks + 1}.");

    static InvalidDataException NoEnd(int hdu) => new($"The header of HDU {hdu} has no END within {MaxBlocks} blocks.");

    /// <summary>Takes a block in, which it keeps; true when END is in it.</summary>
    bool AddBlock(byte[] block)
    {
        _blocks.Add(block);
        for (var at = 0; at < BlockBytes; at += CardBytes, _count++)
            if (!Add(block.AsSpan(at, CardBytes))) return true;
        return false;
    }

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
