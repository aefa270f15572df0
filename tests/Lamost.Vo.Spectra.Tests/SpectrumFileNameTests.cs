using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Lamost.Vo.Spectra.Tests;

public sealed class SpectrumFileNameTests
{
    [Theory]
    [InlineData("spec-57278-EG224429N215706B01_sp01-001.fits", false, 57278, "EG224429N215706B01", 1, 1)]
    [InlineData("spec-55859-M31_011N40_B1_sp16-250.fits.gz", false, 55859, "M31_011N40_B1", 16, 250)]
    [InlineData("med-58649-TD193637N444141K01_sp10-159.fits.gz", true, 58649, "TD193637N444141K01", 10, 159)]
    [InlineData("med-58649-A-B_sp01-001_sp02-003.fits", true, 58649, "A-B_sp01-001", 2, 3)]
    [InlineData("spec-57278--_sp01-001.fits", false, 57278, "-", 1, 1)]
    public void A_name_says_what_it_is_of(string text, bool medium, int day, string plan, int spectrograph, int fibre)
    {
        Assert.True(SpectrumFileName.TryParse(text, out var name));
        Assert.Equal(new SpectrumFileName(medium, day, plan, spectrograph, fibre), name);
        Assert.Equal(text.Replace(".gz", "", StringComparison.Ordinal), name.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("spec")]
    [InlineData(".fits.gz")]
    [InlineData("spec-57278-_sp01-001.fits")]
    [InlineData("spec-57278_sp01-001.fits")]
    [InlineData("spec-5727-EG_sp01-001.fits")]
    [InlineData("spec-572781-EG_sp01-001.fits")]
    [InlineData("spec-00001-EG_sp01-001.fits")]
    [InlineData("spec-+7278-EG_sp01-001.fits")]
    [InlineData("spec- 7278-EG_sp01-001.fits")]
    [InlineData("spec-57278-EG_sp00-001.fits")]
    [InlineData("spec-57278-EG_sp17-001.fits")]
    [InlineData("spec-57278-EG_sp1-001.fits")]
    [InlineData("spec-57278-EG_sp01-000.fits")]
    [InlineData("spec-57278-EG_sp01-251.fits")]
    [InlineData("spec-57278-EG_sp01-01.fits")]
    [InlineData("spec-57278-EG_sp01- 01.fits")]
    [InlineData("spec-57278-EG_SP01-001.fits")]
    [InlineData("Spec-57278-EG_sp01-001.fits")]
    [InlineData("spec-57278-EG_sp01-001.FITS")]
    [InlineData("spec-57278-EG_sp01-001.fits.gz.gz")]
    [InlineData("spec-57278-EG_sp01-001.fit")]
    [InlineData("spec-57278-EG_sp01-001.fits ")]
    [InlineData(" spec-57278-EG_sp01-001.fits")]
    [InlineData("spec-57278-EG_sp01-001.fits\n")]
    [InlineData("spec-57278-../../etc/passwd_sp01-001.fits")]
    [InlineData("../spec-57278-EG_sp01-001.fits")]
    [InlineData("spec-57278-E.G_sp01-001.fits")]
    [InlineData("spec-57278-E\\G_sp01-001.fits")]
    [InlineData("spec-57278-E\0G_sp01-001.fits")]
    [InlineData("spec-57278-E%2FG_sp01-001.fits")]
    [InlineData("spec-57278-ÉG_sp01-001.fits")]
    [InlineData("spec-٥٧٢٧٨-EG_sp01-001.fits")]
    [InlineData("spec-57278-EG_sp٠١-001.fits")]
    [InlineData("spec-57278-A234567890123456789012345678901234567890123Z_sp01-001.fits")]
    public void Other_names_are_refused(string text)
    {
        Assert.False(SpectrumFileName.TryParse(text, out var name));
        Assert.Null(name);
        Assert.Throws<FormatException>(() => SpectrumFileName.Parse(text));
    }

    [Fact]
    public void The_directories_are_the_evening_and_the_plan_as_in_the_archive_of_LAMOST()
    {
        // Of the catalogue DR8: 103232 stands at this path.
        var name = new SpectrumFileName(false, 55859, "F5902", 3, 232);
        Assert.Equal("20111024/F5902/spec-55859-F5902_sp03-232.fits.gz", name.RelativePath(gzip: true));
        Assert.Equal(new DateOnly(2011, 10, 24), name.ObservingDate);
        Assert.True(SpectrumFileName.TryParsePath(name.RelativePath(gzip: true), out var parsed) && parsed == name);
        Assert.True(SpectrumFileName.TryParsePath(name.RelativePath(gzip: false), out parsed) && parsed == name);
    }

    [Theory]
    [InlineData("20111025/F5902/spec-55859-F5902_sp03-232.fits.gz")]
    [InlineData("20111024/F5903/spec-55859-F5902_sp03-232.fits.gz")]
    [InlineData("/20111024/F5902/spec-55859-F5902_sp03-232.fits.gz")]
    [InlineData("20111024//F5902/spec-55859-F5902_sp03-232.fits.gz")]
    [InlineData("20111024/F5902/../F5902/spec-55859-F5902_sp03-232.fits.gz")]
    [InlineData("20111024/f5902/spec-55859-F5902_sp03-232.fits.gz")]
    [InlineData("spec-55859-F5902_sp03-232.fits.gz")]
    public void A_path_through_other_directories_is_refused(string path) => Assert.False(SpectrumFileName.TryParsePath(path, out _));

    [Fact]
    public void A_name_that_could_not_be_read_again_cannot_be_made()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpectrumFileName(false, 9999, "F", 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpectrumFileName(false, 100000, "F", 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpectrumFileName(false, 55859, "F", 17, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpectrumFileName(false, 55859, "F", 1, 251));
        foreach (var plan in (string[])["", "../F", "a b", "a.b", new string('a', 44)]) Assert.Throws<ArgumentException>(() => new SpectrumFileName(false, 55859,
            plan, 1, 1));
    }

    [Fact]
    public void Whatever_name_is_made_is_read_again()
    {
        var plans = Gen.Elements("_-spmedfits0123456789+Aa".ToCharArray()).ArrayOf().Where(c => c.Length is > 0 and <= SpectrumFileName.MaxPlanLength).Select(c =>
            new string(c));
        var names = from plan in plans
                    from day in Gen.Choose(10000, 99999)
                    from spectrograph in Gen.Choose(1, 16)
                    from fibre in Gen.Choose(1, 250)
                    from medium in Gen.Elements(true, false)
                    select new SpectrumFileName(medium, day, plan, spectrograph, fibre);
        Prop.ForAll(names.ToArbitrary(), name => SpectrumFileName.TryParse(name.ToString(), out var again) && again == name
            && SpectrumFileName.TryParsePath(name.RelativePath(true), out again) && again == name).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_text_makes_the_parser_fail() => Prop.ForAll<string?>(text =>
    {
        _ = SpectrumFileName.TryParse(text, out _) && SpectrumFileName.TryParsePath(text, out _);
        _ = SpectrumFileName.TryParse("spec-" + text + ".fits", out _);
    }).QuickCheckThrowOnFailure();
}
