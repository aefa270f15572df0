using System.Globalization;
using System.Text;

namespace Lamost.Vo.Tables.Fits;

/// <summary>
/// Builds the header of an HDU: cards of 80 characters, filled up to blocks of 2880 (FITS 4.0, 4.1 and 4.2). Keywords are the caller's to get right: at most eight of
/// A to Z, 0 to 9, minus and underscore, the mandatory ones first. For one thread at a time.
/// </summary>
public sealed class FitsCards
{
    const int CardBytes = 80;

    readonly StringBuilder _text = new();

    /// <summary>Where in the header the next card begins.</summary>
    public int Position => _text.Length;

    /// <summary>A logical value.</summary>
    public void Logical(string keyword, bool value, string comment) => Fixed(keyword, value ? "T" : "F", comment);

    /// <summary>An integer.</summary>
    public void Integer(string keyword, long value, string comment) => Fixed(keyword, value.ToString(CultureInfo.InvariantCulture), comment);

    /// <summary>
    /// A real number, in the shortest text that reads back as the same one. Nothing for NaN and the infinities, which a header cannot say (4.2.4).
    /// </summary>
    public void Real(string keyword, double value, string comment)
    {
        if (!double.IsFinite(value)) return;
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        Fixed(keyword, text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0", comment);
    }

    /// <summary>
    /// A character string; characters beyond ASCII become question marks, control characters blanks. One that does not fit goes on in CONTINUE cards (4.2.1.2).
    /// Nothing for null.
    /// </summary>
    public void String(string keyword, string? value, string? comment = null)
    {
        if (value is null) return;
        var rest = Ascii(value).Replace("'", "''", StringComparison.Ordinal);
        var head = keyword.PadRight(8) + "= ";
        const int room = CardBytes - 10 - 2;
        while (rest.Length > room)
        {
            // A doubled quote is not cut in two, and the ampersand needs its place.
            var cut = room - 1;
            if (rest[..cut].Reverse().TakeWhile(c => c == '\'').Count() % 2 == 1) cut--;
            Card($"{head}'{rest[..cut]}&'");
            rest = rest[cut..];
            head = "CONTINUE  ";
        }
        var text = $"{head}'{rest.PadRight(head[0] == 'C' && head.StartsWith("CONTINUE", StringComparison.Ordinal) ? 0 : 8)}'";
        if (comment is not null && text.Length + comment.Length + 3 <= CardBytes) text = $"{text.PadRight(30)} / {comment}";
        Card(text.Length <= CardBytes ? text : text[..CardBytes]);
    }

    /// <summary>A line of commentary, on as many cards as it needs.</summary>
    public void Comment(string text)
    {
        const int room = CardBytes - 8;
        for (var rest = Ascii(text); ; rest = rest[room..])
        {
            Card("COMMENT " + (rest.Length <= room ? rest : rest[..room]));
            if (rest.Length <= room) return;
        }
    }

    /// <summary>The header with its END, whole blocks.</summary>
    /// <param name="leastBlocks">Blocks at least: blanks fill what there is no card for (FITS 4.0, 4.4.1), so that a size can be known before a header is.</param>
    public byte[] ToBlocks(int leastBlocks = 1)
    {
        // Blank cards fill a header up; END is always in its last block, behind which the data begins (FITS 4.0, 4.4.1.1).
        var end = leastBlocks * FitsHeader.BlockBytes - CardBytes;
        if (_text.Length < end) _text.Append(' ', end - _text.Length);
        Card("END");
        var length = (_text.Length + FitsHeader.BlockBytes - 1) / FitsHeader.BlockBytes * FitsHeader.BlockBytes;
        return Encoding.ASCII.GetBytes(_text.ToString().PadRight(length));
    }

    /// <summary>A card with a value of fixed format: right-justified to column 30 (4.2.3).</summary>
    public static string FixedCard(string keyword, string value, string comment)
    {
        var card = $"{keyword,-8}= {value,20} / {comment}";
        return card.Length <= CardBytes ? card.PadRight(CardBytes) : card[..CardBytes];
    }

    /// <summary>A value as it stands, right-justified to column 30; whoever gives it answers for its being a number or a logical value.</summary>
    public void Fixed(string keyword, string value, string comment) => Card(FixedCard(keyword, value, comment));

    void Card(string text) => _text.Append(text.PadRight(CardBytes));

    static string Ascii(string text) => string.Concat(text.EnumerateRunes().Select(r => r.Value is >= 32 and < 127 ? (char)r.Value : r.Value is '\n' or '\r' or '\t' ? ' ' : '?'));
}
