using System.Buffers;
using System.Text;
using Lamost.Vo.Tables.Text;

namespace Lamost.Vo.Tables.Json;

/// <summary>Cells and strings as JSON (RFC 8259), written into spans.</summary>
static class JsonText
{
    static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Where(b => b is not ('"' or '\\')).Select(b => (byte)b)]);

    /// <summary>Writes a string with its quotes; at most six bytes for each byte and two. Ill-formed sequences become U+FFFD.</summary>
    public static int String(ReadOnlySpan<byte> utf8, Span<byte> to)
    {
        var at = 0;
        to[at++] = (byte)'"';
        while (!utf8.IsEmpty)
        {
            var plain = utf8.IndexOfAnyExcept(Plain);
            if (plain < 0) plain = utf8.Length;
            utf8[..plain].CopyTo(to[at..]);
            at += plain;
            utf8 = utf8[plain..];
            if (utf8.IsEmpty) break;
            Rune.DecodeFromUtf8(utf8, out var rune, out var consumed);
            at += Escaped(rune, to[at..]);
            utf8 = utf8[consumed..];
        }
        to[at++] = (byte)'"';
        return at;
    }

    /// <summary>Writes a string with its quotes.</summary>
    public static void String(this IBufferWriter<byte> output, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        output.Advance(String(utf8, output.GetSpan(6 * utf8.Length + 2)));
    }

    /// <summary>Writes <c>"name":"value"</c> with a comma before it; nothing for null.</summary>
    public static void Member(this IBufferWriter<byte> output, ReadOnlySpan<byte> name, string? value)
    {
        if (value is null) return;
        output.Write(",\""u8);
        output.Write(name);
        output.Write("\":"u8);
        output.String(value);
    }

    /// <summary>
    /// Writes a cell. JSON has no number for what is not finite: that becomes the string "NaN", "Infinity" or "-Infinity". A date outside the years 1 to 9999 is null.
    /// </summary>
    public static int Cell(TableColumn column, ReadOnlySpan<byte> cell, Span<byte> to)
    {
        switch (column.Type)
        {
            case CellType.Text or CellType.UnicodeText:
                return String(cell, to);
            case CellType.DoubleArray or CellType.IntArray:
                return Array(column, cell, to);
            case CellType.Date or CellType.Timestamp:
                var length = CellText.Write(column.Type, cell, to[1..]);
                if (length == 0) return Null(to);
                to[0] = to[length + 1] = (byte)'"';
                return length + 2;
            default:
                return Number(column.Type, cell, to);
        }
    }

    /// <summary>Writes null.</summary>
    public static int Null(Span<byte> to)
    {
        "null"u8.CopyTo(to);
        return 4;
    }

    static int Array(TableColumn column, ReadOnlySpan<byte> cell, Span<byte> to)
    {
        var at = 0;
        to[at++] = (byte)'[';
        var elements = new RowReader(new ArrayCell(cell, column).Elements);
        while (!elements.AtEnd)
        {
            if (at > 1) to[at++] = (byte)',';
            at += elements.Next(out var element) ? Number(column.Type == CellType.DoubleArray ? CellType.Double : CellType.Int, element, to[at..]) : Null(to[at..]);
        }
        to[at++] = (byte)']';
        return at;
    }

    static int Number(CellType type, ReadOnlySpan<byte> cell, Span<byte> to)
    {
        var length = CellText.Write(type, cell, to);
        var special = to[..length] switch
        {
            [.., (byte)'N'] => "\"NaN\""u8,
            [(byte)'+', (byte)'I', ..] => "\"Infinity\""u8,
            [(byte)'-', (byte)'I', ..] => "\"-Infinity\""u8,
            _ => default,
        };
        if (special.IsEmpty) return length;
        special.CopyTo(to);
        return special.Length;
    }

    static int Escaped(Rune rune, Span<byte> to)
    {
        var two = rune.Value switch { '"' => (byte)'"', '\\' => (byte)'\\', '\n' => (byte)'n', '\r' => (byte)'r', '\t' => (byte)'t', _ => (byte)0 };
        if (two != 0)
        {
            (to[0], to[1]) = ((byte)'\\', two);
            return 2;
        }
        if (rune.Value is >= 0x20 and not 0x7F) return rune.EncodeToUtf8(to);
        "\\u00"u8.CopyTo(to);
        (to[4], to[5]) = ("0123456789abcdef"u8[rune.Value >> 4], "0123456789abcdef"u8[rune.Value & 15]);
        return 6;
    }
}
