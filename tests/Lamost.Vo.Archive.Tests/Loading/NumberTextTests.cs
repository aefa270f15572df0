using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Lamost.Vo.Archive.Loading;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Loading;

public sealed class NumberTextTests
{
    /// <summary>Decimal numbers as catalogues write them, and longer.</summary>
    static readonly Gen<string> Decimals =
        from sign in Gen.Elements("", "-")
        from whole in Digits(0, 12)
        from point in Gen.Elements("", ".")
        from decimals in point.Length == 0 ? Gen.Constant("") : Digits(0, 26)
        from exponent in Gen.Frequency((9, Gen.Constant("")), (1, Gen.Choose(-330, 310).Select(e => $"e{e}")))
        where whole.Length + decimals.Length > 0
        select sign + whole + point + decimals + exponent;

    [Fact]
    public void Every_decimal_text_becomes_the_nearest_double_and_the_nearest_float() =>
        Prop.ForAll(Arb.From(Decimals), text =>
        {
            Assert.True(NumberText.TryDouble(Encoding.ASCII.GetBytes(text), out var wide));
            Assert.Equal(Bits(double.Parse(text, CultureInfo.InvariantCulture)), Bits(wide));
            Assert.True(NumberText.TryFloat(Encoding.ASCII.GetBytes(text), out var narrow, out var same));
            Assert.Equal(BitConverter.SingleToInt32Bits(float.Parse(text, CultureInfo.InvariantCulture)), BitConverter.SingleToInt32Bits(narrow));
            Assert.Equal(Bits(wide), Bits(same));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Fact]
    public void Every_double_written_in_full_comes_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<double>().Filter(double.IsFinite), value =>
        {
            Assert.True(NumberText.TryDouble(Encoding.ASCII.GetBytes(value.ToString("R", CultureInfo.InvariantCulture)), out var read));
            Assert.Equal(Bits(value), Bits(read));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("1.00000005960464477539062500000000001", 1.00000012f)] // just above the middle of two floats, the middle as a double
    [InlineData("1.000000059604644775390625", 1f)]
    [InlineData("1e39", float.PositiveInfinity)]
    public void Single_precision_is_rounded_once(string text, float expected)
    {
        Assert.True(NumberText.TryFloat(Encoding.ASCII.GetBytes(text), out var value, out _));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("0x1F")]
    [InlineData("1 2")]
    [InlineData("Non")]
    [InlineData("--1")]
    [InlineData("1e")]
    public void What_is_no_number_is_no_number(string text)
    {
        Assert.False(NumberText.TryDouble(Encoding.ASCII.GetBytes(text), out _));
        Assert.False(NumberText.TryFloat(Encoding.ASCII.GetBytes(text), out _, out _));
    }

    [Theory]
    [InlineData("nan", double.NaN)]
    [InlineData("NaN", double.NaN)]
    [InlineData("-nan", double.NaN)]
    [InlineData("inf", double.PositiveInfinity)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    public void The_words_of_IEEE_754_are_numbers(string text, double expected)
    {
        Assert.True(NumberText.TryDouble(Encoding.ASCII.GetBytes(text), out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("0", true, 0)]
    [InlineData("+17", true, 17)]
    [InlineData("-9999", true, -9999)]
    [InlineData("0000000000000000000000042", true, 42)]
    [InlineData("9223372036854775807", true, long.MaxValue)]
    [InlineData("-9223372036854775808", true, long.MinValue)]
    [InlineData("9223372036854775808", false, 0)]
    [InlineData("-", false, 0)]
    [InlineData("", false, 0)]
    [InlineData("1.0", false, 0)]
    [InlineData("12a", false, 0)]
    public void Integers_are_digits_with_a_sign(string text, bool known, long expected)
    {
        Assert.Equal(known, NumberText.TryInteger(Encoding.ASCII.GetBytes(text), out var value));
        if (known) Assert.Equal(expected, value);
    }

    static Gen<string> Digits(int least, int most) =>
        from count in Gen.Choose(least, most)
        from digits in Gen.Elements("0123456789".ToCharArray()).ArrayOf(count)
        select new string(digits);

    static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
