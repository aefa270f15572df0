using System.Buffers;
using System.Buffers.Text;

namespace Lamost.Vo.Tables.VOTable;

/// <summary>
/// Bytes in, base64 out. Bytes gather in a rented buffer of 48 KiB and leave it as one line of base64 when it is full or when
/// <see cref="Flush"/> asks for it; the one or two bytes that do not fill a quantum of three stay behind for the next line, so that
/// padding stands only at the very end.
/// </summary>
sealed class Base64Stream
{
    /// <summary>Whole quanta whose base64, with its line end, just fits into 64 KiB.</summary>
    const int BlockBytes = 49_149;

    byte[] _held = ArrayPool<byte>.Shared.Rent(BlockBytes);
    int _count;

    /// <summary>Makes room for some bytes.</summary>
    /// <param name="output">Where to write what has to give way.</param>
    /// <param name="size">How many at most.</param>
    /// <returns>At least that much room; what is written there counts when <see cref="Commit"/> says so.</returns>
    internal Span<byte> Room(IBufferWriter<byte> output, int size)
    {
        if (BlockBytes - _count < size) MakeRoom(output, size);
        return _held.AsSpan(_count);
    }

    /// <summary>Takes the first bytes of what <see cref="Room"/> gave.</summary>
    internal void Commit(int count) => _count += count;

    /// <summary>Writes all whole quanta.</summary>
    internal void Flush(IBufferWriter<byte> output)
    {
        var whole = _count - _count % 3;
        Encode(output, whole);
        _held.AsSpan(whole, _count - whole).CopyTo(_held);
        _count -= whole;
    }

    /// <summary>Writes the rest with its padding and gives the buffer back; nothing may follow.</summary>
    internal void End(IBufferWriter<byte> output)
    {
        Encode(output, _count);
        ArrayPool<byte>.Shared.Return(_held);
        _held = [];
        _count = 0;
    }

    void MakeRoom(IBufferWriter<byte> output, int size)
    {
        Flush(output);
        if (_held.Length - _count >= size) return;
        var longer = ArrayPool<byte>.Shared.Rent(_count + size);
        _held.AsSpan(0, _count).CopyTo(longer);
        ArrayPool<byte>.Shared.Return(_held);
        _held = longer;
    }

    void Encode(IBufferWriter<byte> output, int count)
    {
        for (int at = 0, length; at < count; at += length)
        {
            length = Math.Min(BlockBytes, count - at);
            var line = output.GetSpan(Base64.GetMaxEncodedToUtf8Length(length) + 1);
            Base64.EncodeToUtf8(_held.AsSpan(at, length), line, out _, out var written);
            line[written] = (byte)'\n';
            output.Advance(written + 1);
        }
    }
}
