using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Lamost.Vo.Tables.VOTable;
using Xunit;

namespace Lamost.Vo.Tables.Tests;

public sealed class VotableTableDataTests
{
    [Fact]
    public void Null_is_an_empty_element_in_every_type()
    {
        foreach (var type in Enum.GetValues<CellType>()) Assert.Equal([null], Written.TableData(new("x", type), [null]));
    }

    [Fact]
    public void Integers_reach_their_ends()
    {
        Assert.Equal(["-32768", "0", "32767"], Written.TableData(new("x", CellType.Short), short.MinValue, (short)0, short.MaxValue));
        Assert.Equal(["-2147483648", "2147483647"], Written.TableData(new("x", CellType.Int), int.MinValue, int.MaxValue));
        Assert.Equal(["-9223372036854775808", "9223372036854775807"], Written.TableData(new("x", CellType.Long), long.MinValue, long.MaxValue));
    }

    [Fact]
    public void Booleans_are_words() => Assert.Equal(["true", "false"], Written.TableData(new("x", CellType.Boolean), true, false));

    [Fact]
    public void Floats_have_their_shortest_text()
    {
        Assert.Equal(["0.1", "-0", "1.5E+30", "1E-45", "-3.4028235E+38", "NaN", "+Inf", "-Inf"], Written.TableData(
            new("x", CellType.Float), 0.1f, -0f, 1.5e30f, float.Epsilon, float.MinValue, float.NaN, float.PositiveInfinity, float.NegativeInfinity));
        Assert.Equal(["0.1", "-0", "5E-324", "-1.7976931348623157E+308", "-2.2250738585072014E-308", "NaN", "+Inf", "-Inf"], Written.TableData(
            new("x", CellType.Double), 0.1, -0.0, double.Epsilon, double.MinValue, -2.2250738585072014e-308, double.NaN, double.PositiveInfinity,
            double.NegativeInfinity));
    }

    [Fact]
    public void Every_number_reads_back_as_itself()
    {
        Prop.ForAll<long>(bits =>
        {
            var number = BitConverter.Int64BitsToDouble(bits * 0x9E3779B97F4A7C1);
            var single = BitConverter.Int32BitsToSingle((int)(bits * 0x9E3779B97F4A7C1 >> 32));
            return !double.IsFinite(number) || !float.IsFinite(single)
                || double.Parse(Written.TableData(new("x", CellType.Double), number)[0]!, CultureInfo.InvariantCulture).Equals(number)
                && float.Parse(Written.TableData(new("x", CellType.Float), single)[0]!, CultureInfo.InvariantCulture).Equals(single);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Dates_have_the_form_of_DALI() => Assert.Equal(
        ["0001-01-01", "1999-12-31", "2000-01-01", "2024-02-29", "9999-12-31"],
        Written.TableData(
            new("x", CellType.Date), DateOnly.MinValue, new DateOnly(1999, 12, 31), new DateOnly(2000, 1, 1), new DateOnly(2024, 2, 29), DateOnly.MaxValue));

    [Fact]
    public void Timestamps_have_a_fraction_only_if_there_is_one_and_no_zone() => Assert.Equal(
        [
            "0001-01-01T00:00:00", "1999-12-31T23:59:59.999999", "2000-01-01T00:00:00", "2011-10-24T18:03:07.5", "2011-10-24T18:03:07.000001",
            "9999-12-31T23:59:59.999999",
        ],
        Written.TableData(
            new("x", CellType.Timestamp), DateTime.MinValue, new DateTime(2000, 1, 1).AddMicroseconds(-1), new DateTime(2000, 1, 1),
            new DateTime(2011, 10, 24, 18, 3, 7, 500), new DateTime(2011, 10, 24, 18, 3, 7).AddMicroseconds(1),
            new DateTime(9999, 12, 31, 23, 59, 59).AddMicroseconds(999_999)));

    [Fact]
    public void Times_that_have_no_form_are_null()
    {
        var first = DateOnly.MinValue.DayNumber - new DateOnly(2000, 1, 1).DayNumber;
        foreach (var day in (int[])[int.MaxValue, int.MinValue, first - 1, 2_921_940])
            Assert.Equal([null], Written.TableData(new("x", CellType.Date), RowBuilder.Big(day, 4)));
        foreach (var time in (long[])[long.MaxValue, long.MinValue, -63_082_281_600_000_001, 252_455_616_000_000_000])
            Assert.Equal([null], Written.TableData(new("x", CellType.Timestamp), RowBuilder.Big(time, 8)));
    }

    [Fact]
    public void Text_keeps_blanks_line_ends_and_every_character_that_XML_allows()
    {
        string[] texts = ["", " a ", "a<b>&c;\"'", "line\r\nline\rline\nline\ttab", "é中文😀", "]]>", "\u007F\u0085\uE000\uFFFD"];
        Assert.Equal(texts, Written.TableData(new("x", CellType.UnicodeText), texts));
        Assert.Equal(texts, Written.TableData(new("x", CellType.Text), texts));
    }

    [Fact]
    public void What_XML_forbids_becomes_a_replacement_character() => Assert.Equal(
        ["a\uFFFDb\uFFFD\uFFFD", "\uFFFDc", "\uFFFD\uFFFD"],
        Written.TableData(new("x", CellType.Text), "a\u0001b\uFFFE\uFFFF", new byte[] { 0xFF, (byte)'c' }, "\0\u001F"));

    [Fact]
    public void No_bytes_at_all_can_break_the_document()
    {
        Prop.ForAll<byte[]>(bytes =>
        {
            var read = Written.TableData(new("x", CellType.Text), bytes)[0] ?? "";
            var expected = string.Concat(Encoding.UTF8.GetString(bytes).Select(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '\uFFFD'));
            return read == expected;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_text_of_the_header_can_break_the_document()
    {
        Prop.ForAll<string>(text =>
        {
            text ??= "";
            var header = new TableHeader([new(text, CellType.Int) { Unit = text, Description = text }]) { Name = text, Infos = [new(text, text, text)] };
            var document = XDocument.Parse(Written.Text(new VotableWriter(VotableSerialization.TableData), header), LoadOptions.PreserveWhitespace);
            var info = document.Descendants(Written.Votable + "INFO").Last();
            return info.Attribute("value")!.Value == Allowed(text) && info.Value == Allowed(text);
        }).QuickCheckThrowOnFailure();
        var odd = new TableHeader([new("a\uD800\u0002", CellType.Int)]);
        Assert.Contains("name=\"a\uFFFD\uFFFD\"", Written.Text(new VotableWriter(VotableSerialization.TableData), odd), StringComparison.Ordinal);
    }

    static string Allowed(string text) =>
        string.Concat(text.EnumerateRunes().Select(r => r.Value >= 0x10000 || XmlConvert.IsXmlChar((char)r.Value) ? r : Rune.ReplacementChar));
}
