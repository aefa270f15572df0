using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Lamost.Vo.Archive.Coverage;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Uploads;
using Lamost.Vo.Sky;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Lamost.Vo.Server.Tests.Tap;

/// <summary>Coverage maps that come with queries (MOC 2.0; TAP 1.1, 2.5), and those that queries make.</summary>
[Collection(ServiceTests.Name)]
public sealed class MapUploadTests(ServiceFixture service)
{
    const string Count = "SELECT COUNT(*) AS n FROM dr10.lrs_catalogue AS c, TAP_UPLOAD.mine AS m WHERE 1 = CONTAINS(POINT(c.ra, c.dec), m.moc)";

    // Half of the sky in pieces, at no order that a condition of few ranges could follow.
    static readonly Moc Sky = Moc.OfRanges(7, Enumerable.Range(0, 3000).Select(i => Healpix.Descendants(i * 65L, 7)).Append(Healpix.Descendants(5, 0)).Append(Healpix.Descendants(1, 1)));

    public static TheoryData<string> Forms => ["NUNIQ", "RANGE", "text", "text in lines", "JSON"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_map_in_any_form_is_a_region(string form)
    {
        var expected = await ExpectedAsync();
        foreach (var packed in new[] { false, true })
            Assert.Equal(expected, long.Parse((await SendAsync(Count, File(form, packed))).Good().CsvRows.Single(), CultureInfo.InvariantCulture));
        var answer = (await SendAsync("SELECT moc, AREA(moc) AS area FROM TAP_UPLOAD.mine", File(form, false), "votable/td")).Good();
        Assert.Equal(("char", "*", "moc"), Field(answer));
        Assert.Equal(Sky.ToString(), answer.Rows.Single()[0]);
        Assert.Equal(Sky.AreaSquareDegrees, double.Parse(answer.Rows.Single()[1], CultureInfo.InvariantCulture), 1e-6);
    }

    [Fact]
    public async Task A_map_is_fetched()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var elsewhere = builder.Build();
        elsewhere.Urls.Add("http://127.0.0.1:0");
        elsewhere.MapGet("/moc.fits", () => Results.Bytes(File("NUNIQ", true), "image/fits"));
        await elsewhere.StartAsync();
        var limits = new ServiceLimits { Uploads = new UploadLimits { PrivateNetworks = [IPNetwork.Parse("127.0.0.1/32")] } };
        var (app, client) = await ServiceFixture.StartAsync(service.Database, service.Catalog, limits);
        await using (app)
        using (client)
            Assert.Equal($"{await ExpectedAsync()}", (await client.PostFormAsync("/tap/sync", ("QUERY", Count), ("UPLOAD", $"mine,{elsewhere.Urls.First()}/moc.fits"), ("FORMAT", "csv"))).Good().CsvRows.Single());
    }

    [Fact]
    public async Task A_table_can_have_a_map_in_each_row()
    {
        var table = $"""
            <VOTABLE><RESOURCE><TABLE><FIELD name='name' datatype='char' arraysize='*'/><FIELD name='seen' datatype='char' arraysize='*' xtype='moc'><DESCRIPTION>Where it was seen.</DESCRIPTION></FIELD><DATA><TABLEDATA>
            <TR><TD>half</TD><TD>{Sky}</TD></TR><TR><TD>all</TD><TD>0/0-11</TD></TR><TR><TD>empty</TD><TD>5/</TD></TR><TR><TD>none</TD><TD/></TR>
            </TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>
            """;
        var counted = (await SendAsync("SELECT m.name, COUNT(c.obsid) AS n FROM TAP_UPLOAD.mine AS m LEFT JOIN dr10.lrs_catalogue AS c ON 1 = CONTAINS(POINT(c.ra, c.dec), m.seen) GROUP BY m.name ORDER BY m.name", Encoding.UTF8.GetBytes(table))).Good();
        Assert.Equal(["all," + ServiceFixture.Rows, "empty,0", $"half,{await ExpectedAsync()}", "none,0"], counted.CsvRows);
        var rest = await SendAsync("SELECT COUNT(*) AS n FROM TAP_UPLOAD.mine AS m JOIN dr10.lrs_catalogue AS c ON 0 = CONTAINS(POINT(c.ra, c.dec), m.seen)", Encoding.UTF8.GetBytes(table));
        Assert.Equal($"{ServiceFixture.Rows - await ExpectedAsync() + ServiceFixture.Rows}", rest.Good().CsvRows.Single());
        var back = (await SendAsync("SELECT seen, name FROM TAP_UPLOAD.mine ORDER BY name", Encoding.UTF8.GetBytes(table), "votable/td")).Good();
        Assert.Equal(["0/0-11", "5/", Sky.ToString(), ""], back.Rows.Select(r => r[0]));
        Assert.Equal("Where it was seen.", back.All("FIELD").First().Value.Trim());
    }

    [Fact]
    public async Task The_map_of_an_answer_can_be_sent_back()
    {
        var made = (await service.Client.QueryAsync("SELECT moc(9, POINT(ra, dec)) AS seen FROM dr10.lrs_catalogue", "FORMAT=votable/td")).Good();
        Assert.Equal(("char", "*", "moc"), Field(made));
        foreach (var again in new[] { made.Body, Encoding.UTF8.GetBytes(made.Rows.Single().Single()) })
        {
            var column = again == made.Body ? "seen" : "moc";
            Assert.Equal($"{ServiceFixture.Rows}", (await SendAsync(Count.Replace("m.moc", "m." + column, StringComparison.Ordinal), again)).Good().CsvRows.Single());
        }
    }

    [Fact]
    public async Task A_map_of_a_hundred_thousand_cells_can_be_written_into_the_query()
    {
        var moc = Moc.OfCells(11, Enumerable.Range(0, 100_000).Select(i => i * 500L));
        var query = $"SELECT COUNT(*) AS n FROM dr10.lrs_catalogue WHERE 1 = CONTAINS(POINT(ra, dec), MOC('{moc}'))";
        Assert.True(query.Length > 800_000);
        var sent = await service.Client.PostAsync("/tap/sync", new MultipartFormDataContent { { new StringContent(query), "QUERY" }, { new StringContent("csv"), "FORMAT" } });
        var uploaded = await SendAsync(Count, Encoding.UTF8.GetBytes(moc.ToString()));
        Assert.Equal(uploaded.Good().CsvRows, sent.Good().CsvRows);
        Assert.Equal(sent.CsvRows, (await service.Client.PostFormAsync("/tap/sync", ("QUERY", query), ("FORMAT", "csv"))).Good().CsvRows);
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "4/30-33 99999", "is above 3071" }, { "30/1", "order" }, { "4/33-30", "ends before it begins" }, { "t61/1 2 3", "time" }, { "{\"4\":[1,2", "JSON" }, { "{\"4\":[-1]}", "JSON" }, { "{}", "names no order" },
        { "{\"a\":1}", "JSON" }, { "<VOTABLE><RESOURCE><TABLE><FIELD name='m' datatype='char' arraysize='*' xtype='moc'/><DATA><TABLEDATA><TR><TD>0/1</TD></TR><TR><TD>0/12</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>", "column m in row 2" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task What_begins_like_a_map_and_is_none_is_refused_in_words(string file, string words) =>
        Assert.Contains(words, (await SendAsync("SELECT * FROM TAP_UPLOAD.mine", Encoding.UTF8.GetBytes(file))).TapError(HttpStatusCode.BadRequest, "LVO-UPL-1007"), StringComparison.Ordinal);

    [Theory]
    [InlineData(3L, "UNIQ")]
    [InlineData(-4L, "UNIQ")]
    [InlineData(long.MaxValue, "UNIQ")]
    [InlineData(0L, "UNIQ")]
    public async Task A_number_that_is_no_cell_is_refused(long number, string words)
    {
        var file = File("NUNIQ of long", false);
        BinaryPrimitives.WriteInt64BigEndian(file.AsSpan(2 * 2880), number);
        Assert.Contains(words, (await SendAsync("SELECT * FROM TAP_UPLOAD.mine", file)).TapError(HttpStatusCode.BadRequest, "LVO-UPL-1007"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_ends_before_its_map_is_refused_and_a_table_of_values_is_a_table()
    {
        (await SendAsync("SELECT * FROM TAP_UPLOAD.mine", File("NUNIQ", false)[..^6000])).TapError(HttpStatusCode.BadRequest, "LVO-UPL-1007");
        // Cells in any order, one within the other, twice: MOC 1 had no canonical form.
        Assert.Equal("3/0 9/1048576-1048577", (await SendAsync("SELECT moc FROM TAP_UPLOAD.mine", Encoding.UTF8.GetBytes("5/7 6 5 4 4 4/1 3/0 9/1048576-1048577, 1048576"))).Good().CsvRows.Single());
        Assert.Equal("4,30-33", (await SendAsync("SELECT * FROM TAP_UPLOAD.mine", Encoding.UTF8.GetBytes("a,b\n4,30-33\n"))).Good().CsvRows.Single());
    }

    [Fact]
    public async Task Limits_of_maps_are_kept()
    {
        var limits = new ServiceLimits { Uploads = new UploadLimits { MapRanges = 100, MapTextBytes = 2000 } };
        var (app, client) = await ServiceFixture.StartAsync(service.Database, service.Catalog, limits);
        await using (app)
        using (client)
        {
            var many = Moc.OfCells(6, Enumerable.Range(0, 101).Select(i => 2L * i));
            foreach (var (file, words) in new[] { (Encoding.UTF8.GetBytes(many.ToString()), "100 ranges"), (Fits(many, "NUNIQ"), "100 ranges"), (Fits(many, "RANGE"), "200 cells or ends") })
                Assert.Contains(words, (await SendAsync("SELECT * FROM TAP_UPLOAD.mine", file, client: client)).TapError(HttpStatusCode.RequestEntityTooLarge, "LVO-UPL-1008"), StringComparison.Ordinal);
            Assert.Contains("2000 bytes", (await SendAsync("SELECT * FROM TAP_UPLOAD.mine", Encoding.UTF8.GetBytes(many + new string(' ', 2000)), client: client)).TapError(HttpStatusCode.RequestEntityTooLarge, "LVO-UPL-1008"), StringComparison.Ordinal);
            var rows = string.Concat(Enumerable.Repeat("<TR><TD>3/1 3 5 7 9 11 13 15 17 19 21</TD></TR>", 10));
            var table = $"<VOTABLE><RESOURCE><TABLE><FIELD name='m' datatype='char' arraysize='*' xtype='moc'/><DATA><TABLEDATA>{rows}</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>";
            (await SendAsync("SELECT * FROM TAP_UPLOAD.mine", Encoding.UTF8.GetBytes(table), client: client)).TapError(HttpStatusCode.RequestEntityTooLarge, "LVO-UPL-1008");
            var few = Moc.OfCells(6, Enumerable.Range(0, 100).Select(i => 2L * i));
            (await SendAsync("SELECT * FROM TAP_UPLOAD.mine", Fits(few, "RANGE"), client: client)).Good();
        }
    }

    async Task<long> ExpectedAsync()
    {
        var positions = (await service.Client.QueryAsync("SELECT ra, dec FROM dr10.lrs_catalogue", "FORMAT=csv")).Good().CsvRows
            .Select(r => Array.ConvertAll(r.Split(','), c => double.Parse(c, CultureInfo.InvariantCulture)));
        var count = positions.Count(p => Sky.Contains(p[0], p[1]));
        Assert.InRange(count, 1, ServiceFixture.Rows - 1);
        return count;
    }

    static (string?, string?, string?) Field(Answer answer)
    {
        var field = answer.All("FIELD").First();
        return ((string?)field.Attribute("datatype"), (string?)field.Attribute("arraysize"), (string?)field.Attribute("xtype"));
    }

    static byte[] File(string form, bool packed)
    {
        var file = form switch
        {
            "NUNIQ" or "RANGE" => Fits(Sky, form),
            "NUNIQ of long" => Fits(Moc.OfRanges(20, Sky.Ranges.ToArray()), "NUNIQ"),
            "text" => Encoding.UTF8.GetBytes(Sky.ToString()),
            "text in lines" => Encoding.UTF8.GetBytes("s" + Sky.ToString().Replace(" ", ",\r\n", StringComparison.Ordinal)),
            _ => Encoding.UTF8.GetBytes(Json(Sky)),
        };
        if (!packed) return file;
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest)) gzip.Write(file);
        return output.ToArray();
    }

    static string Json(Moc moc)
    {
        using var text = new StringWriter();
        moc.WriteJson(text);
        return text.ToString();
    }

    static byte[] Fits(Moc moc, string ordering)
    {
        using var output = new MemoryStream();
        MocFits.Write(moc, output);
        if (ordering == "NUNIQ") return output.ToArray();
        // The same headers, with other words of the same length, and ranges behind them.
        var head = Encoding.ASCII.GetString(output.ToArray(), 0, 2 * 2880).Replace("'NUNIQ   '", "'RANGE   '", StringComparison.Ordinal).Replace("'UNIQ    '", "'RANGE   '", StringComparison.Ordinal)
            .Replace("'1J      '", "'1K      '", StringComparison.Ordinal);
        head = Regex.Replace(head, "NAXIS1  = +\\d+", m => "NAXIS1  = " + "8".PadLeft(m.Length - 10));
        head = Regex.Replace(head, "NAXIS2  = +\\d+", m => "NAXIS2  = " + $"{2 * moc.Ranges.Length}".PadLeft(m.Length - 10));
        var bytes = new byte[((16 * moc.Ranges.Length) + 2879) / 2880 * 2880];
        foreach (var (i, range) in moc.Ranges.ToArray().Index())
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(16 * i), range.First);
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan((16 * i) + 8), range.Last + 1);
        }
        return [.. Encoding.ASCII.GetBytes(head), .. bytes];
    }

    Task<Answer> SendAsync(string query, byte[] file, string format = "csv", ServiceClient? client = null) => (client ?? service.Client).PostAsync("/tap/sync", new MultipartFormDataContent
    {
        { new StringContent(query), "QUERY" },
        { new StringContent("mine,param:x"), "UPLOAD" },
        { new StringContent(format), "FORMAT" },
        { new ByteArrayContent(file), "x", "map" },
    });
}
