using System.Buffers;
using System.Globalization;
using System.Text;
using Lamost.Vo.Tables.Vizier;
using Xunit;

namespace Lamost.Vo.Tables.Tests.Vizier;

/// <summary>Widths, decimals and digits of aligned columns.</summary>
public sealed class VizierWriterTests
{
    [Theory]
    // Shortest texts side by side, zeros behind them, one zero before the point.
    [InlineData("F7.3", new[] { 1.5, -12.25, 0.001, 0 }, new[] { "  1.500", "-12.250", "  0.001", "  0.000" })]
    [InlineData("F6.1", new[] { 1.0, 1000, 20 }, new[] { "   1.0", "1000.0", "  20.0" })]
    [InlineData("F4.1", new[] { -3.0, -1, 10.5 }, new[] { "-3.0", "-1.0", "10.5" })]
    [InlineData("F13.10", new[] { 0.1, 2e-10, 10.25 }, new[] { " 0.1000000000", " 0.0000000002", "10.2500000000" })]
    [InlineData("F21.17", new[] { 359.9876543210988, 0.12345678901234566 }, new[] { "359.98765432109880000", "  0.12345678901234566" })]
    [InlineData("F12.8", new[] { 1e-8, -10.5 }, new[] { "  0.00000001", "-10.50000000" })]
    // What F would stretch too far.
    [InlineData("E7.1", new[] { 1e-17, 2.5e-19 }, new[] { "1.0E-17", "2.5E-19" })]
    [InlineData("E24.16", new[] { 1.2345678901234568e-300, -1e100 }, new[] { " 1.2345678901234568E-300", "-1.0000000000000000E+100" })]
    [InlineData("E7.1", new[] { 1e22, 0 }, new[] { "1.0E+22", "0.0E+00" })]
    [InlineData("E9.3", new[] { 1e-17, 123.4 }, new[] { "1.000E-17", "1.234E+02" })]
    public void Real_numbers_have_the_digits_that_they_need(string format, double[] values, string[] lines)
    {
        var (measure, text) = Write(new("x", CellType.Double), values.Cast<object?>());
        Assert.Equal(format, measure.Format.ToString());
        Assert.Equal(lines, text);
    }

    [Fact]
    public void Numbers_of_any_kind_read_back_as_they_were()
    {
        var random = new Random(5);
        // Decimals as surveys have them, raw ones, tiny and huge ones, and all patterns of bits.
        Func<double>[] kinds =
        [
            () => Math.Round(random.NextDouble() * 360, 7), () => Math.Round(random.NextDouble() * 360 - 180, 10), () => random.NextDouble() * 360, () => random.NextDouble() * 1e-5,
            () => Math.Round(random.NextDouble() * 30, 3) * Math.Pow(10, random.Next(-30, 30)), () => random.Next(-9999, 9999), () => random.NextInt64(),
            () => Math.Pow(10, random.Next(-320, 308)), () => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)), () => 1e15 - random.Next(100) / 8.0,
        ];
        foreach (var kind in kinds)
            for (var turn = 0; turn < 20; turn++)
            {
                var values = Enumerable.Range(0, 200).Select(_ => kind()).Where(double.IsFinite).ToList();
                Check(CellType.Double, [.. values.Cast<object?>()], values, (text, v) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) == v);
                var singles = values.Select(v => (float)v).Where(float.IsFinite).ToList();
                // Read as a double first, as readers do that have no other number.
                Check(CellType.Float, [.. singles.Cast<object?>()], singles, (text, v) => (float)double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) == v);
            }
    }

    [Fact]
    public void The_digits_are_the_shortest_that_read_back()
    {
        var random = new Random(6);
        foreach (var decimals in (int[])[1, 4, 7, 10, 13])
        {
            var values = Enumerable.Range(0, 500).Select(_ => Math.Round(random.NextDouble() * 100 - 50, decimals)).ToList();
            var (measure, lines) = Write(new("x", CellType.Double), values.Cast<object?>());
            Assert.Equal(('F', decimals), (measure.Format.Letter, measure.Format.Decimals));
            Assert.Equal(values.Select(v => v.ToString("F" + decimals, CultureInfo.InvariantCulture)).Select(t => t.TrimStart('-').Trim('0', '.').Length == 0 ? t.TrimStart('-') : t), lines.Select(l => l.Trim()));
        }
    }

    [Theory]
    [InlineData(new[] { 1.0, 2.5 }, "1", "2.5")]
    [InlineData(new[] { 0.123456789, 359.987654321 }, "0.12345", "359.99")]
    [InlineData(new[] { -89.987654321, -1.23456789 }, "-89.988", "-1.2345")]
    [InlineData(new[] { 1.23456789e-17, 9.87654321e-17 }, "1.23456E-17", "9.87664E-17")]
    [InlineData(new[] { 12345678.9, 99999999.99 }, "12345678", "100000000")]
    public void Limits_are_the_values_or_round_ones_beyond_them(double[] values, string least, string greatest)
    {
        var (measure, _) = Write(new("x", CellType.Double), values.Cast<object?>());
        Assert.Equal((least, greatest), (measure.Minimum, measure.Maximum));
        Assert.True(double.Parse(least, CultureInfo.InvariantCulture) <= values.Min() && double.Parse(greatest, CultureInfo.InvariantCulture) >= values.Max());
    }

    [Fact]
    public void Columns_stand_side_by_side_with_a_blank_between_and_lines_are_of_one_length()
    {
        TableColumn[] columns =
        [
            new("id", CellType.Long), new("ok", CellType.Boolean), new("name", CellType.Text), new("note", CellType.UnicodeText), new("day", CellType.Date), new("at", CellType.Timestamp),
            new("none", CellType.Double), new("few", CellType.Short), new("z", CellType.Float),
        ];
        byte[][] rows =
        [
            RowBuilder.Row(long.MinValue, true, "ab ", "\u00e9\ud83d\ude00", new DateOnly(2024, 2, 29), new DateTime(2024, 2, 29, 1, 2, 3), null, (short)-7, 0.1f),
            RowBuilder.Row(5L, false, " c", "\\", null, new DateTime(2024, 2, 29, 1, 2, 3).AddMilliseconds(500), double.NaN, null, null),
            RowBuilder.Row(123L, null, "", "a\nb", new DateOnly(1858, 11, 17), null, null, (short)12, 16777216f),
        ];
        var (measures, lines) = Write(columns, rows);
        Assert.Equal(["I20", "I1", "A2", "A18", "A10", "A21", "F3.1", "I2", "F10.1"], measures.Select(m => m.Format.ToString()));
        Assert.Equal(
        [
            Line("-9223372036854775808", "1", "ab", @"\u00e9\ud83d\ude00", "2024-02-29", "2024-02-29T01:02:03", "", "-7", "       0.1"),
            Line("                   5", "0", " c", "\\", "", "2024-02-29T01:02:03.5", "", "", ""),
            Line("                 123", "", "", @"a\u000ab", "1858-11-17", "", "", "12", "16777216.0"),
        ], lines);
        Assert.Equal([false, true, true, false, true, true, true, true, true], measures.Select(m => m.HasNulls));
        Assert.Equal(2, measures[3].Escaped);
        Assert.Equal((null, null), (measures[6].Minimum, measures[6].Maximum));
        Assert.Equal(("0", "1"), (measures[1].Minimum, measures[1].Maximum));
    }

    [Fact]
    public void Infinite_values_are_counted_and_rows_that_were_not_measured_refused()
    {
        var column = new TableColumn("x", CellType.Double);
        var meter = new VizierMeter();
        meter.Begin(new ArrayBufferWriter<byte>(), new([column]));
        foreach (var value in (double[])[1, double.PositiveInfinity, double.NegativeInfinity]) meter.Row(new ArrayBufferWriter<byte>(), RowBuilder.Row(value));
        Assert.Equal(2, meter.Measures[0].Infinite);

        var writer = new VizierWriter(VizierColumn.Place([("x", null, "X", meter.Measures[0])]));
        var output = new ArrayBufferWriter<byte>();
        writer.Begin(output, new([column]));
        writer.Row(output, RowBuilder.Row(7.5));
        foreach (var other in (double[])[10, -1, 1.25, double.PositiveInfinity]) Assert.Throws<ArgumentException>(() => writer.Row(output, RowBuilder.Row(other)));
        Assert.Equal("7.5\n", Encoding.ASCII.GetString(output.WrittenSpan));
        Assert.Throws<ArgumentException>(() => new VizierMeter().Begin(output, new([new("p", CellType.DoubleArray)])));
    }

    [Fact]
    public void Rows_take_no_memory()
    {
        TableColumn[] columns = [new("a", CellType.Double), new("b", CellType.Float), new("c", CellType.Long), new("d", CellType.UnicodeText), new("e", CellType.Timestamp), new("f", CellType.Double)];
        var row = RowBuilder.Row(1.2345678901234567e-5, 0.1f, 5L, "caf\u00e9", new DateTime(2024, 2, 29), 17.25);
        var meter = new VizierMeter();
        var output = new ArrayBufferWriter<byte>(1 << 20);
        meter.Begin(output, new(columns));
        meter.Row(output, row);
        var writer = new VizierWriter(VizierColumn.Place(columns.Zip(meter.Measures, (c, m) => (c.Name, (string?)null, c.Name, m))));
        writer.Begin(output, new(columns));
        writer.Row(output, row);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            meter.Row(output, row);
            writer.Row(output, row);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    static void Check<T>(CellType type, IReadOnlyList<object?> cells, IReadOnlyList<T> values, Func<string, T, bool> same)
    {
        if (cells.Count == 0) return;
        var (measure, lines) = Write(new("x", type), cells);
        Assert.InRange(measure.Format.Width, 3, 24);
        for (var i = 0; i < values.Count; i++) Assert.True(lines[i].Length == measure.Format.Width && same(lines[i], values[i]), $"{values[i]:R} as {measure.Format}: '{lines[i]}'");
        var places = lines.Select(l => l.IndexOf('.', StringComparison.Ordinal) is var at && measure.Format.Letter == 'F' ? l.Length - at - 1 : l.IndexOf('E', StringComparison.Ordinal) - at - 1).Distinct();
        Assert.Equal([measure.Format.Decimals], places);
    }

    static string Line(params string[] cells) => string.Join(' ', cells.Zip((int[])[20, 1, 2, 18, 10, 21, 3, 2, 10], (c, w) => c.PadRight(w)));

    static (VizierMeasure Measure, List<string> Lines) Write(TableColumn column, IEnumerable<object?> cells)
    {
        var (measures, lines) = Write([column], [.. cells.Select(c => RowBuilder.Row(c))]);
        return (measures[0], lines);
    }

    static (IReadOnlyList<VizierMeasure> Measures, List<string> Lines) Write(TableColumn[] columns, byte[][] rows)
    {
        var meter = new VizierMeter();
        Assert.Empty(Written.Bytes(meter, new(columns), TableEnding.Complete, rows));
        var layout = VizierColumn.Place(columns.Zip(meter.Measures, (c, m) => (c.Name, (string?)null, c.Name, m)));
        var text = Written.Text(new VizierWriter(layout), new(columns), rows);
        var lines = text.Split('\n');
        Assert.Equal("", lines[^1]);
        Assert.All(lines[..^1], l => Assert.Equal(layout[^1].End, l.Length));
        return (meter.Measures, [.. lines[..^1]]);
    }
}
