using Lamost.Vo.Archive.Database;
using Lamost.Vo.Testing;
using Npgsql;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Database;

/// <summary>The reader can read what is published and nothing else, whatever its SQL says.</summary>
public sealed class ReaderTests(ReaderTests.Fixture fixture) : IClassFixture<ReaderTests.Fixture>
{
    public sealed class Fixture : DatabaseFixture, IAsyncLifetime
    {
        async Task IAsyncLifetime.InitializeAsync()
        {
            await InitializeAsync();
            await RunAsync("""
                CREATE SCHEMA shown; CREATE TABLE shown.stars AS SELECT g AS id FROM generate_series(1, 10) g;
                GRANT USAGE ON SCHEMA shown TO lamost_vo_reader; GRANT SELECT ON shown.stars TO lamost_vo_reader;
                CREATE TABLE shown.hidden AS SELECT 1 AS id;
                CREATE SCHEMA secret; CREATE TABLE secret.stars AS SELECT 1 AS id;
                """);
        }
    }

    NpgsqlDataSource Reader => fixture.Database.Reader;

    [Fact]
    public async Task It_reads_what_is_published()
    {
        Assert.Equal(10L, await DatabaseFixture.ScalarAsync(Reader, "SELECT count(*) FROM shown.stars"));
        Assert.Equal(0L, await DatabaseFixture.ScalarAsync(Reader, "SELECT count(*) FROM tap_schema.keys WHERE key_id = 'none'"));
    }

    [Theory]
    [InlineData("SELECT * FROM pg_authid")]
    [InlineData("SELECT * FROM pg_shadow")]
    [InlineData("SELECT * FROM pg_hba_file_rules")]
    [InlineData("SELECT * FROM vo.migration")]
    [InlineData("SELECT * FROM vo.secret")]
    [InlineData("SELECT * FROM secret.stars")]
    [InlineData("SELECT * FROM shown.hidden")]
    [InlineData("INSERT INTO shown.stars VALUES (11)")]
    [InlineData("DELETE FROM tap_schema.columns")]
    [InlineData("TRUNCATE shown.stars")]
    [InlineData("CREATE TABLE mine (a int)")]
    [InlineData("CREATE TABLE public.mine (a int)")]
    [InlineData("CREATE SCHEMA mine")]
    [InlineData("CREATE TEMPORARY TABLE mine (a int)")]
    [InlineData("CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'")]
    [InlineData("ALTER ROLE lamost_vo_reader SUPERUSER")]
    [InlineData("COPY (SELECT 1) TO '/tmp/lamost-vo-written'")]
    [InlineData("COPY (SELECT 1) TO PROGRAM 'true'")]
    [InlineData("SELECT pg_read_file('/etc/passwd')")]
    [InlineData("SELECT pg_read_binary_file('PG_VERSION')")]
    [InlineData("SELECT pg_ls_dir('/')")]
    [InlineData("SELECT lo_import('/etc/passwd')")]
    [InlineData("SELECT lo_from_bytea(0, 'x')")]
    [InlineData("SELECT set_config('role', 'none', false)")]
    [InlineData("SELECT set_config('statement_timeout', '0', false)")]
    [InlineData("SELECT pg_sleep(0)")]
    [InlineData("SELECT pg_advisory_lock(1)")]
    [InlineData("SELECT query_to_xml('SELECT 1', true, false, '')")]
    [InlineData("SELECT pg_reload_conf()")]
    [InlineData("SET SESSION AUTHORIZATION lamost_vo")]
    [InlineData("SET temp_file_limit = -1")]
    public async Task It_is_refused(string sql)
    {
        // In a writing transaction, so that it is the privilege that refuses and not the read-only session.
        await using var connection = await Reader.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("BEGIN READ WRITE", connection);
        await command.ExecuteNonQueryAsync();
        command.CommandText = sql;
        var error = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Contains(error.SqlState, new[] { PostgresErrorCodes.InsufficientPrivilege, PostgresErrorCodes.InvalidSchemaName });
    }

    [Theory]
    [InlineData("RESET ROLE")]
    [InlineData("SET ROLE NONE")]
    [InlineData("RESET SESSION AUTHORIZATION")]
    [InlineData("SET SESSION AUTHORIZATION DEFAULT")]
    [InlineData("RESET ALL")]
    [InlineData("DISCARD ALL")]
    public async Task No_reset_makes_it_anything_else(string reset)
    {
        await using var connection = await Reader.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("SET statement_timeout = 0; SET default_transaction_read_only = off; SET jit = on", connection);
        await command.ExecuteNonQueryAsync();
        command.CommandText = reset;
        await command.ExecuteNonQueryAsync();
        command.CommandText = "SELECT current_user || ' ' || session_user";
        Assert.Equal($"{ArchiveDatabase.ReaderRole} {ArchiveDatabase.ReaderRole}", await command.ExecuteScalarAsync());
        if (reset is not ("RESET ALL" or "DISCARD ALL")) return;
        command.CommandText = "SELECT concat_ws(' ', current_setting('statement_timeout'), current_setting('default_transaction_read_only'), current_setting('jit'))";
        Assert.Equal("6h on off", await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task What_one_use_of_a_pooled_session_sets_the_next_does_not_see()
    {
        await using (var first = await Reader.OpenConnectionAsync())
        {
            await using var command = new NpgsqlCommand("SET statement_timeout = 0; SET default_transaction_read_only = off", first);
            await command.ExecuteNonQueryAsync();
        }
        Assert.Equal("6h on", await DatabaseFixture.ScalarAsync(Reader, "SELECT current_setting('statement_timeout') || ' ' || current_setting('default_transaction_read_only')"));
    }

    [Fact]
    public async Task It_may_use_a_limited_space_for_temporary_files() =>
        Assert.NotEqual("-1", await DatabaseFixture.ScalarAsync(Reader, "SHOW temp_file_limit"));

    [Fact]
    public async Task It_streams_binary_rows_in_a_read_only_session()
    {
        await using var connection = await Reader.OpenConnectionAsync();
        await using var rows = await connection.BeginRawBinaryCopyAsync("COPY (SELECT id FROM shown.stars ORDER BY id) TO STDOUT (FORMAT BINARY)");
        var bytes = new byte[1024];
        var length = 0;
        for (int read; (read = await rows.ReadAsync(bytes.AsMemory(length), default)) > 0;) length += read;
        Assert.Equal(19 + 10 * (2 + 4 + 4) + 2, length);
    }
}
