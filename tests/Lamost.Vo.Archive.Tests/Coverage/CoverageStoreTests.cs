using Dapper;
using Lamost.Vo.Archive.Coverage;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Simulation;
using Lamost.Vo.Archive.Tests.Spectra;
using Lamost.Vo.Sky;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Coverage;

/// <summary>The maps of published tables against all their positions, and how they are kept.</summary>
public sealed class CoverageStoreTests(SimulatedArchive archive) : IClassFixture<SimulatedArchive>
{
    static readonly CoverageLimits Limits = new();

    [Theory]
    [InlineData("dr10", "lrs_catalogue")]
    [InlineData("dr10", "mrs_catalogue")]
    [InlineData("dr10", "lrs_plan")]
    public async Task The_map_of_a_table_is_the_cells_of_its_positions_at_every_order(string schema, string name)
    {
        await using var catalog = await CatalogCache.StartAsync(archive.Database);
        await using var store = new CoverageStore(archive.Database, catalog, Limits);
        var table = catalog.Current.Catalog.Find(schema, name)!;
        var positions = await PositionsAsync($"SELECT {table.Position!.Longitude.Name}, {table.Position.Latitude.Name} FROM {schema}.{name} WHERE {table.Position.Longitude.Name} IS NOT NULL");
        Assert.NotEmpty(positions);
        for (var order = 0; order <= Limits.MaxOrder; order++)
        {
            var moc = await store.GetAsync(table, order, CancellationToken.None);
            Assert.Equal(order, moc.Order);
            Assert.Equal(Moc.OfCells(order, positions.Select(p => Healpix.PixelOf(order, p.Lon, p.Lat))).ToString(), moc.ToString());
        }
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.GetAsync(table, Limits.MaxOrder + 1, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => store.GetAsync(table, -1, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => store.GetAsync(catalog.Current.Catalog.Find("TAP_SCHEMA", "tables")!, 1, CancellationToken.None));
    }

    [Fact]
    public async Task The_map_of_a_view_is_that_of_where_the_fibres_looked()
    {
        await using var catalog = await CatalogCache.StartAsync(archive.Database);
        await using var store = new CoverageStore(archive.Database, catalog, Limits);
        var positions = await PositionsAsync("SELECT s_ra, s_dec FROM ivoa.obscore");
        var moc = await store.GetAsync(catalog.Current.Catalog.Find("ivoa", "obscore")!, 11, CancellationToken.None);
        Assert.Equal(Moc.OfCells(11, positions.Select(p => Healpix.PixelOf(11, p.Lon, p.Lat))).ToString(), moc.ToString());
    }

    [Fact]
    public async Task The_map_of_a_release_is_that_of_its_catalogues_of_spectra()
    {
        await using var catalog = await CatalogCache.StartAsync(archive.Database);
        await using var store = new CoverageStore(archive.Database, catalog, Limits);
        var tables = CoverageStore.TablesOf(catalog.Current, "DR10");
        Assert.Equal(["lrs_catalogue", "mrs_catalogue"], tables.Select(t => t.Name).Order());
        Assert.Equal(tables, CoverageStore.TablesOf(catalog.Current, null));
        Assert.Empty(CoverageStore.TablesOf(catalog.Current, "dr99"));
        Assert.Empty(CoverageStore.TablesOf(catalog.Current, "TAP_SCHEMA"));
        var both = await store.GetAsync(tables, 9, CancellationToken.None);
        var (low, medium) = (await store.GetAsync(tables[0], 9, CancellationToken.None), await store.GetAsync(tables[1], 9, CancellationToken.None));
        Assert.Equal(Moc.OfRanges(9, [.. low.Ranges, .. medium.Ranges]).ToString(), both.ToString());
        Assert.False(low.IsSubsetOf(medium) || medium.IsSubsetOf(low));
    }

    [Fact]
    public async Task A_map_is_made_once_for_all_who_ask_and_read_from_the_database_after_a_restart()
    {
        await using var catalog = await CatalogCache.StartAsync(archive.Database);
        var table = catalog.Current.Catalog.Find("dr10", "lrs_stellar")!;
        string first;
        await using (var store = new CoverageStore(archive.Database, catalog, Limits))
        {
            var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => store.GetAsync(table, Limits.MaxOrder, CancellationToken.None))));
            Assert.Single(all.Distinct());
            first = (await store.GetAsync(table, 5, CancellationToken.None)).ToString();
        }
        Assert.Equal("8,11", await ScalarAsync("SELECT string_agg(map_order::text, ',' ORDER BY map_order) FROM vo.coverage WHERE table_name = 'dr10.lrs_stellar' AND time_order = -1"));

        // What is kept there is what is answered: one cell of order 8, the last of the sky.
        await archive.RunAsync($"UPDATE vo.coverage SET map = '\\x{Convert.ToHexString(StoredMoc.Write(Moc.OfCells(8, [786_431])))}' WHERE table_name = 'dr10.lrs_stellar' AND map_order = 8");
        await using (var store = new CoverageStore(archive.Database, catalog, Limits)) Assert.Equal("8/786431", (await store.GetAsync(table, 8, CancellationToken.None)).ToString());
        await archive.RunAsync("DELETE FROM vo.coverage WHERE table_name = 'dr10.lrs_stellar'");
        await using (var store = new CoverageStore(archive.Database, catalog, Limits)) Assert.Equal(first, (await store.GetAsync(table, 5, CancellationToken.None)).ToString());
    }

    [Fact]
    public async Task A_table_that_is_loaded_anew_has_a_new_map()
    {
        await using var catalog = await CatalogCache.StartAsync(archive.Database);
        await using var store = new CoverageStore(archive.Database, catalog, Limits);
        var old = catalog.Current.Catalog.Find("dr10", "mrs_stellar")!;
        var before = (await store.GetAsync(old, 11, CancellationToken.None)).ToString();
        using (var source = SurveySimulator.Create(SimulatedArchive.Release, 300, 99).Open("mrs_stellar"))
            await TableLoader.LoadAsync(archive.Database, SimulatedArchive.Release, SimulatedArchive.Release.Find("mrs_stellar")!, source, new() { Simulated = true, TemporaryDirectory = archive.Root });
        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM vo.coverage WHERE table_name = 'dr10.mrs_stellar'"));
        await catalog.RefreshAsync();
        // Also for who still has the entry of before.
        var after = await store.GetAsync(old, 11, CancellationToken.None);
        var positions = await PositionsAsync("SELECT ra, dec FROM dr10.mrs_stellar");
        Assert.Equal(Moc.OfCells(11, positions.Select(p => Healpix.PixelOf(11, p.Lon, p.Lat))).ToString(), after.ToString());
        Assert.NotEqual(before, after.ToString());
        await archive.FillAsync("mrs_stellar");
    }

    [Fact]
    public async Task The_map_of_space_and_time_is_that_of_all_exposures()
    {
        await using var catalog = await CatalogCache.StartAsync(archive.Database);
        await using var store = new CoverageStore(archive.Database, catalog, Limits);
        foreach (var tables in new[] { CoverageStore.TablesOf(catalog.Current, "dr10"), [catalog.Current.Catalog.Find("dr10", "mrs_catalogue")!] })
        {
            await using var connection = await archive.Database.Owner.OpenConnectionAsync();
            var exposures = (await connection.QueryAsync<(double Lon, double Lat, double First, double Last)>(
                $"SELECT s_ra, s_dec, t_min, t_max FROM ivoa.obscore WHERE s_ra IS NOT NULL{(tables.Count == 1 ? " AND obs_collection LIKE '%MRS%'" : "")}")).ToList();
            Assert.NotEmpty(exposures);
            foreach (var (timeOrder, order) in new[] { (31, 7), (26, 6), (20, 3), (0, 0) })
            {
                var plane = new HashSet<(long, long)>();
                foreach (var e in exposures)
                    for (var t = TimeMoc.MicrosecondOf(e.First) >> (61 - timeOrder); t <= TimeMoc.MicrosecondOf(e.Last) >> (61 - timeOrder); t++)
                        plane.Add((t, Healpix.PixelOf(order, e.Lon, e.Lat)));
                var moc = await store.GetSpaceTimeAsync(tables, timeOrder, order, CancellationToken.None);
                var found = new HashSet<(long, long)>();
                foreach (var (time, sky) in moc.Observations())
                    for (var t = time.First >> (61 - timeOrder); t <= time.Last >> (61 - timeOrder); t++)
                        foreach (var range in sky.Ranges)
                            for (var c = range.First >> (2 * (29 - order)); c <= range.Last >> (2 * (29 - order)); c++) Assert.True(found.Add((t, c)));
                Assert.True(plane.SetEquals(found), $"{plane.Except(found).Count()} are missing, {found.Except(plane).Count()} too many at {timeOrder}, {order}.");
            }
        }
        Assert.True((long)(await ScalarAsync("SELECT count(*) FROM vo.coverage WHERE time_order = 31"))! >= 2);
        await using var again = new CoverageStore(archive.Database, catalog, Limits);
        var all = CoverageStore.TablesOf(catalog.Current, null);
        Assert.Equal((await store.GetSpaceTimeAsync(all, 31, 7, CancellationToken.None)).ToString(), (await again.GetSpaceTimeAsync(all, 31, 7, CancellationToken.None)).ToString());
        await Assert.ThrowsAsync<ArgumentException>(() => store.GetSpaceTimeAsync([catalog.Current.Catalog.Find("dr10", "lrs_plan")!], 20, 5, CancellationToken.None));
    }

    [Fact]
    public void A_map_is_kept_in_few_bytes_and_read_as_it_was()
    {
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            var order = random.Next(30);
            var moc = Moc.OfCells(order, Enumerable.Range(0, random.Next(500)).Select(_ => random.NextInt64(Math.Min(Healpix.PixelCount(order), 1L << random.Next(1, 62)))));
            var again = StoredMoc.Read(order, StoredMoc.Write(moc));
            Assert.Equal((order, moc.ToString()), (again.Order, again.ToString()));
        }
        var whole = Moc.OfCells(0, Enumerable.Range(0, 12).Select(c => (long)c));
        Assert.Equal("0/0-11", StoredMoc.Read(0, StoredMoc.Write(whole)).ToString());
        Assert.Throws<InvalidDataException>(() => StoredMoc.Read(0, [0, 12]));
        Assert.Throws<InvalidDataException>(() => StoredMoc.Read(0, [0x80]));
        Assert.Throws<InvalidDataException>(() => StoredMoc.Read(29, [.. Enumerable.Repeat((byte)0xFF, 12)]));
    }

    [Fact]
    public void The_maps_in_memory_are_those_that_were_asked_for_last()
    {
        var held = new HeldMaps(10);
        held.Keep("a", "A", 4);
        held.Keep("b", "B", 4);
        Assert.Equal("A", held.Find<string>("a"));
        held.Keep("c", "C", 4);
        Assert.Equal(("A", null, "C"), (held.Find<string>("a"), held.Find<string>("b"), held.Find<string>("c")));
        held.Keep("d", "D", 11);
        Assert.Equal(("A", null), (held.Find<string>("a"), held.Find<string>("d")));
        held.Keep("a", "A2", 6);
        Assert.Equal(("A2", "C"), (held.Find<string>("a"), held.Find<string>("c")));
    }

    [Fact]
    public async Task Work_that_many_wait_for_is_done_once_and_goes_on_when_one_leaves()
    {
        await using var flights = new Flights();
        var (begun, go) = (0, new TaskCompletionSource());
        async Task<int> WorkAsync(CancellationToken stop)
        {
            var number = Interlocked.Increment(ref begun);
            await go.Task.WaitAsync(stop);
            return number;
        }

        using var leaving = new CancellationTokenSource();
        var left = flights.RunAsync("k", WorkAsync, leaving.Token);
        var stayed = flights.RunAsync("k", WorkAsync, CancellationToken.None);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        go.SetResult();
        Assert.Equal(1, await stayed);
        Assert.Equal(1, begun);
    }

    async Task<List<(double Lon, double Lat)>> PositionsAsync(string sql)
    {
        await using var connection = await archive.Database.Owner.OpenConnectionAsync();
        return [.. await connection.QueryAsync<(double, double)>(sql)];
    }

    Task<object?> ScalarAsync(string sql) => DatabaseFixture.ScalarAsync(archive.Database.Owner, sql);
}
