using System.Net.Sockets;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Testing;
using Npgsql;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Database;

public sealed class PostgresErrorsTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    [Theory]
    [InlineData("SELECT 1 / (g - 1) FROM generate_series(1, 1) g", "LVO-DB-5104", Remedy.MendRequest)]
    [InlineData("SELECT 2147483647 + g FROM generate_series(1, 1) g", "LVO-DB-5103", Remedy.MendRequest)]
    [InlineData("SELECT exp(10000::float8 * g) FROM generate_series(1, 1) g", "LVO-DB-5103", Remedy.MendRequest)]
    [InlineData("SELECT ln(g - 1) FROM generate_series(1, 1) g", "LVO-DB-5105", Remedy.MendRequest)]
    [InlineData("SELECT sqrt(-g::float8) FROM generate_series(1, 1) g", "LVO-DB-5105", Remedy.MendRequest)]
    [InlineData("SELECT 'ab' LIKE 'a\\'", "LVO-DB-5106", Remedy.MendRequest)]
    [InlineData("SELECT ('x' || g)::int FROM generate_series(1, 1) g", "LVO-DB-5109", Remedy.MendRequest)]
    [InlineData("SELECT 1 WHERE 1 = (SELECT g FROM generate_series(1, 2) g)", "LVO-DB-5110", Remedy.MendRequest)]
    [InlineData("SELECT adql.moc_of_cells(29, array_fill(1::int8, ARRAY[10000001]))", "LVO-DB-5111", Remedy.MendRequest)]
    [InlineData("SELECT adql.moc_text(adql.moc_of_cells(3, ARRAY[7, 100]), 5)", "LVO-DB-5112", Remedy.MendRequest)]
    [InlineData("SELECT no_such_thing FROM vo.migration", "LVO-DB-5199", Remedy.TellOperator)]
    [InlineData("SELECT value FROM vo.secret", "LVO-DB-5199", Remedy.TellOperator)]
    public async Task What_PostgreSQL_says_becomes_what_the_user_can_do(string sql, string code, Remedy remedy)
    {
        var thrown = await Assert.ThrowsAsync<PostgresException>(() => DatabaseFixture.ScalarAsync(fixture.Database.Reader, sql));
        var error = PostgresErrors.Map(thrown);
        Assert.Equal((code, remedy), (error.Code, error.Remedy));
        Assert.DoesNotContain(thrown.MessageText, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_over_its_time_is_told_from_one_that_was_cancelled()
    {
        const string endless = "SELECT count(*) FROM generate_series(1, 1000000000) a";
        await using var connection = await fixture.Database.Reader.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("SET statement_timeout = 20", connection);
        await command.ExecuteNonQueryAsync();
        command.CommandText = endless;
        Assert.Equal("LVO-DB-5101", PostgresErrors.Map(await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteScalarAsync())).Code);

        command.CommandText = "SET statement_timeout = 0";
        await command.ExecuteNonQueryAsync();
        command.CommandText = endless;
        using var cancel = new CancellationTokenSource(20);
        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteScalarAsync(cancel.Token));
        Assert.Equal("LVO-DB-5108", PostgresErrors.Map(Assert.IsType<PostgresException>(cancelled.InnerException)).Code);
    }

    [Fact]
    public async Task A_query_that_fills_the_disk_is_stopped()
    {
        await using var connection = await fixture.Database.Owner.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("SET temp_file_limit = '1MB'; SET work_mem = '64kB'", connection);
        await command.ExecuteNonQueryAsync();
        command.CommandText = "SELECT g FROM generate_series(1, 300000) g ORDER BY -g";
        Assert.Equal("LVO-DB-5102", PostgresErrors.Map(await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteScalarAsync())).Code);
    }

    [Theory]
    [InlineData("53100", "LVO-DB-5120")]
    [InlineData("53300", "LVO-DB-5120")]
    [InlineData("57P01", "LVO-DB-5120")]
    [InlineData("57P03", "LVO-DB-5120")]
    [InlineData("08006", "LVO-DB-5120")]
    [InlineData("40P01", "LVO-DB-5121")]
    [InlineData("54001", "LVO-DB-5107")]
    [InlineData("XX000", "LVO-DB-5199")]
    public void States_that_a_test_cannot_bring_about_are_in_the_table(string state, string code) =>
        Assert.Equal(code, PostgresErrors.Map(new PostgresException("words", "ERROR", "ERROR", state)).Code);

    [Fact]
    public async Task A_prepared_query_whose_table_was_replaced_is_to_be_tried_again()
    {
        await fixture.RunAsync("CREATE TABLE public.swapped AS SELECT 1 AS a");
        await using var connection = await fixture.Database.Owner.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("SELECT * FROM public.swapped", connection);
        await command.PrepareAsync();
        await fixture.RunAsync("DROP TABLE public.swapped; CREATE TABLE public.swapped AS SELECT 'a' AS a, 2 AS b");
        Assert.Equal("LVO-DB-5121", PostgresErrors.Map(await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteScalarAsync())).Code);
    }

    [Fact]
    public void A_connection_that_breaks_is_a_matter_of_time()
    {
        Assert.Equal(Remedy.TryLater, PostgresErrors.Map(new NpgsqlException("x", new SocketException()))!.Remedy);
        Assert.Null(PostgresErrors.Map(new InvalidOperationException()));
    }
}
