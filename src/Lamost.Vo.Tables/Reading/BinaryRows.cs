using System.Buffers;

namespace Lamost.Vo.Tables.Reading;

/// <summary>Rows of BINARY and BINARY2 (VOTable 1.4, 5.2 and 5.3).</summary>
sealed class BinaryRows : IRows
{
    readonly ByteSource _bytes;
    readonly IReadOnlyList<VotableField> _fields;
    readonly bool _flags;
    readonly byte[] _nulls;
    readonly RowBuilder _row = new();
    readonly BinaryCells _cells;
    long _number;

    public BinaryRows(Stream bytes, IReadOnlyList<VotableField> fields, bool flags, TableReadLimits limits)
    {
        _bytes = new ByteSource(bytes, limits.CellBytes);
        (_fields, _flags) = (fields, flags);
        _nulls = new byte[(fields.Count + 7) / 8];
        _cells = new BinaryCells(_bytes, _row);
    }

    /// <inheritdoc/>
    public bool Read(IBufferWriter<byte> row)
    {
        if (_bytes.AtEnd) return false;
        _number++;
        _row.Clear();
        if (_flags) _bytes.Take(_nulls.Length).CopyTo(_nulls);
        for (var i = 0; i < _fields.Count; i++)
        {
            var isNull = _flags && (_nulls[i >> 3] & (0x80 >> (i & 7))) != 0;
            try
            {
                _cells.Read(_fields[i], isNull, _flags, whole: null);
            }
            catch (TableReadException e)
            {
                throw new TableReadException(e.Kind, $"in column {_fields[i].Label} of row {_number}: {e.Message}", e);
            }
        }
        _row.CopyTo(row);
        return true;
    }
}
