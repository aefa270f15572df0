using System.Globalization;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Tables.Fits;

namespace Lamost.Vo.Archive.Loading;

/// <summary>A FITS file of a load: its first binary table.</summary>
sealed class FitsTableFile : TableFile
{
    readonly FitsTableReader _reader;
    readonly int _blockBytes;

    /// <summary>Reads the headers.</summary>
    public FitsTableFile(string path, FileStream file, Stream content, TableDefinition table, int blockBytes) : base(file)
    {
        _reader = new FitsTableReader(content);
        _blockBytes = blockBytes;
        Rows = new RowAssembler(table, path, [.. _reader.Columns.Select(c => c.Name)]);
        for (var i = 0; i < table.Columns.Count; i++)
            if (Rows.Mapping.Source[i] >= 0) Check(path, _reader.Columns[Rows.Mapping.Source[i]], table.Columns[i]);
    }

    /// <inheritdoc/>
    public override RowAssembler Rows { get; }

    /// <inheritdoc/>
    public override long? ExpectedRows => _reader.Rows;

    /// <inheritdoc/>
    public override bool Take(ref byte[] buffer, out Piece piece)
    {
        var size = Math.Max(_blockBytes, _reader.RowBytes);
        if (buffer.Length < size) buffer = new byte[size];
        var first = _reader.RowsRead + 1;
        var rows = _reader.Read(buffer.AsSpan(0, size));
        piece = new Piece(buffer.AsMemory(0, rows * _reader.RowBytes), first);
        return rows > 0;
    }

    /// <inheritdoc/>
    public override int Parse(Piece piece, TupleWriter to, RejectLog log)
    {
        var rows = piece.Bytes.Length / _reader.RowBytes;
        for (var i = 0; i < rows; i++)
            ParseRow(piece.Bytes.Span.Slice(i * _reader.RowBytes, _reader.RowBytes), piece.First + i, to, log);
        return rows;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _reader.Dispose();
        base.Dispose(disposing);
    }

    void ParseRow(ReadOnlySpan<byte> row, long number, TupleWriter to, RejectLog log)
    {
        double longitude = double.NaN, latitude = double.NaN;
        var source = Rows.Source;
        var converters = Rows.Converters;
        to.Begin(Rows.Fields);
        for (var i = 0; i < converters.Length; i++)
        {
            if (source[i] < 0)
            {
                to.Null();
                continue;
            }
            var column = _reader.Columns[source[i]];
            if (Convert(column, row, converters[i], to, out var value) is { } reason)
            {
                to.Withdraw();
                log.Add(new RejectedRow(Rows.File, number, converters[i].Column.Name, Shown(column, row), reason));
                return;
            }
            if (i == Rows.Longitude) longitude = value;
            if (i == Rows.Latitude) latitude = value;
        }
        if (Rows.HasPosition) to.Long(RowAssembler.PixelOf(longitude, latitude));
    }

    static string? Convert(FitsColumn column, ReadOnlySpan<byte> row, CellConverter converter, TupleWriter to, out double number)
    {
        number = double.NaN;
        switch (column.Kind)
        {
            case FitsKind.Text: return converter.FromText(column.Text(row), to, out number);
            case FitsKind.Integer: return column.Integer(row, out var integer) ? converter.FromInteger(integer, to, out number) : converter.Null(to);
            case FitsKind.Real: return column.Real(row, out var real) ? converter.FromReal(real, column.SinglePrecision, to, out number) : converter.Null(to);
            default: return column.Logical(row, out var logical) ? converter.FromLogical(logical, to) : converter.Null(to);
        }
    }

    static string Shown(FitsColumn column, ReadOnlySpan<byte> row)
    {
        switch (column.Kind)
        {
            case FitsKind.Text: return Shown(column.Text(row));
            case FitsKind.Integer: return column.Integer(row, out var integer) ? integer.ToString(CultureInfo.InvariantCulture) : "";
            case FitsKind.Real: return column.Real(row, out var real) ? real.ToString(CultureInfo.InvariantCulture) : "";
            default: return column.Logical(row, out var logical) ? logical ? "T" : "F" : "";
        }
    }

    static void Check(string path, FitsColumn source, ColumnDefinition column)
    {
        var number = column.Type is ColumnType.Short or ColumnType.Int or ColumnType.Long or ColumnType.Float or ColumnType.Double;
        var text = column.Type is ColumnType.Char or ColumnType.String or ColumnType.Unicode;
        var obstacle = source.Obstacle ?? source.Kind switch
        {
            FitsKind.Integer when !number && !text && column.Type != ColumnType.Boolean => "holds integers",
            FitsKind.Real when !number => "holds floating-point numbers",
            FitsKind.Logical when column.Type is not (ColumnType.Boolean or ColumnType.Short or ColumnType.Int or ColumnType.Long) => "holds truth values",
            _ => null,
        };
        if (obstacle is null) return;
        throw LoadErrors.Columns(
            $"Column {source.Name} of the file {path} {obstacle}, which cannot go into {column.Name} ({column.Type.ToString().ToLowerInvariant()}).",
            "Take the column out of the file, or convert it to one plain value a row.");
    }
}
