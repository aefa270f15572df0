using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Lamost.Vo.Tables.Reading;

namespace Lamost.Vo.Tables.Tests.Reading;

/// <summary>A table that was read, its cells as texts.</summary>
sealed record ReadTable(IReadOnlyList<TableColumn> Columns, IReadOnlyList<string> Notes, List<string?[]> Rows)
{
    public static ReadTable Of(byte[] file, TableReadLimits? limits = null)
    {
        using var source = TableReaders.Open(new MemoryStream(file), limits ?? new TableReadLimits());
        var rows = new List<string?[]>();
        for (var row = new ArrayBufferWriter<byte>(); source.Read(row); row.ResetWrittenCount()) rows.Add(Cells(source.Columns, row.WrittenSpan));
        return new ReadTable(source.Columns, source.Notes, rows);
    }

    public static ReadTable Of(string file) => Of(Encoding.UTF8.GetBytes(file));

    /// <summary>The cells of one column.</summary>
    public string?[] this[string name] => [.. Rows.Select(r => r[Columns.Select(c => c.Name).ToList().IndexOf(name)])];

    static string?[] Cells(IReadOnlyList<TableColumn> columns, ReadOnlySpan<byte> row)
    {
        var cells = new RowReader(row);
        var texts = new string?[columns.Count];
        for (var i = 0; i < texts.Length; i++) texts[i] = cells.Next(out var cell) ? Text(columns[i].Type, cell) : null;
        if (!cells.AtEnd) throw new InvalidOperationException("The row has more cells than columns.");
        return texts;
    }

    /// <summary>Numbers as decimal texts, real ones as the bits of a double.</summary>
    static string Text(CellType type, ReadOnlySpan<byte> cell) => type switch
    {
        CellType.Boolean => cell[0] == 1 ? "True" : "False",
        CellType.Short => Whole(BinaryPrimitives.ReadInt16BigEndian(cell)),
        CellType.Int => Whole(BinaryPrimitives.ReadInt32BigEndian(cell)),
        CellType.Long => Whole(BinaryPrimitives.ReadInt64BigEndian(cell)),
        CellType.Float => Real(BinaryPrimitives.ReadSingleBigEndian(cell)),
        CellType.Double => Real(BinaryPrimitives.ReadDoubleBigEndian(cell)),
        CellType.Timestamp => new DateTime(2000, 1, 1).AddTicks(10 * BinaryPrimitives.ReadInt64BigEndian(cell)).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        CellType.DoubleArray or CellType.IntArray => Array(type, cell),
        _ => Encoding.UTF8.GetString(cell),
    };

    static string Array(CellType type, ReadOnlySpan<byte> cell)
    {
        // array_send: dimensions, a flag, the type, then length and lower bound of each dimension.
        if (BinaryPrimitives.ReadInt32BigEndian(cell[8..]) != (type == CellType.DoubleArray ? 701 : 23)) throw new InvalidOperationException("The array is of another type.");
        if (BinaryPrimitives.ReadInt32BigEndian(cell) == 0) return "";
        var elements = new RowReader(cell[20..]);
        var texts = new List<string>();
        while (!elements.AtEnd) texts.Add(elements.Next(out var one) ? Text(type == CellType.DoubleArray ? CellType.Double : CellType.Int, one) : "null");
        if (BinaryPrimitives.ReadInt32BigEndian(cell[12..]) != texts.Count) throw new InvalidOperationException("The array has another length than it says.");
        return string.Join(' ', texts);
    }

    static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    static string Real(double value) => double.IsNaN(value) ? "nan" : BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);
}
