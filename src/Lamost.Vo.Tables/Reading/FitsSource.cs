using System.Buffers;
using System.Globalization;
using Lamost.Vo.Tables.Fits;

namespace Lamost.Vo.Tables.Reading;

/// <summary>
/// A binary table of a FITS file. Columns that hold something else than one value or numbers in a row are left out, with a note. In a VOTable the FIELDs go
/// before what the FITS file says of its columns (VOTable 1.4, 5.4).
/// </summary>
sealed class FitsSource : ITableSource, IRows
{
    readonly FitsTableReader _reader;
    readonly FitsColumn[] _columns;
    readonly RowBuilder _row = new();
    readonly byte[] _block;
    int _rows, _at;
    long _count;

    /// <summary>Reads the headers.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="extension">The number of the table's extension; null for the first table.</param>
    /// <param name="fields">The FIELDs of the VOTable around it; none elsewhere. If they are not as many as the columns, they are not of them.</param>
    public FitsSource(Stream stream, TableReadLimits limits, int? extension = null, IReadOnlyList<VotableField>? fields = null)
    {
        try
        {
            _reader = new FitsTableReader(stream, extension);
        }
        catch (InvalidDataException e)
        {
            throw new TableReadException(TableReadFault.Malformed, e.Message, e);
        }
        if (_reader.Rows > limits.Rows) throw new TableReadException(TableReadFault.TooLarge, string.Create(CultureInfo.InvariantCulture, $"it has {_reader.Rows} rows, more than {limits.Rows}."));
        if (_reader.Columns.Count > limits.Columns) throw new TableReadException(TableReadFault.TooLarge, $"it has more than {limits.Columns} columns.");
        _columns = [.. _reader.Columns.Where(IsRead)];
        if (_columns.Length == 0) throw new TableReadException(TableReadFault.Unsupported, "its table has no column of one value, or of numbers, a row.");
        Notes = [.. _reader.Columns.Where(c => !IsRead(c)).Select(c => $"The column {Excerpt.Of(c.Name, 60)} is left out: it {c.Obstacle}.")];
        var names = new ColumnNames();
        var described = fields?.Count == _reader.Columns.Count ? fields : null;
        Columns = [.. _reader.Columns.Select((c, i) => (c, name: names.Take(c.Name, i + 1), field: described?[i])).Where(c => IsRead(c.c)).Select(c => Column(c.c, c.name, c.field))];
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
        for (var i = 0; i < _columns.Length; i++) Cell(_columns[i], Columns[i].Type, Columns[i].Name, bytes);
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

    void Cell(FitsColumn column, CellType type, string name, ReadOnlySpan<byte> bytes)
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
            case FitsKind.None: Array(column, bytes); break;
            case FitsKind.Text when column.Text(bytes) is { IsEmpty: false } text:
                if (type == CellType.Timestamp) Timestamp(text, name);
                else if (System.Text.Unicode.Utf8.IsValid(text)) _row.Text(text);
                else _row.Text(System.Text.Encoding.Latin1.GetString(text).AsSpan());
                break;
            default: _row.Null(); break;
        }
    }

    void Array(FitsColumn column, ReadOnlySpan<byte> bytes)
    {
        _row.BeginArray();
        for (var i = 0; i < column.ArrayLength; i++)
        {
            if (column.IsRealArray) _row.Element(column.RealElement(bytes, i));
            else if (column.IntegerElement(bytes, i, out var whole)) _row.Element(whole);
            else _row.NullElement();
        }
        _row.EndArray(column.IsRealArray, hasLength: true);
    }

    void Timestamp(ReadOnlySpan<byte> text, string name)
    {
        var moment = System.Text.Encoding.Latin1.GetString(text);
        if (CellParser.Timestamp(moment, _row) is { } wanted)
            throw new TableReadException(TableReadFault.Malformed, string.Create(CultureInfo.InvariantCulture, $"\"{Excerpt.Of(moment)}\" in column {Excerpt.Of(name, 60)} of row {_count} should be {wanted}."));
    }

    static bool IsRead(FitsColumn column) => column.Kind != FitsKind.None || column.ArrayLength is not null;

    static TableColumn Column(FitsColumn column, string name, VotableField? field)
    {
        var type = CellOf(column);
        var given = field?.Column;
        if (type == CellType.Text && given?.Type is CellType.Timestamp or CellType.UnicodeText) type = given.Type;
        return new TableColumn(given?.Name ?? name, type)
        {
            MaxLength = type is CellType.Text or CellType.UnicodeText && column.Kind == FitsKind.Text && column.Bytes > 0 ? column.Bytes : null,
            ArrayLength = type is CellType.DoubleArray or CellType.IntArray ? column.ArrayLength : null,
            Unit = given?.Unit ?? column.Unit,
            Ucd = given?.Ucd ?? column.Ucd,
            Utype = given?.Utype ?? column.Utype,
            Xtype = given?.Xtype,
            Description = given?.Description ?? column.Comment,
        };
    }

    // Unsigned 64-bit integers have no type here, and keep their digits as text.
    static CellType CellOf(FitsColumn column) => column.Kind switch
    {
        FitsKind.None => column.IsRealArray ? CellType.DoubleArray : CellType.IntArray,
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
