using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Lamost.Vo.Tables.VOTable;

/// <summary>
/// Texts of the binary serialisations. <c>char</c> is ASCII there, and readers fail on anything else, so every code point beyond ASCII, and
/// every ill-formed sequence, becomes <c>?</c>. <c>unicodeChar</c> is UTF-16, where ill-formed sequences become U+FFFD.
/// </summary>
sealed class BinaryText
{
    char[] _units = new char[64];

    /// <summary>Completes a text whose bytes stand from the fifth byte on.</summary>
    internal static int Count(int count, int bytes, Span<byte> to)
    {
        BinaryPrimitives.WriteInt32BigEndian(to, count);
        return 4 + bytes;
    }

    internal static int Chars(ReadOnlySpan<byte> cell, Span<byte> to)
    {
        var length = Fold(cell, to[4..]);
        return Count(length, length, to);
    }

    /// <summary>Negative, with nothing sensible written, if the text is longer than the room.</summary>
    internal static int FixedChars(ReadOnlySpan<byte> cell, Span<byte> to)
    {
        if (Ascii.IsValid(cell) ? cell.Length > to.Length : CountOfRunes(cell) > to.Length) return -1;
        to[Fold(cell, to)..].Clear();
        return to.Length;
    }

    internal int Unicode(ReadOnlySpan<byte> cell, Span<byte> to)
    {
        var units = Utf16(cell);
        return Count(units.Length / 2, Copy(units, to[4..]), to);
    }

    /// <summary>Negative, with nothing written, if the text is longer than the room.</summary>
    internal int FixedUnicode(ReadOnlySpan<byte> cell, Span<byte> to)
    {
        var units = Utf16(cell);
        if (units.Length > to.Length) return -1;
        to[Copy(units, to)..].Clear();
        return to.Length;
    }

    static int Fold(ReadOnlySpan<byte> cell, Span<byte> to)
    {
        if (Ascii.IsValid(cell))
        {
            cell.CopyTo(to);
            return cell.Length;
        }
        var written = 0;
        while (!cell.IsEmpty)
        {
            Rune.DecodeFromUtf8(cell, out var rune, out var consumed);
            to[written++] = rune.IsAscii ? (byte)rune.Value : (byte)'?';
            cell = cell[consumed..];
        }
        return written;
    }

    static int CountOfRunes(ReadOnlySpan<byte> cell)
    {
        var count = 0;
        for (; !cell.IsEmpty; count++)
        {
            Rune.DecodeFromUtf8(cell, out _, out var consumed);
            cell = cell[consumed..];
        }
        return count;
    }

    /// <summary>The big-endian bytes of the UTF-16 units of a text.</summary>
    ReadOnlySpan<byte> Utf16(ReadOnlySpan<byte> cell)
    {
        if (_units.Length < cell.Length) _units = new char[Math.Max(cell.Length, 2 * _units.Length)];
        Utf8.ToUtf16(cell, _units, out _, out var count);
        var units = MemoryMarshal.Cast<char, ushort>(_units.AsSpan(0, count));
        if (BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(units, units);
        return MemoryMarshal.AsBytes(units);
    }

    static int Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        from.CopyTo(to);
        return from.Length;
    }
}
