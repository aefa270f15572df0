using System.Globalization;
using Xunit;

namespace Lamost.Vo.Tables.Tests.Reading;

/// <summary>What real programs write is read, value by value, and types are kept where the format has them.</summary>
public sealed class WriterClientsTests(WriterClientsFixture clients) : IClassFixture<WriterClientsFixture>
{
    static readonly (string Name, CellType Type, string?[] Cells)[] Expected =
    [
        ("flag", CellType.Boolean, ["True", "False", null]),
        ("byte", CellType.Short, ["7", "0", null]),
        ("short", CellType.Short, ["-5", "32767", null]),
        ("int", CellType.Int, ["70000", "-2147483648", null]),
        ("long", CellType.Long, ["9007199254740993", "-9223372036854775808", null]),
        ("float", CellType.Float, [Real(0.1f), Real(double.PositiveInfinity), null]),
        ("double", CellType.Double, [Real(0.1), Real(double.NegativeInfinity), null]),
        ("letter", CellType.Text, ["M", "z", null]),
        ("text", CellType.Text, ["a<b>&\"c\"", "two  blanks", null]),
        ("fixed", CellType.Text, ["abcdef", "xy", null]),
        ("wide", CellType.UnicodeText, ["天文é", "plain", null]),
        ("time", CellType.Timestamp, ["2011-10-24T18:03:07.123456", "1999-12-31T23:59:59", null]),
        ("point", CellType.DoubleArray, [Reals(10.5, -20), Reals(0, -90), null]),
        ("doubles", CellType.DoubleArray, [Reals(1.5, 2.5, -3), Reals(7), null]),
        ("ints", CellType.IntArray, ["1 2 3", "-1 0 2147483647", "0 0 0"]),
        ("longs", CellType.Text, ["5 -6", "9223372036854775807 0", "0 0"]),
        ("matrix", CellType.Text, ["1 2 3 4", "-1 0.5 1E-300 1E+300", "NaN NaN NaN NaN"]),
        ("bits", CellType.Text, ["101", "011", "000"]),
    ];

    public static TheoryData<string> Files => [.. WriterClientsFixture.Formats.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_value_is_read(string file)
    {
        var read = ReadTable.Of(File.ReadAllBytes(clients.PathOf(file)));
        Assert.Equal(3, read.Rows.Count);
        var names = read.Columns.Select(c => c.Name).ToList();
        foreach (var (name, type, cells) in Expected.Where(e => IsIn(file, e.Name)))
        {
            Assert.Contains(name, names);
            var column = read.Columns[names.IndexOf(name)];
            Assert.Equal((name, TypeIn(file, type)), (name, column.Type));
            var found = read[name].Select(c => Plain(name, c)).ToArray();
            for (var i = 0; i < cells.Length; i++)
                Assert.True(Same(file, name, cells[i], found[i]), $"{file}, {name}, row {i + 1}: {found[i] ?? "null"} instead of {cells[i] ?? "null"}");
        }
    }

    [Theory]
    [InlineData("master.vot")]
    [InlineData("stilts-binary2.vot")]
    [InlineData("stilts-fits.vot")]
    [InlineData("stilts.fits")]
    public void Units_UCDs_and_descriptions_are_kept(string file)
    {
        var columns = ReadTable.Of(File.ReadAllBytes(clients.PathOf(file))).Columns.ToDictionary(c => c.Name);
        Assert.Equal(("km/s", "spect.dopplerVeloc", "A velocity"), (columns["short"].Unit, columns["short"].Ucd, columns["short"].Description));
        Assert.Equal(("deg", "pos.eq.ra;meta.main"), (columns["double"].Unit, columns["double"].Ucd));
        Assert.Equal(2, columns["point"].ArrayLength);
    }

    // What a format cannot hold, or its writer does not write: STILTS has no character beyond Latin-1 in FITS, and pads what varies; CSV has its own spelling of arrays.
    static bool IsIn(string file, string name) => name switch
    {
        "flag" => file != "astropy.fits",
        "wide" => !file.Contains("fits", StringComparison.Ordinal),
        "point" or "ints" => !file.EndsWith(".csv", StringComparison.Ordinal),
        "doubles" or "longs" or "matrix" or "bits" => file.EndsWith(".vot", StringComparison.Ordinal) && file != "stilts-fits.vot",
        _ => true,
    };

    static CellType TypeIn(string file, CellType type) => (Path.GetExtension(file), type) switch
    {
        (".csv", CellType.Short or CellType.Int) => CellType.Long,
        (".csv", CellType.Float) => CellType.Double,
        (".csv", CellType.Text) => CellType.UnicodeText,
        (".fits", CellType.Timestamp) => CellType.Text,
        _ => type,
    };

    // A writer may spell an array that is kept as text in its own way.
    static string? Plain(string name, string? cell) => name switch
    {
        "bits" => cell?.Replace("true", "1", StringComparison.Ordinal).Replace("false", "0", StringComparison.Ordinal).Replace('T', '1').Replace('F', '0').Replace(" ", "", StringComparison.Ordinal),
        "matrix" when cell is not null => string.Join(' ', cell.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture))),
        _ => cell,
    };

    // A float in CSV is its decimal digits, which are a double; an array of NaN alone is null, unless it is kept as text; astropy flags no text and no array in BINARY2, where an empty one
    // without its flag is empty.
    static bool Same(string file, string name, string? expected, string? found) => expected == found
        || file == "astropy-binary2.vot" && name is "text" or "fixed" or "wide" or "doubles" && expected is null && found is ""
        || name == "matrix" && expected?.StartsWith("NaN", StringComparison.Ordinal) == true && found is null
        || name == "float" && file.EndsWith(".csv", StringComparison.Ordinal) && expected is not null && found is not null && Single(expected) == Single(found);

    static float Single(string bits) => (float)BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    static string Real(double value) => BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);

    static string Reals(params double[] values) => string.Join(' ', values.Select(Real));
}
