using Lamost.Vo.Archive.Releases;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Releases;

public class UnitsTests
{
    [Theory]
    [InlineData("deg")]
    [InlineData("arcsec")]
    [InlineData("mas/yr")]
    [InlineData("Angstrom")]
    [InlineData("km/s")]
    [InlineData("km.s**-1")]
    [InlineData("kbyte")]
    [InlineData("Kibyte")]
    [InlineData("MJy")]
    [InlineData("Pa")]
    [InlineData("%")]
    [InlineData("10**-17erg/(s.cm**2.Angstrom)")]
    [InlineData("1.898E27kg")]
    [InlineData("0.1nm")]
    [InlineData("m**(1/2)")]
    [InlineData("m**(0.5)")]
    [InlineData("log(cm/s**2)")]
    [InlineData("log(10**6Hz)")]
    [InlineData("sqrt(erg/s)")]
    [InlineData("1")]
    public void Units_of_the_standard_are_units(string unit) => Assert.Null(Units.Check(unit));

    [Theory]
    [InlineData("", "1 to 200 characters")]
    [InlineData("dex", "'dex' is not a unit of VOUnits 1.1; leave the unit out")]
    [InlineData("km/sec", "'sec' is not a unit of VOUnits 1.1.")]
    [InlineData("degrees", "'degrees' is not a unit of VOUnits 1.1.")]
    [InlineData("Deg", "Did you mean 'deg'?")]
    [InlineData("kmas", "'kmas' is not a unit")]
    [InlineData("das", "'das' is not a unit")]
    [InlineData("km/s/Mpc", "A second '/' at character 5")]
    [InlineData("km s**-1", "A blank at character 3")]
    [InlineData("km*s", "'*' at character 3")]
    [InlineData("cm^2", "'^' at character 3")]
    [InlineData("cm2", "A digit at character 3")]
    [InlineData("m**", "A power must follow")]
    [InlineData("m**0", "A power must follow")]
    [InlineData("'furlong'", "Quoted units")]
    [InlineData("arcsin(m)", "'arcsin' is not a function")]
    [InlineData("log(cm/s**2", "A ')' is missing")]
    [InlineData("km/", "The unit ends too early")]
    [InlineData("10**3", "A number alone")]
    [InlineData("m)", "')' at character 2")]
    [InlineData("((((((((((m))))))))))", "Nested deeper")]
    public void Anything_else_is_refused_with_its_place(string unit, string message) =>
        Assert.Contains(message, Units.Check(unit), StringComparison.Ordinal);
}
