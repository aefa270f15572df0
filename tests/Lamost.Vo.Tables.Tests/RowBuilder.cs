using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Lamost.Vo.Tables.Tests;

/// <summary>Makes rows as they come from the wire.</summary>
static class RowBuilder
{
    /// <summary>
    /// A row of these cells: bool, short, int, long, float, double, string, byte[] (as they are), double?[], int?[], <see cref="DateOnly"/>,
    /// <see cref="DateTime"/> or null.
    /// </summary>
    internal static byte[] Row(params object?[] cells)
    {
        var row = new ArrayBufferWriter<byte>();
        foreach (var cell in cells)
        {
            var bytes = Bytes(cell);
            BinaryPrimitives.WriteInt32BigEndian(row.GetSpan(4), bytes?.Length ?? -1);
            row.Advance(4);
            row.Write(bytes);
        }
        return row.WrittenSpan.ToArray();
    }

    internal static byte[] Big(long value, int width)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes[(8 - width)..];
    }

    // array_send of PostgreSQL.
    static byte[] Array(int oid, byte[]?[] elements)
    {
        var array = new List<byte>([.. Big(elements.Length == 0 ? 0 : 1, 4), .. Big(elements.Contains(null) ? 1 : 0, 4), .. Big(oid, 4)]);
        if (elements.Length > 0) array.AddRange([.. Big(elements.Length, 4), .. Big(1, 4)]);
        foreach (var element in elements) array.AddRange([.. Big(element?.Length ?? -1, 4), .. element ?? []]);
        return [.. array];
    }

    static byte[]? Bytes(object? cell) => cell switch
    {
        null => null,
        bool value => [value ? (byte)1 : (byte)0],
        short value => Big(value, 2),
        int value => Big(value, 4),
        long value => Big(value, 8),
        float value => Big(BitConverter.SingleToInt32Bits(value), 4),
        double value => Big(BitConverter.DoubleToInt64Bits(value), 8),
        string value => Encoding.UTF8.GetBytes(value),
        byte[] value => value,
        double?[] value => Array(701, [.. value.Select(v => Bytes(v))]),
        int?[] value => Array(23, [.. value.Select(v => Bytes(v))]),
        DateOnly value => Big(value.DayNumber - new DateOnly(2000, 1, 1).DayNumber, 4),
        DateTime value => Big((value.Ticks - new DateTime(2000, 1, 1).Ticks) / TimeSpan.TicksPerMicrosecond, 8),
        _ => throw new ArgumentException($"No cell is a {cell.GetType()}."),
    };
}
