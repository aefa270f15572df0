using System.Globalization;
using Lamost.Vo.Adql.Units;
using Xunit;

namespace Lamost.Vo.Adql.Tests.Units;

public sealed class VoUnitTests
{
    static readonly string[] Symbols = ["m", "km", "s", "yr", "deg", "mas", "erg", "Angstrom", "Jy", "K", "ct", "pix", "mag", "Hz", "kpc", "%"];

    [Fact]
    public void Factors_are_those_of_astropy()
    {
        var count = 0;
        foreach (var line in File.ReadAllLines(Path.Combine(Fixture.Folder, "..", "Units", "conversions.txt")).Where(l => l[0] != '#'))
        {
            var words = line.Split(' ');
            var expected = double.Parse(words[2], CultureInfo.InvariantCulture);
            Assert.True(Unit(words[0]).TryConversionTo(Unit(words[1]), out var factor), line);
            // Constants of nature differ in the last digits between the editions of CODATA and of astropy.
            Assert.InRange(factor / expected, 1 - 2e-9, 1 + 2e-9);
            count++;
        }
        Assert.InRange(count, 150, 1000);
    }

    [Theory]
    [InlineData("arcsec", "deg", 1 / 3600.0)]
    [InlineData("mas", "deg", 1 / 3600000.0)]
    [InlineData("deg", "arcsec", 3600)]
    [InlineData("mas/yr", "deg/yr", 1 / 3600000.0)]
    [InlineData("km/s", "m/s", 1000)]
    [InlineData("d", "s", 86400)]
    [InlineData("nm", "Angstrom", 10)]
    [InlineData("Angstrom", "nm", 0.1)]
    [InlineData("%", "1", 0.01)]
    [InlineData("mmag", "mag", 0.001)]
    [InlineData("count", "ct", 1)]
    [InlineData("m**(1/2).cm**(1/2)", "m", 0.1)]
    [InlineData("sqrt(m**2)", "km", 0.001)]
    [InlineData("log(cm/s**2)", "log(cm/s**2)", 1)]
    [InlineData("10**3m", "km", 1)]
    public void What_is_exact_is_exact(string from, string to, double factor)
    {
        Assert.True(Unit(from).TryConversionTo(Unit(to), out var found));
        Assert.Equal(factor, found);
    }

    [Theory]
    [InlineData("deg", "m")]
    [InlineData("deg", "1")]
    [InlineData("mag", "dex")]
    [InlineData("mag", "1")]
    [InlineData("ct", "ph")]
    [InlineData("log(m)", "log(cm)")]
    [InlineData("'furlong'", "m")]
    [InlineData("m", "m**2")]
    public void What_measures_something_else_is_not_converted(string from, string to) => Assert.False(Unit(from).TryConversionTo(Unit(to), out _));

    [Theory]
    [InlineData("mas", "yr", "mas/yr")]
    [InlineData("km", "s", "km/s")]
    [InlineData("deg", "deg", "1")]
    [InlineData("erg", "s.cm**2.Angstrom", "erg/(s.cm**2.Angstrom)")]
    [InlineData("1", "s", "s**-1")]
    public void Quotients_are_written_with_one_solidus(string above, string below, string written) => Assert.Equal(written, (Unit(above) / Unit(below)).ToString());

    [Fact]
    public void Powers_and_roots_undo_each_other()
    {
        var motion = Unit("mas/yr");
        Assert.Equal("mas**2/yr**2", motion.Power(2, 1).ToString());
        Assert.Equal(motion, motion.Power(2, 1).Power(1, 2));
        Assert.Equal("mas**(1/2)/yr**(1/2)", motion.Power(1, 2).ToString());
    }

    [Fact]
    public void What_is_written_is_read_as_the_same_unit()
    {
        var random = new Random(3);
        for (var i = 0; i < 20_000; i++)
        {
            var unit = VoUnit.Dimensionless;
            for (var n = random.Next(1, 5); n > 0; n--)
                unit *= Unit(Symbols[random.Next(Symbols.Length)]).Power(random.Next(-4, 5), random.Next(1, 4));
            if (unit.IsDimensionless) continue;
            var again = Unit(unit.ToString());
            Assert.Equal(unit, again);
            Assert.Equal(unit.ToString(), again.ToString());
            var other = Unit(Symbols[random.Next(Symbols.Length)]);
            Assert.Equal(unit, unit * other / other);
        }
    }

    [Fact]
    public void Random_texts_are_read_or_refused()
    {
        const string Marks = "**./()-+0123456789eE '%\"\u0001logsqrt";
        var random = new Random(4);
        for (var i = 0; i < 200_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(10)).Select(_ => random.Next(4) == 0 ? Symbols[random.Next(Symbols.Length)] : Marks[random.Next(Marks.Length)].ToString()));
            Assert.Equal(VoUnit.TryParse(text, out var unit, out var fault), fault is null);
            if (unit is not null) Assert.True(VoUnit.TryParse(unit.ToString(), out _, out _), text);
            if (fault is not null) Assert.Contains(fault.Text.Chinese, c => c >= '\u4E00');
        }
    }

    [Theory]
    [InlineData("deg", "deg")]
    [InlineData("km/s", "km/s")]
    [InlineData("mas/yr", "mas/yr")]
    [InlineData("Angstrom", "0.1nm")]
    [InlineData("log(cm/s**2)", "[cm/s2]")]
    [InlineData("%", "%")]
    [InlineData("kbyte", "kbyte")]
    [InlineData("m**-2", "m-2")]
    [InlineData("10**3cm**-2", "10+3cm-2")]
    [InlineData("km.s**-1", "km/s")]
    [InlineData("erg", "10-7J")]
    [InlineData("10**-17erg/(s.cm**2.Angstrom)", "10-23J.s-1.cm-2.nm-1")]
    [InlineData("Angstrom**-1", "10nm-1")]
    [InlineData("au", "AU")]
    [InlineData("count/s", "ct/s")]
    [InlineData("10**2m", "100m")]
    [InlineData("1", null)]
    [InlineData("ln(Angstrom)", null)]
    [InlineData("sqrt(erg/s)", null)]
    [InlineData("m**(1/2)", null)]
    [InlineData("1.898E27kg", null)]
    [InlineData("dB", null)]
    [InlineData("log(dB)", null)]
    public void Units_are_spelt_as_CDS_spells_them(string unit, string? cds) => Assert.Equal(cds, Unit(unit).ToCds());

    static VoUnit Unit(string text)
    {
        Assert.True(VoUnit.TryParse(text, out var unit, out var fault), $"{text}: {fault?.Text}");
        return unit;
    }
}
