using System.Text;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Releases;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Loading;

public sealed class CellConverterTests
{
    [Theory]
    [InlineData(ColumnType.Int, "123", "123")]
    [InlineData(ColumnType.Int, " 55860.0 ", "55860")]
    [InlineData(ColumnType.Int, "1e3", "1000")]
    [InlineData(ColumnType.Short, "-32768", "-32768")]
    [InlineData(ColumnType.Long, "9223372036854775807", "9223372036854775807")]
    [InlineData(ColumnType.Long, "9007199254740992.0", "9007199254740992")]
    [InlineData(ColumnType.Double, "10.2042270000", "10.204227")]
    [InlineData(ColumnType.Float, "0.1", "0.1")]
    [InlineData(ColumnType.Boolean, "TRUE", "true")]
    [InlineData(ColumnType.Boolean, "0", "false")]
    [InlineData(ColumnType.Date, "2011-10-24", "2011-10-24")]
    [InlineData(ColumnType.Date, "1999-12-31", "1999-12-31")]
    [InlineData(ColumnType.Timestamp, "2011-10-24T01:02:03.25Z", "2011-10-24T01:02:03.250000")]
    [InlineData(ColumnType.Timestamp, "2011-10-24 23:59:59", "2011-10-24T23:59:59.000000")]
    [InlineData(ColumnType.Timestamp, "2011-10-24", "2011-10-24T00:00:00.000000")]
    [InlineData(ColumnType.String, "  J0040 ", "J0040")]
    [InlineData(ColumnType.Unicode, "郭守敬", "郭守敬")]
    public void Text_becomes_a_value(ColumnType type, string text, string value) => Assert.Equal(value, Convert(new(type), text));

    [Theory]
    [InlineData(ColumnType.Double, "")]
    [InlineData(ColumnType.Double, "   ")]
    [InlineData(ColumnType.Double, "NaN")]
    [InlineData(ColumnType.Double, "-9999")]
    [InlineData(ColumnType.Double, "-9999.0000000000")]
    [InlineData(ColumnType.Float, "-9.999e3")]
    [InlineData(ColumnType.Long, "-9999.00")]
    [InlineData(ColumnType.Long, "nan")]
    [InlineData(ColumnType.Int, "Non")]
    [InlineData(ColumnType.String, "Non")]
    [InlineData(ColumnType.String, "-9999")]
    [InlineData(ColumnType.Date, "")]
    public void Sentinels_and_empty_text_are_null(ColumnType type, string text) => Assert.Equal("~", Convert(new(type, "-9999", "Non"), text));

    [Theory]
    [InlineData(ColumnType.String, "-9999.0")]
    [InlineData(ColumnType.String, "non")]
    public void Sentinels_of_text_are_compared_exactly(ColumnType type, string text) => Assert.Equal(text, Convert(new(type, "-9999", "Non"), text));

    [Theory]
    [InlineData(ColumnType.Int, "12a", "is not an integer")]
    [InlineData(ColumnType.Int, "1.5", "is not an integer")]
    [InlineData(ColumnType.Int, "2147483648", "is too large for the column's type")]
    [InlineData(ColumnType.Short, "40000", "is too large for the column's type")]
    [InlineData(ColumnType.Long, "3.69086124796690048e17", "is an integer written as a floating-point number that may have lost digits")]
    [InlineData(ColumnType.Long, "inf", "is not an integer")]
    [InlineData(ColumnType.Double, "abc", "is not a number")]
    [InlineData(ColumnType.Double, "inf", "is not a finite number")]
    [InlineData(ColumnType.Float, "1e39", "is too large for the column's type")]
    [InlineData(ColumnType.Boolean, "yes", "is neither true nor false")]
    [InlineData(ColumnType.Date, "2011-02-29", "is not a date of the form YYYY-MM-DD")]
    [InlineData(ColumnType.Date, "2011/02/01", "is not a date of the form YYYY-MM-DD")]
    [InlineData(ColumnType.Date, "+201-02-01", "is not a date of the form YYYY-MM-DD")]
    [InlineData(ColumnType.Timestamp, "2011-02-01T25:00:00", "is not a time of the form YYYY-MM-DDThh:mm:ss")]
    [InlineData(ColumnType.String, "Güneş", "holds characters other than ASCII")]
    [InlineData(ColumnType.String, "a\0b", "holds characters other than ASCII")]
    [InlineData(ColumnType.Unicode, "a\0b", "is not UTF-8 text")]
    public void What_does_not_fit_is_refused_with_a_reason(ColumnType type, string text, string reason) => Assert.Equal(reason, Convert(new(type), text));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("360", "360")]
    [InlineData("360.0000001", "is above 360")]
    [InlineData("-0.5", "is below 0")]
    [InlineData("-9999", "~")]
    public void Bounds_are_inclusive_and_come_after_the_sentinels(string text, string result) =>
        Assert.Equal(result, Convert(new(ColumnType.Double, "-9999") { Least = 0, Most = 360 }, text));

    [Theory]
    [InlineData(ColumnType.String, "abcde", "abcde")]
    [InlineData(ColumnType.String, "abcdef", "is longer than 5 characters")]
    [InlineData(ColumnType.Unicode, "郭守敬望遠", "郭守敬望遠")]
    [InlineData(ColumnType.Unicode, "郭守敬望遠鏡", "is longer than 5 characters")]
    public void Text_longer_than_the_column_is_refused(ColumnType type, string text, string result) => Assert.Equal(result, Convert(new(type) { Length = 5 }, text));

    [Fact]
    public void A_required_column_refuses_every_null()
    {
        Spec spec = new(ColumnType.Long, "-9999") { Required = true };
        Assert.All(["", "-9999", "nan"], text => Assert.Equal("is missing, and the column must have a value", Convert(spec, text)));
    }

    [Fact]
    public void Broken_UTF_8_is_refused()
    {
        var to = new TupleWriter();
        Assert.Equal("is not UTF-8 text", new CellConverter(Column(new(ColumnType.Unicode))).FromText([0x61, 0xC3], to, out _));
        Assert.Equal(0, to.Written.Length);
    }

    [Theory]
    [InlineData(ColumnType.Int, 99.9000015f, true, "~")] // 99.9 in single precision
    [InlineData(ColumnType.Double, 99.9000015f, true, "~")]
    [InlineData(ColumnType.Double, 99.90000152587890625, false, "99.9000015258789")]
    [InlineData(ColumnType.Long, 16777216f, true, "16777216")]
    [InlineData(ColumnType.Long, 16777218f, true, "is an integer written as a floating-point number that may have lost digits")]
    [InlineData(ColumnType.Float, 0.5, false, "0.5")]
    public void Numbers_in_single_precision_are_trusted_for_24_bits(ColumnType type, double value, bool single, string result) =>
        Assert.Equal(result, Convert(new(type, "99.9"), (converter, to) => converter.FromReal(value, single, to, out _)));

    [Theory]
    [InlineData(ColumnType.Long, "18446744073709551615", "is too large for the column's type")]
    [InlineData(ColumnType.Long, "-9999", "~")]
    [InlineData(ColumnType.String, "369086124796690048", "369086124796690048")]
    [InlineData(ColumnType.Double, "3", "3")]
    [InlineData(ColumnType.Boolean, "1", "true")]
    public void Binary_integers_go_into_numbers_and_text(ColumnType type, string value, string result) =>
        Assert.Equal(result, Convert(new(type, "-9999"), (converter, to) => converter.FromInteger(Int128.Parse(value), to, out _)));

    static string Convert(Spec spec, string text) => Convert(spec, (converter, to) => converter.FromText(Encoding.UTF8.GetBytes(text), to, out _));

    static string Convert(Spec spec, Func<CellConverter, TupleWriter, string?> convert)
    {
        var to = new TupleWriter();
        to.Begin(1);
        var column = Column(spec);
        if (convert(new CellConverter(column, spec.Required), to) is not { } reason) return Rows.Of(new Once(to), new("t", [column]) { Description = "" }).Single();
        Assert.Equal(2, to.Written.Length);
        return reason;
    }

    static ColumnDefinition Column(Spec spec) =>
        new("c", spec.Type) { Description = "", NullValues = spec.Nulls, Minimum = spec.Least, Maximum = spec.Most, Length = spec.Length };

    sealed record Spec(ColumnType Type, params string[] Nulls)
    {
        public double? Least { get; init; }

        public double? Most { get; init; }

        public int? Length { get; init; }

        public bool Required { get; init; }
    }

    sealed class Once(TupleWriter tuples) : IRowSource
    {
        bool _given;

        public long? ExpectedRows => 1;

        public double? Fraction => null;

        public RowBlock? NextBlock(CancellationToken cancel)
        {
            if (_given) return null;
            _given = true;
            return new RowBlock(tuples.Written, tuples.Rows);
        }

        public void Dispose() { }
    }
}
