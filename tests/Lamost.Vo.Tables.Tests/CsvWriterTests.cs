using System.Buffers;
using System.Text;
using Lamost.Vo.Tables.Csv;
using Xunit;

namespace Lamost.Vo.Tables.Tests;

public sealed class CsvWriterTests
{
    [Fact]
    public void A_table_has_a_line_of_names_and_a_line_a_row()
    {
        var header = new TableHeader([
            new("obsid", CellType.Long), new("a,b", CellType.Double), new("flag", CellType.Boolean), new("t", CellType.Timestamp),
            new("名", CellType.UnicodeText)]);
        Assert.Equal(
            "obsid,\"a,b\",flag,t,名\r\n101,-0,true,2011-10-24T18:03:07.25,天\r\n,,,,\r\n-1,NaN,false,,\"\"\r\n",
            Written.Text(
                new CsvWriter(),
                header,
                RowBuilder.Row(101L, -0.0, true, new DateTime(2011, 10, 24, 18, 3, 7, 250), "天"),
                RowBuilder.Row(null, null, null, null, null),
                RowBuilder.Row(-1L, double.NaN, false, RowBuilder.Big(long.MaxValue, 8), "")));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a b", "a b")]
    [InlineData("#a;'b", "#a;'b")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    [InlineData("\"", "\"\"\"\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("a\rb", "\"a\rb\"")]
    [InlineData(" a", "\" a\"")]
    [InlineData("a\t", "\"a\t\"")]
    [InlineData("é😀", "é😀")]
    public void A_field_is_quoted_only_if_it_must_be(string text, string field)
    {
        var header = new TableHeader([new("x", CellType.Text), new("y", CellType.Int)]);
        Assert.Equal($"x,y\r\n{field},1\r\n", Written.Text(new CsvWriter(), header, RowBuilder.Row(text, 1)));
    }

    [Fact]
    public void Null_in_a_table_of_one_column_is_no_empty_line() =>
        Assert.Equal(
            "x\r\n1\r\n\"\"\r\n2\r\n",
            Written.Text(new CsvWriter(), new([new("x", CellType.Int)]), RowBuilder.Row(1), RowBuilder.Row((object?)null), RowBuilder.Row(2)));

    [Fact]
    public void Ill_formed_text_becomes_replacement_characters() => Assert.Equal(
        "x\r\na\uFFFD\r\n",
        Written.Text(new CsvWriter(), new([new("x", CellType.Text)]), RowBuilder.Row(new byte[] { (byte)'a', 0xFF })));

    [Fact]
    public void The_line_of_names_can_be_left_out() =>
        Assert.Equal("1\r\n", Written.Text(new CsvWriter("text/csv;header=absent", false), new([new("x", CellType.Int)]), RowBuilder.Row(1)));

    [Fact]
    public void An_ending_writes_nothing_and_the_writer_says_so()
    {
        var header = new TableHeader([new("x", CellType.Int)]);
        Assert.False(new CsvWriter().CanReportEnding);
        foreach (var status in Enum.GetValues<TableStatus>())
            Assert.Equal("x\r\n1\r\n"u8, Written.Bytes(new CsvWriter(), header, new(status, "Why."), RowBuilder.Row(1)));
    }

    [Fact]
    public void A_row_that_does_not_match_leaves_no_trace()
    {
        var writer = new CsvWriter();
        var output = new ArrayBufferWriter<byte>();
        writer.Begin(output, new([new("x", CellType.Int), new("y", CellType.Int)]));
        Assert.Throws<ArgumentException>(() => writer.Row(output, RowBuilder.Row(1, 2L)));
        Assert.Throws<ArgumentException>(() => writer.Row(output, RowBuilder.Row(1, 2, 3)));
        Assert.ThrowsAny<ArgumentException>(() => writer.Row(output, RowBuilder.Row(1)));
        writer.Row(output, RowBuilder.Row(1, 2));
        writer.End(output, TableEnding.Complete);
        Assert.Equal("x,y\r\n1,2\r\n", Encoding.UTF8.GetString(output.WrittenSpan));
    }
}
