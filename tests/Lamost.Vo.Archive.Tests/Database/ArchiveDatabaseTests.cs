using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Testing;
using Npgsql;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Database;

public sealed class ArchiveDatabaseTests : IAsyncLifetime
{
    string _connection = "";

    public async Task InitializeAsync() => _connection = await TestCluster.NewDatabaseAsync();

    public Task DisposeAsync() => TestCluster.DropDatabaseAsync(_connection);

    [Fact]
    public async Task Opening_again_applies_nothing_twice()
    {
        await using (await OpenAsync()) { }
        await using var second = await OpenAsync();
        Assert.Equal((long)Migration.All.Count, await DatabaseFixture.ScalarAsync(second.Owner, "SELECT count(*) FROM vo.migration"));
    }

    [Fact]
    public async Task Services_that_start_together_wait_for_each_other()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OpenAsync()));
        Assert.Equal((long)Migration.All.Count, await DatabaseFixture.ScalarAsync(all[0].Owner, "SELECT count(*) FROM vo.migration"));
        foreach (var database in all) await database.DisposeAsync();
    }

    [Fact]
    public async Task An_edited_migration_is_refused()
    {
        await using (await OpenAsync()) { }
        List<Migration> edited = [Migration.All[0] with { Sql = Migration.All[0].Sql + "\n-- edited" }, .. Migration.All.Skip(1)];
        var error = (await Assert.ThrowsAsync<VoException>(() => OpenAsync(edited))).Error;
        Assert.Equal("LVO-DB-5023", error.Code);
        Assert.Contains(Migration.All[0].Name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_line_ends_of_a_checkout_are_no_edit()
    {
        await using (await OpenAsync()) { }
        await using var again = await OpenAsync([.. Migration.All.Select(m => new Migration(m.Name, m.Sql.ReplaceLineEndings("\r\n")))]);
        Assert.NotNull(again);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_refused()
    {
        await using (await OpenAsync([.. Migration.All, new Migration("9999_later.sql", "SELECT 1")])) { }
        Assert.Equal("LVO-DB-5024", (await Assert.ThrowsAsync<VoException>(() => OpenAsync())).Error.Code);
    }

    [Fact]
    public async Task A_failed_migration_leaves_nothing_of_itself()
    {
        List<Migration> broken = [.. Migration.All, new Migration("9999_broken.sql", "CREATE TABLE vo.half (a int); SELECT 1/0;")];
        Assert.Equal("LVO-DB-5025", (await Assert.ThrowsAsync<VoException>(() => OpenAsync(broken))).Error.Code);
        await using var database = await OpenAsync();
        Assert.Equal(DBNull.Value, await DatabaseFixture.ScalarAsync(database.Owner, "SELECT to_regclass('vo.half')::text"));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        var error = (await Assert.ThrowsAsync<VoException>(() => ArchiveDatabase.OpenAsync("Host=/nonexistent/socket;Username=x;Database=y"))).Error;
        Assert.Equal("LVO-DB-5020", error.Code);
        Assert.Contains("/nonexistent/socket", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_of_the_reader_is_not_shown_to_the_reader()
    {
        await using var database = await OpenAsync();
        var error = await Assert.ThrowsAsync<PostgresException>(() => DatabaseFixture.ScalarAsync(database.Reader, "SELECT value FROM vo.secret"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, error.SqlState);
    }

    [Fact]
    public async Task After_a_restart_of_the_server_idle_connections_can_be_dropped()
    {
        await using var database = await OpenAsync();
        var before = await DatabaseFixture.ScalarAsync(database.Reader, "SELECT pg_backend_pid()");
        await using (var admin = NpgsqlDataSource.Create(_connection + ";Pooling=false"))
            await DatabaseFixture.RunAsync(admin, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        database.DropIdleConnections();
        Assert.NotEqual(before, await DatabaseFixture.ScalarAsync(database.Reader, "SELECT pg_backend_pid()"));
    }

    Task<ArchiveDatabase> OpenAsync() => ArchiveDatabase.OpenAsync(_connection, DatabaseFixture.Options);

    Task<ArchiveDatabase> OpenAsync(IReadOnlyList<Migration> migrations) => ArchiveDatabase.OpenAsync(_connection, DatabaseFixture.Options, migrations, default);
}
