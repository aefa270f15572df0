using System.Buffers.Binary;
using System.Text;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Simulation;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Simulation;

/// <summary>Rows read back from tuples of PostgreSQL's binary COPY, column by column, by nothing but the definition.</summary>
sealed class DecodedTable
{
    readonly Dictionary<string, (ColumnType Type, List<object?> Cells)> _columns = new(StringComparer.OrdinalIgnoreCase);
    readonly List<(ColumnType Type, List<object?> Cells)> _ordered = [];

    DecodedTable(TableDefinition table)
    {
        Definition = table;
        foreach (var column in table.Columns) Add(column.Name, column.Type);
        Add(TableDefinition.HealpixColumn, ColumnType.Long);

        void Add(string name, ColumnType type) => _ordered.Add(_columns[name] = (type, []));
    }

    public TableDefinition Definition { get; }

    public int Rows { get; private set; }

    /// <summary>All rows of a table of a simulator, taken by one thread.</summary>
    public static DecodedTable Of(SurveySimulator simulator, ReleaseDefinition release, string table)
    {
        var decoded = new DecodedTable(release.Find(table)!);
        using var source = simulator.Open(table);
        while (source.NextBlock(CancellationToken.None) is { } block) decoded.Read(block);
        return decoded;
    }

    /// <summary>Numbers as doubles; NaN for NULL.</summary>
    public double[] Numbers(string column) => [.. _columns[column].Cells.Select(c => c is null ? double.NaN : Convert.ToDouble(c, null))];

    /// <summary>Whole numbers; null for NULL.</summary>
    public long?[] Longs(string column) => [.. _columns[column].Cells.Select(c => c is null ? (long?)null : Convert.ToInt64(c, null))];

    public string?[] Texts(string column) => [.. _columns[column].Cells.Select(c => (string?)c)];

    public DateOnly[] Dates(string column) => [.. _columns[column].Cells.Select(c => (DateOnly)c!)];

    public IReadOnlyList<object?> Cells(string column) => _columns[column].Cells;

    public double NullFraction(string column) => _columns[column].Cells.Count(c => c is null) / (double)Rows;

    void Read(RowBlock block)
    {
        var bytes = block.Tuples.Span;
        for (var row = 0; row < block.Rows; row++)
        {
            Assert.Equal(_ordered.Count, BinaryPrimitives.ReadInt16BigEndian(bytes));
            bytes = bytes[2..];
            foreach (var (type, cells) in _ordered)
            {
                var length = BinaryPrimitives.ReadInt32BigEndian(bytes);
                bytes = bytes[4..];
                cells.Add(length < 0 ? null : Cell(type, bytes[..length]));
                bytes = bytes[Math.Max(length, 0)..];
            }
            Rows++;
        }
        Assert.Equal(0, bytes.Length);
    }

    static object Cell(ColumnType type, ReadOnlySpan<byte> bytes) => type switch
    {
        ColumnType.Short when bytes.Length == 2 => BinaryPrimitives.ReadInt16BigEndian(bytes),
        ColumnType.Int when bytes.Length == 4 => BinaryPrimitives.ReadInt32BigEndian(bytes),
        ColumnType.Long when bytes.Length == 8 => BinaryPrimitives.ReadInt64BigEndian(bytes),
        ColumnType.Float when bytes.Length == 4 => BinaryPrimitives.ReadSingleBigEndian(bytes),
        ColumnType.Double when bytes.Length == 8 => BinaryPrimitives.ReadDoubleBigEndian(bytes),
        ColumnType.Boolean when bytes.Length == 1 => bytes[0] != 0,
        ColumnType.Date when bytes.Length == 4 => new DateOnly(2000, 1, 1).AddDays(BinaryPrimitives.ReadInt32BigEndian(bytes)),
        ColumnType.Char or ColumnType.String or ColumnType.Unicode => Encoding.UTF8.GetString(bytes),
        _ => throw new InvalidDataException($"{bytes.Length} bytes do not make a {type}."),
    };
}
