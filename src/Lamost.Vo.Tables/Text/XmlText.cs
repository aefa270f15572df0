using System.Buffers;
using System.Text;

namespace Lamost.Vo.Tables.Text;

/// <summary>
/// Text inside XML 1.0. What the markup needs is escaped; what XML forbids even escaped (most control characters, U+FFFE, U+FFFF, lone
/// surrogates) and what is not valid UTF-8 becomes U+FFFD, so that no value of a table can break the document it stands in.
/// </summary>
static class XmlText
{
    /// <summary>No byte of UTF-8 and no char of a string takes more bytes than this.</summary>
    internal const int Widest = 6;

    /// <summary>Bytes that stand for themselves between two tags.</summary>
    static readonly SearchValues<byte> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Where(b => b is not ('&' or '<' or '>')).Select(b => (byte)b), (byte)'\t', (byte)'\n']);

    /// <summary>Writes UTF-8 as the text of an element.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="to">Where to; <see cref="Widest"/> times the length of the text is always enough.</param>
    /// <returns>The count of bytes written.</returns>
    internal static int Write(ReadOnlySpan<byte> utf8, Span<byte> to)
    {
        var written = 0;
        while (true)
        {
            var plain = utf8.IndexOfAnyExcept(Plain);
            if (plain < 0)
            {
                utf8.CopyTo(to[written..]);
                return written + utf8.Length;
            }
            utf8[..plain].CopyTo(to[written..]);
            written += plain;
            utf8 = utf8[plain..];
            Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
            written += Write(rune, to[written..], false);
            utf8 = utf8[consumed..];
        }
    }

    /// <summary>Writes a string as the text of an element.</summary>
    internal static void Text(this IBufferWriter<byte> output, string text) => output.Runes(text, false);

    /// <summary>Writes <c> name="value"</c>, as <see cref="Attribute"/> does; nothing if the value is null or empty.</summary>
    internal static void Optional(this IBufferWriter<byte> output, ReadOnlySpan<byte> name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) output.Attribute(name, value);
    }

    /// <summary>Writes <c> name="value"</c>, with the leading blank.</summary>
    internal static void Attribute(this IBufferWriter<byte> output, ReadOnlySpan<byte> name, string value)
    {
        output.Write(" "u8);
        output.Write(name);
        output.Write("=\""u8);
        output.Runes(value, true);
        output.Write("\""u8);
    }

    static void Runes(this IBufferWriter<byte> output, string text, bool attribute)
    {
        if (text.Length == 0) return;
        var span = output.GetSpan(checked(Widest * text.Length));
        var written = 0;
        foreach (var rune in text.EnumerateRunes()) written += Write(rune, span[written..], attribute);
        output.Advance(written);
    }

    static int Write(Rune rune, Span<byte> to, bool attribute)
    {
        var escaped = rune.Value switch
        {
            '&' => "&amp;"u8,
            '<' => "&lt;"u8,
            '>' => "&gt;"u8,
            '\r' => "&#13;"u8,
            '"' when attribute => "&quot;"u8,
            '\t' when attribute => "&#9;"u8,
            '\n' when attribute => "&#10;"u8,
            _ => default,
        };
        if (escaped.Length == 0) return (IsAllowed(rune.Value) ? rune : Rune.ReplacementChar).EncodeToUtf8(to);
        escaped.CopyTo(to);
        return escaped.Length;
    }

    /// <summary>XML 1.0, production 2; a rune is never a surrogate.</summary>
    static bool IsAllowed(int value) => value is >= 0x20 and not (0xFFFE or 0xFFFF) or '\t' or '\n' or '\r';
}
