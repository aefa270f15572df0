using System.Net;
using Xunit;

namespace Lamost.Vo.Server.Tests.Ssa;

/// <summary>Failures that the one who asks can mend: status 200 and QUERY_STATUS ERROR (SSA 1.1, 8.10.3).</summary>
[Collection(ServiceTests.Name)]
public sealed class SsaErrorTests(ServiceFixture service)
{
    [Theory]
    [InlineData("REQUEST=getData", "LVO-SSA-1001")]
    [InlineData("REQUEST=stageData", "LVO-SSA-1001")]
    [InlineData("VERSION=2.0", "LVO-SSA-1002")]
    [InlineData("VERSION=x", "LVO-SSA-1002")]
    [InlineData("POS=as3f,13.0&SIZE=0.25", "LVO-SSA-1003")]
    [InlineData("POS=270", "LVO-SSA-1003")]
    [InlineData("POS=270,13,14", "LVO-SSA-1003")]
    [InlineData("POS=270,", "LVO-SSA-1003")]
    [InlineData("POS=270,90.001", "LVO-SSA-1003")]
    [InlineData("POS=1e9,13", "LVO-SSA-1003")]
    [InlineData("POS=NaN,13", "LVO-SSA-1003")]
    [InlineData("POS=1e999,13", "LVO-SSA-1003")]
    [InlineData("POS=18:00:00,13", "LVO-SSA-1003")]
    [InlineData("POS=270/271,13", "LVO-SSA-1003")]
    [InlineData("POS=270,13;B1950", "LVO-SSA-1003")]
    [InlineData("POS=270,13&SIZE=-1", "LVO-SSA-1004")]
    [InlineData("POS=270,13&SIZE=361", "LVO-SSA-1004")]
    [InlineData("POS=270,13&SIZE=big", "LVO-SSA-1004")]
    [InlineData("POS=270,13&SIZE=NaN", "LVO-SSA-1004")]
    [InlineData("BAND=red", "LVO-SSA-1005")]
    [InlineData("BAND=5e-7,x", "LVO-SSA-1005")]
    [InlineData("BAND=1e-7/2e-7/3e-7/4e-7", "LVO-SSA-1005")]
    [InlineData("BAND=5e-7;emitter", "LVO-SSA-1005")]
    [InlineData("BAND=4000A", "LVO-SSA-1005")]
    [InlineData("TIME=2015-13", "LVO-SSA-1005")]
    [InlineData("TIME=2015-02-29", "LVO-SSA-1005")]
    [InlineData("TIME=12/09/2015", "LVO-SSA-1005")]
    [InlineData("TIME=57277.5", "LVO-SSA-1005")]
    [InlineData("TIME=2015-09-12 10:00:00", "LVO-SSA-1005")]
    [InlineData("TIME=2015/2016/2017/2018", "LVO-SSA-1005")]
    [InlineData("MTIME=yesterday", "LVO-SSA-1005")]
    [InlineData("SNR=good", "LVO-SSA-1005")]
    [InlineData("SPECRP=high", "LVO-SSA-1005")]
    [InlineData("SPATRES=fine", "LVO-SSA-1005")]
    [InlineData("TIMERES=long", "LVO-SSA-1005")]
    [InlineData("REDSHIFT=0.1/z", "LVO-SSA-1005")]
    [InlineData("FLUXCALIB=good", "LVO-SSA-1006")]
    [InlineData("WAVECALIB=good", "LVO-SSA-1006")]
    [InlineData("MAXREC=-1", "LVO-TAP-1004")]
    [InlineData("MAXREC=many", "LVO-TAP-1004")]
    [InlineData("TOP=few", "LVO-TAP-1004")]
    [InlineData("POS=270,13&POS=271,13", "LVO-HTTP-1002")]
    public async Task An_illegal_value_is_an_answer_whose_status_is_ERROR(string query, string code)
    {
        var parameter = code == "LVO-SSA-1003" ? "POS" : query.Split('&').Last().Split('=')[0];
        var message = (await service.Client.GetAsync("/ssa/dr10?" + query)).SsaError(code);
        Assert.Contains(parameter, message);
    }

    [Fact]
    public async Task The_message_shows_the_value_and_what_it_should_be_and_is_escaped()
    {
        var message = (await service.Client.GetAsync("/ssa?POS=as<3>%26f,13")).SsaError("LVO-SSA-1003");
        Assert.Contains("as<3>&f", message);
        Assert.Contains("decimal degrees", message);
        Assert.Contains("POS=180.5,-1.25", message);
    }

    [Fact]
    public async Task A_very_long_value_is_cut_in_the_message() =>
        Assert.InRange((await service.Client.GetAsync("/ssa?POS=" + new string('x', 20_000))).SsaError("LVO-SSA-1003").Length, 50, 600);

    [Theory]
    [InlineData("/ssa/dr99")]
    [InlineData("/ssa/dr10%27--")]
    public async Task An_unknown_release_is_not_found_and_those_that_there_are_are_named(string path) =>
        Assert.Contains("/ssa/dr10", (await service.Client.GetAsync(path + "?POS=1,2")).SsaError("LVO-HTTP-1404", HttpStatusCode.NotFound));

    [Fact]
    public async Task A_body_that_is_no_form_is_refused_in_the_same_form() =>
        (await service.Client.PostAsync("/ssa", new StringContent("POS=1,2"))).SsaError("LVO-HTTP-1001");

    [Theory]
    [InlineData("SIZE=big")]
    [InlineData("POS=&SIZE=0.1")]
    [InlineData("POS=270,13&SIZE=")]
    [InlineData("REQUEST=QUERYDATA&VERSION=1.0")]
    [InlineData("FORMAT=METADATA&POS=as3f&BAND=x&REQUEST=queryData")]
    [InlineData("APERTURE=x&VARAMPL=y&nonsense=z&RESPONSEFORMAT=foo")]
    [InlineData("COMPRESS=&RUNID=me")]
    [InlineData("FORMAT=")]
    [InlineData("pos=270,13&Size=0.1&bAnD=5e-7")]
    [InlineData("POS=270,+13&SIZE=0.1")]
    [InlineData("POS=270%2C13%3BICRS")]
    [InlineData("POS=-90,13")]
    [InlineData("MAXREC=999999999999")]
    public async Task What_is_empty_unknown_or_of_no_use_here_is_no_error(string query) =>
        Assert.Contains(Assert.Single((await service.Client.GetAsync("/ssa/dr10?" + query)).Good().QueryStatus), (string[])["OK", "OVERFLOW"]);

    [Fact]
    public async Task Spectra_without_a_file_are_not_offered() => Assert.Empty((await service.Client.GetAsync("/ssa?POS=120,30&SIZE=360")).Good().Rows);
}
