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

    [Fact]
    public async Task A_client_that_prefers_Chinese_reads_Chinese()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{service.Client.Url}/tap/sync?LANG=ADQL&QUERY={Uri.EscapeDataString("SELECT obsidd FROM dr10.lrs_catalogue")}");
        request.Headers.AcceptLanguage.ParseAdd("en;q=0.5, zh-CN");
        Assert.Contains("没有名为 obsidd 的列", (await service.Client.SendAsync(request)).TapError(HttpStatusCode.BadRequest, "LVO-ADQL-0203"));
    }

    [Fact]
    public async Task Several_errors_of_a_query_are_told_together()
    {
        var message = (await service.Client.QueryAsync("SELECT obsidd, SQRT(class) FROM dr10.lrs_catalogue WHERE nosuch = 1")).TapError(HttpStatusCode.BadRequest, "LVO-ADQL-0203");
        foreach (var part in new[] { "no column obsidd", "SQRT takes numbers", "no column nosuch" }) Assert.Contains(part, message);
    }

    [Fact]
    public async Task An_extension_is_answered_with_a_warning()
    {
        var answer = (await service.Client.QueryAsync("SELECT obsid, 5/60 AS x FROM dr10.lrs_catalogue LIMIT 2", "FORMAT=votable/td")).Good();
        Assert.Equal(2, answer.Rows.Count);
        Assert.Equal(["LIMIT is not part of ADQL 2.1. (line 1, column 49)", "A division of two whole numbers written out is done in decimals here: 5/60 is 0.0833. Other services give 0. (line 1, column 15)"],
            answer.Infos("warning").Select(i => (string)i.Attribute("value")!));
        Assert.Equal("Write SELECT TOP n ...", answer.Infos("warning")[0].Value);
    }

    [Fact]
    public async Task Geometry_leaves_as_numbers_with_its_xtype()
    {
        var answer = (await service.Client.QueryAsync("SELECT TOP 1 POINT(10, 20) AS p, CIRCLE(10, 20, 0.5) AS c, BOX(10, 20, 2, 2) AS b, MOC('0/1') AS m FROM dr10.lrs_catalogue", "FORMAT=votable/td")).Good();
        Assert.Equal(["point", "circle", "polygon", "moc"], answer.All("FIELD").Select(f => (string?)f.Attribute("xtype")));
        Assert.Equal(["2", "3", "*", "*"], answer.All("FIELD").Select(f => (string?)f.Attribute("arraysize")));
        Assert.Equal(["10 20", "10 20 0.5"], answer.Rows.Single().Take(2));
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
