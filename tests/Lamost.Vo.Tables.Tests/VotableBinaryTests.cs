using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Lamost.Vo.Tables.VOTable;
using Xunit;

namespace Lamost.Vo.Tables.Tests;

public sealed class VotableBinaryTests
{
    static byte[] Cell(VotableSerialization serialization, TableColumn column, object? cell) =>
        Written.Stream(serialization, new([column]), RowBuilder.Row(cell));

    static byte[] Binary(TableColumn column, object? cell) => Cell(VotableSerialization.Binary, column, cell);

    [Fact]
    public void Numbers_keep_their_bytes()
    {
        Assert.Equal([0x12, 0x34], Binary(new("x", CellType.Short), (short)0x1234));
        Assert.Equal([0x12, 0x34, 0x56, 0x78], Binary(new("x", CellType.Int), 0x12345678));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], Binary(new("x", CellType.Long), 0x0102030405060708));
        Assert.Equal([0x80, 0, 0, 0], Binary(new("x", CellType.Float), -0f));
        Assert.Equal([0x7F, 0xF0, 0, 0, 0, 0, 0, 0], Binary(new("x", CellType.Double), double.PositiveInfinity));
        Assert.Equal("T"u8, Binary(new("x", CellType.Boolean), true));
        Assert.Equal("F"u8, Binary(new("x", CellType.Boolean), false));
    }

    [Fact]
    public void Without_flags_each_null_has_its_value()
    {
        Assert.Equal("?"u8, Binary(new("x", CellType.Boolean), null));
        Assert.Equal([0x80, 0], Binary(new("x", CellType.Short), null));
        Assert.Equal([0x80, 0, 0, 0], Binary(new("x", CellType.Int), null));
        Assert.Equal([0x80, 0, 0, 0, 0, 0, 0, 0], Binary(new("x", CellType.Long), null));
        Assert.True(float.IsNaN(BinaryPrimitives.ReadSingleBigEndian(Binary(new("x", CellType.Float), null))));
        Assert.True(double.IsNaN(BinaryPrimitives.ReadDoubleBigEndian(Binary(new("x", CellType.Double), null))));
        Assert.Equal(new byte[4], Binary(new("x", CellType.Text), null));
        Assert.Equal(new byte[4], Binary(new("x", CellType.UnicodeText), null));
        Assert.Equal(new byte[4], Binary(new("x", CellType.Timestamp), null));
        Assert.Equal(new byte[10], Binary(new("x", CellType.Date), null));
        Assert.Equal(new byte[3], Binary(new("x", CellType.Text) { MaxLength = 3, FixedLength = true }, null));
        Assert.Equal(new byte[6], Binary(new("x", CellType.UnicodeText) { MaxLength = 3, FixedLength = true }, null));
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(9, 2)]
    [InlineData(17, 3)]
    public void Flags_run_from_the_highest_bit_of_the_first_byte(int columns, int bytes)
    {
        var header = new TableHeader([.. Enumerable.Range(0, columns).Select(i => new TableColumn($"c{i}", CellType.Short))]);
        for (var missing = 0; missing < columns; missing++)
        {
            var row = RowBuilder.Row([.. Enumerable.Range(0, columns).Select(i => i == missing ? (object?)null : (short)1)]);
            var stream = Written.Stream(VotableSerialization.Binary2, header, row);
            Assert.Equal(bytes + 2 * columns, stream.Length);
            for (var i = 0; i < 8 * bytes; i++) Assert.Equal(i == missing, (stream[i / 8] & (0x80 >> (i % 8))) != 0);
        }
    }

    [Fact]
    public void A_time_that_has_no_form_is_flagged()
    {
        Assert.Equal([0x80, .. new byte[10]], Cell(VotableSerialization.Binary2, new("x", CellType.Date), RowBuilder.Big(int.MaxValue, 4)));
        Assert.Equal([0x80, 0, 0, 0, 0], Cell(VotableSerialization.Binary2, new("x", CellType.Timestamp), RowBuilder.Big(long.MinValue, 8)));
    }

    [Fact]
    public void A_null_text_differs_from_an_empty_one_by_its_flag()
    {
        Assert.Equal([0, 0, 0, 0, 0], Cell(VotableSerialization.Binary2, new("x", CellType.Text), ""));
        Assert.Equal([0x80, 0, 0, 0, 0], Cell(VotableSerialization.Binary2, new("x", CellType.Text), null));
    }

    [Fact]
    public void Char_has_one_question_mark_for_each_code_point_beyond_ASCII()
    {
        Assert.Equal([0, 0, 0, 6, .. "Ca?n??"u8], Binary(new("x", CellType.Text), "Cañn中😀"));
        Assert.Equal([0, 0, 0, 3, .. "a?b"u8], Binary(new("x", CellType.Text), new byte[] { (byte)'a', 0xE9, (byte)'b' }));
    }

    [Fact]
    public void UnicodeChar_counts_the_units_of_UTF_16()
    {
        Assert.Equal([0, 0, 0, 4, 0, (byte)'a', 0x4E, 0x2D, 0xD8, 0x3D, 0xDE, 0x00], Binary(new("x", CellType.UnicodeText), "a中😀"));
        Assert.Equal([0, 0, 0, 1, 0xFF, 0xFD], Binary(new("x", CellType.UnicodeText), new byte[] { 0xFF }));
        var text = new string('é', 1000);
        Assert.Equal([0, 0, 3, 0xE8, .. Encoding.BigEndianUnicode.GetBytes(text)], Binary(new("x", CellType.UnicodeText), text));
    }

    [Fact]
    public void Fixed_texts_are_filled_up_with_zeros_and_have_no_count()
    {
        Assert.Equal("ab\0\0"u8, Binary(new("x", CellType.Text) { MaxLength = 4, FixedLength = true }, "ab"));
        Assert.Equal("????"u8, Binary(new("x", CellType.Text) { MaxLength = 4, FixedLength = true }, "éééé"));
        Assert.Equal([0, (byte)'a', 0, 0], Binary(new("x", CellType.UnicodeText) { MaxLength = 2, FixedLength = true }, "a"));
        Assert.Equal("M"u8, Binary(new("x", CellType.Text) { MaxLength = 1, FixedLength = true }, "M"));
    }

    [Fact]
    public void A_row_that_does_not_match_leaves_no_trace()
    {
        var header = new TableHeader([new("n", CellType.Int), new("c", CellType.Text) { MaxLength = 2, FixedLength = true }]);
        foreach (var serialization in (VotableSerialization[])[VotableSerialization.Binary, VotableSerialization.Binary2])
        {
            var writer = new VotableWriter(serialization);
            var output = new ArrayBufferWriter<byte>();
            writer.Begin(output, header);
            writer.Row(output, RowBuilder.Row(1, "ab"));
            Assert.Contains("'c'", Assert.Throws<ArgumentException>(() => writer.Row(output, RowBuilder.Row(2, "abc"))).Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => writer.Row(output, RowBuilder.Row((short)2, "ab")));
            Assert.Throws<ArgumentException>(() => writer.Row(output, RowBuilder.Row(2, "ab", 3)));
            Assert.ThrowsAny<ArgumentException>(() => writer.Row(output, RowBuilder.Row(2)));
            writer.Row(output, RowBuilder.Row(3, "cd"));
            writer.End(output, TableEnding.Complete);
            Assert.Equal(
                Written.Stream(serialization, header, RowBuilder.Row(1, "ab"), RowBuilder.Row(3, "cd")),
                Written.Stream(Encoding.UTF8.GetString(output.WrittenSpan)));
        }
    }

    [Fact]
    public void The_stream_is_the_same_wherever_it_is_flushed_and_however_long_its_rows_are()
    {
        var header = new TableHeader([new("n", CellType.Short), new("s", CellType.Text), new("u", CellType.UnicodeText)]);
        var random = new Random(7);
        for (var count = 0; count < 40; count++)
        {
            var writer = new VotableWriter(VotableSerialization.Binary);
            var output = new ArrayBufferWriter<byte>();
            var expected = new List<byte>();
            writer.Begin(output, header);
            for (var i = 0; i < count; i++)
            {
                var text = new string((char)('a' + i % 26), random.Next(10) == 0 ? random.Next(200_000) : random.Next(10));
                writer.Row(output, RowBuilder.Row((short)i, text, text));
                expected.AddRange([
                    .. RowBuilder.Big(i, 2), .. RowBuilder.Big(text.Length, 4), .. Encoding.ASCII.GetBytes(text),
                    .. RowBuilder.Big(text.Length, 4), .. Encoding.BigEndianUnicode.GetBytes(text)]);
                if (random.Next(3) == 0) writer.Flush(output);
            }
            writer.End(output, TableEnding.Complete);
            Assert.Equal(expected, Written.Stream(Encoding.UTF8.GetString(output.WrittenSpan)));
        }
    }

    [Fact]
    public void After_a_flush_no_more_than_two_bytes_are_held_back()
    {
        var header = new TableHeader([new("x", CellType.Short)]);
        var writer = new VotableWriter(VotableSerialization.Binary);
        var output = new ArrayBufferWriter<byte>();
        writer.Begin(output, header);
        for (var i = 1; i <= 20; i++)
        {
            writer.Row(output, RowBuilder.Row((short)i));
            writer.Flush(output);
            var text = Encoding.ASCII.GetString(output.WrittenSpan);
            var base64 = text[(text.IndexOf("base64\">", StringComparison.Ordinal) + 8)..].Replace("\n", "", StringComparison.Ordinal);
            Assert.Equal(2 * i - 2 * i % 3, Convert.FromBase64String(base64).Length);
        }
    }
}
