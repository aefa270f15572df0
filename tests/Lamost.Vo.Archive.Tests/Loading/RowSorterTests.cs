using System.Globalization;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Loading;

public sealed class RowSorterTests : DatabaseFixture
{
    static readonly TableDefinition Table = new("sorted", [Column("id", ColumnType.Long), Column("text", ColumnType.String), Column("small", ColumnType.Short)]) { Description = "A table." };

    [Theory]
    [InlineData(5000, 1, 1 << 20, 30)] // one run
    [InlineData(5000, 4, 4000, 30)] // hundreds of runs
    [InlineData(40, 2, 1000, 1_500_000)] // rows longer than every buffer
    public async Task Rows_come_out_in_order_and_all_of_them(int rows, int workers, int runBytes, int longest)
    {
        var random = new Random(1);
        var expected = Enumerable.Range(0, rows).Select(_ => (Id: random.NextInt64(-1000, 1000), Text: new string((char)random.Next('a', 'z'), random.Next(longest)))).ToList();
        using var file = new RunFile(Path.GetTempPath());
        var sorter = new RowSorter(new ListSource(expected), new RowKey(Table with { PrimaryKey = ["id"] }), file, runBytes);
        await sorter.ReadAsync(workers, CancellationToken.None);
        Assert.Equal(rows, sorter.Rows);

        await using var connection = await Database.Owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE public.sorted (id bigint, text text, small smallint)";
        await command.ExecuteNonQueryAsync();
        Assert.Equal(rows, await sorter.CopyAsync(connection, "public.sorted", CancellationToken.None));
        command.CommandText = "SELECT id, text FROM public.sorted ORDER BY ctid";
        var found = new List<(long Id, string Text)>();
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) found.Add((reader.GetInt64(0), reader.GetString(1)));
        Assert.Equal(expected.Select(r => r.Id).Order(), found.Select(r => r.Id));
        Assert.Equal(expected.Order(), found.Order());
    }

    [Fact]
    public async Task A_copy_that_is_cancelled_leaves_the_connection_usable()
    {
        using var file = new RunFile(Path.GetTempPath());
        var sorter = new RowSorter(new ListSource([(1, "a")]), new RowKey(Table), file);
        await sorter.ReadAsync(1, CancellationToken.None);
        await using var connection = await Database.Owner.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            command.CommandText = "CREATE TABLE public.cancelled (id bigint, text text, small smallint)";
            await command.ExecuteNonQueryAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sorter.CopyAsync(connection, "public.cancelled", new CancellationToken(true)));
        }
        command.CommandText = "SELECT to_regclass('public.cancelled') IS NULL";
        Assert.Equal(true, await command.ExecuteScalarAsync());
    }

    [Fact]
    public void A_directory_that_does_not_exist_is_named()
    {
        var error = Assert.Throws<VoException>(() => new RunFile("/nowhere/at/all")).Error;
        Assert.Equal(("LVO-LOAD-6009", Remedy.TellOperator), (error.Code, error.Remedy));
        Assert.Contains("/nowhere/at/all", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_temporary_file_has_no_name()
    {
        var directory = Directory.CreateTempSubdirectory("lamost-vo-runs-").FullName;
        try
        {
            using var file = new RunFile(directory);
            file.Write([1, 2, 3], file.Reserve(3).Start);
            Assert.Empty(Directory.EnumerateFileSystemEntries(directory));
            var read = new byte[2];
            file.Read(read, 1);
            Assert.Equal([2, 3], read);
        }
        finally
        {
            Directory.Delete(directory, true);
        }
    }

    [Fact]
    public void Keys_compare_as_their_values_do()
    {
        Assert.Equal([-5L, -1, 0, 7, 1L << 40], KeysOf("id", (to, v) => to.Long(v), -5L, -1, 0, 7, 1L << 40));
        Assert.Equal([-3L, 3], KeysOf("small", (to, v) => to.Short((short)v), -3L, 3));
        var texts = (string[])["", "A", "A1", "B", "G12345678", "é"];
        var keys = KeysOf("text", (to, v) => to.Text(v), texts);
        Assert.Equal(keys.Order(), keys);
        Assert.Equal(texts.Length, keys.Distinct().Count());
        Assert.Equal(long.MaxValue, Assert.Single(KeysOf<string?>("text", (to, _) => to.Null(), (string?)null)));
    }

    [Fact]
    public void A_position_decides_before_the_key_and_without_both_all_rows_are_equal()
    {
        var to = new TupleWriter();
        Write(to, 5, "a");
        new RowKey(Table).Measure(to.Written.Span, out var none);
        Assert.Equal(0, none);
        to.Clear();
        to.Begin(4);
        to.Long(5);
        to.Text("a");
        to.Null();
        to.Long(77);
        Assert.Equal(to.Written.Length, new RowKey(Table with { PrimaryKey = ["id"], Position = new("id", "small") }).Measure(to.Written.Span, out var pixel));
        Assert.Equal(77, pixel);
    }

    static List<long> KeysOf<T>(string column, Action<TupleWriter, T> cell, params T[] values)
    {
        var place = Table.Columns.ToList().FindIndex(c => c.Name == column);
        var key = new RowKey(Table with { PrimaryKey = [column] });
        return [.. values.Select(value =>
        {
            var to = new TupleWriter();
            to.Begin(3);
            for (var i = 0; i < 3; i++)
            {
                if (i == place) cell(to, value);
                else to.Null();
            }
            Assert.Equal(to.Written.Length, key.Measure(to.Written.Span, out var number));
            return number;
        })];
    }

    static void Write(TupleWriter to, long id, string text)
    {
        to.Begin(3);
        to.Long(id);
        to.Text(text);
        to.Null();
    }

    static ColumnDefinition Column(string name, ColumnType type) => new(name, type) { Description = string.Create(CultureInfo.InvariantCulture, $"The {name}.") };

    /// <summary>Rows from memory, at most seven a block.</summary>
    sealed class ListSource(IReadOnlyList<(long Id, string Text)> rows) : IRowSource
    {
        int _next;

        public long? ExpectedRows => rows.Count;

        public double? Fraction => null;

        public RowBlock? NextBlock(CancellationToken cancel)
        {
            cancel.ThrowIfCancellationRequested();
            var end = Interlocked.Add(ref _next, 7);
            if (end - 7 >= rows.Count) return null;
            var to = new TupleWriter();
            foreach (var row in rows.Skip(end - 7).Take(7)) Write(to, row.Id, row.Text);
            return new RowBlock(to.Written, to.Rows);
        }

        public void Dispose()
        {
        }
    }
}
