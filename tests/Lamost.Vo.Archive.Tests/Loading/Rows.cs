using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Archive.Tests.Loading;

/// <summary>Reads tuples back, for comparison.</summary>
static class Rows
{
    /// <summary>All rows of a source, in order of their text; cells as text, null as <c>~</c>.</summary>
    public static List<string> Of(IRowSource source, TableDefinition table)
    {
        var rows = new List<string>();
        while (source.NextBlock(CancellationToken.None) is { } block) rows.AddRange(Of(block, table));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    static List<string> Of(RowBlock block, TableDefinition table)
    {
        var rows = new List<string>();
        var types = table.Columns.Select(c => c.Type).ToList();
        if (table.Position is not null) types.Add(ColumnType.Long);
        var rest = block.Tuples.Span;
        while (rest.Length > 0)
        {
            if (BinaryPrimitives.ReadInt16BigEndian(rest) != types.Count) throw new InvalidDataException("field count");
            rest = rest[2..];
            var reader = new RowReader(rest);
            var cells = new List<string>();
            foreach (var type in types)
            {
                var known = reader.Next(out var cell);
                rest = rest[(4 + cell.Length)..];
                cells.Add(known ? Shown(cell, type) : "~");
            }
            rows.Add(string.Join('|', cells));
        }
        if (rows.Count != block.Rows) throw new InvalidDataException("row count");
        return rows;
    }

    static string Shown(ReadOnlySpan<byte> cell, ColumnType type) => type switch
    {
        ColumnType.Boolean => cell[0] == 1 ? "true" : "false",
        ColumnType.Short => BinaryPrimitives.ReadInt16BigEndian(cell).ToString(CultureInfo.InvariantCulture),
        ColumnType.Int => BinaryPrimitives.ReadInt32BigEndian(cell).ToString(CultureInfo.InvariantCulture),
        ColumnType.Long => BinaryPrimitives.ReadInt64BigEndian(cell).ToString(CultureInfo.InvariantCulture),
        ColumnType.Float => BinaryPrimitives.ReadSingleBigEndian(cell).ToString("R", CultureInfo.InvariantCulture),
        ColumnType.Double => BinaryPrimitives.ReadDoubleBigEndian(cell).ToString("R", CultureInfo.InvariantCulture),
        ColumnType.Date => new DateOnly(2000, 1, 1).AddDays(BinaryPrimitives.ReadInt32BigEndian(cell)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ColumnType.Timestamp => new DateTime(2000, 1, 1).AddMicroseconds(BinaryPrimitives.ReadInt64BigEndian(cell)).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        _ => Encoding.UTF8.GetString(cell),
    };
}
