using System.Text;
using Lamost.Vo.Tables.Fits;
using Lamost.Vo.Tables.Reading;
using Lamost.Vo.Tables.Tests.Fits;
using Xunit;

namespace Lamost.Vo.Tables.Tests.Reading;

/// <summary>Corners of the formats, where a value is easily lost or made up.</summary>
public sealed class EdgeTests
{
    [Theory]
    [InlineData("-99.9", "-99.9", "1.5")]
    [InlineData("-99.9", "-99.90", "1.5")]
    [InlineData("-9999", "-9999.0", "1.5")]
    [InlineData("1e20", "100000000000000000000", "1.5")]
    public void The_null_of_VALUES_counts_for_real_numbers(string declared, string cell, string other)
    {
        foreach (var datatype in (string[])["float", "double"])
        {
            var read = Table($"<FIELD name='a' datatype='{datatype}'><VALUES null='{declared}'/></FIELD>", $"<TR><TD>{cell}</TD></TR><TR><TD>{other}</TD></TR>");
            Same([null, "3ff8000000000000"], read["a"]);
        }
    }

    [Fact]
    public void The_null_of_VALUES_counts_for_real_numbers_in_binary_too()
    {
        byte[] rows = [.. Big(BitConverter.SingleToInt32Bits(-99.9f), 4), .. Big(BitConverter.DoubleToInt64Bits(-99.9), 8), .. Big(BitConverter.SingleToInt32Bits(1.5f), 4), .. Big(BitConverter.DoubleToInt64Bits(1.5), 8)];
        var read = Stream("<FIELD name='f' datatype='float'><VALUES null='-99.9'/></FIELD><FIELD name='d' datatype='double'><VALUES null='-99.9'/></FIELD>", "BINARY", rows);
        Same([null, "3ff8000000000000"], read["f"]);
        Same([null, "3ff8000000000000"], read["d"]);
    }

    [Fact]
    public void A_position_of_NaN_alone_is_null_for_binary_has_no_other_word_for_it()
    {
        byte[] nans = [.. Big(BitConverter.DoubleToInt64Bits(double.NaN), 8), .. Big(BitConverter.DoubleToInt64Bits(double.NaN), 8)];
        Assert.Null(Stream("<FIELD name='p' datatype='double' arraysize='2' xtype='point'/>", "BINARY", nans)["p"].Single());
        Same([null, "nan 0000000000000000"], Table("<FIELD name='p' datatype='double' arraysize='2'/>", "<TR><TD>NaN NaN</TD></TR><TR><TD>NaN 0</TD></TR>")["p"]);
    }

    [Fact]
    public void Texts_of_an_array_keep_their_places_whether_blanks_or_NULs_fill_them()
    {
        const string field = "<FIELD name='s' datatype='char' arraysize='4x2'/>";
        Assert.Equal("  ab  cd", Table(field, "<TR><TD>  ab  cd</TD></TR>")["s"].Single());
        Assert.Equal("ab  cd", Stream(field, "BINARY", [.. "ab\0\0cd\0\0"u8])["s"].Single());
        Assert.Null(Stream(field, "BINARY", new byte[8])["s"].Single());
    }

    [Fact]
    public void An_array_of_times_is_text_not_a_time()
    {
        var read = Table("<FIELD name='t' datatype='char' arraysize='19x*' xtype='timestamp'/>", "<TR><TD>2020-01-01T00:00:002020-01-02T00:00:00</TD></TR>");
        Assert.Equal((CellType.Text, "2020-01-01T00:00:002020-01-02T00:00:00"), (read.Columns.Single().Type, read["t"].Single()));
    }

    [Theory]
    [InlineData("2011-10-24T18:03:07.120Z", "2011-10-24T18:03:07.12")]
    [InlineData("2011-10-24T18:03:07.123456789", "2011-10-24T18:03:07.123456")]
    [InlineData("1969-12-31T23:59:59.9999999", "1969-12-31T23:59:59.999999")]
    [InlineData("2011-10-24", "2011-10-24T00:00:00")]
    [InlineData("0001-01-01T00:00:00", "0001-01-01T00:00:00")]
    [InlineData("9999-12-31T23:59:59.999999", "9999-12-31T23:59:59.999999")]
    public void Times_are_exact_to_the_microsecond(string text, string expected) =>
        Assert.Equal(expected, Table("<FIELD name='t' datatype='char' arraysize='*' xtype='timestamp'/>", $"<TR><TD>{text}</TD></TR>")["t"].Single());

    [Theory]
    [InlineData("bit", "*", "oA==", "1 0 1 0 0 0 0 0")]
    [InlineData("bit", "3", "oA==", "1 0 1")]
    [InlineData("short", "*", "AAEAAg==", "1 2")]
    [InlineData("char", "*", "YWI=", "ab")]
    public void A_cell_in_base64_is_as_long_as_its_bytes(string datatype, string arraysize, string cell, string expected) =>
        Assert.Equal(expected, Table($"<FIELD name='a' datatype='{datatype}' arraysize='{arraysize}'/>", $"<TR><TD encoding='base64'>{cell}</TD></TR>")["a"].Single());

    [Theory]
    [InlineData("int", "", "AAA=")]
    [InlineData("int", "", "AAAAAQA=")]
    [InlineData("int", "*", "AAAAAQA=")]
    [InlineData("int", "", "AA%A")]
    public void A_cell_in_base64_of_another_length_is_told_with_its_place(string datatype, string arraysize, string cell)
    {
        var fault = Assert.Throws<TableReadException>(() => Table($"<FIELD name='a' datatype='{datatype}' arraysize='{arraysize}'/>", $"<TR><TD encoding='base64'>{cell}</TD></TR>"));
        Assert.Equal(TableReadFault.Malformed, fault.Kind);
        Assert.Contains("column a", fault.Message);
        Assert.Contains("row 1", fault.Message);
    }

    [Theory]
    [InlineData("a\n12345678901234567890\n1\n", CellType.UnicodeText, "12345678901234567890")]
    [InlineData("a\n9223372036854775807\n1\n", CellType.Long, "9223372036854775807")]
    [InlineData("a\n1.5\n12345678901234567890\n", CellType.Double, "3ff8000000000000")]
    [InlineData("a\n0x1F\n0x20\n", CellType.UnicodeText, "0x1F")]
    [InlineData("a,b\n 7 ,x\n  ,y\n", CellType.Long, "7")]
    [InlineData("a,b\n  ,x\n,y\n", CellType.UnicodeText, "  ")]
    public void Types_of_CSV_lose_no_digit(string file, CellType type, string first)
    {
        var read = ReadTable.Of(file);
        Assert.Equal((type, first), (read.Columns[0].Type, read.Rows[0][0]));
    }

    [Fact]
    public void A_CSV_column_of_integers_that_no_integer_holds_is_noted() => Assert.Contains("column a", ReadTable.Of("a\n12345678901234567890\n").Notes.Single());

    [Fact]
    public void A_sheet_in_UTF_16_is_refused_with_what_would_be_right()
    {
        var fault = Assert.Throws<TableReadException>(() => ReadTable.Of([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a\tb\n1\t2\n")]));
        Assert.Equal(TableReadFault.Unsupported, fault.Kind);
        Assert.Contains("UTF-8", fault.Message);
    }

    [Fact]
    public void ECSV_is_not_taken_for_CSV() => Assert.Contains("ECSV", Assert.Throws<TableReadException>(() => ReadTable.Of("# %ECSV 1.0\n# ---\na b\n1 2\n")).Message);

    [Fact]
    public void A_VOTable_in_UTF_16_is_read()
    {
        const string document = "<VOTABLE><RESOURCE><TABLE><FIELD name='a' datatype='char' arraysize='*'/><DATA><TABLEDATA><TR><TD>天</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>";
        foreach (var encoding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode])
            Assert.Equal("天", ReadTable.Of([.. encoding.GetPreamble(), .. encoding.GetBytes(document)])["a"].Single());
    }

    [Fact]
    public void CSV_may_be_quoted_broken_into_lines_and_without_an_end()
    {
        var read = ReadTable.Of("\uFEFFa,\"b,c\",\n1,\"x\n\"\"y\"\"\",2\r\n3,,");
        Assert.Equal(["a", "b,c", "col3"], read.Columns.Select(c => c.Name));
        Assert.Equal(["1", "x\n\"y\"", "2"], read.Rows[0].AsEnumerable());
        Assert.Equal(["3", null, null], read.Rows[1].AsEnumerable());
        Assert.Contains("line 4", Assert.Throws<TableReadException>(() => ReadTable.Of("a,b\n1,\"x\ny\"\n2\n")).Message);
    }

    [Fact]
    public void FITS_arrays_of_fixed_length_are_arrays_and_the_rest_is_left_out_with_a_note()
    {
        var file = Fits([("d", "2D"), ("e", "1E"), ("i", "2I"), ("j", "2J"), ("b", "2B"), ("k", "2K"), ("x", "3X")], ["TNULL4  = -1", "TUNIT1  = 'deg'"],
            [.. Big(BitConverter.DoubleToInt64Bits(1.5), 8), .. Big(BitConverter.DoubleToInt64Bits(-2), 8), .. Big(BitConverter.SingleToInt32Bits(0.5f), 4), 0, 1, 0xFF, 0xFE, .. Big(7, 4), .. Big(-1, 4), 1, 255, .. Big(1, 8), .. Big(2, 8), 0]);
        var read = ReadTable.Of(file);
        Assert.Equal(["d", "e", "i", "j", "b"], read.Columns.Select(c => c.Name));
        Assert.Equal([(CellType.DoubleArray, 2), (CellType.Float, null), (CellType.IntArray, 2), (CellType.IntArray, 2), (CellType.IntArray, (int?)2)], read.Columns.Select(c => (c.Type, c.ArrayLength)));
        Assert.Equal(["3ff8000000000000 c000000000000000", "3fe0000000000000", "1 -2", "7 null", "1 255"], read.Rows.Single().AsEnumerable());
        Assert.Equal(2, read.Notes.Count);
    }

    [Fact]
    public void FITS_in_a_votable_is_the_extension_that_is_meant_with_the_words_of_the_votable()
    {
        byte[] first = Fits([("a", "1J")], [], Big(1, 4)), second = Fits([("k", "2K"), ("t", "10A"), ("b", "1J")], [], [.. new byte[16], .. "2020-01-02"u8, .. Big(2, 4)]);
        byte[] both = [.. first, .. second[FitsHeader.BlockBytes..]];
        const string fields = "<FIELD name='K' datatype='long' arraysize='2'/><FIELD name='T' datatype='char' arraysize='10' xtype='timestamp'/><FIELD name='B' datatype='int' unit='mag' ucd='phot.mag'/>";
        ReadTable Of(string extension) => ReadTable.Of(VotableReadingTests.Document(fields, $"<FITS {extension}><STREAM encoding='base64'>{Convert.ToBase64String(both)}</STREAM></FITS>"));
        var read = Of("extnum='2'");
        Assert.Equal([("T", CellType.Timestamp, null, null), ("B", CellType.Int, "mag", "phot.mag")], read.Columns.Select(c => (c.Name, c.Type, c.Unit, c.Ucd)));
        Assert.Equal(["2020-01-02T00:00:00", "2"], read.Rows.Single().AsEnumerable());
        Assert.Equal("1", Of("").Rows.Single().Single());
        Assert.Equal("1", Of("extnum='1'").Rows.Single().Single());
        foreach (var wrong in (string[])["extnum='3'", "extnum='0'", "extnum='x'"]) Assert.Equal(TableReadFault.Malformed, Assert.Throws<TableReadException>(() => Of(wrong)).Kind);
    }

    static void Same(string?[] expected, string?[] read) => Assert.Equal((IEnumerable<string?>)expected, read);

    static ReadTable Table(string fields, string rows) => ReadTable.Of(VotableReadingTests.Document(fields, $"<TABLEDATA>{rows}</TABLEDATA>"));

    static ReadTable Stream(string fields, string element, byte[] rows) =>
        ReadTable.Of(VotableReadingTests.Document(fields, $"<{element}><STREAM encoding='base64'>{Convert.ToBase64String(rows)}</STREAM></{element}>"));

    // One row.
    static byte[] Fits((string Name, string Form)[] columns, string[] cards, byte[] row) =>
        FitsFile.Table(row.Length, 1, columns.Length, [.. columns.SelectMany((c, i) => (string[])[$"TTYPE{i + 1}  = '{c.Name}'", $"TFORM{i + 1}  = '{c.Form}'"]), .. cards], row);

    static byte[] Big(long value, int width) => RowBuilder.Big(value, width);
}
