using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Testing;
using Npgsql;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Database;

/// <summary>Databases of others, where the service's role is no superuser.</summary>
public sealed class OwnerWithoutSuperpowersTests : IAsyncLifetime
{
    const string Password = "for-tests-only";
    readonly string _role = $"test_owner_{Guid.NewGuid():N}"[..30];
    string _admin = "", _owner = "";

    public async Task InitializeAsync()
    {
        // The reader's role belongs to the whole server: once any database was opened, it exists.
        var other = await TestCluster.NewDatabaseAsync();
        await using (await ArchiveDatabase.OpenAsync(other, DatabaseFixture.Options)) { }
        await TestCluster.DropDatabaseAsync(other);
        _admin = await TestCluster.NewDatabaseAsync();
        await AdminAsync($"CREATE ROLE {_role} LOGIN PASSWORD '{Password}'");
        _owner = new NpgsqlConnectionStringBuilder(_admin) { Username = _role, Password = Password }.ConnectionString;
    }

    public async Task DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await AdminAsync($"REASSIGN OWNED BY {_role} TO CURRENT_USER; DROP OWNED BY {_role}; DROP ROLE {_role}");
        await TestCluster.DropDatabaseAsync(_admin);
    }

    [Fact]
    public async Task An_owner_of_the_database_is_enough_when_the_reader_exists()
    {
        await AdminAsync($"GRANT CREATE ON DATABASE {Name} TO {_role}");
        await using var database = await ArchiveDatabase.OpenAsync(_owner, DatabaseFixture.Options);
        Assert.Equal(ArchiveDatabase.ReaderRole, await DatabaseFixture.ScalarAsync(database.Reader, "SELECT current_user::text"));
        await Assert.ThrowsAsync<PostgresException>(() => DatabaseFixture.ScalarAsync(database.Reader, "SELECT * FROM vo.secret"));
    }

    [Fact]
    public async Task A_role_that_may_not_create_schemas_is_told_what_an_administrator_runs()
    {
        var error = (await Assert.ThrowsAsync<VoException>(() => ArchiveDatabase.OpenAsync(_owner, DatabaseFixture.Options))).Error;
        Assert.Equal("LVO-DB-5026", error.Code);
        Assert.Contains($"GRANT CREATE ON DATABASE \"{Name}\" TO \"{_role}\";", error.Hint, StringComparison.Ordinal);
        await AdminAsync(error.Hint!.Split('\n')[^1]);
        await using var database = await ArchiveDatabase.OpenAsync(_owner, DatabaseFixture.Options);
        Assert.NotNull(database);
    }

    [Fact]
    public async Task A_reader_that_can_do_too_much_is_refused()
    {
        await AdminAsync($"GRANT CREATE ON DATABASE {Name} TO {_role}, {ArchiveDatabase.ReaderRole}");
        var error = (await Assert.ThrowsAsync<VoException>(() => ArchiveDatabase.OpenAsync(_owner, DatabaseFixture.Options))).Error;
        Assert.Equal("LVO-DB-5028", error.Code);
    }

    string Name => new NpgsqlConnectionStringBuilder(_admin).Database!;

    async Task AdminAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_admin + ";Pooling=false");
        await DatabaseFixture.RunAsync(source, sql);
    }
}
