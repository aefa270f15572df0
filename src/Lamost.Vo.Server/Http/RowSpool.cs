using System.Buffers;
using System.Buffers.Binary;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Server.Http;

/// <summary>
/// Keeps the rows of a small table in memory, where the end of it has to be known before its begin is written; then they are written out. Not a format: it writes nothing
/// before <see cref="Replay"/>.
/// </summary>
sealed class RowSpool : ITableWriter
{
    readonly ArrayBufferWriter<byte> _rows = new(1 << 16);

    /// <inheritdoc/>
    public string ContentType => "application/octet-stream";

    /// <inheritdoc/>
    public bool CanReportEnding => true;

    /// <inheritdoc/>
    public void Begin(IBufferWriter<byte> output, TableHeader header)
    {
    }

    /// <inheritdoc/>
    public void Row(IBufferWriter<byte> output, ReadOnlySpan<byte> row)
    {
        BinaryPrimitives.WriteInt32BigEndian(_rows.GetSpan(4), row.Length);
        _rows.Advance(4);
        _rows.Write(row);
    }

    /// <inheritdoc/>
    public void Flush(IBufferWriter<byte> output)
    {
    }

    /// <inheritdoc/>
    public void End(IBufferWriter<byte> output, TableEnding ending)
    {
    }

    /// <summary>Writes the rows in a format.</summary>
    public void Replay(ITableWriter writer, IBufferWriter<byte> output)
    {
        for (var rest = _rows.WrittenSpan; !rest.IsEmpty;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            writer.Row(output, rest.Slice(4, length));
            rest = rest[(4 + length)..];
        }
    }
}
