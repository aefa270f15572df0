using Lamost.Vo.Archive.Hips;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Simulation;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Hips;

public sealed class HipsBuilderTests : DatabaseFixture, IAsyncLifetime
{
    const int Rows = 4_000;
    static readonly ReleaseDefinition Release = ReleaseDefinitions.Get("dr10");
    readonly ServiceLimits _limits = new();

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await LoadAsync(7);
    }

    [Fact]
    public async Task A_load_makes_tiles_beside_the_table_and_both_are_swapped()
    {
        var (published, table, index) = await IndexAsync();
        Assert.Equal((Rows, true), (index.Rows, index.Order is >= 3 and <= 12));
        Assert.Equal("snrr, else snri, else snrg, the greatest first", index.Score);
        Assert.Equal((long)Rows, await ScalarAsync(Database.Reader, "SELECT sum(cardinality(places))::int8 FROM vo_hips.\"dr10.lrs_catalogue\""));
        Assert.Equal(0L, await ScalarAsync(Database.Owner, "SELECT count(*) FROM pg_class WHERE relnamespace = 'vo_staging'::regnamespace"));
        Assert.Equal((double)(int)(await ScalarAsync(Database.Owner, "SELECT min(mjd) FROM dr10.lrs_catalogue"))!, index.TimeStart);
        Assert.Equal((double)(int)(await ScalarAsync(Database.Owner, "SELECT max(mjd) FROM dr10.lrs_catalogue"))!, index.TimeStop);

        // Another load, other rows: a catalogue that was opened before does not mix them.
        using var queries = new QueryService(Database, _limits);
        var before = new TableHips(Database, queries, table, published.Tables[table], index);
        Assert.NotNull(await FirstTileAsync(before));
        await LoadAsync(8);
        Assert.Equal(HipsErrors.BeingMadeCode, (await Assert.ThrowsAsync<Errors.VoException>(() => FirstTileAsync(before))).Error.Code);
        Assert.Equal(HipsErrors.BeingMadeCode, (await Assert.ThrowsAsync<Errors.VoException>(() => before.AllskyAsync(1, default))).Error.Code);
        var (published2, table2, index2) = await IndexAsync();
        Assert.NotEqual(index.FileNode, index2.FileNode);
        Assert.NotNull(await FirstTileAsync(new TableHips(Database, queries, table2, published2.Tables[table2], index2)));
    }

    [Fact]
    public async Task Rows_that_were_moved_have_no_tiles_until_these_are_made_anew()
    {
        var (published, table, index) = await IndexAsync();
        using var queries = new QueryService(Database, _limits);
        var before = new TableHips(Database, queries, table, published.Tables[table], index);
        var rows = (await before.AllskyAsync(2, default)).ToArray();
        // Every second row goes, so that all others move.
        await RunAsync("DELETE FROM dr10.lrs_catalogue WHERE obsid % 2 = 0");
        await RunAsync("VACUUM FULL dr10.lrs_catalogue");
        Assert.Equal(HipsErrors.BeingMadeCode, (await Assert.ThrowsAsync<Errors.VoException>(() => FirstTileAsync(before))).Error.Code);
        published = await CatalogReader.ReadAsync(Database);
        Assert.DoesNotContain(published.Tiled, t => t.Table == "lrs_catalogue");
        table = published.Catalog.Find("dr10", "lrs_catalogue")!;
        Assert.True(await HipsBuilder.RebuildAsync(Database, published, table, new LoadOptions()));
        Assert.False(await HipsBuilder.RebuildAsync(Database, published, table, new LoadOptions()));
        (published, table, index) = await IndexAsync();
        Assert.Equal((long)(await ScalarAsync(Database.Owner, "SELECT count(*) FROM dr10.lrs_catalogue"))!, index.Rows);
        // What decides is the same whether a table is being loaded or is published.
        Assert.Equal("snrr, else snri, else snrg, the greatest first", index.Score);
        Assert.NotEqual(rows, (await new TableHips(Database, queries, table, published.Tables[table], index).AllskyAsync(2, default)).ToArray());
    }

    [Fact]
    public async Task Tiles_go_with_their_table()
    {
        await using (var connection = await Database.Owner.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await ReleasePublisher.UnpublishTableAsync(connection, transaction, "dr10", "lrs_catalogue");
            await transaction.CommitAsync();
        }
        Assert.Equal(0L, await ScalarAsync(Database.Owner, "SELECT count(*) FROM pg_class WHERE relnamespace = 'vo_hips'::regnamespace AND relname LIKE 'dr10.lrs_catalogue%'"));
        Assert.Equal(0L, await ScalarAsync(Database.Owner, "SELECT count(*) FROM vo.hips_index"));
    }

    [Fact]
    public void What_comes_first_is_told_by_the_definition_else_by_the_columns()
    {
        Assert.Equal(new HipsScore(["mag"], true).Words, HipsScore.Of(Release.Find("lrs_plan")!).Words);
        Assert.Equal("snrg, else snri, else snru, else snrr, else snrz, the greatest first", HipsScore.Of(Release.Find("lrs_stellar")! with { Hips = null }).Words);
        Assert.Equal("teff, the least first", HipsScore.Of(Release.Find("lrs_stellar")! with { Hips = new HipsScore(["teff"], true) }).Words);
        Assert.Null(HipsScore.Seeming([("x", "meta.number", true, true), ("snr", "stat.snr", true, false)]).Words);
    }

    static async Task<ReadOnlyMemory<byte>?> FirstTileAsync(TableHips hips)
    {
        for (var pixel = 0; pixel < 48; pixel++)
            if (await hips.TileAsync(new TileAddress(1, pixel), default) is { } tile) return tile;
        return null;
    }

    async Task<(PublishedCatalog Published, Adql.Binding.CatalogTable Table, HipsIndex Index)> IndexAsync()
    {
        var published = await CatalogReader.ReadAsync(Database);
        return (published, published.Catalog.Find("dr10", "lrs_catalogue")!, published.Tiled.Single(t => t.Table == "lrs_catalogue"));
    }

    async Task LoadAsync(ulong seed)
    {
        using var source = SurveySimulator.Create(Release, Rows, seed).Open("lrs_catalogue");
        await TableLoader.LoadAsync(Database, Release, Release.Find("lrs_catalogue")!, source, new LoadOptions { Simulated = true, DescribesSpectra = false }, null, CancellationToken.None);
    }
}
