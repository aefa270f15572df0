using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Metadata;

public sealed class CatalogCacheTests : DatabaseFixture, IAsyncLifetime
{
    static readonly TimeSpan Never = TimeSpan.FromHours(1), Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task It_hears_of_a_publication()
    {
        await using var cache = await CatalogCache.StartAsync(Database, Never);
        var before = cache.Current;
        var changed = Next(cache);
        await Definitions.PublishAsync(Database, Definitions.Stars);
        var after = await changed;
        Assert.Null(before.Catalog.Find("dr0", "stars"));
        Assert.NotNull(after.Catalog.Find("dr0", "stars"));
        Assert.Same(after, cache.Current);
    }

    [Fact]
    public async Task It_hears_again_after_its_connection_was_lost()
    {
        await using var cache = await CatalogCache.StartAsync(Database, Never);
        var first = Next(cache);
        await Definitions.PublishAsync(Database, Definitions.Plates);
        await first;
        var second = Next(cache);
        await RunAsync("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        Npgsql.NpgsqlConnection.ClearPool(Database.Owner.CreateConnection());
        try
        {
            await Definitions.PublishAsync(Database, Definitions.Stars);
        }
        catch (Npgsql.PostgresException e) when (e.SqlState == Npgsql.PostgresErrorCodes.AdminShutdown)
        {
            // The pool handed out a connection that was being ended; it is the cache that is tried here, not the pool.
            await Definitions.PublishAsync(Database, Definitions.Stars);
        }
        Assert.NotNull((await second).Catalog.Find("dr0", "stars"));
    }

    [Fact]
    public async Task It_finds_a_change_that_nobody_told()
    {
        await using var cache = await CatalogCache.StartAsync(Database, TimeSpan.FromMilliseconds(50));
        var changed = Next(cache);
        await RunAsync("UPDATE tap_schema.schemas SET description = 'Mended by hand.'; UPDATE vo.catalog_version SET version = version + 1");
        Assert.Equal("Mended by hand.", (await changed).Catalog.Schemas[0].Description);
    }

    [Fact]
    public async Task Whoever_has_published_can_have_it_read_at_once()
    {
        await using var cache = await CatalogCache.StartAsync(Database, Never);
        await Definitions.PublishAsync(Database, Definitions.Stars);
        await cache.RefreshAsync();
        Assert.NotNull(cache.Current.Catalog.Find("dr0", "stars"));
    }

    static Task<PublishedCatalog> Next(CatalogCache cache)
    {
        var next = new TaskCompletionSource<PublishedCatalog>();
        cache.Changed += fresh => next.TrySetResult(fresh);
        return next.Task.WaitAsync(Patience);
    }
}
