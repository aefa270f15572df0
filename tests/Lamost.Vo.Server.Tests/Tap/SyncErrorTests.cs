using System.Globalization;
using System.Net;
using Xunit;

namespace Lamost.Vo.Server.Tests.Tap;

/// <summary>What a user reads who made a mistake (TAP 1.1, 3.3; DALI 1.1, 4.4.2).</summary>
[Collection(ServiceTests.Name)]
public sealed class SyncErrorTests(ServiceFixture service)
{
    [Fact]
    public async Task A_wrong_column_is_shown_with_its_line_a_caret_and_the_name_that_was_meant()
    {
        var answer = await service.Client.QueryAsync("SELECT TOP 5\n  obsidd FROM dr10.lrs_catalogue");
        var lines = answer.TapError(HttpStatusCode.BadRequest, "LVO-ADQL-0203").Split('\n');
        Assert.Contains("(line 2, column 3)", lines[0]);
        Assert.Equal(["  obsidd FROM dr10.lrs_catalogue", "  ^^^^^^"], lines[1..3]);
        Assert.Contains(lines[3..], l => l.Contains("obsid", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DUFF QUERY")]
    [InlineData("SELECT")]
    [InlineData("SELECT * FROM nowhere")]
    [InlineData("SELECT * FROM dr10.nothing")]
    [InlineData("SELECT ra FROM dr10.lrs_catalogue; DROP TABLE dr10.lrs_catalogue")]
    [InlineData("SELECT <b>&amp;]]></b> FROM x")]
    [InlineData("SELECT '光谱' || 𝛼 FROM \uFFFF")]
    [InlineData("SELECT \u0001\u001F FROM x")]
    [InlineData("DELETE FROM dr10.lrs_catalogue")]
    [InlineData("SELECT * FROM pg_catalog.pg_authid")]
    [InlineData("SELECT * FROM vo.secret")]
    public async Task Every_wrong_query_is_answered_by_a_document_that_can_be_read(string adql)
    {
        var answer = await service.Client.PostFormAsync("/tap/sync", ("QUERY", adql), ("LANG", "ADQL"));
        var code = (string)answer.Infos("error_code").Single().Attribute("value")!;
        Assert.StartsWith("LVO-ADQL-", code);
        answer.TapError(HttpStatusCode.BadRequest, code);
    }

    [Theory]
    [InlineData("SELECT CAST(obsid AS SMALLINT) AS x FROM dr10.lrs_catalogue", "LVO-DB-5103")]
    [InlineData("SELECT obsid * obsid * obsid * obsid AS x FROM dr10.lrs_catalogue", "LVO-DB-5103")]
    public async Task What_fails_in_the_database_before_the_first_row_is_an_error_without_words_of_the_database(string adql, string code)
    {
        var message = (await service.Client.QueryAsync(adql)).TapError(HttpStatusCode.BadRequest, code);
        Assert.DoesNotContain("COPY", message);
        Assert.DoesNotContain("ERROR:", message);
    }

    [Fact]
    public async Task What_fails_after_rows_were_sent_is_told_after_them()
    {
        // The greatest number fits no SMALLINT, all others do; its row is not among the first that are read.
        var last = (await service.Client.QueryAsync("SELECT MAX(obsid) AS m FROM dr10.lrs_catalogue", "FORMAT=csv")).CsvRows.Single();
        var adql = $"SELECT a.obsid, CAST(a.obsid / {long.Parse(last, CultureInfo.InvariantCulture) / 32768} AS SMALLINT) AS x FROM (SELECT * FROM dr10.lrs_catalogue) AS a";
        var answer = (await service.Client.QueryAsync(adql, "FORMAT=votable/td")).Good();
        Assert.Equal(["OK", "ERROR"], answer.QueryStatus);
        Assert.NotEmpty(answer.Rows);
        Assert.Contains("[LVO-DB-5103]", answer.Infos("QUERY_STATUS")[1].Value);
    }

    [Fact]
    public async Task A_very_long_query_is_borne_by_GET_and_POST()
    {
        var list = string.Join(",", Enumerable.Range(1, 20_000));
        var adql = $"SELECT obsid FROM dr10.lrs_catalogue WHERE obsid IN ({list})";
        Assert.Equal(["OK"], (await service.Client.QueryAsync(adql)).Good().QueryStatus);
        Assert.Equal(["OK"], (await service.Client.PostFormAsync("/tap/sync", ("QUERY", adql))).Good().QueryStatus);
    }
}
