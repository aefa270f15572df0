using System.Buffers;
using System.Text;
using Lamost.Vo.Tables.VOTable;
using Xunit;

namespace Lamost.Vo.Tables.Tests;

/// <summary>Whole documents, to the byte.</summary>
public sealed class VotableDocumentTests
{
    static readonly TableHeader Header = new([
        new("obsid", CellType.Int) { Ucd = "meta.id;meta.main", Description = "Unique id of the spectrum" },
        new("ra", CellType.Double) { Id = "ra", Unit = "deg", Ucd = "pos.eq.ra;meta.main", Utype = "stc:a<b", CoordinateSystemId = "sys" },
        new("class", CellType.Text) { MaxLength = 8 },
        new("date", CellType.Date)])
    {
        Name = "dr10.lrs",
        Description = "Stars & \"others\"",
        Infos = [new("QUERY", "select \"a\"\nwhere x < 1"), new("citation", "doi:1", "Cite <this>", "meta.bib")],
        CoordinateSystems = [new("sys", "ICRS", "J2000.0")],
    };

    static readonly byte[][] Rows =
        [RowBuilder.Row(101, 10.5, "STAR", new DateOnly(2020, 2, 29)), RowBuilder.Row(null, null, null, null)];

    const string Before = """
        <?xml version="1.0" encoding="UTF-8"?>
        <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">
        <RESOURCE type="results">
        <INFO name="QUERY_STATUS" value="OK"/>
        <INFO name="QUERY" value="select &quot;a&quot;&#10;where x &lt; 1"/>
        <INFO name="citation" value="doi:1" ucd="meta.bib">Cite &lt;this&gt;</INFO>
        <COOSYS ID="sys" system="ICRS" epoch="J2000.0"/>
        <TABLE name="dr10.lrs">
        <DESCRIPTION>Stars &amp; "others"</DESCRIPTION>

        """;

    const string Fields = """
        <FIELD name="obsid" datatype="int" ucd="meta.id;meta.main">
        <DESCRIPTION>Unique id of the spectrum</DESCRIPTION>
        </FIELD>
        <FIELD ID="ra" name="ra" datatype="double" unit="deg" ucd="pos.eq.ra;meta.main" utype="stc:a&lt;b" ref="sys"/>
        <FIELD name="class" datatype="char" arraysize="*"/>
        <FIELD name="date" datatype="char" arraysize="10" xtype="timestamp"/>
        <DATA>

        """;

    const string After = """
        </DATA>
        </TABLE>
        </RESOURCE>
        </VOTABLE>

        """;

    [Fact]
    public void Tabledata_has_a_line_a_row()
    {
        Assert.Equal(Before + Fields + """
            <TABLEDATA>
            <TR><TD>101</TD><TD>10.5</TD><TD>STAR</TD><TD>2020-02-29</TD></TR>
            <TR><TD/><TD/><TD/><TD/></TR>
            </TABLEDATA>

            """ + After, Written.Text(new VotableWriter(VotableSerialization.TableData), Header, Rows));
    }

    [Fact]
    public void Binary2_flags_the_nulls()
    {
        byte[] first = [0, 0, 0, 0, 101, 0x40, 0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, .. "STAR2020-02-29"u8];
        byte[] second = [0xF0, 0, 0, 0, 0, .. NaN, .. new byte[4 + 10]];
        Assert.Equal(Before + Fields + $"""
            <BINARY2>
            <STREAM encoding="base64">
            {Convert.ToBase64String([.. first, .. second])}
            </STREAM>
            </BINARY2>

            """ + After, Written.Text(new VotableWriter(VotableSerialization.Binary2), Header, Rows));
    }

    [Fact]
    public void Binary_declares_the_integer_that_stands_for_null()
    {
        byte[] first = [0, 0, 0, 101, 0x40, 0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, .. "STAR2020-02-29"u8];
        byte[] second = [0x80, 0, 0, 0, .. NaN, .. new byte[4 + 10]];
        var fields = Fields.Replace("</FIELD>", "<VALUES null=\"-2147483648\"/>\n</FIELD>", StringComparison.Ordinal);
        Assert.Equal(Before + fields + $"""
            <BINARY>
            <STREAM encoding="base64">
            {Convert.ToBase64String([.. first, .. second])}
            </STREAM>
            </BINARY>

            """ + After, Written.Text(new VotableWriter(VotableSerialization.Binary), Header, Rows));
    }

    [Theory]
    [InlineData(VotableSerialization.TableData, "<TABLEDATA>\n</TABLEDATA>\n")]
    [InlineData(VotableSerialization.Binary, "<BINARY>\n<STREAM encoding=\"base64\">\n</STREAM>\n</BINARY>\n")]
    [InlineData(VotableSerialization.Binary2, "<BINARY2>\n<STREAM encoding=\"base64\">\n</STREAM>\n</BINARY2>\n")]
    public void A_table_without_rows_is_still_a_whole_table(VotableSerialization serialization, string data) =>
        Assert.EndsWith("<DATA>\n" + data + After, Written.Text(new VotableWriter(serialization), Header, []), StringComparison.Ordinal);

    [Theory]
    [InlineData(TableStatus.Overflow, "Cut at <5> rows.", "<INFO name=\"QUERY_STATUS\" value=\"OVERFLOW\">Cut at &lt;5&gt; rows.</INFO>\n")]
    [InlineData(TableStatus.Overflow, null, "<INFO name=\"QUERY_STATUS\" value=\"OVERFLOW\"/>\n")]
    [InlineData(TableStatus.Error, "The database left.", "<INFO name=\"QUERY_STATUS\" value=\"ERROR\">The database left.</INFO>\n")]
    [InlineData(TableStatus.Complete, null, "")]
    public void An_ending_stands_after_the_table_and_all_is_closed(TableStatus status, string? message, string info)
    {
        foreach (var serialization in Enum.GetValues<VotableSerialization>())
        {
            var text = Encoding.UTF8.GetString(Written.Bytes(new VotableWriter(serialization), Header, new(status, message), Rows));
            Assert.EndsWith("</DATA>\n</TABLE>\n" + info + "</RESOURCE>\n</VOTABLE>\n", text, StringComparison.Ordinal);
            System.Xml.Linq.XDocument.Parse(text);
        }
    }

    [Theory]
    [InlineData(VotableVersion.V13, "1.3", "galactic")]
    [InlineData(VotableVersion.V14, "1.4", "galactic")]
    [InlineData(VotableVersion.V15, "1.5", "GALACTIC")]
    public void Each_version_has_its_number_its_terms_and_the_namespace_of_1_3(VotableVersion version, string number, string system)
    {
        var header = Header with { CoordinateSystems = [new("sys", "GALACTIC")] };
        var text = Written.Text(new VotableWriter(VotableSerialization.TableData, new() { Version = version }), header, Rows);
        Assert.Contains($"<VOTABLE version=\"{number}\" xmlns=\"http://www.ivoa.net/xml/VOTable/v1.3\">", text, StringComparison.Ordinal);
        Assert.Contains($"<COOSYS ID=\"sys\" system=\"{system}\"/>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CellType.Boolean, null, false, "datatype=\"boolean\"/>")]
    [InlineData(CellType.Short, null, false, "datatype=\"short\"/>")]
    [InlineData(CellType.Long, null, false, "datatype=\"long\"/>")]
    [InlineData(CellType.Float, null, false, "datatype=\"float\"/>")]
    [InlineData(CellType.Text, null, false, "datatype=\"char\" arraysize=\"*\"/>")]
    [InlineData(CellType.Text, 1, false, "datatype=\"char\" arraysize=\"*\"/>")]
    [InlineData(CellType.Text, 1, true, "datatype=\"char\"/>")]
    [InlineData(CellType.Text, 7, true, "datatype=\"char\" arraysize=\"7\"/>")]
    [InlineData(CellType.UnicodeText, 7, false, "datatype=\"unicodeChar\" arraysize=\"*\"/>")]
    [InlineData(CellType.UnicodeText, 7, true, "datatype=\"unicodeChar\" arraysize=\"7\"/>")]
    [InlineData(CellType.Timestamp, null, false, "datatype=\"char\" arraysize=\"*\" xtype=\"timestamp\"/>")]
    public void A_field_says_what_its_cells_are(CellType type, int? length, bool isFixed, string field)
    {
        var header = new TableHeader([new("x", type) { MaxLength = length, FixedLength = isFixed }]);
        Assert.Contains($"<FIELD name=\"x\" {field}\n", Written.Text(new VotableWriter(VotableSerialization.TableData), header), StringComparison.Ordinal);
    }

    [Fact]
    public void An_xtype_that_is_given_is_kept()
    {
        var header = new TableHeader([new("x", CellType.Text) { Xtype = "moc" }]);
        Assert.Contains(" xtype=\"moc\"/>", Written.Text(new VotableWriter(VotableSerialization.TableData), header), StringComparison.Ordinal);
    }

    [Fact]
    public void The_error_document_has_its_message_as_text_and_no_table()
    {
        var output = new ArrayBufferWriter<byte>();
        VotableErrorDocument.Write(output, "No table <x>.", [new("request_id", "7")]);
        Assert.Equal("""
            <?xml version="1.0" encoding="UTF-8"?>
            <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">
            <RESOURCE type="results">
            <INFO name="QUERY_STATUS" value="ERROR">No table &lt;x&gt;.</INFO>
            <INFO name="request_id" value="7"/>
            </RESOURCE>
            </VOTABLE>

            """, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void The_error_document_of_cone_search_has_its_message_as_value_and_an_empty_resource()
    {
        var output = new ArrayBufferWriter<byte>();
        ConeSearchErrorDocument.Write(output, "RA is \"as3f\".");
        Assert.Equal("""
            <?xml version="1.0" encoding="UTF-8"?>
            <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">
            <INFO name="Error" value="RA is &quot;as3f&quot;."/>
            <RESOURCE type="results"/>
            </VOTABLE>

            """, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    static byte[] NaN => RowBuilder.Big(BitConverter.DoubleToInt64Bits(double.NaN), 8);
}
