using System.Net;
using Xunit;

namespace Lamost.Vo.Server.Tests.ConeSearch;

/// <summary>Failures that the one who asks can mend: status 200 and one INFO named Error (SCS 1.03, 2.3).</summary>
[Collection(ServiceTests.Name)]
public sealed class ConeErrorTests(ServiceFixture service)
{
    [Theory]
    [InlineData("", "LVO-SCS-1001")]
    [InlineData("DEC=30&SR=1", "LVO-SCS-1001")]
    [InlineData("RA=120&SR=1", "LVO-SCS-1001")]
    [InlineData("RA=120&DEC=30", "LVO-SCS-1001")]
    [InlineData("RA=&DEC=30&SR=1", "LVO-SCS-1001")]
    [InlineData("RA=as3f&DEC=13.0&SR=0.25", "LVO-SCS-1002")]
    [InlineData("RA=08:00:00&DEC=30&SR=1", "LVO-SCS-1002")]
    [InlineData("RA=120&DEC=NaN&SR=1", "LVO-SCS-1002")]
    [InlineData("RA=Infinity&DEC=30&SR=1", "LVO-SCS-1002")]
    [InlineData("RA=120&DEC=1e999&SR=1", "LVO-SCS-1002")]
    [InlineData("RA=120,5&DEC=30&SR=1", "LVO-SCS-1002")]
    [InlineData("RA=120&DEC=90.0001&SR=1", "LVO-SCS-1003")]
    [InlineData("RA=120&DEC=-91&SR=1", "LVO-SCS-1003")]
    [InlineData("RA=120&DEC=30&SR=-1", "LVO-SCS-1003")]
    [InlineData("RA=120&DEC=30&SR=180.1", "LVO-SCS-1003")]
    [InlineData("RA=1e9&DEC=30&SR=1", "LVO-SCS-1003")]
    [InlineData("RA=120&DEC=30&SR=1&VERB=4", "LVO-SCS-1004")]
    [InlineData("RA=120&DEC=30&SR=1&VERB=x", "LVO-SCS-1004")]
    [InlineData("RA=120&DEC=30&SR=1&RESPONSEFORMAT=csv", "LVO-SCS-1005")]
    [InlineData("RA=120&DEC=30&SR=1&RESPONSEFORMAT=image/png", "LVO-TAP-1003")]
    [InlineData("RA=120&DEC=30&SR=1&MAXREC=-1", "LVO-TAP-1004")]
    [InlineData("RA=120&RA=121&DEC=30&SR=1", "LVO-HTTP-1002")]
    public async Task A_wrong_request_is_an_answer_with_one_INFO_named_Error(string query, string code) =>
        (await service.Client.GetAsync($"{ConeResponseTests.Base}?{query}")).ConeError(code);

    [Theory]
    [InlineData("/scs/dr10/nothing")]
    [InlineData("/scs/dr99/lrs_catalogue")]
    [InlineData("/scs/TAP_SCHEMA/tables")]
    public async Task A_table_without_cone_search_is_refused_with_those_that_have_it(string path) =>
        Assert.Contains("/scs/dr10/lrs_catalogue", (await service.Client.GetAsync(path + "?RA=120&DEC=30&SR=1")).ConeError("LVO-HTTP-1404"));

    [Fact]
    public async Task The_message_names_the_parameter_and_what_it_should_be()
    {
        var message = (await service.Client.GetAsync($"{ConeResponseTests.Base}?RA=120&DEC=as<3>f&SR=1")).ConeError("LVO-SCS-1002");
        Assert.Contains("DEC", message);
        Assert.Contains("as<3>f", message);
        Assert.Contains("-90 to 90", message);
    }

    [Fact]
    public async Task A_body_that_is_no_form_is_refused_in_the_same_form() =>
        (await service.Client.PostAsync(ConeResponseTests.Base, new StringContent("RA=1"))).ConeError("LVO-HTTP-1001", HttpStatusCode.OK);
}
