using System.Globalization;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Tables.Csv;

namespace Lamost.Vo.Archive.Loading;

/// <summary>A CSV file of a load.</summary>
sealed class CsvTableFile : TableFile
{
    readonly CsvBlockReader _reader;

    /// <summary>Reads the header.</summary>
    public CsvTableFile(string path, FileStream file, Stream content, TableDefinition table, int blockBytes) : base(file)
    {
        _reader = new CsvBlockReader(content, blockBytes);
        Rows = new RowAssembler(table, path, _reader.Header);
    }

    /// <inheritdoc/>
    public override RowAssembler Rows { get; }

    /// <inheritdoc/>
    public override long? ExpectedRows => null;

    /// <inheritdoc/>
    public override bool Take(ref byte[] buffer, out Piece piece)
    {
        var more = _reader.Read(ref buffer, out var block);
        piece = new Piece(block.Bytes, block.FirstLine);
        return more;
    }

    /// <inheritdoc/>
    public override int Parse(Piece piece, TupleWriter to, RejectLog log)
    {
        var reader = new CsvRowReader(piece.Bytes.Span, _reader.Delimiter, piece.First);
        var fields = new CsvField[_reader.Header.Count];
        var rows = 0;
        for (; reader.Read(fields, out var count); rows++)
        {
            if (count != fields.Length)
                Refuse(log, reader.Line, null, default, string.Create(CultureInfo.InvariantCulture, $"the row has {count} fields, and the header {fields.Length}"));
            else ParseRow(ref reader, fields, to, log);
        }
        return rows;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _reader.Dispose();
        base.Dispose(disposing);
    }

    void ParseRow(ref CsvRowReader reader, CsvField[] fields, TupleWriter to, RejectLog log)
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
            var field = fields[source[i]];
            var value = reader.Value(field);
            var number = double.NaN;
            var reason = field.Kind == CsvFieldKind.Malformed ? "has text after its closing quote" : converters[i].FromText(value, to, out number);
            if (reason is not null)
            {
                to.Withdraw();
                Refuse(log, reader.Line, converters[i].Column.Name, value, reason);
                return;
            }
            if (i == Rows.Longitude) longitude = number;
            if (i == Rows.Latitude) latitude = number;
        }
        if (Rows.HasPosition) to.Long(RowAssembler.PixelOf(longitude, latitude));
    }

    void Refuse(RejectLog log, long line, string? column, ReadOnlySpan<byte> value, string reason) =>
        log.Add(new RejectedRow(Rows.File, line, column, Shown(value), reason));
}
