using System.Buffers;
using System.Text;

namespace Lamost.Vo.Tables.Vizier;

/// <summary>
/// Text of a file for VizieR: printable ASCII. Any other character is written as <c>\u</c> and four hexadecimal digits for each of its UTF-16 units, as JSON and Python
/// spell it.
/// </summary>
static class VizierText
{
    const int EscapeBytes = 6;

    static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(b => (byte)b)]);

    /// <summary>How many bytes the text takes, and whether some of it is escaped.</summary>
    internal static int Length(ReadOnlySpan<byte> utf8, out bool escaped)
    {
        escaped = utf8.ContainsAnyExcept(Plain);
        if (!escaped) return utf8.Length;
        var length = 0;
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
            length += IsPlain(rune) ? 1 : EscapeBytes * rune.Utf16SequenceLength;
            utf8 = utf8[consumed..];
        }
        return length;
    }

    /// <summary>Writes the text.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="to">As long as <see cref="Length"/> says, or longer.</param>
    internal static void Write(ReadOnlySpan<byte> utf8, Span<byte> to)
    {
        if (!utf8.ContainsAnyExcept(Plain))
        {
            utf8.CopyTo(to);
            return;
        }
        Span<char> units = stackalloc char[2];
        var at = 0;
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
            utf8 = utf8[consumed..];
            if (IsPlain(rune))
            {
                to[at++] = (byte)rune.Value;
                continue;
            }
            foreach (var unit in units[..rune.EncodeToUtf16(units)])
            {
                to[at++] = (byte)'\\';
                to[at++] = (byte)'u';
                for (var shift = 12; shift >= 0; shift -= 4) to[at++] = (byte)"0123456789abcdef"[(unit >> shift) & 15];
            }
        }
    }

    static bool IsPlain(Rune rune) => rune.Value is >= ' ' and <= '~';
}
