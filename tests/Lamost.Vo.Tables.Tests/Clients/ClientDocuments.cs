using System.Globalization;
using Lamost.Vo.Tables.VOTable;

namespace Lamost.Vo.Tables.Tests;

/// <summary>A document for a real client to read, and what it shall find there.</summary>
/// <param name="Name">Its file without ending.</param>
/// <param name="Serialization">How its rows stand in it.</param>
/// <param name="Header">Of the table.</param>
/// <param name="Rows">Cells as <see cref="RowBuilder"/> takes them.</param>
sealed record ClientDocument(string Name, VotableSerialization Serialization, TableHeader Header, IReadOnlyList<object?[]> Rows)
{
    public TableEnding Ending { get; init; } = TableEnding.Complete;

    public VotableVersion Version { get; init; } = VotableVersion.V14;

    /// <summary>Whether a validator shall find nothing to say of it.</summary>
    public bool IsLinted { get; init; } = true;

    internal byte[] Write() =>
        Written.Bytes(new VotableWriter(Serialization, new() { Version = Version }), Header, Ending, Rows.Select(r => RowBuilder.Row(r)));

    /// <summary>
    /// The cells as a client finds them: numbers as decimal texts, floats as the hexadecimal bits of a double, texts as they are, null where the
    /// document cannot or need not tell a value from null.
    /// </summary>
    internal object?[][] Expected => [.. Rows.Select(row => row.Select((cell, i) => Value(Header.Columns[i], cell)).ToArray())];

    object? Value(TableColumn column, object? cell) => cell switch
    {
        short.MinValue or int.MinValue or long.MinValue when Serialization == VotableSerialization.Binary => null,
        float.NaN or double.NaN => null,
        float value => BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture),
        double value => BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture),
        double?[] value => string.Join(' ', value.Select(v => v is null or double.NaN ? "nan" : BitConverter.DoubleToUInt64Bits(v.Value).ToString("x16", CultureInfo.InvariantCulture))),
        int?[] value => string.Join(' ', value.Select(v => v!.Value.ToString(CultureInfo.InvariantCulture))),
        DateOnly value => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime value => value.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        string value when Serialization == VotableSerialization.TableData && column.Type == CellType.UnicodeText =>
            string.Concat(value.Select(c => c < ' ' && c is not ('\t' or '\n' or '\r') ? '\uFFFD' : c)),
        string value => value,
        bool value => value,
        null => null,
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture),
    };
}

/// <summary>The documents that the real clients read.</summary>
static class ClientDocuments
{
    /// <summary>Every type, with all that VOTables have a word for.</summary>
    static readonly TableHeader AllTypes = new([
        new("flag", CellType.Boolean),
        new("short_", CellType.Short) { Unit = "km/s", Ucd = "spect.dopplerVeloc", Description = "A <short> & \"quoted\" text" },
        new("int_", CellType.Int) { Ucd = "meta.id;meta.main" },
        new("long_", CellType.Long),
        new("float_", CellType.Float) { Unit = "mag" },
        new("double_", CellType.Double) { Id = "ra", Unit = "deg", Ucd = "pos.eq.ra;meta.main", Utype = "stc:a.b", CoordinateSystemId = "sys" },
        new("text", CellType.Text),
        new("bounded", CellType.Text) { MaxLength = 12 },
        new("fixed_", CellType.Text) { MaxLength = 6, FixedLength = true },
        new("unicode_", CellType.UnicodeText),
        new("unifixed", CellType.UnicodeText) { MaxLength = 4, FixedLength = true },
        new("date_", CellType.Date),
        new("time_", CellType.Timestamp)])
    {
        Name = "dr10.all_types",
        Description = "Every type",
        Infos =
        [
            new("QUERY", "SELECT *\nFROM \"x\" WHERE a < 1 & 2"), new("standardID", "ivo://ivoa.net/std/TAP"),
            new("citation", "doi:1", "Cite <us>", "meta.bib"),
        ],
        CoordinateSystems = [new("sys", "ICRS", "J2000.0")],
    };

    static readonly object?[] Full =
    [
        true, (short)1, 2, 3L, 0.1f, 0.1, "STAR", "a<b>&\"c'", "abcdef", "天文😀é", "天文台é",
        new DateOnly(2020, 2, 29), new DateTime(2011, 10, 24, 18, 3, 7, 120),
    ];

    /// <summary>A scalar char. Validators find its null odd in TABLEDATA, so it has a document of its own.</summary>
    static readonly TableHeader Letters = new([new("n", CellType.Int), new("letter", CellType.Text) { MaxLength = 1, FixedLength = true }]);

    static readonly TableHeader Shorts = new([new("n", CellType.Short)]);

    static readonly TableHeader Long = new([new("n", CellType.Int), new("x", CellType.Double), new("s", CellType.Text)]);

    static readonly TableHeader Arrays = new([
        new("n", CellType.Int),
        new("place", CellType.DoubleArray) { ArrayLength = 2, Unit = "deg", Xtype = "point", Ucd = "pos" },
        new("disc", CellType.DoubleArray) { ArrayLength = 3, Unit = "deg", Xtype = "circle" },
        new("outline", CellType.DoubleArray) { Unit = "deg", Xtype = "polygon" },
        new("bins", CellType.IntArray),
        new("after", CellType.Text)]);

    // votlint 3.4 misreads arrays of varying length in the binary streams, those that STILTS itself writes among them, and takes an empty TD for a bad number.
    static readonly object?[][] ArrayRows =
    [
        [1, new double?[] { 10.5, -20 }, new double?[] { 10, 20, 0.5 }, new double?[] { 10, 20, 12, 20, 12, 22 }, new int?[] { 0, 5, -1 }, "x"],
        [2, null, null, null, null, "y"],
        [3, new double?[] { double.NaN, 0.1 }, new double?[] { 0, 0, 0 }, new double?[] { 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8 }, new int?[] { 7 }, "z"],
    ];

    internal static IReadOnlyList<ClientDocument> All { get; } = [.. Enum.GetValues<VotableSerialization>().SelectMany(Of)];

    static IEnumerable<ClientDocument> Of(VotableSerialization serialization)
    {
        yield return new($"{serialization}-values", serialization, AllTypes, Values());
        yield return new($"{serialization}-nothing", serialization, AllTypes, []) { Ending = new(TableStatus.Overflow, "MAXREC is 0.") };
        yield return new($"{serialization}-broken", serialization, AllTypes, [Full]) { Ending = new(TableStatus.Error, "It <broke> off.") };
        yield return new($"{serialization}-old", serialization, AllTypes, Values()) { Version = VotableVersion.V13 };
        yield return new($"{serialization}-arrays", serialization, Arrays, ArrayRows) { IsLinted = false };
        yield return new($"{serialization}-letters", serialization, Letters, [[1, "M"], [2, "&"], [3, null], [4, "x"]]) { IsLinted = false };
        for (var rows = 1; rows <= 4; rows++)
            yield return new($"{serialization}-quantum{rows}", serialization, Shorts, [.. Enumerable.Range(0, rows).Select(i => new object?[] { (short)i })]) { IsLinted = false };
        yield return new($"{serialization}-long", serialization, Long, [.. Enumerable.Range(0, 12_001).Select(LongRow)]);
    }

    static List<object?[]> Values()
    {
        List<object?[]> rows =
        [
            Full,
            [
                false, short.MinValue, int.MinValue, long.MinValue, float.MinValue, double.MinValue,
                "two  blanks", "tab\tline\nend", "", "\u0001\u001F|\t|\n|\uFFFD", "",
                DateOnly.MinValue, DateTime.MinValue,
            ],
            [
                true, short.MaxValue, int.MaxValue, long.MaxValue, float.MaxValue, double.MaxValue,
                "", "", "ab", "", "é",
                DateOnly.MaxValue, new DateTime(9999, 12, 31, 23, 59, 59).AddMicroseconds(999_999),
            ],
            [
                null, (short)-1, -1, -1L, float.PositiveInfinity, double.PositiveInfinity,
                "]]>", "&amp;", "<a/>", "&#1;", "😀",
                new DateOnly(1999, 12, 31), new DateTime(1999, 12, 31, 23, 59, 59),
            ],
            [
                false, (short)0, 0, 0L, float.NegativeInfinity, double.NegativeInfinity,
                "'", "\"", "\\n", "e\u0301", "x",
                new DateOnly(2000, 1, 1), new DateTime(2000, 1, 1),
            ],
            [
                true, (short)-32767, -2147483647, -9223372036854775807, -0f, -0.0,
                "NaN", "null", "x", "x", "x",
                new DateOnly(2000, 1, 1), new DateTime(2000, 1, 1, 0, 0, 0, 1),
            ],
            [
                true, (short)5, 5, 5L, float.Epsilon, double.Epsilon,
                "x", "x", "x", "x", "x",
                new DateOnly(2000, 1, 1), new DateTime(2000, 1, 1),
            ],
            [true, (short)5, 5, 5L, float.NaN, double.NaN, "x", "x", "x", "x", "x", new DateOnly(2000, 1, 1), new DateTime(2000, 1, 1)],
            [
                true, (short)5, 16777217, 9007199254740993, 16777216f, 1.0000000000000002,
                "x", "x", "x", "x", "x",
                new DateOnly(2000, 1, 1), new DateTime(2000, 1, 1),
            ],
            new object?[Full.Length],
        ];
        for (var i = 0; i < Full.Length; i++)
        {
            rows.Add([.. Full.Select((cell, j) => i == j ? null : cell)]);
            rows.Add([.. Full.Select((cell, j) => i == j ? cell : null)]);
        }
        return rows;
    }

    static object?[] LongRow(int i) => [i % 7 == 0 ? null : i, i / 3.0, i % 11 == 0 ? null : new string('s', i % 13)];
}
