using System.Globalization;
using System.Net;
using Lamost.Vo.Archive.Coverage;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Sky;
using Lamost.Vo.Testing;
using Npgsql;
using Xunit;

namespace Lamost.Vo.Server.Tests.Coverage;

/// <summary>Coverage maps of tables, releases and all, in all forms.</summary>
[Collection(ServiceTests.Name)]
public sealed class CoverageTests(ServiceFixture service)
{
    Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, service.Client.Url + path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return service.Client.SendAsync(request);
    }

    async Task<Moc> ExpectedAsync(string table, int order)
    {
        var answer = (await service.Client.QueryAsync($"SELECT ra, dec FROM {table}", "RESPONSEFORMAT=csv")).Good();
        return Moc.OfCells(order, answer.CsvRows.Select(r => r.Split(',')).Select(c =>
            Healpix.PixelOf(order, double.Parse(c[0], CultureInfo.InvariantCulture), double.Parse(c[1], CultureInfo.InvariantCulture))));
    }

    [Fact]
    public async Task The_map_of_a_table_is_a_fits_file_of_the_cells_of_its_rows()
    {
        var answer = (await GetAsync("/coverage/dr10/lrs_catalogue")).Good();
        Assert.Equal("application/fits", answer.ContentType);
        Assert.Equal("inline; filename=\"moc-dr10-lrs_catalogue.fits\"", answer.Headers["Content-Disposition"]);
        Assert.Equal("*", answer.Headers["Access-Control-Allow-Origin"]);
        Assert.Equal("public, max-age=300", answer.Headers["Cache-Control"]);
        var moc = MocFits.Read(new MemoryStream(answer.Body));
        Assert.Equal(8, moc.Order);
        Assert.Equal((await ExpectedAsync("dr10.lrs_catalogue", 8)).ToString(), moc.ToString());
        var text = answer.Text;
        Assert.Contains("MOCID   = 'ivo://lamost.vo/dr10/lrs_catalogue'", text, StringComparison.Ordinal);
        Assert.Contains("COMMENT The rows are simulated", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/coverage/dr10/lrs_stellar.json?ORDER=5", "application/json")]
    [InlineData("/coverage/dr10/lrs_stellar?ORDER=5&FORMAT=json", "application/json")]
    [InlineData("/coverage/DR10/LRS_Stellar?order=5&responseformat=application/json", "application/json")]
    [InlineData("/coverage/dr10/lrs_stellar.txt?ORDER=5", "text/plain")]
    [InlineData("/coverage/dr10/lrs_stellar?ORDER=5&FORMAT=ascii", "text/plain")]
    [InlineData("/coverage/dr10/lrs_stellar?ORDER=5&FORMAT=text/plain", "text/plain")]
    [InlineData("/coverage/dr10/lrs_stellar.fits?ORDER=5&FORMAT=json", "application/fits")]
    [InlineData("/coverage/dr10/lrs_stellar?ORDER=5&FORMAT=image/fits", "application/fits")]
    public async Task A_map_comes_in_the_form_and_at_the_order_asked_for(string path, string mediaType)
    {
        var answer = (await GetAsync(path)).Good();
        Assert.Equal(mediaType, answer.ContentType);
        Assert.Equal((await ExpectedAsync("dr10.lrs_stellar", 5)).ToString(), Read(answer).ToString());
    }

    [Theory]
    [InlineData("application/json", "application/json")]
    [InlineData("text/plain", "text/plain")]
    [InlineData("application/json;q=0.9, */*;q=0.1", "application/json")]
    [InlineData("application/json, text/plain, */*", "application/fits")]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", "application/fits")]
    [InlineData("application/json, application/fits", "application/fits")]
    [InlineData("image/png", "application/fits")]
    [InlineData("*/*", "application/fits")]
    public async Task Accept_decides_where_it_is_clear_and_nothing_is_refused_for_it(string accept, string mediaType)
    {
        var answer = (await GetAsync("/coverage/dr10?ORDER=4", ("Accept", accept))).Good();
        Assert.Equal(mediaType, answer.ContentType);
        Assert.Contains("Accept", answer.Headers["Vary"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_map_of_a_release_and_of_all_is_that_of_their_catalogues_of_spectra()
    {
        var expected = (await ExpectedAsync("dr10.lrs_catalogue", 6)).Union(await ExpectedAsync("dr10.mrs_catalogue", 6)).ToString();
        foreach (var path in (string[])["/coverage/dr10.txt?ORDER=6", "/coverage.txt?ORDER=6", "/coverage?ORDER=6&FORMAT=ascii", "/coverage/?ORDER=6&FORMAT=json", "/coverage/dr10?ORDER=6"])
            Assert.Equal(expected, Read((await GetAsync(path)).Good()).ToString());
    }

    [Fact]
    public async Task Who_has_a_map_is_told_so_and_another_order_is_another_map()
    {
        foreach (var form in (string[])["fits", "json", "txt"])
        {
            var first = (await GetAsync($"/coverage/dr10/lrs_catalogue.{form}?ORDER=7")).Good();
            var (tag, date) = (first.Headers["ETag"], first.Headers["Last-Modified"]);
            var again = await GetAsync($"/coverage/dr10/lrs_catalogue.{form}?ORDER=7", ("If-None-Match", tag));
            Assert.Equal((HttpStatusCode.NotModified, 0), (again.Status, again.Body.Length));
            Assert.Equal(tag, again.Headers["ETag"]);
            Assert.Equal(HttpStatusCode.NotModified, (await GetAsync($"/coverage/dr10/lrs_catalogue.{form}?ORDER=7", ("If-Modified-Since", date))).Status);
            (await GetAsync($"/coverage/dr10/lrs_catalogue.{form}?ORDER=6", ("If-None-Match", tag))).Good();
            (await GetAsync($"/coverage/dr10/lrs_stellar.{form}?ORDER=7", ("If-None-Match", tag))).Good();
        }
    }

    [Fact]
    public async Task Head_has_the_headers_and_a_part_of_the_file_is_to_be_had()
    {
        var whole = (await GetAsync("/coverage/dr10/lrs_catalogue")).Good();
        var head = (await service.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, service.Client.Url + "/coverage/dr10/lrs_catalogue"))).Good();
        Assert.Empty(head.Body);
        Assert.Equal((whole.Headers["ETag"], whole.Headers["Content-Length"], whole.ContentType), (head.Headers["ETag"], head.Headers["Content-Length"], head.ContentType));
        var part = await GetAsync("/coverage/dr10/lrs_catalogue", ("Range", "bytes=2880-2959"));
        Assert.Equal(HttpStatusCode.PartialContent, part.Status);
        Assert.StartsWith("XTENSION= 'BINTABLE'", part.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12")]
    [InlineData("-1")]
    [InlineData("8.0")]
    [InlineData("fine")]
    public async Task An_order_that_is_none_is_refused_with_the_finest(string order)
    {
        var text = (await GetAsync($"/coverage/dr10/lrs_catalogue?ORDER={order}")).PlainError(HttpStatusCode.BadRequest, "ORDER is", "LVO-COV-1001");
        Assert.Contains("from 0 to 11", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_there_is_no_map_of_is_answered_with_what_there_are_maps_of()
    {
        Assert.Contains("/coverage/dr10/lrs_catalogue", (await GetAsync("/coverage/dr10/nothing")).PlainError(HttpStatusCode.NotFound, "There is no coverage map", "LVO-HTTP-1404"), StringComparison.Ordinal);
        (await GetAsync("/coverage/TAP_SCHEMA/tables")).PlainError(HttpStatusCode.NotFound, "There is no coverage map", "LVO-HTTP-1404");
        Assert.Contains("/coverage/dr10", (await GetAsync("/coverage/dr99")).PlainError(HttpStatusCode.NotFound, "There is no coverage map", "LVO-HTTP-1404"), StringComparison.Ordinal);
        (await GetAsync("/coverage/TAP_SCHEMA")).PlainError(HttpStatusCode.NotFound, "There is no coverage map", "LVO-HTTP-1404");
        (await GetAsync("/coverage/dr10?FORMAT=png")).PlainError(HttpStatusCode.BadRequest, "The format \"png\"", "LVO-COV-1002");
        (await GetAsync("/coverage.png")).PlainError(HttpStatusCode.BadRequest, "The format \"png\"", "LVO-COV-1002");
        (await GetAsync("/coverage/dr10?ORDER=3&ORDER=4")).PlainError(HttpStatusCode.BadRequest, "The parameter ORDER", "LVO-HTTP-1002");
    }

    [Fact]
    public async Task A_map_of_space_and_time_has_the_sky_of_the_fibres_in_every_form()
    {
        var positions = (await service.Client.QueryAsync("SELECT s_ra, s_dec FROM ivoa.obscore WHERE obs_collection LIKE '%LRS%'", "RESPONSEFORMAT=csv")).Good().CsvRows.Select(r => r.Split(','));
        var expected = Moc.OfCells(6, positions.Select(c => Healpix.PixelOf(6, double.Parse(c[0], CultureInfo.InvariantCulture), double.Parse(c[1], CultureInfo.InvariantCulture)))).ToString();
        var fits = (await GetAsync("/coverage/dr10/lrs_catalogue/st")).Good();
        Assert.Equal("application/fits", fits.ContentType);
        var moc = MocFits.ReadSpaceTime(new MemoryStream(fits.Body));
        Assert.Equal((26, 6, expected), (moc.TimeOrder, moc.SpaceOrder, moc.Sky().ToString()));
        Assert.Contains("Times are UTC", fits.Text, StringComparison.Ordinal);
        Assert.True(StMoc.TryParseJson((await GetAsync("/coverage/dr10/lrs_catalogue/st.json")).Good().Text, out var json, out _));
        Assert.True(StMoc.TryParse((await GetAsync("/coverage/dr10/lrs_catalogue/st?FORMAT=ascii")).Good().Text, out var ascii, out _));
        Assert.Equal((moc.ToString(), moc.ToString()), (json.ToString(), ascii.ToString()));

        Assert.True(StMoc.TryParse((await GetAsync("/coverage/dr10/st.txt?ORDER=3&TIMEORDER=20")).Good().Text, out var release, out _));
        Assert.Equal((20, 3), (release.TimeOrder, release.SpaceOrder));
        Assert.True(moc.Degrade(20, 3).Sky().IsSubsetOf(release.Sky()));
        Assert.Equal(release.ToString(), (await GetAsync("/coverage/st.txt?ORDER=3&TIMEORDER=20")).Good().Text.TrimEnd('\n'));
        Assert.Equal(HttpStatusCode.NotModified, (await GetAsync("/coverage/dr10/lrs_catalogue/st", ("If-None-Match", fits.Headers["ETag"]))).Status);
    }

    [Fact]
    public async Task Maps_of_space_and_time_that_there_are_not_are_refused()
    {
        (await GetAsync("/coverage/dr10/st?TIMEORDER=32")).PlainError(HttpStatusCode.BadRequest, "TIMEORDER is", "LVO-COV-1001");
        (await GetAsync("/coverage/dr10/st?ORDER=8")).PlainError(HttpStatusCode.BadRequest, "ORDER is", "LVO-COV-1001");
        Assert.Contains("/coverage/dr10/mrs_catalogue/st", (await GetAsync("/coverage/dr10/lrs_plan/st")).PlainError(HttpStatusCode.NotFound, "There is no coverage map", "LVO-HTTP-1404"), StringComparison.Ordinal);
        (await GetAsync("/coverage/dr99/st")).PlainError(HttpStatusCode.NotFound, "There is no coverage map", "LVO-HTTP-1404");
        (await GetAsync("/coverage/dr10/st.png")).PlainError(HttpStatusCode.BadRequest, "The format", "LVO-COV-1002");
    }

    [Fact]
    public async Task A_map_that_takes_long_is_made_all_the_same()
    {
        var (app, client) = await ServiceFixture.StartAsync(service.Database, service.Catalog, new ServiceLimits { SyncTimeoutSeconds = 1 });
        await using (app)
        using (client)
        {
            await using (await LockedAsync())
            {
                var answer = await client.GetAsync("/coverage/dr10/lrs_catalogue?ORDER=9");
                answer.PlainError(HttpStatusCode.ServiceUnavailable, "The map was not ready within 1 s", "LVO-COV-1101");
                Assert.Equal("5", answer.Headers["Retry-After"]);
                await ServiceFixture.UntilRunningAsync(service.Database, 1);
            }
            // What was begun for who has left is what the next one gets.
            await ServiceFixture.UntilRunningAsync(service.Database, 0);
            Answer again;
            for (var i = 0; (again = await client.GetAsync("/coverage/dr10/lrs_catalogue?ORDER=9")).Status == HttpStatusCode.ServiceUnavailable; i++) Assert.True(i < 60, again.Text);
            Assert.Equal((await ExpectedAsync("dr10.lrs_catalogue", 9)).ToString(), Read(again.Good()).ToString());
        }
    }

    [Fact]
    public async Task Answers_with_fine_maps_wait_for_each_other_beyond_their_limit_and_others_do_not()
    {
        var (app, client) = await ServiceFixture.StartAsync(service.Database, service.Catalog, new ServiceLimits { SyncTimeoutSeconds = 600, Coverage = new CoverageLimits { FineAnswers = 1 } });
        await using (app)
        using (client)
        {
            (await client.GetAsync("/coverage/dr10/lrs_stellar?ORDER=9")).Good();
            Task<Answer> held, waiting;
            await using (await LockedAsync())
            {
                held = client.GetAsync("/coverage/dr10/lrs_catalogue?ORDER=9");
                await ServiceFixture.UntilRunningAsync(service.Database, 1);
                waiting = client.GetAsync("/coverage/dr10/lrs_stellar?ORDER=9");
                for (var i = 0; i < 5; i++) (await client.GetAsync("/coverage/dr10/lrs_stellar?ORDER=8")).Good();
                Assert.False(held.IsCompleted || waiting.IsCompleted);
            }
            (await held).Good();
            (await waiting).Good();
        }
    }

    // Nothing is kept of the catalogue, and nobody can read it until this is disposed of.
    async Task<IAsyncDisposable> LockedAsync()
    {
        await DatabaseFixture.RunAsync(service.Database.Owner, "DELETE FROM vo.coverage WHERE table_name = 'dr10.lrs_catalogue'");
        var connection = await service.Database.Owner.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("BEGIN; LOCK TABLE dr10.lrs_catalogue IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync();
        return new TableLock(connection);
    }

    sealed class TableLock(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using (var command = new NpgsqlCommand("ROLLBACK", connection)) await command.ExecuteNonQueryAsync();
            await connection.DisposeAsync();
        }
    }

    internal static Moc Read(Answer answer)
    {
        if (answer.ContentType == "application/fits") return MocFits.Read(new MemoryStream(answer.Body));
        string? fault;
        Assert.True(answer.ContentType == "application/json" ? Moc.TryParseJson(answer.Text, out var moc, out fault) : Moc.TryParse(answer.Text, out moc, out fault), fault);
        return moc!;
    }
}
