using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Lamost.Vo.Tables.Csv;
using Xunit;

namespace Lamost.Vo.Tables.Tests.Csv;

public sealed class CsvBlockReaderTests
{
    /// <summary>Pieces that CSV is made of and goes wrong at; put together at random they give files of every shape.</summary>
    static readonly string[] Pieces = ["a", "bc", "-9999", " ", ",", ",", "|", "\n", "\n", "\r\n", "\"", "\"\"", "\"x,y\"", "\"l1\nl2\"", "\"q\"\"q\"", "\r", "é"];

    static readonly Gen<string> Text = Gen.Elements(Pieces).ListOf().Select(string.Concat);

    [Fact]
    public void Blocks_cut_at_every_size_hold_the_records_of_a_naive_reader() =>
        Prop.ForAll(Arb.From(Text), body =>
        {
            var text = "h1,h2\n" + body;
            var naive = NaiveCsv.Read(text, ',', out var closed);
            var length = Encoding.UTF8.GetByteCount(text);
            for (var size = 1; size <= length + 1; size++)
            {
                if (closed) Assert.Equal(naive.Skip(1), Records(text, size));
                else Assert.Contains("is not closed", Assert.Throws<InvalidDataException>(() => Records(text, size)).Message);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_stream_that_gives_one_byte_at_a_time_is_read_the_same()
    {
        const string text = "h1,h2\r\n1,\"a\r\nb\"\r\n2,c";
        using var reader = new CsvBlockReader(new DripStream(Encoding.UTF8.GetBytes(text)), 5);
        Assert.Equal([new("2: 1|a\r\nb"), new("4: 2|c")], Records(reader));
    }

    [Theory]
    [InlineData("a,b,c\n", ',', "a;b;c")]
    [InlineData("a|b|c\n", '|', "a;b;c")]
    [InlineData("\uFEFFobsid|ra\n1|2\n", '|', "obsid;ra")]
    [InlineData("\uFEFF\"obsid\",\"r,a\"\r\n", ',', "obsid;r,a")]
    [InlineData("x,\"a\nb\"\n1,2\n", ',', "x;a\nb")]
    [InlineData(",obsid , ra", ',', ";obsid;ra")]
    [InlineData("alone\n1\n", ',', "alone")]
    public void The_header_decides_separator_and_names(string text, char delimiter, string names)
    {
        using var reader = new CsvBlockReader(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        Assert.Equal((byte)delimiter, reader.Delimiter);
        Assert.Equal(names.Split(';'), reader.Header);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\r\n1,2\n")]
    public void A_file_without_a_header_is_refused(string text) =>
        Assert.Contains("header", Assert.Throws<InvalidDataException>(() => new CsvBlockReader(new MemoryStream(Encoding.UTF8.GetBytes(text)))).Message);

    [Fact]
    public void A_quote_that_is_not_closed_is_told_with_its_line()
    {
        var message = Assert.Throws<InvalidDataException>(() => Records("a,b\n1,2\n\n3,\"4\n5,6\n", 7)).Message;
        Assert.Equal("The quote that opens on line 4 is not closed.", message);
    }

    [Fact]
    public void A_record_beyond_the_limit_ends_the_reading_instead_of_the_memory()
    {
        var bytes = new byte[CsvBlockReader.MaxRecordBytes + 100];
        Array.Fill(bytes, (byte)'x');
        "a,b\n1,\"2\n"u8.CopyTo(bytes);
        using var reader = new CsvBlockReader(new MemoryStream(bytes));
        var buffer = Array.Empty<byte>();
        var error = Assert.Throws<InvalidDataException>(() => reader.Read(ref buffer, out _));
        Assert.Contains("opens on line 2", error.Message);
    }

    [Fact]
    public void A_header_beyond_the_limit_is_refused()
    {
        var bytes = new byte[CsvBlockReader.MaxRecordBytes + 100];
        Array.Fill(bytes, (byte)'x');
        Assert.Contains("longer than", Assert.Throws<InvalidDataException>(() => new CsvBlockReader(new MemoryStream(bytes))).Message);
    }

    [Fact]
    public void A_field_with_text_behind_its_closing_quote_is_malformed_and_the_rest_of_the_row_is_not()
    {
        var block = "1,\"a\"b,c\n"u8;
        var rows = new CsvRowReader(block, (byte)',', 2);
        var fields = new CsvField[3];
        Assert.True(rows.Read(fields, out var count));
        Assert.Equal(3, count);
        Assert.Equal(CsvFieldKind.Malformed, fields[1].Kind);
        Assert.Equal("\"a\"b"u8, rows.Value(fields[1]));
        Assert.Equal("c"u8, rows.Value(fields[2]));
    }

    [Fact]
    public void A_row_with_more_fields_than_fit_is_counted_whole()
    {
        var rows = new CsvRowReader("1,2,3,\n4\n"u8, (byte)',', 1);
        var fields = new CsvField[2];
        Assert.True(rows.Read(fields, out var first));
        Assert.True(rows.Read(fields, out var second));
        Assert.Equal((4, 1), (first, second));
        Assert.False(rows.Read(fields, out _));
    }

    static List<string> Records(string text, int blockSize)
    {
        using var reader = new CsvBlockReader(new MemoryStream(Encoding.UTF8.GetBytes(text)), blockSize);
        return Records(reader);
    }

    static List<string> Records(CsvBlockReader reader)
    {
        var found = new List<string>();
        var buffer = Array.Empty<byte>();
        var fields = new CsvField[200];
        while (reader.Read(ref buffer, out var block))
        {
            var rows = new CsvRowReader(block.Bytes.Span, reader.Delimiter, block.FirstLine);
            while (rows.Read(fields, out var count))
            {
                var values = new string[count];
                for (var i = 0; i < count; i++) values[i] = Encoding.UTF8.GetString(rows.Value(fields[i])) + (fields[i].Kind == CsvFieldKind.Malformed ? "!" : "");
                found.Add($"{rows.Line}: {string.Join('|', values)}");
            }
        }
        return found;
    }

    sealed class DripStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));
    }
}

/// <summary>CSV one character at a time over the whole text, with the same law and none of the same code.</summary>
static class NaiveCsv
{
    public static List<string> Read(string text, char delimiter, out bool closed)
    {
        var records = new List<string>();
        var fields = new List<string>();
        int line = 1, start = 1;
        var at = 0;
        closed = true;
        while (at < text.Length)
        {
            if (fields.Count == 0 && text[at] == '\n') { at++; line++; continue; }
            if (fields.Count == 0 && text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n') { at += 2; line++; continue; }
            if (fields.Count == 0) start = line;
            var value = new StringBuilder();
            var raw = new StringBuilder();
            bool quoted = text[at] == '"', malformed = false;
            if (quoted)
            {
                raw.Append(text[at++]);
                while (true)
                {
                    if (at == text.Length) { closed = false; return records; }
                    if (text[at] == '"' && at + 1 < text.Length && text[at + 1] == '"') { value.Append('"'); raw.Append("\"\""); at += 2; continue; }
                    if (text[at] == '"') { raw.Append(text[at++]); break; }
                    if (text[at] == '\n') line++;
                    value.Append(text[at]);
                    raw.Append(text[at++]);
                }
            }
            var tail = new StringBuilder();
            while (at < text.Length && text[at] != delimiter && text[at] != '\n') tail.Append(text[at++]);
            var ends = at == text.Length || text[at] == '\n';
            var plain = ends && tail.Length > 0 && tail[^1] == '\r' ? tail.ToString(0, tail.Length - 1) : tail.ToString();
            malformed = quoted && plain.Length > 0;
            fields.Add(malformed ? raw + plain + "!" : quoted ? value.ToString() : plain);
            if (at < text.Length) at++;
            if (!ends && at == text.Length) { fields.Add(""); ends = true; }
            if (!ends) continue;
            records.Add($"{start}: {string.Join('|', fields)}");
            fields.Clear();
            line++;
        }
        return records;
    }
}
