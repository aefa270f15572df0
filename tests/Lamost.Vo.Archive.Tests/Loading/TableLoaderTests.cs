using System.Globalization;
using System.Text;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Loading;

public sealed class TableLoaderTests : DatabaseFixture, IAsyncLifetime
{
    static readonly TableDefinition Stars = FileRowSourceTests.Stars with { Indexes = [new("by_class", ["class", "snr"])] };
    static readonly ReleaseDefinition Release = new("t1", "v1", "A release for tests.", [Stars]);

    readonly string _directory = Directory.CreateTempSubdirectory("lamost-vo-load-").FullName;

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        Directory.Delete(_directory, true);
    }

    [Fact]
    public async Task A_load_serves_rows_in_the_order_of_the_sky_with_keys_indexes_rights_and_metadata()
    {
        var report = await LoadAsync(File("STAR", 3000), File("QSO", 10, first: 5000));
        Assert.Equal((3010, 0), (report.Rows, report.Rejected));
        Assert.Equal(3010L, await ScalarAsync(Database.Reader, "SELECT count(*) FROM t1.stars"));
        Assert.Equal(0L, await AskAsync("SELECT count(*) FROM (SELECT hpx29 < lag(hpx29) OVER (ORDER BY ctid) AS wrong FROM t1.stars) o WHERE wrong"));
        Assert.Equal("stars_by_class, stars_cell, stars_hpx29, stars_pkey", await AskAsync("SELECT string_agg(indexname, ', ' ORDER BY indexname) FROM pg_indexes WHERE schemaname = 't1'"));
        Assert.Equal(0L, await AskAsync("SELECT count(*) FROM pg_class WHERE relnamespace = 'vo_staging'::regnamespace"));
        Assert.Equal("p", await AskAsync("SELECT relpersistence::text FROM pg_class WHERE oid = 't1.stars'::regclass"));
        Assert.Equal(3010f, await AskAsync("SELECT reltuples FROM pg_class WHERE oid = 't1.stars'::regclass"));
        Assert.Equal("3010 f", await AskAsync("SELECT format('%s %s', row_count, simulated) FROM vo.published_table WHERE table_name = 't1.stars'"));
        Assert.Equal([LoadPhase.Reading, LoadPhase.Sorting, LoadPhase.Indexing, LoadPhase.Analysing, LoadPhase.Tiling, LoadPhase.Publishing], report.Durations.Keys.Order());
    }

    [Fact]
    public async Task Progress_goes_through_the_phases_to_all_rows()
    {
        var told = new List<LoadProgress>();
        await TableLoader.LoadAsync(Database, Release, Stars, [File("STAR", 2000)], new() { Simulated = true }, new Listener(told.Add));
        // The last phase is that of catalogues of spectra, and of their plates.
        Assert.Equal(Enum.GetValues<LoadPhase>().Except([LoadPhase.Spectra]), told.Select(p => p.Phase).Distinct());
        Assert.Equal((2000, 0, 1.0), (told[^1].Rows, told[^1].Rejected, told[^1].Fraction));
        Assert.True(told[^1].RowsPerSecond > 0);
        Assert.Equal(true, await AskAsync("SELECT simulated FROM vo.published_table WHERE table_name = 't1.stars'"));
    }

    [Fact]
    public async Task A_reload_replaces_and_a_reader_never_sees_half()
    {
        await LoadAsync(File("A", 1000));
        using var stop = new CancellationTokenSource();
        var reader = Task.Run(async () =>
        {
            var seen = new HashSet<string>();
            while (!stop.IsCancellationRequested) seen.Add((string)(await ScalarAsync(Database.Reader, "SELECT min(class) || max(class) || count(*) FROM t1.stars"))!);
            return seen;
        });
        await LoadAsync(File("B", 2000));
        await LoadAsync(File("C", 3000));
        await LoadAsync(File("A", 1000));
        await stop.CancelAsync();
        Assert.Subset(new HashSet<string>(["AA1000", "BB2000", "CC3000"]), await reader);
        Assert.Equal("AA1000", await ServedAsync());
    }

    [Fact]
    public async Task A_served_table_is_frozen_and_visible_to_all_without_a_vacuum()
    {
        await LoadAsync(File("STAR", 3000));
        Assert.Equal(true, await AskAsync("SELECT relpages > 5 AND relallvisible = relpages FROM pg_class WHERE oid = 't1.stars'::regclass"));
        await RunAsync("VACUUM (FREEZE, DISABLE_PAGE_SKIPPING) t1.stars");
        Assert.Equal("STARSTAR3000", await ServedAsync());
    }

    [Fact]
    public async Task A_load_that_is_cancelled_while_it_reads_changes_nothing_and_leaves_nothing()
    {
        await LoadAsync(File("A", 100));
        using var source = new EndlessSource();
        using var cancel = new CancellationTokenSource();
        var load = TableLoader.LoadAsync(Database, Release, Stars, source, new(), null, cancel.Token);
        await source.Flowing;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => load);
        Assert.Equal("AA100", await ServedAsync());
        Assert.Equal(0L, await StagedAsync());
    }

    [Theory]
    [InlineData(LoadPhase.Sorting)]
    [InlineData(LoadPhase.Indexing)]
    [InlineData(LoadPhase.Analysing)]
    [InlineData(LoadPhase.Tiling)]
    [InlineData(LoadPhase.Publishing)]
    public async Task A_load_that_is_cancelled_in_a_later_phase_changes_nothing_and_leaves_nothing(LoadPhase phase)
    {
        await LoadAsync(File("A", 100));
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TableLoader.LoadAsync(
            Database, Release, Stars, [File("B", 200)], new(), new PhaseListener(phase, cancel.Cancel), cancel.Token));
        Assert.Equal("AA100", await ServedAsync());
        Assert.Equal(0L, await StagedAsync());
        await LoadAsync(File("C", 300));
        Assert.Equal("CC300", await ServedAsync());
    }

    [Theory]
    [InlineData(LoadPhase.Reading)]
    [InlineData(LoadPhase.Sorting)]
    [InlineData(LoadPhase.Indexing)]
    [InlineData(LoadPhase.Analysing)]
    [InlineData(LoadPhase.Tiling)]
    [InlineData(LoadPhase.Publishing)]
    public async Task A_load_whose_session_the_database_ends_changes_nothing_and_the_next_load_cleans_up(LoadPhase phase)
    {
        await LoadAsync(File("A", 100));
        using var source = new EndlessSource(rows: 200);
        var ended = 0L;
        var end = new PhaseListener(phase, () =>
        {
            // The first report comes with the lock already taken: the session can be told by it.
            using var command = Database.Owner.CreateCommand(
                "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
            ended = (long)command.ExecuteScalar()!;
        });
        var error = (await Assert.ThrowsAsync<VoException>(() => TableLoader.LoadAsync(Database, Release, Stars, source, new(), end))).Error;
        Assert.Equal(1L, ended);
        Assert.Equal("LVO-LOAD-6007", error.Code);
        Assert.Equal("AA100", await ServedAsync());
        await LoadAsync(File("B", 200));
        Assert.Equal("BB200", await ServedAsync());
        Assert.Equal(0L, await StagedAsync());
    }

    [Fact]
    public async Task Leftovers_of_killed_loads_are_dropped_and_those_of_running_loads_are_not()
    {
        var (dead, alive) = (StagingArea.LockOf("t1.dead"), StagingArea.LockOf("t1.alive"));
        await RunAsync("CREATE SCHEMA IF NOT EXISTS vo_staging");
        foreach (var name in (string[])[StagingArea.Name(dead), StagingArea.Name(alive), "something_else"])
            await RunAsync($"CREATE TABLE vo_staging.{name} (a integer)");
        await using var other = await Database.Owner.OpenConnectionAsync();
        await using (var take = other.CreateCommand())
        {
            take.CommandText = $"SELECT pg_advisory_lock({alive})";
            await take.ExecuteNonQueryAsync();
        }
        await LoadAsync(File("A", 100));
        Assert.Equal(
            string.Join(' ', ((string[])[StagingArea.Name(alive), "something_else"]).Order(StringComparer.Ordinal)),
            await AskAsync("SELECT string_agg(relname, ' ' ORDER BY relname COLLATE \"C\") FROM pg_class WHERE relnamespace = 'vo_staging'::regnamespace"));
    }

    [Fact]
    public async Task A_second_load_of_the_same_table_says_so_and_one_of_another_table_runs_beside_it()
    {
        using var source = new EndlessSource();
        var first = TableLoader.LoadAsync(Database, Release, Stars, source, new() { Workers = 1 });
        await source.Flowing;
        var error = (await Assert.ThrowsAsync<VoException>(() => LoadAsync(File("A", 10)))).Error;
        Assert.Equal(("LVO-LOAD-6005", Remedy.TryLater), (error.Code, error.Remedy));
        var report = await TableLoader.LoadAsync(Database, Release, Stars with { Name = "stars2" }, [File("A", 10)], new());
        Assert.Equal(10, report.Rows);
        source.Stop();
        var served = (await first).Rows;
        Assert.Equal(source.Given, served);
        Assert.Equal((long)source.Given, await AskAsync("SELECT count(*) FROM t1.stars"));
    }

    [Fact]
    public async Task A_key_that_occurs_twice_is_named()
    {
        await LoadAsync(File("A", 100));
        var error = (await Assert.ThrowsAsync<VoException>(() => LoadAsync(File("B", 50), File("C", 20, first: 40)))).Error;
        Assert.Equal("LVO-LOAD-6004", error.Code);
        Assert.Equal("2 rows for t1.stars have the same key: obsid = 40.", error.Message);
        Assert.Equal("AA100", await ServedAsync());
        Assert.Equal(0L, await StagedAsync());
    }

    [Fact]
    public async Task Too_many_bad_rows_change_nothing_and_are_reported()
    {
        await LoadAsync(File("A", 100));
        var bad = Path.Combine(_directory, "bad.csv");
        await System.IO.File.WriteAllTextAsync(bad, "obsid,ra,dec\n1,2,3\n2,x,4\n");
        var rejects = Path.Combine(_directory, "rejects.csv");
        var error = (await Assert.ThrowsAsync<VoException>(() => TableLoader.LoadAsync(Database, Release, Stars, [bad], new() { RejectReportPath = rejects }))).Error;
        Assert.Equal("LVO-LOAD-6003", error.Code);
        Assert.Equal("AA100", await ServedAsync());
        Assert.Contains("bad.csv,3,ra,x,is not a number", await System.IO.File.ReadAllTextAsync(rejects));

        var report = await TableLoader.LoadAsync(Database, Release, Stars, [bad], new() { RejectReportPath = rejects, MaxRejectFraction = 0.5 });
        Assert.Equal((1, 1, rejects), (report.Rows, report.Rejected, report.RejectReportPath));
        Assert.Equal(new RejectedRow(bad, 3, "ra", "x", "is not a number"), Assert.Single(report.Rejects));
        Assert.Equal("x", await AskAsync("SELECT coalesce(min(class), 'x') FROM t1.stars"));
    }

    [Fact]
    public async Task Files_without_rows_are_refused()
    {
        await LoadAsync(File("A", 100));
        Assert.Equal("LVO-LOAD-6001", (await Assert.ThrowsAsync<VoException>(() => LoadAsync(File("B", 0)))).Error.Code);
        Assert.Equal("AA100", await ServedAsync());
    }

    [Fact]
    public async Task A_query_that_runs_for_too_long_keeps_its_table_and_new_queries_are_let_through()
    {
        await LoadAsync(File("A", 100));
        await using var connection = await Database.Reader.OpenConnectionAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await using var query = connection.CreateCommand();
            query.CommandText = "SELECT count(*) FROM t1.stars";
            await query.ExecuteScalarAsync();
            var error = (await Assert.ThrowsAsync<VoException>(() => TableLoader.LoadAsync(
                Database, Release, Stars, [File("B", 200)], new() { PublishLockTimeoutMilliseconds = 50, PublishAttempts = 3 }))).Error;
            Assert.Equal(("LVO-LOAD-6006", Remedy.TryLater), (error.Code, error.Remedy));
            Assert.Equal("AA100", await ServedAsync());

            var load = TableLoader.LoadAsync(Database, Release, Stars, [File("B", 200)], new() { PublishLockTimeoutMilliseconds = 50, PublishAttempts = 10_000 });
            Assert.Equal("AA100", await ServedAsync());
            await transaction.RollbackAsync();
            await load;
        }
        Assert.Equal("BB200", await ServedAsync());
    }

    [Fact]
    public async Task A_table_without_a_position_is_loaded_in_the_order_of_its_key()
    {
        var plain = Stars with { Name = "plain", Position = null };
        var path = Path.Combine(_directory, "plain.csv");
        await System.IO.File.WriteAllTextAsync(path, "obsid,class\n3,a\n1,b\n2,c\n");
        await TableLoader.LoadAsync(Database, Release, plain, [path], new());
        Assert.Equal("b c a", await AskAsync("SELECT string_agg(class, ' ' ORDER BY ctid) FROM t1.plain"));
    }

    [Fact]
    public async Task A_published_table_is_in_the_catalogue_as_defined()
    {
        await LoadAsync(File("A", 100));
        var catalogue = await CatalogReader.ReadAsync(Database);
        Assert.Equal(Stars.Columns.Select(c => c.Name), catalogue.Catalog.Find("t1", "stars")!.Columns.Select(c => c.Name));
    }

    Task<LoadReport> LoadAsync(params string[] files) => TableLoader.LoadAsync(Database, Release, Stars, files, new());

    Task<object?> AskAsync(string sql) => ScalarAsync(Database.Owner, sql);

    Task<object?> ServedAsync() => ScalarAsync(Database.Reader, "SELECT min(class) || max(class) || count(*) FROM t1.stars");

    Task<object?> StagedAsync() => AskAsync("SELECT count(*) FROM pg_class WHERE relnamespace = 'vo_staging'::regnamespace");

    string File(string kind, int rows, int first = 0)
    {
        var text = new StringBuilder("obsid,class,ra,dec\n");
        for (var i = first; i < first + rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"{i},{kind},{i * 77.7 % 360:0.000},{i * 31.3 % 180 - 90:0.000}\n");
        var path = Path.Combine(_directory, $"{kind}{rows}-{first}.csv");
        System.IO.File.WriteAllText(path, text.ToString());
        return path;
    }

    sealed class Listener(Action<LoadProgress> told) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value)
        {
            lock (told) told(value);
        }
    }
}
