using Lamost.Vo.Spectra.Reading;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Spectra.Tests.Reading;

/// <summary>What the headers of each generation say, under one name.</summary>
public sealed class ObservationTests
{
    [Fact]
    public void The_keywords_of_DR1_and_DR2_are_those_of_later_ones()
    {
        var facts = Read("SN_U    = 14.02", "SN_G    = 71.41", "SN_R    = 99.00", "SN_I    = -9999.", "OBS_RA  = 89.6", "OBS_DEC = 19.4", "RA      = 89.639323", "DEC     = '19.439806'", "FIBERID = '126     '", "SPID    = 8");
        // 99.00 is where the scale ended, or none: nobody knows which.
        Assert.Equal([14.02, 71.41, null, null, null], facts.SignalToNoise);
        Assert.Equal((89.6, 19.4, 89.639323, 19.439806, 126, 8), (facts.RaObserved, facts.DecObserved, facts.Ra, facts.Dec, facts.Fibre, facts.Spectrograph));
        Assert.Equal(99, Read("SNRG    = 99.00").SignalToNoise[1]);
    }

    [Theory]
    [InlineData("-28762", null)]
    [InlineData("28762", null)]
    [InlineData("0", null)]
    [InlineData("'Non'", null)]
    [InlineData("101001", 101001L)]
    [InlineData("'353301001'", 353301001L)]
    [InlineData("1.5E6", 1500000L)]
    public void An_OBSID_that_fits_16_bits_has_lost_its_upper_ones(string text, long? obsid) => Assert.Equal(obsid, Read($"OBSID   = {text}").Obsid);

    [Theory]
    [InlineData("LMJD    = 57278", "MJD     = 57277", "FILENAME= 'spec-57278-EG224429N215706B01_sp01-001.fits'", 57278, 57277)]
    // As DR1 and DR2 have it.
    [InlineData("LMJD    = 55862", "MJD     = 55863", "FILENAME= 'spec-55862-B6212_sp06-003.fits'", 55862, 55861)]
    [InlineData("LMJD    = 55861", "MJD     = 55862", "FILENAME= 'spec-55862-B6212_sp06-003.fits'", 55862, 55861)]
    [InlineData("LMJD    = 55862", "MJD     = 55863", "DATE-OBS= '2011-10-27T20:02:34.19'", 55862, 55861)]
    [InlineData("LMJD    = 55861", "MJD     = 55862", "DATE-BEG= '2011-10-28T03:39:16.0'", 55862, 55861)]
    [InlineData("LMJD    = 55862", "MJD     = 55863", "OBJTYPE = 'star'", 55862, 55861)]
    [InlineData("LMJD    = 55862", "MJD     = -9999", "OBJTYPE = 'star'", 55862, 55861)]
    [InlineData("LMJD    = 0", "MJD     = 'Non'", "FILENAME= 'spec-55862-B6212_sp06-003.fits'", null, null)]
    public void The_local_day_is_that_of_the_file_name_and_of_UTC_the_day_before(string first, string second, string third, int? local, int? day)
    {
        var facts = Read(first, second, third);
        Assert.Equal((local, day), (facts.LocalDay, facts.Day));
    }

    [Theory]
    [InlineData("2011-10-24T11:30:0.000", "2011-10-24T11:30:00")]
    [InlineData("2011-1-4T1:3:7.25", "2011-01-04T01:03:07.25")]
    [InlineData("2014-12-23 16:41:39", "2014-12-23T16:41:39")]
    [InlineData("2014-12-31T23:59:60.0", "2015-01-01T00:00:00")]
    [InlineData("2014-12-23", "2014-12-23T00:00:00")]
    [InlineData("2014-02-30T00:00:00", null)]
    [InlineData("0000-00-00T00:00:00", null)]
    [InlineData("1858-11-17T00:00:00", null)]
    [InlineData("2014-12-23T16:41", null)]
    [InlineData("2014-12-23T16:61:00", null)]
    [InlineData("Non", null)]
    [InlineData("", null)]
    public void Times_are_read_however_they_are_padded(string text, string? time)
    {
        var facts = Read($"DATE-OBS= '{text}'", $"DATE-BEG= '{text}'");
        DateTime? expected = time is null ? null : DateTime.Parse(time, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal | System.Globalization.DateTimeStyles.AssumeUniversal);
        Assert.Equal(expected, facts.Middle);
        // Begin and end are local, eight hours ahead of UTC.
        Assert.Equal(expected - TimeSpan.FromHours(8), facts.Begin);
    }

    [Fact]
    public void What_LAMOST_writes_for_not_known_is_not_known()
    {
        var facts = Read("CLASS   = 'STAR'", "SUBCLASS= 'Non'", "Z       = -9999.0", "Z_ERR   = '-9999'", "PLANID  = '        '", "DATA_V  = 'NULL'", "HELIO_RV= -9999", "SEEING  = 9999.9", "RA      = 361", "DEC     = 'x'", "FIBERID = 251", "SPID    = 0", "DESIG   = 'LAMOST'");
        Assert.Equal("STAR", facts.Class);
        Assert.Equal(new Observation { Class = "STAR", SignalToNoise = facts.SignalToNoise }, facts);
        Assert.Equal(new double?[5], facts.SignalToNoise);
    }

    [Theory]
    [InlineData("spec-56000-M31_011N40_B1_sp03-120.fits", "M31_011N40_B1")]
    [InlineData("med-57999-VB3_136N49_V1_sp16-250.fits.gz", "VB3_136N49_V1")]
    public void A_plan_with_underscores_is_read_out_of_the_file_name(string name, string plan)
    {
        Assert.Equal(plan, Read($"FILENAME= '{name}'").Plan);
        Assert.Equal("OTHER_1", Read($"FILENAME= '{name}'", "PLANID  = 'OTHER_1'").Plan);
    }

    [Theory]
    [InlineData("LAMOST J224415.49+193359.7", "J224415.49+193359.7")]
    [InlineData("J224415.49+193359.7", "J224415.49+193359.7")]
    public void A_designation_is_without_the_word(string text, string name) => Assert.Equal(name, Read($"DESIG   = '{text}'").Designation);

    [Theory]
    [InlineData("5400", "3600", "5400", 3600.0)]
    [InlineData("-9999", "-9999", "1800", 1800.0)]
    [InlineData("'4500.00'", "-9999", "-9999", 4500.0)]
    [InlineData("0", "-9999", "0", null)]
    public void Exposure_is_that_of_the_arm_that_has_less(string blue, string red, string both, double? seconds) =>
        Assert.Equal(seconds, Read($"EXPT_B  = {blue}", $"EXPT_R  = {red}", $"EXPTIME = {both}").ExposureSeconds);

    [SampleFact]
    public void A_medium_resolution_visit_ends_with_its_last_exposure_and_not_with_its_first_as_DATE_END_does()
    {
        var file = SpectrumFileReader.Read(Samples.Path("spectra_mrs/med-58268-HIP95119KP01_sp12-076.fits.gz"));
        var facts = file.Observation;
        // Nine exposures of 600 s, from minute 83906016 to 83906128.
        Assert.Equal((5400, "2018-05-29T17:36:49Z", "2018-05-29T19:38:49Z", "2018-05-29T18:37:49Z"), (facts.ExposureSeconds, $"{facts.Begin:s}Z", $"{facts.End:s}Z", $"{facts.Middle:s}Z"));
        Assert.Equal(5400, file.Spectra[0].ExposureSeconds);
        Assert.Equal(9, file.Spectra[0].Minutes.Count);
        Assert.Equal(SpectrumArm.Red, file.Spectra[^1].Arm);
    }

    [SampleFact]
    public void Headers_are_kept_whole()
    {
        var file = SpectrumFileReader.Read(Samples.Path(SampleFiles.Dr10));
        Assert.Equal(2, file.Headers.Count);
        Assert.Contains(file.Headers[0].Cards, c => c == "COMMENT --------TELESCOPE PARAMETERS".PadRight(80));
        Assert.Contains(file.Headers[0].Cards, c => c == "OBSID   =            353301001 / Unique number ID of this spectrum".PadRight(80));
        Assert.All(file.Headers.SelectMany(h => h.Cards), c => Assert.Equal(80, c.Length));
    }

    /// <summary>The observation of a low-resolution spectrum with these cards.</summary>
    static Observation Read(params string[] cards) =>
        SpectrumFileReader.Read(new MemoryStream(new FitsBuilder().Image(-32, [[1, 2], [1, 1], [4000, 4001], [0, 0], [0, 0]], cards).ToArray()), "a.fits").Observation;
}
