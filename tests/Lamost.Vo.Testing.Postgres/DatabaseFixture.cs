using Lamost.Vo.Archive.Database;
using Npgsql;
using Xunit;

namespace Lamost.Vo.Testing;

/// <summary>
/// An archive database of its own on the shared <see cref="TestCluster"/>, migrated and empty, for the tests of a class
/// (<c>IClassFixture&lt;DatabaseFixture&gt;</c>) or of a collection.
/// </summary>
public class DatabaseFixture : IAsyncLifetime
{
    /// <summary>The database.</summary>
    public ArchiveDatabase Database { get; private set; } = null!;

    /// <summary>Its connection string, as owner.</summary>
    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync()
    {
        ConnectionString = await TestCluster.NewDatabaseAsync();
        Database = await ArchiveDatabase.OpenAsync(ConnectionString, Options);
    }

    /// <summary>The options that tests open databases with: they share one server, and so the reader's password.</summary>
    public static ArchiveDatabaseOptions Options { get; } = new() { ReaderPassword = "for-tests-only" };

    public async Task DisposeAsync()
    {
        await Database.DisposeAsync();
        await TestCluster.DropDatabaseAsync(ConnectionString);
    }

    /// <summary>Runs SQL as the owner.</summary>
    public Task RunAsync(string sql) => RunAsync(Database.Owner, sql);

    /// <summary>Runs SQL as one of the two roles.</summary>
    public static async Task RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first value of a query's answer, as one of the two roles.</summary>
    public static async Task<object?> ScalarAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
