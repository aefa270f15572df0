using System.Buffers;
using System.Globalization;
using Lamost.Vo.Tables.Fits;

namespace Lamost.Vo.Tables.Reading;

/// <summary>The first binary table of a FITS file. Columns that do not hold one value a row are left out, with a note.</summary>
sealed class FitsSource : ITableSource, IRows
{
    readonly FitsTableReader _reader;
    readonly TableReadLimits _limits;
    readonly FitsColumn[] _columns;
    readonly RowBuilder _row = new();
    readonly byte[] _block;
    int _rows, _at;
    long _count;

    public FitsSource(Stream stream, TableReadLimits limits)
    {
        _limits = limits;
        try
        {
            _reader = new FitsTableReader(stream);
        }
        catch (InvalidDataException e)
        {
            throw new TableReadException(TableReadFault.Malformed, e.Message, e);
        }
        if (_reader.Rows > limits.Rows) throw new TableReadException(TableReadFault.TooLarge, string.Create(CultureInfo.InvariantCulture, $"it has {_reader.Rows} rows, more than {limits.Rows}."));
        if (_reader.Columns.Count > limits.Columns) throw new TableReadException(TableReadFault.TooLarge, $"it has more than {limits.Columns} columns.");
        _columns = [.. _reader.Columns.Where(c => c.Kind != FitsKind.None)];
        if (_columns.Length == 0) throw new TableReadException(TableReadFault.Unsupported, "its table has no column of one value a row.");
        Notes = [.. _reader.Columns.Where(c => c.Kind == FitsKind.None).Select(c => $"The column {Excerpt.Of(c.Name, 60)} is left out: it {c.Obstacle}.")];
        var names = new ColumnNames();
        Columns = [.. _reader.Columns.Select((c, i) => (c, name: names.Take(c.Name, i + 1))).Where(c => c.c.Kind != FitsKind.None).Select(c => new TableColumn(c.name, CellOf(c.c))
        {
            MaxLength = c.c.Kind == FitsKind.Text && c.c.Bytes > 0 ? c.c.Bytes : null,
            Unit = c.c.Unit,
            Ucd = c.c.Ucd,
            Utype = c.c.Utype,
            Description = c.c.Comment,
        })];
        _block = new byte[Math.Max(_reader.RowBytes, 64 << 10)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes { get; }

    /// <inheritdoc/>
    public bool Read(IBufferWriter<byte> row)
    {
        if (_at == _rows && !More()) return false;
        _count++;
        var bytes = _block.AsSpan(_at++ * _reader.RowBytes, _reader.RowBytes);
        _row.Clear();
        for (var i = 0; i < _columns.Length; i++) Cell(_columns[i], Columns[i].Type, bytes);
        _row.CopyTo(row);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    bool More()
    {
        try
        {
            (_rows, _at) = (_reader.Read(_block), 0);
            return _rows > 0;
        }
        catch (InvalidDataException e)
        {
            throw new TableReadException(TableReadFault.Malformed, e.Message, e);
        }
    }

    void Cell(FitsColumn column, CellType type, ReadOnlySpan<byte> bytes)
    {
        switch (column.Kind)
        {
            case FitsKind.Logical when column.Logical(bytes, out var truth): _row.Boolean(truth); break;
            case FitsKind.Real when column.Real(bytes, out var real):
                if (type == CellType.Float) _row.Float((float)real);
                else _row.Double(real);
                break;
            case FitsKind.Integer when column.Integer(bytes, out var whole):
                if (type == CellType.Short) _row.Short((short)whole);
                else if (type == CellType.Int) _row.Int((int)whole);
                else if (type == CellType.Long) _row.Long((long)whole);
                else _row.Text(whole.ToString(CultureInfo.InvariantCulture).AsSpan());
                break;
            case FitsKind.Text when column.Text(bytes) is { IsEmpty: false } text:
                if (System.Text.Unicode.Utf8.IsValid(text)) _row.Text(text);
                else _row.Text(System.Text.Encoding.Latin1.GetString(text).AsSpan());
                break;
            default: _row.Null(); break;
        }
    }

    // Unsigned 64-bit integers have no type here, and keep their digits as text.
    static CellType CellOf(FitsColumn column) => column.Kind switch
    {
        FitsKind.Logical => CellType.Boolean,
        FitsKind.Text => CellType.Text,
        FitsKind.Real => column.SinglePrecision ? CellType.Float : CellType.Double,
        _ => Holding(column.Range),
    };

    static CellType Holding((Int128 Least, Int128 Greatest) range) =>
        range.Least >= short.MinValue && range.Greatest <= short.MaxValue ? CellType.Short
        : range.Least >= int.MinValue && range.Greatest <= int.MaxValue ? CellType.Int
        : range.Least >= long.MinValue && range.Greatest <= long.MaxValue ? CellType.Long
        : CellType.Text;
}
