using System.Diagnostics;
using System.IO.Pipelines;
using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Tables;
using Lamost.Vo.Tables.Formats;
using Lamost.Vo.Testing;
using Npgsql;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Queries;

/// <summary>Tables that several backends read, beside the same query of one backend.</summary>
public sealed class ParallelReadingTests(StarsFixture stars) : IClassFixture<StarsFixture>
{
    const int Rows = StarsFixture.Rows;

    static readonly ServiceLimits Limits = new() { ParallelRows = 1000, ConcurrentQueries = 8, ParallelBackends = 3 };

    [Theory]
    [InlineData("SELECT id, name, half FROM s.stars", Rows)]
    [InlineData("SELECT id, name, half FROM s.stars WHERE MOD(id, 3) = 1 OR half IS NULL", -1)]
    [InlineData("SELECT id, LOWER(name) AS n FROM s.stars WHERE half > 70000 OR half < 2500", -1)]
    public async Task The_rows_are_those_of_one_backend_in_the_same_order(string adql, int count)
    {
        var translation = Translate(adql);
        await using var plain = await TupleCursor.OpenAsync(stars.Database.Reader, translation.Sql, null, CancellationToken.None);
        var expected = await AllAsync(plain);
        await using var parallel = await OpenAsync(translation);
        Assert.IsType<ParallelCursor>(parallel);
        var found = await AllAsync(parallel);
        Assert.Equal(expected, found);
        if (count >= 0) Assert.Equal(count, found.Count);
        Assert.False(await parallel.WaitAsync());
        Assert.False(parallel.TryRow(out _));
    }

    [Fact]
    public async Task Rows_longer_than_a_buffer_come_whole()
    {
        await stars.RunAsync("CREATE TABLE s.long AS SELECT i::int8 AS id, repeat(chr(65 + i % 26), i * 3000) AS name, 0::float8 AS half FROM generate_series(1, 200) AS i; GRANT SELECT ON s.long TO PUBLIC");
        await using var rows = await ParallelCursor.OpenAsync(stars.Database, Translate("SELECT name FROM s.long").Scan!, 3, 60, new Nothing(), CancellationToken.None);
        var found = await AllAsync(rows!);
        Assert.Equal(200, found.Count);
        Assert.Equal(Enumerable.Range(1, 200).Select(i => i * 3000 + 4), found.Select(r => r.Length));
    }

    [Theory]
    [InlineData("SELECT id FROM s.seen", "a view")]
    [InlineData("SELECT id FROM s.stars WHERE id = 77", "a key")]
    [InlineData("SELECT id FROM s.stars ORDER BY half", "an order")]
    public async Task Others_are_read_by_one_backend(string adql, string why)
    {
        await using var rows = await OpenAsync(Translate(adql));
        Assert.True(rows is TupleCursor, why);
        Assert.True(await rows.WaitAsync());
    }

    [Theory]
    [InlineData(2, 0, 1)]
    [InlineData(4, 0, 2)]
    [InlineData(64, 0, 3)]
    [InlineData(8, 2, 2)]
    [InlineData(8, 5, 1)]
    [InlineData(64, 6, 2)]
    [InlineData(64, 7, 1)]
    public async Task Backends_are_taken_from_free_cores_and_turns_and_given_back(int cores, int others, int expected)
    {
        using var admission = new QueryAdmission(Limits);
        var turns = new List<IDisposable>();
        for (var i = 0; i <= others; i++) turns.Add(await admission.EnterAsync(CancellationToken.None));
        await using (var rows = await new ParallelReading(stars.Database, admission, Limits, cores).OpenAsync(Translate("SELECT id FROM s.stars"), null, CancellationToken.None))
        {
            Assert.Equal(others + expected, admission.Running);
            Assert.Equal(expected > 1, rows is ParallelCursor);
        }
        Assert.Equal(others + 1, admission.Running);
        turns.ForEach(t => t.Dispose());
        Assert.Equal(0, admission.Running);
    }

    [Fact]
    public async Task A_failure_of_one_backend_ends_all_with_its_error()
    {
        var rows = await OpenAsync(Translate("SELECT id, CAST(name AS INTEGER) AS n FROM s.stars"));
        var error = await Assert.ThrowsAsync<PostgresException>(() => AllAsync(rows));
        Assert.Equal("22P02", error.SqlState);
        Assert.Same(error, await Assert.ThrowsAsync<PostgresException>(() => rows.WaitAsync().AsTask()));
        await rows.DisposeAsync();
        await AssertIdleAsync();
    }

    [Fact]
    public async Task The_time_limit_is_that_of_the_whole_though_no_part_takes_so_long()
    {
        var began = Stopwatch.GetTimestamp();
        await using var rows = await ParallelCursor.OpenAsync(stars.Database, Translate("SELECT id, name FROM s.stars").Scan!, 2, 1, new Nothing(), CancellationToken.None);
        var error = await Assert.ThrowsAsync<PostgresException>(async () =>
        {
            while (await rows!.WaitAsync())
            {
                while (rows.TryRow(out _)) { }
                await Task.Delay(300);
            }
        });
        Assert.Equal("LVO-DB-5101", Archive.Database.PostgresErrors.Map(error).Code);
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 1, 20);
    }

    [Fact]
    public async Task Cancel_in_the_middle_leaves_no_query_and_no_connection_behind()
    {
        // More often than the pool has connections for.
        for (var i = 0; i < 20; i++)
        {
            var rows = await OpenAsync(Translate("SELECT id, name, half FROM s.stars"));
            Assert.True(await rows.WaitAsync());
            if (i % 2 == 0)
            {
                rows.Cancel();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
                {
                    while (await rows.WaitAsync())
                        while (rows.TryRow(out _)) { }
                });
            }
            await rows.DisposeAsync();
        }
        await AssertIdleAsync();
        for (var i = 0; i < 60; i++) Assert.Equal("off", await DatabaseFixture.ScalarAsync(stars.Database.Reader, "SELECT current_setting('jit')"));
        Assert.Equal("on", await DatabaseFixture.ScalarAsync(stars.Database.Reader, "SELECT current_setting('enable_seqscan')"));
    }

    [Fact]
    public async Task What_is_written_meanwhile_is_not_seen_and_a_load_waits_for_the_end()
    {
        await stars.RunAsync("CREATE TABLE s.served AS SELECT * FROM s.stars; GRANT SELECT ON s.served TO PUBLIC; ANALYZE s.served");
        var rows = await ParallelCursor.OpenAsync(stars.Database, Translate("SELECT id, name || name || name AS n FROM s.served").Scan!, 3, 60, new Nothing(), CancellationToken.None);
        await stars.RunAsync("DELETE FROM s.served WHERE id % 2 = 0; INSERT INTO s.served SELECT id, name, half FROM s.stars WHERE id < 5000");
        // More rows are left than the buffers take, so that the table is held. As a load does it: rows that are frozen are visible in every snapshot.
        var swap = stars.RunAsync("BEGIN; CREATE TABLE s.next (LIKE s.stars); GRANT SELECT ON s.next TO PUBLIC; DROP TABLE s.served; ALTER TABLE s.next RENAME TO served; COMMIT");
        await Task.Delay(100);
        Assert.False(swap.IsCompleted);
        Assert.Equal(Rows, (await AllAsync(rows!)).Distinct().Count());
        await rows!.DisposeAsync();
        await swap;
        Assert.Equal(0L, await DatabaseFixture.ScalarAsync(stars.Database.Reader, "SELECT count(*) FROM s.served"));
    }

    [Fact]
    public async Task A_table_that_a_load_is_about_to_replace_is_waited_for_by_nobody_who_holds_it()
    {
        await using var load = await stars.Database.Owner.OpenConnectionAsync();
        await using var transaction = await load.BeginTransactionAsync();
        await using (var drop = new NpgsqlCommand("LOCK TABLE s.stars IN ACCESS EXCLUSIVE MODE", load)) await drop.ExecuteNonQueryAsync();
        Assert.Null(await ParallelCursor.OpenAsync(stars.Database, Translate("SELECT id FROM s.stars").Scan!, 3, 60, new Nothing(), CancellationToken.None));
    }

    [Fact]
    public async Task A_query_counts_its_rows_itself_when_there_are_more_than_were_counted_at_loading()
    {
        using var queries = new QueryService(stars.Database, Limits) { Cores = 64 };
        var translation = Translate("SELECT id, name FROM s.stars", 5000, counted: 2000);
        Assert.NotNull(translation.Scan);
        await using (var run = await queries.StartAsync(translation, 5000, CancellationToken.None))
        {
            await run.FirstRowAsync();
            Assert.Equal(TableStatus.Overflow, await WriteAsync(run, Stream.Null));
            Assert.Equal(5000, run.RowsWritten);
        }
        await AssertIdleAsync();
    }

    [Fact]
    public async Task A_client_that_leaves_ends_every_backend()
    {
        using var queries = new QueryService(stars.Database, Limits) { Cores = 64 };
        using var client = new CancellationTokenSource();
        await using var run = await queries.StartAsync(Translate("SELECT id, name || name || name AS n FROM s.stars"), 10_000_000, client.Token);
        await run.FirstRowAsync();
        await client.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WriteAsync(run, Stream.Null));
        Assert.True(run.RowsWritten < Rows);
        await AssertIdleAsync();
    }

    static async Task<TableStatus> WriteAsync(QueryRun run, Stream to)
    {
        var writer = TableFormats.Csv.CreateWriter();
        var output = PipeWriter.Create(to);
        writer.Begin(output, new([new("id", CellType.Long), new("n", CellType.Text)]));
        return await run.WriteRowsAsync(writer, output);
    }

    [Fact]
    public async Task A_slow_reader_makes_the_backends_wait()
    {
        // 45 MB of rows; 3 backends may be 6 parts of 4 MiB of the table ahead.
        await using var rows = await OpenAsync(Translate("SELECT id, name || name || name AS n FROM s.stars"));
        Assert.True(await rows.WaitAsync());
        await Task.Delay(500);
        Assert.NotEqual(0L, await DatabaseFixture.ScalarAsync(stars.Database.Owner,
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY (%' AND state <> 'idle'"));
        Assert.Equal(Rows, (await AllAsync(rows)).Count);
    }

    async Task<ITupleSource> OpenAsync(Translation translation) =>
        await new ParallelReading(stars.Database, new QueryAdmission(Limits), Limits, 64).OpenAsync(translation, null, CancellationToken.None);

    static Translation Translate(string adql, long maxRows = 10_000_000, long counted = Rows) => AdqlTranslator.Translate(
        adql, new Catalog([new CatalogSchema("s", [.. "stars seen served long".Split(' ').Select(n => Table(n, counted))])]), new TranslationOptions { MaxRows = maxRows });

    static CatalogTable Table(string name, long rows) => new("s", name, "s", name,
        [new CatalogColumn("id", AdqlType.Bigint, "id"), new CatalogColumn("name", AdqlType.Varchar, "name"), new CatalogColumn("half", AdqlType.Double, "half")])
    { RowCount = rows };

    static async Task<List<string>> AllAsync(ITupleSource rows)
    {
        var all = new List<string>();
        while (await rows.WaitAsync())
            while (rows.TryRow(out var row)) all.Add(System.Text.Encoding.Latin1.GetString(row));
        return all;
    }

    async Task AssertIdleAsync()
    {
        for (var i = 0; ; i++)
        {
            var busy = await DatabaseFixture.ScalarAsync(stars.Database.Owner,
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'lamost_vo_reader' AND state <> 'idle'");
            if (busy is 0L) return;
            Assert.True(i < 100, $"{busy} sessions are still busy.");
            await Task.Delay(50);
        }
    }

    sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
