using System.Globalization;
using System.Net;
using Lamost.Vo.Server.Hips;
using Xunit;

namespace Lamost.Vo.Server.Tests.Hips;

[Collection(ServiceTests.Name)]
public sealed class HipsCatalogueTests(ServiceFixture service)
{
    const string Base = "/hips/dr10/lrs_catalogue";

    [Fact]
    public async Task Every_row_is_in_one_tile_the_best_first()
    {
        var set = await TileSet.ReadAsync(service.Client, Base);
        var names = set.Tiles.Values.First().Names;
        Assert.Equal(["obsid", "ra", "dec"], names[..3]);
        Assert.All(set.Tiles.Values, t => Assert.Equal(names, t.Names));
        var rows = set.Rows.Select(r => r.Split('\t')[0]).ToList();
        Assert.Equal(ServiceFixture.Rows, rows.Distinct().Count());
        Assert.Equal(ServiceFixture.Rows, rows.Count);
        set.AreInPlace(1, 2);
        var (snrr, snri, snrg) = (Array.IndexOf(names, "snrr"), Array.IndexOf(names, "snri"), Array.IndexOf(names, "snrg"));
        set.BestIsFirst(cells => new[] { cells[snrr], cells[snri], cells[snrg] }.Where(c => c.Length > 0).Select(c => (double)(float)double.Parse(c, CultureInfo.InvariantCulture)).FirstOrDefault(double.NegativeInfinity));
        Assert.All(set.Tiles.Where(t => t.Key.Order <= 3), t => Assert.InRange(t.Value.Rows.Count, 1, 50));
        Assert.InRange(set.Tiles.Keys.Max(k => k.Order), 3, 6);
    }

    [Fact]
    public async Task Cells_have_the_values_of_TAP()
    {
        var tile = Tile.Parse((await FirstAsync()).Text);
        var obsid = tile.Rows[0].Split('\t')[0];
        var row = (await service.Client.QueryAsync($"SELECT {string.Join(", ", tile.Names.Select(n => $"\"{n}\""))} FROM dr10.lrs_catalogue WHERE obsid = {obsid}", "FORMAT=tsv")).Good().Text.Split('\n');
        Assert.Equal(tile.Rows[0], row[1]);
    }

    [Fact]
    public async Task An_order_as_a_whole_is_its_tiles_one_after_the_other()
    {
        var set = await TileSet.ReadAsync(service.Client, Base);
        foreach (var order in (int[])[1, 2, 3])
        {
            var all = (await service.Client.GetAsync($"{Base}/Norder{order}/Allsky.tsv")).Good();
            var lines = all.Text[..^1].Split('\n');
            Assert.StartsWith("# ", lines[0], StringComparison.Ordinal);
            Assert.DoesNotContain("Completeness", lines[0]);
            Assert.Equal(set.Tiles.Values.First().Names, lines[1].Split('\t'));
            Assert.Equal(set.Tiles.Where(t => t.Key.Order == order).OrderBy(t => t.Key.Pixel).SelectMany(t => t.Value.Rows), lines[2..]);
        }
    }

    [Theory]
    [InlineData("metadata.xml")]
    [InlineData("Metadata.xml")]
    public async Task Metadata_has_the_columns_of_tiles_in_their_order(string name)
    {
        var metadata = (await service.Client.GetAsync($"{Base}/{name}")).Good();
        Assert.Equal(Tile.Parse((await FirstAsync()).Text).Names, metadata.FieldNames);
        Assert.Empty(metadata.Rows);
        string Ucd(string field) => (string)metadata.All("FIELD").Single(f => (string)f.Attribute("name")! == field).Attribute("ucd")!;
        Assert.Equal(("pos.eq.ra;meta.main", "pos.eq.dec;meta.main", "meta.id;meta.main"), (Ucd("ra"), Ucd("dec"), Ucd("obsid")));
        // Aladin Lite takes the first column whose UCD begins so.
        Assert.Equal("ra", (string)metadata.All("FIELD").First(f => ((string?)f.Attribute("ucd"))?.StartsWith("pos.eq.ra", StringComparison.Ordinal) == true).Attribute("name")!);
    }

    [Theory]
    [InlineData("Norder1/Dir0/Npix47.png")]
    [InlineData("Norder1/Dir0/Npix48.tsv")]
    [InlineData("Norder0/Dir0/Npix0.tsv")]
    [InlineData("Norder4/Dir10000/Npix5.tsv")]
    [InlineData("Norder4/Dir0/Npix05.tsv")]
    [InlineData("Norder12/Dir0/Npix0.tsv")]
    [InlineData("Norder13/Dir0/Npix0.tsv")]
    [InlineData("Norder29/Dir0/Npix0.tsv")]
    [InlineData("Norder99999999999999999999/Dir0/Npix0.tsv")]
    [InlineData("Norder3/Dir0/Npix99999999999999999999999.tsv")]
    [InlineData("Norder3/Dir-0/Npix-1.tsv")]
    [InlineData("Norder3/Dir0/Npix1%27%3BDROP.tsv")]
    [InlineData("Norder3/Dir0/Npix1%00.tsv")]
    [InlineData("Norder4/Allsky.tsv")]
    [InlineData("Norder0/Allsky.tsv")]
    [InlineData("Norder3/Allsky.png")]
    [InlineData("Norder3")]
    [InlineData("Norder3/Dir0/Npix1/x.tsv")]
    public async Task A_tile_that_is_not_there_is_404_with_no_body(string file)
    {
        var answer = await service.Client.GetAsync($"{Base}/{file}");
        // What is no path at all the server refuses before it comes here.
        if (answer.Status == HttpStatusCode.BadRequest && file.Contains("%00", StringComparison.Ordinal)) return;
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Empty(answer.Body);
        Assert.Equal("*", answer.Headers["Access-Control-Allow-Origin"]);
        Assert.DoesNotContain("html", answer.ContentType, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/hips/dr10/nothing/properties", "no HiPS of dr10/nothing")]
    [InlineData("/hips/ivoa/obscore/properties", "no HiPS of ivoa/obscore")]
    [InlineData("/hips/tap_schema/tables/properties", "no HiPS of tap_schema/tables")]
    [InlineData("/hips/dr10/lrs_catalogue/../../../etc/passwd", "There is nothing at")]
    [InlineData("/hips/dr10/lrs_catalogue/etc/passwd", "no file etc/passwd")]
    [InlineData("/hips/dr10/lrs_catalogue/density/metadata.xml", "no file metadata.xml")]
    public async Task What_is_not_there_is_told(string path, string message) =>
        Assert.Contains(message, (await service.Client.GetAsync(path)).PlainError(HttpStatusCode.NotFound, "", "LVO-HTTP-1404"), StringComparison.Ordinal);

    [Fact]
    public async Task Tiles_can_be_kept_and_asked_for_without_their_body()
    {
        var tile = await FirstAsync();
        var path = _first!;
        Assert.StartsWith("W/\"", tile.Headers["ETag"], StringComparison.Ordinal);
        Assert.Equal("public, max-age=3600", tile.Headers["Cache-Control"]);
        Assert.Equal("*", tile.Headers["Access-Control-Allow-Origin"]);
        var again = new HttpRequestMessage(HttpMethod.Get, service.Client.Url + path);
        again.Headers.TryAddWithoutValidation("If-None-Match", tile.Headers["ETag"]);
        var kept = await service.Client.SendAsync(again);
        Assert.Equal((HttpStatusCode.NotModified, 0), (kept.Status, kept.Body.Length));
        var head = await service.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, service.Client.Url + path));
        Assert.Equal((HttpStatusCode.OK, 0, tile.Body.Length.ToString(CultureInfo.InvariantCulture)), (head.Status, head.Body.Length, head.Headers["Content-Length"]));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await service.Client.PostFormAsync(path)).Status);
    }

    [Fact]
    public async Task Every_table_with_a_position_is_in_the_list_twice_and_its_address_works()
    {
        var list = (await service.Client.GetAsync("/hipslist")).Good();
        Assert.StartsWith("text/plain", list.ContentType, StringComparison.Ordinal);
        var records = list.Text.Split("\n\n").Select(Properties).ToList();
        var tables = service.Catalog.Current.Catalog.Tables.Where(t => t.Position is not null && !t.IsView).ToList();
        Assert.Equal(tables.SelectMany(t => new[] { $"/hips/{t.Schema}/{t.Name}", $"/hips/{t.Schema}/{t.Name}/density" }).Order(),
            records.Select(r => r["hips_service_url"][service.Client.Url.Length..]).Order());
        Assert.Equal(records.Count, records.Select(r => r["creator_did"]).Distinct().Count());
        foreach (var record in records)
        {
            var own = Properties((await service.Client.GetAsync(record["hips_service_url"][service.Client.Url.Length..] + "/properties")).Good().Text);
            Assert.Equal(record.Where(r => r.Key != "hips_estsize").OrderBy(r => r.Key), own.Where(r => r.Key != "hips_estsize").OrderBy(r => r.Key));
        }
    }

    [Fact]
    public async Task Properties_say_what_the_standard_wants_and_what_clients_look_at()
    {
        var record = Properties((await service.Client.GetAsync($"{Base}/properties")).Good().Text);
        Assert.Equal("ivo://lamost.vo/hips/dr10/lrs_catalogue", record["creator_did"]);
        Assert.Equal(("catalog", "1.4", "tsv", "equatorial", "private master unclonable"), (record["dataproduct_type"], record["hips_version"], record["hips_tile_format"], record["hips_frame"], record["hips_status"]));
        Assert.Equal((ServiceFixture.Rows.ToString(CultureInfo.InvariantCulture), "LAMOST DR10 LRS", "Optical"), (record["hips_cat_nrows"], record["obs_collection"], record["obs_regime"]));
        Assert.Equal(("3.7E-07", "9.1E-07"), (record["em_min"], record["em_max"]));
        Assert.Contains("simulated", record["obs_title"], StringComparison.Ordinal);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\dZ$", record["hips_release_date"]);
        Assert.InRange(double.Parse(record["t_min"], CultureInfo.InvariantCulture), 55_000, double.Parse(record["t_max"], CultureInfo.InvariantCulture));
        foreach (var key in (string[])["obs_title", "obs_description", "obs_ack", "prov_progenitor", "bib_reference", "obs_copyright", "hips_creator", "hips_creation_date", "hips_initial_ra",
            "hips_initial_dec", "hips_initial_fov", "moc_sky_fraction", "moc_order", "client_category", "hips_builder", "hips_estsize", "nb_rows", "hips_order"])
            Assert.True(record.ContainsKey(key), key);
        var density = Properties((await service.Client.GetAsync($"{Base}/density/properties")).Good().Text);
        Assert.Equal(("image", "png", "512", "6", "0"), (density["dataproduct_type"], density["hips_tile_format"], density["hips_tile_width"], density["hips_order"], density["hips_order_min"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/index.html")]
    [InlineData("/density")]
    [InlineData("/density/index.html")]
    public async Task A_person_gets_a_page(string file)
    {
        var page = (await service.Client.GetAsync(Base + file)).Good();
        Assert.StartsWith("text/html", page.ContentType, StringComparison.Ordinal);
        Assert.Contains("simulated", page.Text, StringComparison.Ordinal);
        foreach (var link in System.Text.RegularExpressions.Regex.Matches(page.Text, "(?:href|src)=\"([^\"]*)\"").Select(m => m.Groups[1].Value))
            Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync(link[service.Client.Url.Length..])).Status);
    }

    string? _first;

    async Task<Answer> FirstAsync()
    {
        for (var pixel = 0; pixel < 48; pixel++)
        {
            _first = $"{Base}/{TileSet.Name(1, pixel)}.tsv";
            if (await service.Client.GetAsync(_first) is { Status: HttpStatusCode.OK } tile) return tile;
        }
        throw new InvalidOperationException("No tile.");
    }

    internal static Dictionary<string, string> Properties(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(" = ", 2)).ToDictionary(p => p[0].Trim(), p => p[1]);

    [Theory]
    [InlineData(true, false, "public master clonable")]
    [InlineData(true, true, "private master unclonable")]
    [InlineData(false, false, "private master unclonable")]
    public void Copies_are_made_of_what_was_observed_and_has_identifiers_that_stay(bool isSetUp, bool simulated, string status) => Assert.Equal(status, HipsRecords.Status(isSetUp, simulated));
}
