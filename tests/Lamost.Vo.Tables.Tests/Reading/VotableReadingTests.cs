using System.IO.Compression;
using System.Text;
using Lamost.Vo.Tables.Reading;
using Xunit;

namespace Lamost.Vo.Tables.Tests.Reading;

/// <summary>VOTables as programs of twenty years write them.</summary>
public sealed class VotableReadingTests
{
    [Theory]
    [InlineData("<VOTABLE version='1.0'>", "</VOTABLE>", "")]
    [InlineData("<VOTABLE version='1.1' xmlns='http://www.ivoa.net/xml/VOTable/v1.1'>", "</VOTABLE>", "")]
    [InlineData("<VOTABLE version='1.2' xmlns='http://www.ivoa.net/xml/VOTable/v1.2'>", "</VOTABLE>", "")]
    [InlineData("<VOTABLE version='1.5' xmlns='http://www.ivoa.net/xml/VOTable/v1.3'>", "</VOTABLE>", "")]
    [InlineData("<vot:VOTABLE xmlns:vot='http://www.ivoa.net/xml/VOTable/v1.3'>", "</vot:VOTABLE>", "vot:")]
    [InlineData("<!DOCTYPE VOTABLE SYSTEM \"http://us-vo.org/xml/VOTable.dtd\"><VOTABLE>", "</VOTABLE>", "")]
    [InlineData("\uFEFF<?xml version='1.0' encoding='UTF-8'?>\n<!-- a comment --><VOTABLE>", "</VOTABLE>", "")]
    public void Every_version_namespace_and_prefix_is_read(string open, string close, string prefix)
    {
        var body = "<RESOURCE type='meta'><PARAM name='p' datatype='int' value='1'/></RESOURCE><RESOURCE><RESOURCE><INFO name='x' value='y'/><TABLE><GROUP><PARAM name='g' datatype='int' value='2'/></GROUP>"
            + "<FIELD name='a' datatype='int'/><LINK href='x'/><DATA><TABLEDATA><TR><TD>7</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE></RESOURCE>";
        var read = ReadTable.Of(open + body.Replace("</", $"</{prefix}").Replace("<", "<" + prefix).Replace($"<{prefix}/{prefix}", "</" + prefix) + close);
        Assert.Equal("7", read["a"].Single());
    }

    [Fact]
    public void Values_and_nulls_of_TABLEDATA_are_read_as_they_are_spelled()
    {
        var read = Table("""
            <FIELD name="b" datatype="boolean"/><FIELD name="u" datatype="unsignedByte"/><FIELD name="i" datatype="int"><VALUES null="-1"/></FIELD><FIELD name="d" datatype="double"/>
            <FIELD name="s" datatype="char" arraysize="*"/><FIELD name="t" datatype="char" arraysize="*" xtype="adql:TIMESTAMP"/>
            """, "<TR><TD>1</TD><TD> 0x0f </TD><TD>+3</TD><TD>Inf</TD><TD> a\n</TD><TD>2020-02-29 12:30</TD></TR><TR><TD>?</TD><TD/><TD>-1</TD><TD>NaN</TD><TD></TD><TD> </TD></TR><TR><TD>false</TD><TD>255</TD></TR><TR/>");
        Same(["True", "15", "3", "7ff0000000000000", " a\n", "2020-02-29T12:30:00"], read.Rows[0]);
        Same(new string?[6], read.Rows[1]);
        Same(["False", "255", null, null, null, null], read.Rows[2]);
        Same(new string?[6], read.Rows[3]);
    }

    [Fact]
    public void A_cell_may_be_base64_and_text_may_be_in_CDATA() =>
        Same(["258", "<&>"], Table("<FIELD name='a' datatype='short'/><FIELD name='s' datatype='char' arraysize='*'/>", "<TR><TD encoding='base64'>AQI=</TD><TD><![CDATA[<&>]]></TD></TR>").Rows.Single());

    [Fact]
    public void Missing_and_repeated_names_are_mended() =>
        Assert.Equal(["a", "a_1", "A", "col4"], Table("<FIELD name='a' datatype='int'/><FIELD name='a' datatype='int'/><FIELD name='A' datatype='int'/><FIELD name=' ' datatype='int'/>", "").Columns.Select(c => c.Name));

    [Fact]
    public void What_has_no_type_is_kept_as_text_with_a_note()
    {
        var read = Table("<FIELD name='m' datatype='float' arraysize='2x2'/><FIELD name='c' datatype='doubleComplex'/><FIELD name='s' datatype='char' arraysize='3x*'/>", "<TR><TD>1 2 3 4</TD><TD>1 -1</TD><TD>abcdef</TD></TR>");
        Same(["1 2 3 4", "1 -1", "abcdef"], read.Rows.Single());
        Assert.Equal(3, read.Notes.Count);
    }

    [Fact]
    public void BINARY_of_what_has_no_type_is_spelled_as_in_TABLEDATA()
    {
        byte[] row = [0b1010_0000, .. Big(1.5), .. Big(-2.0), 0, 0, 0, 2, .. RowBuilder.Big(5, 8), .. RowBuilder.Big(-6, 8), (byte)'T', 0];
        var read = ReadTable.Of(Document("<FIELD name='x' datatype='bit' arraysize='3'/><FIELD name='c' datatype='doubleComplex'/><FIELD name='l' datatype='long' arraysize='*'/><FIELD name='b' datatype='boolean' arraysize='2'/>",
            $"<BINARY><STREAM encoding='base64'>{Convert.ToBase64String(row)}</STREAM></BINARY>"));
        Same(["1 0 1", "1.5 -2", "5 -6", "T ?"], read.Rows.Single());
    }

    [Fact]
    public void Base64_may_be_broken_anywhere_and_Latin_1_is_understood()
    {
        byte[] rows = [0, 0, 0, 3, (byte)'c', (byte)'a', 0xE9, 0, 0, 0, 0];
        var broken = string.Join("\n ", Convert.ToBase64String(rows).Chunk(3).Select(c => new string(c)));
        Same(["caé", null], ReadTable.Of(Document("<FIELD name='s' datatype='char' arraysize='*'/>", $"<BINARY><STREAM encoding='base64'>\n{broken}\n</STREAM></BINARY>"))["s"]);
    }

    [Fact]
    public void The_first_table_with_data_counts_and_one_without_is_empty()
    {
        const string two = "<VOTABLE><RESOURCE><TABLE><FIELD name='none' datatype='int'/></TABLE><TABLE><FIELD name='a' datatype='int'/><DATA><TABLEDATA><TR><TD>1</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>";
        Assert.Equal("1", ReadTable.Of(two)["a"].Single());
        var none = ReadTable.Of("<VOTABLE><RESOURCE><TABLE><FIELD name='none' datatype='int'/></TABLE></RESOURCE></VOTABLE>");
        Assert.Equal(("none", 0), (none.Columns.Single().Name, none.Rows.Count));
    }

    [Fact]
    public void A_packed_table_is_unpacked()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) gzip.Write("a,b\n1,x\n"u8);
        Same(["1", "x"], ReadTable.Of(packed.ToArray()).Rows.Single());
    }

    [Theory]
    [InlineData("a,b\n1,x\n,y\n", CellType.Long, CellType.UnicodeText)]
    [InlineData("a\tb\n1.5\ttrue\n2\tFALSE\n", CellType.Double, CellType.Boolean)]
    [InlineData("a;b\n2020-01-01;1e5\n2020-01-01T10:00:00;NaN\n", CellType.Timestamp, CellType.Double)]
    [InlineData("a|b\n1|\nx|\n", CellType.UnicodeText, CellType.UnicodeText)]
    public void Types_of_CSV_are_found(string file, CellType a, CellType b) => Assert.Equal([a, b], ReadTable.Of(file).Columns.Select(c => c.Type));

    [Theory]
    [InlineData("<FIELD name='a' datatype='int'/>", "<TR><TD>seven</TD></TR>", "\"seven\" in column a of row 1 should be an integer")]
    [InlineData("<FIELD name='a' datatype='short'/>", "<TR><TD>1</TD></TR><TR><TD>40000</TD></TR>", "row 2 should be an integer from -32768 to 32767")]
    [InlineData("<FIELD name='a' datatype='unsignedByte'/>", "<TR><TD>-1</TD></TR>", "from 0 to 255")]
    [InlineData("<FIELD name='a' datatype='double' arraysize='2'/>", "<TR><TD>1 2 3</TD></TR>", "should be 2 numbers")]
    [InlineData("<FIELD name='a' datatype='char' arraysize='*' xtype='timestamp'/>", "<TR><TD>2021-02-29</TD></TR>", "should be a date and time")]
    [InlineData("<FIELD name='a' datatype='int'/>", "<TR><TD>1</TD><TD>2</TD></TR>", "more cells than the table has columns")]
    [InlineData("<FIELD name='a' datatype='int'/>", "<TR><TD><B>1</B></TD></TR>", "holds the element B")]
    [InlineData("<FIELD name='a' datatype='string'/>", "", "\"string\", which VOTable does not have")]
    [InlineData("<FIELD name='a' datatype='int' arraysize='x'/>", "", "arraysize \"x\"")]
    [InlineData("", "", "has no FIELD")]
    public void What_is_wrong_is_said_with_its_place(string fields, string rows, string message)
    {
        var fault = Assert.Throws<TableReadException>(() => Table(fields, rows));
        Assert.Equal(TableReadFault.Malformed, fault.Kind);
        Assert.Contains(message, fault.Message);
    }

    internal static byte[] Document(string fields, string data) => Encoding.UTF8.GetBytes($"<VOTABLE><RESOURCE><TABLE>{fields}<DATA>{data}</DATA></TABLE></RESOURCE></VOTABLE>");

    static void Same(string?[] expected, string?[] read) => Assert.Equal((IEnumerable<string?>)expected, read);

    static ReadTable Table(string fields, string rows) => ReadTable.Of(Document(fields, $"<TABLEDATA>{rows}</TABLEDATA>"));

    static byte[] Big(double value) => RowBuilder.Big(BitConverter.DoubleToInt64Bits(value), 8);
}
