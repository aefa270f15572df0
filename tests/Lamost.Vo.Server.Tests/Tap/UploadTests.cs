using System.Net;
using System.Text;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Uploads;
using Lamost.Vo.Server.Tests.Uws;
using Lamost.Vo.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Lamost.Vo.Server.Tests.Tap;

/// <summary>Tables that come with queries (TAP 1.1, 2.5).</summary>
[Collection(ServiceTests.Name)]
public sealed class UploadTests(ServiceFixture service)
{
    const string Typed = """
        <?xml version="1.0"?><VOTABLE version="1.3" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE><TABLE name="my.own table">
        <FIELD name="b" datatype="boolean"/><FIELD name="u" datatype="unsignedByte"/><FIELD name="s" datatype="short"><VALUES null="-99"/></FIELD>
        <FIELD name="i" datatype="int" unit="mag" ucd="phot.mag"><DESCRIPTION>An integer.</DESCRIPTION></FIELD><FIELD name="l" datatype="long"/>
        <FIELD name="f" datatype="float"/><FIELD name="d" datatype="double"/><FIELD name="c" datatype="char" arraysize="*"/>
        <FIELD name="w" datatype="unicodeChar" arraysize="8"/><FIELD name="t" datatype="char" arraysize="*" xtype="timestamp"/>
        <FIELD name="p" datatype="double" arraysize="2" xtype="point"/><FIELD name="a" datatype="int" arraysize="*"/><FIELD name="v" datatype="double" arraysize="2" xtype="interval"/>
        <FIELD name="x" datatype="bit" arraysize="3"/>
        <DATA><TABLEDATA>
        <TR><TD>T</TD><TD>0xFF</TD><TD>-99</TD><TD>-5</TD><TD>9223372036854775807</TD><TD>1.5</TD><TD>-Inf</TD><TD>a &lt; b</TD><TD>冰</TD><TD>2026-11-25T20:15:30.123456</TD><TD>10 20</TD><TD>1 2 3</TD><TD>0 +Inf</TD><TD>1 0 1</TD></TR>
        <TR><TD/><TD/><TD/><TD/><TD/><TD>NaN</TD><TD/><TD/><TD/><TD/><TD/><TD/><TD/><TD/></TR>
        </TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>
        """;

    [Fact]
    public async Task Every_type_comes_back_as_it_was_sent()
    {
        var answer = (await SendAsync("SELECT * FROM TAP_UPLOAD.mine", Typed)).Good();
        Assert.Equal(["T", "255", "", "-5", "9223372036854775807", "1.5", "-Inf", "a < b", "冰", "2026-11-25T20:15:30.123456", "10 20", "1 2 3", "0 +Inf", "1 0 1"],
            answer.Rows[0].Select((c, i) => i == 0 ? c.ToUpperInvariant()[..1] : c));
        Assert.All(answer.Rows[1].Where((_, i) => i is not (10 or 11 or 12)), c => Assert.Equal("", c));
        var fields = answer.All("FIELD").ToDictionary(f => (string)f.Attribute("name")!);
        Assert.Equal(("mag", "phot.mag", "An integer."), ((string)fields["i"].Attribute("unit")!, (string)fields["i"].Attribute("ucd")!, fields["i"].Value.Trim()));
        Assert.Equal(["boolean", "short", "short", "int", "long", "float", "double", "char", "unicodeChar", "char", "double", "int", "double", "char"],
            answer.All("FIELD").Select(f => (string)f.Attribute("datatype")!));
        Assert.Equal(["timestamp", "point", "interval"], new[] { "t", "p", "v" }.Select(n => (string)fields[n].Attribute("xtype")!));
        Assert.Equal(("2", "2"), ((string)fields["p"].Attribute("arraysize")!, (string)fields["v"].Attribute("arraysize")!));
        Assert.Contains(answer.Infos("warning"), w => ((string)w.Attribute("value")!).Contains("holds bits"));
    }

    [Fact]
    public async Task Names_may_be_anything_and_two_that_differ_in_case_are_two()
    {
        const string csv = "select,a b,RA,ra,,\"x\"\"y\"\n1,2,3,4,5,6\n";
        Assert.Equal("1 2 3 4 5 6", string.Join(' ', (await SendAsync("""SELECT "select", "a b", "RA", "ra", col5, "x""y" FROM TAP_UPLOAD.mine""", csv)).Good().Rows.Single()));
        Assert.Equal(6, (await SendAsync("SELECT * FROM tap_upload.MINE", csv)).Good().FieldNames.Length);
    }

    [Fact]
    public async Task Several_tables_join_with_each_other_and_with_the_catalogue()
    {
        var form = new MultipartFormDataContent
        {
            { new StringContent("SELECT COUNT(*) AS n FROM TAP_UPLOAD.one JOIN TAP_UPLOAD.two USING (k) CROSS JOIN dr10.lrs_catalogue"), "QUERY" },
            { new StringContent("one,param:a;two,param:b"), "UPLOAD" }, { new StringContent("csv"), "FORMAT" },
            { new StringContent("k,x\n1,a\n2,b\n"), "a", "a.csv" }, { new StringContent("k\ty\n2\tc\n3\td\n"), "b", "b.tsv" },
        };
        Assert.Equal($"{ServiceFixture.Rows}", (await service.Client.PostAsync("/tap/sync", form)).Good().CsvRows.Single());
    }

    [Theory]
    [InlineData("<FIELD name='alpha' datatype='double' ucd='pos.eq.ra;meta.main'/><FIELD name='delta' datatype='double' ucd='pos.eq.dec;meta.main'/>", "alpha, delta", true)]
    [InlineData("<FIELD name='RAJ2000' datatype='double' unit='deg'/><FIELD name='DEJ2000' datatype='double' unit='deg'/>", "RAJ2000, DEJ2000", true)]
    [InlineData("<FIELD name='lon' datatype='float'/><FIELD name='lat' datatype='float'/>", "lon, lat", true)]
    [InlineData("<FIELD name='ra' datatype='long'/><FIELD name='dec' datatype='short'/>", "ra, dec", true)]
    [InlineData("<FIELD name='ra' datatype='double' unit='hour'/><FIELD name='dec' datatype='double'/>", "ra, dec", false)]
    [InlineData("<FIELD name='p' datatype='double'/><FIELD name='q' datatype='double'/>", "p, q", false)]
    public async Task A_position_is_found_and_indexed_before_the_query_runs(string fields, string names, bool found)
    {
        var rows = string.Concat(Enumerable.Range(0, 300).Select(i => $"<TR><TD>{i}</TD><TD>{i % 90}</TD></TR>"));
        var table = $"<VOTABLE><RESOURCE><TABLE>{fields}<DATA><TABLEDATA>{rows}</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>";
        // A job can be looked at while it runs.
        var jobs = new JobClient(service.Client);
        var form = Form($"SELECT COUNT(*) AS n FROM TAP_UPLOAD.mine AS m, dr10.lrs_catalogue AS a, dr10.lrs_catalogue AS b, dr10.lrs_catalogue AS c WHERE 1 = CONTAINS(POINT({string.Join(", ", names.Split(", ").Select(n => "m." + n))}), CIRCLE(10, 10, 3))", table);
        form.Add(new StringContent("RUN"), "PHASE");
        var answer = await service.Client.PostAsync("/tap/async", form);
        var job = answer.Headers["Location"][service.Client.Url.Length..];
        await ServiceFixture.UntilRunningAsync(service.Database, 1);
        Assert.Equal(found ? 2L : 0L, await DatabaseFixture.ScalarAsync(service.Database.Owner, "SELECT count(*) FROM pg_indexes WHERE schemaname = 'vo_upload'"));
        Assert.Equal(300f, await DatabaseFixture.ScalarAsync(service.Database.Owner, "SELECT reltuples FROM pg_class WHERE relnamespace = 'vo_upload'::regnamespace AND relkind = 'r'"));
        await jobs.DeleteAsync(job);
        await ServiceFixture.UntilRunningAsync(service.Database, 0);
        await UntilNoTableAsync();
        // And the index changes no answer.
        var near = await SendAsync($"SELECT COUNT(*) AS n FROM TAP_UPLOAD.mine WHERE 1 = CONTAINS(POINT({names}), CIRCLE(10, 10, 1.5))", table);
        Assert.Equal("3", near.Good().Rows.Single().Single());
    }

    [Fact]
    public async Task A_table_can_be_given_to_a_job_that_is_pending()
    {
        var jobs = new JobClient(service.Client);
        var job = await jobs.CreateAsync(("QUERY", "SELECT SUM(k) AS s FROM TAP_UPLOAD.mine JOIN TAP_UPLOAD.other USING (k)"), ("FORMAT", "csv"));
        foreach (var (name, label) in new[] { ("mine", "x"), ("other", "y") })
        {
            var form = new MultipartFormDataContent { { new StringContent($"{name},param:{label}"), "UPLOAD" }, { new StringContent("k\n1\n2\n"), label, "t.csv" } };
            jobs.SeeOther(await service.Client.PostAsync(job + "/parameters", form), job);
        }
        var listed = (await service.Client.GetAsync(job)).Good().All("parameter").ToList();
        Assert.Equal("mine,param:x;other,param:y", listed.Single(p => (string?)p.Attribute("id") == "UPLOAD").Value);
        var reference = listed.Single(p => (string?)p.Attribute("id") == "x");
        Assert.Equal("true", (string?)reference.Attribute("byReference"));
        Assert.Equal("k\n1\n2\n", (await service.Client.GetAsync(reference.Value[service.Client.Url.Length..])).Good().Text);
        await jobs.PhaseAsync(job, "RUN");
        Assert.Equal("3", (await jobs.ResultAsync(job)).CsvRows.Single());
        await UntilNoTableAsync();
    }

    [Theory]
    [InlineData("mine,param:other", "LVO-UPL-1005")]
    [InlineData("mine", "LVO-UPL-1001")]
    [InlineData("select,param:x", "LVO-UPL-1002")]
    [InlineData("a.b,param:x", "LVO-UPL-1002")]
    [InlineData("mine,param:x;MINE,param:y", "LVO-UPL-1003")]
    [InlineData("mine,file:///etc/passwd", "LVO-UPL-1006")]
    [InlineData("mine,http://user:secret@example.org/t", "LVO-UPL-1006")]
    [InlineData("mine,http://127.0.0.1:1/t", "LVO-UPL-1009")]
    [InlineData("mine,http://localhost:1/t", "LVO-UPL-1009")]
    [InlineData("mine,http://[::1]:1/t", "LVO-UPL-1009")]
    [InlineData("mine,http://[::ffff:10.0.0.1]/t", "LVO-UPL-1009")]
    [InlineData("mine,http://169.254.169.254/latest", "LVO-UPL-1009")]
    [InlineData("mine,http://192.168.1.1/t", "LVO-UPL-1009")]
    [InlineData("mine,http://0x7f000001/t", "LVO-UPL-1009")]
    public async Task What_cannot_be_is_refused(string upload, string code)
    {
        var form = new MultipartFormDataContent { { new StringContent("SELECT * FROM TAP_UPLOAD.mine"), "QUERY" }, { new StringContent(upload), "UPLOAD" }, { new StringContent("k\n1\n"), "x", "x" } };
        (await service.Client.PostAsync("/tap/sync", form)).TapError(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Limits_are_kept()
    {
        var limits = new ServiceLimits { Uploads = new UploadLimits { Rows = 10, Columns = 3, Tables = 1, Bytes = 100_000 } };
        var (app, client) = await ServiceFixture.StartAsync(service.Database, service.Catalog, limits);
        await using (app)
        using (client)
        {
            // What is refused by its length is answered before it is sent, and not while the client still writes.
            client.ExpectContinue();
            Assert.Contains("more than 10 rows", (await SendAsync("SELECT * FROM TAP_UPLOAD.mine", "k\n" + string.Concat(Enumerable.Repeat("1\n", 11)), client)).TapError(HttpStatusCode.RequestEntityTooLarge, "LVO-UPL-1008"));
            (await SendAsync("SELECT * FROM TAP_UPLOAD.mine", "k\n" + string.Concat(Enumerable.Repeat("1\n", 10)), client)).Good();
            (await SendAsync("SELECT * FROM TAP_UPLOAD.mine", "a,b,c,d\n1,2,3,4\n", client)).TapError(HttpStatusCode.RequestEntityTooLarge, "LVO-UPL-1008");
            (await SendAsync("SELECT * FROM TAP_UPLOAD.mine", "k\n" + new string('x', 100_000), client)).TapError(HttpStatusCode.RequestEntityTooLarge, "LVO-HTTP-1003");
            var two = new MultipartFormDataContent { { new StringContent("SELECT 1 AS one FROM TAP_UPLOAD.a"), "QUERY" }, { new StringContent("a,param:x;b,param:x"), "UPLOAD" }, { new StringContent("k\n1\n"), "x", "x" } };
            (await client.PostAsync("/tap/sync", two)).TapError(HttpStatusCode.BadRequest, "LVO-UPL-1004");
        }
    }

    [Fact]
    public async Task A_table_is_fetched_and_each_step_of_the_way_is_looked_at()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var elsewhere = builder.Build();
        elsewhere.Urls.Add("http://127.0.0.1:0");
        elsewhere.MapGet("/t.csv", () => "k\n1\n2\n");
        elsewhere.MapGet("/moved", (HttpContext http) => Results.Redirect("/t.csv"));
        elsewhere.MapGet("/round", () => Results.Redirect("/round"));
        elsewhere.MapGet("/inside", () => Results.Redirect("http://127.0.0.2:1/t"));
        elsewhere.MapGet("/file", () => Results.Redirect("file:///etc/passwd"));
        elsewhere.MapGet("/long", () => new string('x', 300_000));
        elsewhere.MapGet("/slow", async (HttpContext http) => await Task.Delay(TimeSpan.FromMinutes(1), http.RequestAborted));
        await elsewhere.StartAsync();
        var there = elsewhere.Urls.First();

        var limits = new ServiceLimits { Uploads = new UploadLimits { PrivateNetworks = [IPNetwork.Parse("127.0.0.1/32")], FetchSeconds = 2, Bytes = 200_000 } };
        var (app, client) = await ServiceFixture.StartAsync(service.Database, service.Catalog, limits);
        await using (app)
        using (client)
        {
            Assert.Equal("3", (await FetchAsync("/t.csv")).Good().CsvRows.Single());
            Assert.Equal("3", (await FetchAsync("/moved")).Good().CsvRows.Single());
            Assert.Contains("404", (await FetchAsync("/nothing")).TapError(HttpStatusCode.BadRequest, "LVO-UPL-1010"));
            Assert.Contains("redirects", (await FetchAsync("/round")).TapError(HttpStatusCode.BadRequest, "LVO-UPL-1010"));
            (await FetchAsync("/inside")).TapError(HttpStatusCode.BadRequest, "LVO-UPL-1009");
            (await FetchAsync("/file")).TapError(HttpStatusCode.BadRequest, "LVO-UPL-1006");
            (await FetchAsync("/long")).TapError(HttpStatusCode.RequestEntityTooLarge, "LVO-UPL-1008");
            Assert.Contains("longer than 2 s", (await FetchAsync("/slow")).TapError(HttpStatusCode.BadRequest, "LVO-UPL-1010"));

            Task<Answer> FetchAsync(string path) => client.PostFormAsync("/tap/sync", ("QUERY", "SELECT SUM(k) AS s FROM TAP_UPLOAD.mine"), ("UPLOAD", $"mine,{there}{path}"), ("FORMAT", "csv"));
        }
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_of_its_table_leaves_nothing()
    {
        var uri = new Uri(service.Client.Url);
        for (var i = 0; i < 5; i++)
        {
            using var socket = new System.Net.Sockets.TcpClient(uri.Host, uri.Port);
            var begin = $"POST /tap/sync HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 50000000\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"UPLOAD\"\r\n\r\nmine,param:x\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"x\"; filename=\"x\"\r\n\r\nk\n" + string.Concat(Enumerable.Repeat("1\n", 500_000));
            await socket.GetStream().WriteAsync(Encoding.UTF8.GetBytes(begin));
        }
        (await SendAsync("SELECT * FROM TAP_UPLOAD.mine", "k\n1\n")).Good();
        await UntilNoTableAsync();
    }

    [Theory]
    [InlineData("10.255.255.255", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("2606:4700:4700::1111", true)]
    public void Public_is_what_everybody_can_reach(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    Task<Answer> SendAsync(string query, string table, ServiceClient? client = null) => (client ?? service.Client).PostAsync("/tap/sync", Form(query, table));

    static MultipartFormDataContent Form(string query, string table) => new()
    {
        { new StringContent(query), "QUERY" },
        { new StringContent("mine,param:x"), "UPLOAD" },
        { new StringContent("votable/td"), "FORMAT" },
        { new ByteArrayContent(Encoding.UTF8.GetBytes(table)), "x", "table" },
    };

    async Task UntilNoTableAsync()
    {
        const string sql = "SELECT (SELECT count(*) FROM pg_class WHERE relnamespace = 'vo_upload'::regnamespace AND relkind = 'r') + (SELECT count(*) FROM vo.upload_table)";
        for (var i = 0; (long)(await DatabaseFixture.ScalarAsync(service.Database.Owner, sql))! > 0; i++)
        {
            Assert.True(i < 200, "An uploaded table is left.");
            await Task.Delay(20);
        }
    }
}
