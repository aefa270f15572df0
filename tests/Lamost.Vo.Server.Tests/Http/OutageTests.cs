using System.Globalization;
using System.Net;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Postgres;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.Tests.ConeSearch;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Server.Tests.Http;

/// <summary>The database goes away and comes back, under a service that stays.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    const string Quick = "SELECT TOP 1 obsid FROM dr10.lrs_catalogue";

    readonly string _directory = TestCluster.NewDataDirectory();
    EmbeddedCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await EmbeddedCluster.StartAsync(TestCluster.Options(_directory));

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Without_a_database_the_service_says_so_in_each_protocol_and_it_recovers_with_it()
    {
        await using var database = await ArchiveDatabase.OpenAsync(_cluster.ConnectionString);
        await ServiceFixture.FillAsync(database, 200);
        await using var catalog = await CatalogCache.StartAsync(database);
        var (app, client) = await ServiceFixture.StartAsync(database, catalog, new ServiceLimits());
        await using (app)
        using (client)
        {
            // Several at once, so that the pool keeps several connections that the outage breaks.
            Assert.All(await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.QueryAsync(Quick))), a => a.Good());
            await _cluster.DisposeAsync();

            for (var i = 0; i < 3; i++)
            {
                var tap = await client.QueryAsync(Quick);
                tap.TapError(HttpStatusCode.ServiceUnavailable, "LVO-DB-5120");
                Assert.True(int.Parse(tap.Headers["Retry-After"], CultureInfo.InvariantCulture) > 0);
            }
            var cone = await client.GetAsync(ConeResponseTests.Base + "?RA=120&DEC=30&SR=1");
            cone.ConeError("LVO-DB-5120", HttpStatusCode.ServiceUnavailable);
            Assert.True(int.Parse(cone.Headers["Retry-After"], CultureInfo.InvariantCulture) > 0);
            var availability = (await client.GetAsync("/tap/availability")).Good();
            Assert.Equal("false", availability.All("available").Single().Value);
            Assert.NotEmpty(availability.All("note").Single().Value);
            foreach (var path in new[] { "/", "/tap/capabilities", "/tap/tables" }) (await client.GetAsync(path)).Good();
            (await client.QueryAsync("DUFF")).TapError(HttpStatusCode.BadRequest, "LVO-ADQL-0101");

            _cluster = await EmbeddedCluster.StartAsync(TestCluster.Options(_directory));
            Assert.Equal("true", (await client.GetAsync("/tap/availability")).All("available").Single().Value);
            Assert.All(await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.QueryAsync(Quick))), a => a.Good());
        }
    }

    [Fact]
    public async Task After_a_restart_between_two_queries_at_most_one_meets_it()
    {
        await using var database = await ArchiveDatabase.OpenAsync(_cluster.ConnectionString);
        await ServiceFixture.FillAsync(database, 200);
        await using var catalog = await CatalogCache.StartAsync(database);
        var (app, client) = await ServiceFixture.StartAsync(database, catalog, new ServiceLimits());
        await using (app)
        using (client)
        {
            Assert.All(await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.QueryAsync(Quick))), a => a.Good());
            await _cluster.DisposeAsync();
            _cluster = await EmbeddedCluster.StartAsync(TestCluster.Options(_directory));
            var first = await client.QueryAsync(Quick);
            if (first.Status != HttpStatusCode.OK) first.TapError(HttpStatusCode.ServiceUnavailable, "LVO-DB-5120");
            for (var i = 0; i < 6; i++) (await client.QueryAsync(Quick)).Good();
        }
    }
}
