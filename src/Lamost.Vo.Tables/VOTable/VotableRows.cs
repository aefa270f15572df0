using System.Buffers;

namespace Lamost.Vo.Tables.VOTable;

/// <summary>The part of a VOTable that differs from serialisation to serialisation: what stands inside DATA.</summary>
abstract class VotableRows
{
    internal abstract void Begin(IBufferWriter<byte> output);

    /// <summary>Writes a row wholly, or throws and writes nothing of it.</summary>
    internal abstract void Row(IBufferWriter<byte> output, ReadOnlySpan<byte> row);

    /// <summary>Writes rows that are held back.</summary>
    internal abstract void Flush(IBufferWriter<byte> output);

    internal abstract void End(IBufferWriter<byte> output);
}
