using System.Buffers;

namespace Lamost.Vo.Tables.VOTable;

/// <summary>The part of a VOTable that differs from serialisation to serialisation: what stands inside DATA.</summary>
abstract class VotableRows
{
    /// <summary>Those of a table.</summary>
    internal static VotableRows Of(VotableSerialization serialization, TableColumn[] columns) => serialization switch
    {
        VotableSerialization.TableData => new TableDataRows(columns),
        VotableSerialization.Binary => new BinaryRows(columns, false),
        VotableSerialization.Binary2 => new BinaryRows(columns, true),
        _ => throw new InvalidOperationException($"{serialization} is no serialisation."),
    };

    internal abstract void Begin(IBufferWriter<byte> output);

    /// <summary>Writes a row wholly, or throws and writes nothing of it.</summary>
    internal abstract void Row(IBufferWriter<byte> output, ReadOnlySpan<byte> row);

    /// <summary>Writes rows that are held back.</summary>
    internal abstract void Flush(IBufferWriter<byte> output);

    internal abstract void End(IBufferWriter<byte> output);
}
