using System.Net;
using Xunit;

namespace Lamost.Vo.Server.Tests.Tap;

/// <summary>How many rows come, and when the answer says that there would be more (TAP 1.1, 2.7.4; DALI 1.1, 3.4.4 and 4.4.1).</summary>
[Collection(ServiceTests.Name)]
public sealed class RowLimitTests(ServiceFixture service)
{
    [Theory]
    [InlineData("TOP 5", "", 5, false)]
    [InlineData("TOP 5", "MAXREC=5", 5, false)]
    [InlineData("TOP 5", "MAXREC=6", 5, false)]
    [InlineData("TOP 5", "MAXREC=4", 4, true)]
    [InlineData("TOP 5", "MAXREC=0", 0, true)]
    [InlineData("TOP 0", "", 0, false)]
    [InlineData("TOP 0", "MAXREC=3", 0, false)]
    [InlineData("", "MAXREC=7", 7, true)]
    [InlineData("", "MAXREC=2999", 2999, true)]
    [InlineData("", "MAXREC=3000", 3000, false)]
    [InlineData("", "MAXREC=99999999999999999999999999", 3000, false)]
    [InlineData("", "", 3000, false)]
    public async Task Overflow_is_told_only_when_MAXREC_cut_the_answer(string top, string maxrec, int rows, bool overflow)
    {
        var answer = (await service.Client.QueryAsync($"SELECT {top} obsid FROM dr10.lrs_catalogue", "FORMAT=votable/td&" + maxrec)).Good();
        Assert.Equal(rows, answer.Rows.Count);
        Assert.Equal(overflow ? ["OK", "OVERFLOW"] : ["OK"], answer.QueryStatus);
        Assert.Equal(["obsid"], answer.FieldNames);
    }

    [Fact]
    public async Task The_sign_of_overflow_stands_after_the_table_and_says_how_to_get_the_rest()
    {
        var answer = (await service.Client.QueryAsync("SELECT obsid FROM dr10.lrs_catalogue", "MAXREC=7")).Good();
        var info = answer.Infos("QUERY_STATUS")[1];
        Assert.Equal("TABLE", Assert.IsType<System.Xml.Linq.XElement>(info.PreviousNode).Name.LocalName);
        Assert.Contains("raise MAXREC", info.Value);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("ten")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("%20")]
    [InlineData("0x10")]
    public async Task What_is_no_whole_number_is_refused(string maxrec) =>
        (await service.Client.QueryAsync("SELECT obsid FROM dr10.lrs_catalogue", "MAXREC=" + maxrec)).TapError(HttpStatusCode.BadRequest, "LVO-TAP-1004");

    [Fact]
    public async Task MAXREC_0_checks_the_query_and_does_not_run_it()
    {
        const string endless = "SELECT COUNT(*) AS n FROM dr10.lrs_catalogue AS a, dr10.lrs_catalogue AS b, dr10.lrs_catalogue AS c, dr10.lrs_catalogue AS d";
        Assert.Equal(["OK", "OVERFLOW"], (await service.Client.QueryAsync(endless, "MAXREC=0")).Good().QueryStatus);
        (await service.Client.QueryAsync("SELECT nothing FROM dr10.lrs_catalogue", "MAXREC=0")).TapError(HttpStatusCode.BadRequest, "LVO-ADQL-0203");
    }

    [Theory]
    [InlineData("csv", "OVERFLOW")]
    [InlineData("tsv", "OVERFLOW")]
    [InlineData("jsonl", "OVERFLOW")]
    [InlineData("votable", "OVERFLOW")]
    [InlineData("csv&MAXREC=4000", "OK")]
    public async Task An_answer_that_is_not_long_tells_in_a_header_how_it_ended(string format, string status) =>
        Assert.Equal(status, (await service.Client.QueryAsync("SELECT obsid FROM dr10.lrs_catalogue", $"FORMAT={format}{(format.Contains('&') ? "" : "&MAXREC=7")}")).Good().Headers["Query-Status"]);

    [Theory]
    [InlineData("fits", "QSTATUS = 'OVERFLOW'")]
    [InlineData("votable/fits", "value=\"OVERFLOW\"")]
    [InlineData("json", "\"status\":\"OVERFLOW\"")]
    [InlineData("ecsv", "# OVERFLOW: The answer was cut after 7 rows")]
    [InlineData("html", "The answer was cut after 7 rows")]
    [InlineData("votable/td", "value=\"OVERFLOW\"")]
    public async Task A_format_that_can_tells_itself(string format, string sign) =>
        Assert.Contains(sign, (await service.Client.QueryAsync("SELECT obsid FROM dr10.lrs_catalogue", $"MAXREC=7&FORMAT={format}")).Good().Text);

    [Fact]
    public async Task A_CSV_answer_is_cut_too()
    {
        Assert.Equal(7, (await service.Client.QueryAsync("SELECT obsid FROM dr10.lrs_catalogue", "MAXREC=7&FORMAT=csv")).Good().CsvRows.Length);
        Assert.Equal("obsid\r\n", (await service.Client.QueryAsync("SELECT obsid FROM dr10.lrs_catalogue", "MAXREC=0&FORMAT=csv")).Good().Text);
    }

    [Theory]
    [InlineData("", 3000)]
    [InlineData("&MAXREC=7", 7)]
    public async Task A_FITS_answer_has_its_length_and_its_number_of_rows(string maxrec, int rows)
    {
        var answer = (await service.Client.QueryAsync("SELECT obsid, class, ra FROM dr10.lrs_catalogue", "FORMAT=fits" + maxrec)).Good();
        Assert.Equal(answer.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), answer.Headers["Content-Length"]);
        Assert.Equal(0, answer.Body.Length % 2880);
        Assert.Contains($"NAXIS2  = {rows,20} /", answer.Text);
        // Its file is made for one answer: no validator may let a client join parts of two.
        Assert.False(answer.Headers.ContainsKey("ETag") || answer.Headers.ContainsKey("Accept-Ranges"));
    }
}
