using System.IO.Compression;
using System.Text;
using Lamost.Vo.Tables.Reading;
using Xunit;

namespace Lamost.Vo.Tables.Tests.Reading;

/// <summary>Small tables that would grow large: in memory, on the stack or on the disk. Each is refused before it does.</summary>
public sealed class BombTests
{
    static readonly TableReadLimits Limits = new() { Bytes = 64 << 20, Rows = 1000, CellBytes = 1 << 20 };

    [Fact]
    public void A_packed_file_in_a_packed_file_is_refused_so_that_one_that_unpacks_to_itself_does_not_go_on_for_ever()
    {
        var fault = Assert.Throws<TableReadException>(() => ReadTable.Of(Packed(Packed("a,b\n1,2\n"u8.ToArray())), Limits));
        Assert.Equal(TableReadFault.Unsupported, fault.Kind);
        Assert.Contains("packed twice", fault.Message);
    }

    [Theory]
    [InlineData("<VOTABLE><RESOURCE><TABLE>", "<GROUP>")]
    [InlineData("<VOTABLE><RESOURCE><TABLE><FIELD name='a' datatype='int'>", "<X>")]
    [InlineData("<VOTABLE><RESOURCE><TABLE><FIELD name='a' datatype='int'><VALUES>", "<OPTION>")]
    [InlineData("<VOTABLE><INFO>", "<X>")]
    public void Depth_is_limited_in_what_is_passed_over_too(string open, string element) =>
        Refused(open + string.Concat(Enumerable.Repeat(element, 200_000)), "deep", megabytes: 4);

    [Theory]
    [InlineData("<VOTABLE a='>", "x")]
    [InlineData("<VOTABLE a='>", ">")]
    [InlineData("<VOTABLE><RESOURCE><!-- > ", "x")]
    [InlineData("<VOTABLE><RESOURCE><?pi > ", "x")]
    [InlineData("<VOTABLE><RESOURCE><INFO name='a' value='>' b='>", "y")]
    public void What_a_parser_holds_as_a_whole_is_limited_whatever_stands_in_it(string open, string filling) =>
        Refused(open + string.Concat(Enumerable.Repeat(filling, 24 << 20)), "bytes", megabytes: 24);

    [Fact]
    public void An_attribute_in_UTF_16_is_limited_whatever_its_bytes_look_like()
    {
        // The bytes of U+3E3E are those of two closing brackets.
        var document = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("<VOTABLE a='" + new string('\u3E3E', 12 << 20))).ToArray();
        Assert.Equal(TableReadFault.TooLarge, Measured(document, megabytes: 24).Kind);
    }

    [Theory]
    [InlineData("<VOTABLE><RESOURCE>", "<e{0}/>")]
    [InlineData("<VOTABLE><RESOURCE>", "<INFO a{0}=''/>")]
    [InlineData("<VOTABLE><RESOURCE><TABLE><FIELD name='a' datatype='int'/><DATA><TABLEDATA><TR>", "<TD a{0}=''/></TR><TR>")]
    [InlineData("<VOTABLE><RESOURCE>", "<INFO xmlns='u{0}'/>")]
    public void Names_which_a_parser_keeps_for_ever_are_limited(string open, string one)
    {
        var text = new StringBuilder(open);
        for (var i = 0; i < 300_000; i++) text.AppendFormat(System.Globalization.CultureInfo.InvariantCulture, one, i);
        var fault = Measured(Encoding.UTF8.GetBytes(text.ToString()), megabytes: 8, Limits with { Rows = 1_000_000 });
        Assert.Equal(TableReadFault.TooLarge, fault.Kind);
        Assert.Contains("different names", fault.Message);
    }

    [Fact]
    public void A_long_name_is_not_said_again_in_full()
    {
        var name = new string('n', 1 << 19);
        foreach (var document in (string[])[
            $"<VOTABLE><RESOURCE><TABLE><FIELD name='{name}' datatype='int'/><DATA><TABLEDATA><TR><TD>x</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>",
            $"<VOTABLE><RESOURCE><TABLE><FIELD name='{name}' datatype='{name}'/></TABLE></RESOURCE></VOTABLE>",
            $"<VOTABLE><RESOURCE><TABLE><FIELD name='a' datatype='int'/><DATA><TABLEDATA><TR><TD>&{name};</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>",
            $"<{name}/>"])
            Assert.InRange(Assert.Throws<TableReadException>(() => ReadTable.Of(document)).Message.Length, 5, 400);
    }

    [Fact]
    public void A_row_is_limited_although_each_of_its_cells_is_not_too_large()
    {
        // Two characters of text are twelve bytes of an array.
        var cell = $"<TD>{string.Concat(Enumerable.Repeat("1 ", 1 << 18))}</TD>";
        Refused("<VOTABLE><RESOURCE><TABLE>" + string.Concat(Enumerable.Range(0, 60).Select(i => $"<FIELD name='f{i}' datatype='int' arraysize='*'/>")) + "<DATA><TABLEDATA><TR>" + string.Concat(Enumerable.Repeat(cell, 60)), "row 1", megabytes: 200);
    }

    [Fact]
    public void A_plain_file_of_any_format_is_limited_in_bytes()
    {
        var small = Limits with { Bytes = 1000 };
        foreach (var start in (string[])["a,b\n", "<VOTABLE><RESOURCE>", "SIMPLE  =                    T"])
            Assert.Equal(TableReadFault.TooLarge, Assert.Throws<TableReadException>(() => ReadTable.Of(Encoding.UTF8.GetBytes(start.PadRight(1001)), small)).Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"a\n\"")]
    public void A_header_of_commas_is_counted_not_kept(string first) => Assert.Equal(TableReadFault.Malformed, Measured(Encoding.UTF8.GetBytes(first + new string(',', 12 << 20)), megabytes: 80).Kind);

    static void Refused(string document, string words, int megabytes)
    {
        var fault = Measured(Encoding.UTF8.GetBytes(document), megabytes);
        Assert.Equal(TableReadFault.TooLarge, fault.Kind);
        Assert.Contains(words, fault.Message);
    }

    static TableReadException Measured(byte[] document, int megabytes, TableReadLimits? limits = null)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fault = Assert.Throws<TableReadException>(() => ReadTable.Of(document, limits ?? Limits));
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) >> 20, 0, megabytes);
        return fault;
    }

    static byte[] Packed(byte[] file)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) gzip.Write(file);
        return packed.ToArray();
    }
}
