using System.Buffers;
using System.Globalization;
using System.Text;
using Lamost.Vo.Sky;
using Lamost.Vo.Tables;
using Lamost.Vo.Tables.Reading;

namespace Lamost.Vo.Archive.Uploads;

/// <summary>A table whose columns with the xtype <c>moc</c> (DALI 1.2, MOC 2.0, 4.3.2) are read as coverage maps; a blank text is no map, and NULL.</summary>
sealed class MocColumns : ITableSource
{
    readonly ITableSource _inner;
    readonly UploadLimits _limits;
    readonly bool[] _isMap;
    readonly double[] _sky;
    readonly long[] _maps;
    readonly ArrayBufferWriter<byte> _row = new();
    long _rows, _ranges;

    MocColumns(ITableSource inner, UploadLimits limits)
    {
        (_inner, _limits) = (inner, limits);
        _isMap = [.. inner.Columns.Select(IsMap)];
        (_sky, _maps) = (new double[_isMap.Length], new long[_isMap.Length]);
    }

    /// <summary>Whether a column holds maps.</summary>
    public static bool IsMap(TableColumn column) => column.Type is CellType.Text or CellType.UnicodeText && "moc".Equals(column.Xtype, StringComparison.OrdinalIgnoreCase);

    /// <summary>The table itself where no column holds maps, or where it is a file of one.</summary>
    public static ITableSource Of(ITableSource source, UploadLimits limits) => source is not MocFile && source.Columns.Any(IsMap) ? new MocColumns(source, limits) : source;

    /// <inheritdoc/>
    public IReadOnlyList<TableColumn> Columns => _inner.Columns;

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes => _inner.Notes;

    /// <summary>The part of the sky that a map of a column has on the average, of the rows read so far; null where there is none.</summary>
    public double? SkyFraction(int column) => _maps[column] > 0 ? _sky[column] / _maps[column] : null;

    /// <inheritdoc/>
    public bool Read(IBufferWriter<byte> row)
    {
        _row.ResetWrittenCount();
        if (!_inner.Read(_row)) return false;
        _rows++;
        var cells = new RowReader(_row.WrittenSpan);
        foreach (var (column, isMap) in _isMap.Index())
        {
            var isKnown = cells.Next(out var cell);
            if (isMap && isKnown) Map(row, column, Encoding.UTF8.GetString(cell));
            else Copy(row, isKnown ? cell.Length : -1, cell);
        }
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _inner.Dispose();

    void Map(IBufferWriter<byte> row, int column, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Copy(row, -1, []);
            return;
        }
        if (!Moc.TryParse(text, out var moc, out var fault))
            throw new TableReadException(TableReadFault.Malformed, string.Create(CultureInfo.InvariantCulture,
                $"the coverage map of column {Columns[column].Name} in row {_rows} cannot be read: {fault}. It has to be in the text form of MOC 2.0, e.g. 4/30-33 38 52."));
        MocFile.Check(_ranges += moc.Ranges.Length, _limits);
        _maps[column]++;
        _sky[column] += moc.SkyFraction;
        MocFile.MocCell(row, moc);
    }

    static void Copy(IBufferWriter<byte> row, int length, ReadOnlySpan<byte> cell)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(row.GetSpan(4), length);
        row.Advance(4);
        row.Write(cell);
    }
}
