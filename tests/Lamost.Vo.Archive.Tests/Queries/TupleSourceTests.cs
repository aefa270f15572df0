using System.Buffers.Binary;
using System.Text;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Tables;
using Lamost.Vo.Testing;
using Npgsql;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Queries;

public sealed class TupleCursorTests(DatabaseFixture fixture) : TupleSourceTests(fixture)
{
    protected override async Task<ITupleSource> OpenAsync(string sql, CancellationToken cancel) => await TupleCursor.OpenAsync(Database.Reader, sql, null, cancel);
}

public sealed class StatementRowsTests(DatabaseFixture fixture) : TupleSourceTests(fixture)
{
    protected override async Task<ITupleSource> OpenAsync(string sql, CancellationToken cancel) => await StatementRows.OpenAsync(Database.Prepared, sql, [], cancel);
}

/// <summary>What every source of rows keeps to.</summary>
public abstract class TupleSourceTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    // Hours of work and one row at the end.
    const string Busy = "SELECT count(*) FROM generate_series(1, 1000000) AS a, generate_series(1, 1000000) AS b";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public async Task Every_row_comes_whole_and_in_order(int rows)
    {
        await using var cursor = await OpenAsync($"SELECT i::int8, repeat('x', i % 300), NULL::int4 FROM generate_series(1, {rows}) AS i");
        long expected = 0;
        while (await cursor.WaitAsync())
            while (cursor.TryRow(out var row)) Check(row, ++expected);
        Assert.Equal(rows, expected);
        Assert.False(cursor.TryRow(out _));

        static void Check(ReadOnlySpan<byte> row, long i)
        {
            var cells = new RowReader(row);
            Assert.True(cells.Next(out var number));
            Assert.Equal(i, BinaryPrimitives.ReadInt64BigEndian(number));
            Assert.True(cells.Next(out var text));
            Assert.Equal(i % 300, text.Length);
            Assert.False(cells.Next(out _));
        }
    }

    [Fact]
    public async Task Rows_longer_than_the_buffer_come_whole()
    {
        await using var cursor = await OpenAsync("SELECT repeat(chr(64 + i), 3000000 * i) FROM generate_series(1, 3) AS i");
        var lengths = new List<int>();
        while (await cursor.WaitAsync())
        {
            while (cursor.TryRow(out var row))
            {
                new RowReader(row).Next(out var cell);
                lengths.Add(cell.Length);
                Assert.Equal(-1, cell.IndexOfAnyExcept((byte)(64 + lengths.Count)));
            }
        }
        Assert.Equal([3000000, 6000000, 9000000], lengths);
    }

    [Fact]
    public async Task A_refused_query_fails_at_the_start_and_gives_its_connection_back()
    {
        for (var i = 0; i < 60; i++)
            await Assert.ThrowsAsync<PostgresException>(() => OpenAsync("SELECT nonsense"));
        await AssertUsableAsync();
    }

    [Fact]
    public async Task A_query_that_fails_in_its_course_gives_the_rows_before_and_then_the_error()
    {
        await using var cursor = await OpenAsync("SELECT 1 / (50000 - i) FROM generate_series(1, 60000) AS i");
        long rows = 0;
        var error = await Assert.ThrowsAsync<PostgresException>(async () =>
        {
            while (await cursor.WaitAsync())
                while (cursor.TryRow(out _)) rows++;
        });
        Assert.Equal("22012", error.SqlState);
        Assert.True(rows > 0);
        await AssertUsableAsync();
    }

    [Fact]
    public async Task Leaving_early_cancels_the_query_instead_of_reading_it_to_its_end()
    {
        for (var i = 0; i < 50; i++)
        {
            var cursor = await OpenAsync("SELECT generate_series(1, 2000000000)");
            Assert.True(await cursor.WaitAsync());
            await cursor.DisposeAsync();
        }
        await AssertUsableAsync();
    }

    [Fact]
    public async Task Cancel_ends_a_wait_and_the_query()
    {
        await using var cursor = await OpenAsync($"SELECT i FROM generate_series(1::int8, 9000) AS i UNION ALL {Busy}");
        var read = ReadToEndAsync();
        await Task.Delay(50);
        Assert.False(read.IsCompleted);
        cursor.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        await AssertIdleAsync();

        async Task ReadToEndAsync()
        {
            while (await cursor.WaitAsync())
                while (cursor.TryRow(out _)) { }
        }
    }

    [Fact]
    public async Task A_cancelled_start_ends_the_query()
    {
        using var cancel = new CancellationTokenSource(100);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => OpenAsync(Busy, cancel.Token));
        await AssertIdleAsync();
    }

    [Fact]
    public async Task Text_is_utf8()
    {
        await using var cursor = await OpenAsync("SELECT '光谱 Å'");
        Assert.True(await cursor.WaitAsync());
        Assert.Equal("光谱 Å", Text(cursor));

        static string Text(ITupleSource cursor)
        {
            Assert.True(cursor.TryRow(out var row));
            new RowReader(row).Next(out var cell);
            return Encoding.UTF8.GetString(cell);
        }
    }

    [Fact]
    public async Task Every_type_comes_in_its_binary_form()
    {
        await using var cursor = await OpenAsync(
            "SELECT true, 1::int2, 2::int4, 3::int8, 1.5::float4, 2.5::float8, date '2000-01-02', timestamp '2000-01-01 00:00:01', '{1,2}'::float8[], 'x'::text");
        Assert.True(await cursor.WaitAsync());
        Assert.Equal("01 0001 00000002 0000000000000003 3FC00000 4004000000000000 00000001 00000000000F4240 "
            + "0000000100000000000002BD0000000200000001000000083FF0000000000000000000084000000000000000 78", Hex(cursor));

        static string Hex(ITupleSource cursor)
        {
            Assert.True(cursor.TryRow(out var row));
            var cells = new RowReader(row);
            var text = new List<string>();
            while (!cells.AtEnd)
            {
                Assert.True(cells.Next(out var cell));
                text.Add(Convert.ToHexString(cell));
            }
            return string.Join(' ', text);
        }
    }

    protected ArchiveDatabase Database => fixture.Database;

    protected abstract Task<ITupleSource> OpenAsync(string sql, CancellationToken cancel = default);

    // The cancellation is on its way when the caller is told of it.
    async Task AssertIdleAsync()
    {
        for (var i = 0; ; i++)
        {
            var active = await DatabaseFixture.ScalarAsync(fixture.Database.Owner,
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()");
            if (active is 0L) return;
            Assert.True(i < 100, "The query is still running.");
            await Task.Delay(50);
        }
    }

    // More than the pool has: a connection that was not given back would be missed.
    async Task AssertUsableAsync()
    {
        for (var i = 0; i < 60; i++) Assert.Equal(1, await ReadOneAsync());
    }

    async Task<int> ReadOneAsync()
    {
        await using var cursor = await OpenAsync("SELECT 1");
        Assert.True(await cursor.WaitAsync());
        return Number(cursor);

        static int Number(ITupleSource cursor)
        {
            Assert.True(cursor.TryRow(out var row));
            new RowReader(row).Next(out var cell);
            return BinaryPrimitives.ReadInt32BigEndian(cell);
        }
    }
}
