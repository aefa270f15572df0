using System.Buffers.Binary;
using System.Text;
using System.Xml.Linq;
using Lamost.Vo.Tables.Csv;
using Lamost.Vo.Tables.VOTable;
using Xunit;

namespace Lamost.Vo.Tables.Tests;

/// <summary>Columns of many numbers: positions, polygons, histograms.</summary>
public sealed class ArrayTests
{
    static readonly TableColumn Point = new("p", CellType.DoubleArray) { ArrayLength = 2, Xtype = "point" };
    static readonly TableColumn Polygon = new("q", CellType.DoubleArray) { Xtype = "polygon" };
    static readonly TableColumn Histogram = new("h", CellType.IntArray);

    [Fact]
    public void Numbers_stand_side_by_side_in_text()
    {
        Assert.Equal(["10.5 -20", "NaN 0.1", "NaN NaN"], Written.TableData(Point, new double?[] { 10.5, -20 }, new double?[] { null, 0.1 }, null));
        Assert.Equal(["1 2 3 4 5 6", null, null], Written.TableData(Polygon, new double?[] { 1, 2, 3, 4, 5, 6 }, System.Array.Empty<double?>(), null));
        Assert.Equal(["0 -2147483648 7"], Written.TableData(Histogram, new int?[] { 0, null, 7 }));
        Assert.Equal("p,q,h\r\n1.5 2,1 2 3,4 5\r\n,,\r\n",
            Written.Text(new CsvWriter(), new([Point, Polygon, Histogram]), RowBuilder.Row(new double?[] { 1.5, 2 }, new double?[] { 1, 2, 3 }, new int?[] { 4, 5 }), RowBuilder.Row(null, null, null)));
    }

    [Fact]
    public void A_csv_of_one_column_has_no_empty_line_that_readers_would_pass_over()
    {
        Assert.Equal("q\r\n\"\"\r\n\"\"\r\n1 2\r\n",
            Written.Text(new CsvWriter(), new([Polygon]), RowBuilder.Row(System.Array.Empty<double?>()), RowBuilder.Row([null]), RowBuilder.Row(new double?[] { 1, 2 })));
        Assert.Equal("t\r\n\"\"\r\n", Written.Text(new CsvWriter(), new([new TableColumn("t", CellType.Timestamp)]), RowBuilder.Row(long.MaxValue)));
    }

    [Theory]
    [InlineData(VotableSerialization.Binary)]
    [InlineData(VotableSerialization.Binary2)]
    public void Numbers_keep_their_bytes_and_those_that_differ_in_number_have_a_count(VotableSerialization serialization)
    {
        byte[] flag = serialization == VotableSerialization.Binary2 ? [0] : [], missing = serialization == VotableSerialization.Binary2 ? [0x80] : [];
        Assert.Equal([.. flag, .. Double(1.5), .. Double(-2)], Stream(serialization, Point, new double?[] { 1.5, -2 }));
        Assert.Equal([.. missing, .. Double(double.NaN), .. Double(double.NaN)], Stream(serialization, Point, null));
        Assert.Equal([.. flag, 0, 0, 0, 3, .. Double(1), .. Double(double.NaN), .. Double(3)], Stream(serialization, Polygon, new double?[] { 1, null, 3 }));
        Assert.Equal([.. flag, 0, 0, 0, 0], Stream(serialization, Polygon, System.Array.Empty<double?>()));
        Assert.Equal([.. missing, 0, 0, 0, 0], Stream(serialization, Polygon, null));
        Assert.Equal([.. flag, 0, 0, 0, 2, 0, 0, 0, 9, 0x80, 0, 0, 0], Stream(serialization, Histogram, new int?[] { 9, null }));
    }

    [Fact]
    public void Fields_say_how_many_numbers_and_of_what_kind()
    {
        var fields = XDocument.Parse(Written.Text(new VotableWriter(VotableSerialization.Binary2), new([Point, Polygon, Histogram]))).Descendants(Written.Votable + "FIELD").ToList();
        Assert.Equal(["double", "double", "int"], fields.Select(f => (string)f.Attribute("datatype")!));
        Assert.Equal(["2", "*", "*"], fields.Select(f => (string)f.Attribute("arraysize")!));
        Assert.Equal(["point", "polygon", null], fields.Select(f => (string?)f.Attribute("xtype")));
        Assert.Equal("-2147483648", (string)fields[2].Element(Written.Votable + "VALUES")!.Attribute("null")!);
    }

    public static TheoryData<string, byte[]> Malformed => new()
    {
        { "nothing", [] },
        { "integers", RowBuilder.Row(new int?[] { 1, 2 })[4..] },
        { "three numbers", RowBuilder.Row(new double?[] { 1, 2, 3 })[4..] },
        { "none", RowBuilder.Row(System.Array.Empty<double?>())[4..] },
        { "cut", RowBuilder.Row(new double?[] { 1, 2 })[4..^1] },
        { "more", [.. RowBuilder.Row(new double?[] { 1, 2 })[4..], 0] },
        { "two dimensions", [0, 0, 0, 2, .. RowBuilder.Row(new double?[] { 1, 2 })[8..]] },
        { "no number at all", [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2, 0xBD] },
        { "a length below none", [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2, 0xBD, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1] },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void What_is_no_array_of_its_column_is_refused_and_leaves_no_trace(string what, byte[] cell)
    {
        Assert.NotEmpty(what);
        foreach (var writer in new ITableWriter[] { new CsvWriter(), new VotableWriter(VotableSerialization.TableData), new VotableWriter(VotableSerialization.Binary), new VotableWriter(VotableSerialization.Binary2) })
        {
            var output = new System.Buffers.ArrayBufferWriter<byte>();
            writer.Begin(output, new([Point]));
            var before = output.WrittenCount;
            Assert.Throws<ArgumentException>(() => writer.Row(output, RowBuilder.Row(cell)));
            Assert.Equal(before, output.WrittenCount);
            writer.Row(output, RowBuilder.Row(new double?[] { 1, 2 }));
            writer.End(output, TableEnding.Complete);
        }
    }

    [Fact]
    public void A_length_that_cannot_be_is_refused_with_the_header()
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        Assert.Throws<ArgumentException>(() => new CsvWriter().Begin(output, new([new("p", CellType.DoubleArray) { ArrayLength = 0 }])));
        Assert.Throws<ArgumentException>(() => new CsvWriter().Begin(output, new([new("p", CellType.Double) { ArrayLength = 2 }])));
        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public void Warnings_keep_their_lines_and_letters()
    {
        var header = new TableHeader([Point]) { Infos = [new("warning", "CASE 不属于 ADQL 2.1。\n(line 1)", "Write <this> & that"), new("warning", "another")] };
        var text = Encoding.UTF8.GetString(Written.Bytes(new VotableWriter(VotableSerialization.TableData), header, TableEnding.Complete));
        var infos = XDocument.Parse(text).Descendants(Written.Votable + "INFO").Where(i => (string)i.Attribute("name")! == "warning").ToList();
        Assert.Equal(["CASE 不属于 ADQL 2.1。\n(line 1)", "another"], infos.Select(i => (string)i.Attribute("value")!));
        Assert.Equal("Write <this> & that", infos[0].Value);
    }

    static byte[] Stream(VotableSerialization serialization, TableColumn column, object? cell) => Written.Stream(serialization, new([column]), RowBuilder.Row(cell));

    static byte[] Double(double value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, value);
        return bytes;
    }
}
