using System.Buffers;
using System.Buffers.Text;
using Lamost.Vo.Tables.Text;

namespace Lamost.Vo.Tables.Vizier;

/// <summary>
/// The second pass of an export for VizieR: writes rows as lines of one length, each column between fixed bytes, with a blank between and a line feed at the end. Numbers stand
/// at the right of their column, text at the left; what has no value is blank. Real numbers keep their value: they read back as the same number.
/// </summary>
/// <param name="layout">The columns, in the order of those of the header, as <see cref="VizierMeter"/> measured them on the same rows.</param>
public sealed class VizierWriter(IReadOnlyList<VizierColumn> layout) : TextTableWriter("text/plain", canReportEnding: false)
{
    readonly VizierColumn[] _layout = [.. layout];

    /// <summary>Bytes of a line without its line feed.</summary>
    public int RecordLength { get; } = layout[^1].End;

    private protected override int MostBytes(int rowBytes) => RecordLength + 1;

    private protected override void BeginTable(IBufferWriter<byte> output, TableHeader header)
    {
        if (Columns.Length != _layout.Length) throw new ArgumentException($"The layout has {_layout.Length} columns, and the table {Columns.Length}.");
    }

    private protected override int BeginRow(Span<byte> to)
    {
        to[..RecordLength].Fill((byte)' ');
        to[RecordLength] = (byte)'\n';
        return 0;
    }

    private protected override int Null(int column, Span<byte> to, int at) => at;

    private protected override int Cell(int column, ReadOnlySpan<byte> cell, Span<byte> to, int at)
    {
        var place = _layout[column];
        var field = to.Slice(place.Start - 1, place.Format.Width);
        switch (Columns[column].Type)
        {
            case CellType.Float or CellType.Double:
                Real(RealMeter.Real(Columns[column].Type, cell), column, field);
                break;
            case CellType.Text or CellType.UnicodeText:
                var text = cell.TrimEnd((byte)' ');
                if (VizierText.Length(text, out _) > field.Length) Changed(column);
                VizierText.Write(text, field);
                break;
            case CellType.Date or CellType.Timestamp:
                Span<byte> time = stackalloc byte[32];
                time = time[..CellText.Write(Columns[column].Type, cell, time)];
                if (time.Length > field.Length) Changed(column);
                time.CopyTo(field);
                break;
            default:
                Span<byte> digits = stackalloc byte[20];
                Utf8Formatter.TryFormat(ColumnMeter.Integer(Columns[column].Type, cell), digits, out var length);
                if (length > field.Length) Changed(column);
                digits[..length].CopyTo(field[^length..]);
                break;
        }
        return at;
    }

    private protected override int EndRow(Span<byte> to, int at) => RecordLength + 1;

    void Real(double value, int column, Span<byte> field)
    {
        if (double.IsNaN(value)) return;
        if (double.IsInfinity(value) || !RealField.TryWrite(value, Columns[column].Type == CellType.Float, _layout[column].Format, field)) Changed(column);
    }

    void Changed(int column) => throw new ArgumentException($"A value of column '{Columns[column].Name}' does not fit {_layout[column].Format}; the rows are not those that were measured.");
}
