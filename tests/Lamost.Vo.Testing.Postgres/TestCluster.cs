using System.Diagnostics;
using System.Globalization;
using Lamost.Vo.Archive.Postgres;
using Npgsql;

namespace Lamost.Vo.Testing;

/// <summary>
/// The PostgreSQL of a test run: one private cluster for all tests of an assembly, started when the first asks and stopped when the process ends;
/// or, with <c>LAMOST_VO_TEST_DATABASE</c> (an Npgsql connection string of a role that may create databases and roles), that server.
/// </summary>
public static class TestCluster
{
    static readonly Lazy<Task<Func<string, string>>> Shared = new(StartAsync);

    /// <summary>A connection string for the maintenance database <c>postgres</c>, as owner.</summary>
    public static async Task<string> AdminConnectionStringAsync() => (await Shared.Value)("postgres");

    /// <summary>Makes a new, empty database and returns its connection string, as owner.</summary>
    public static async Task<string> NewDatabaseAsync()
    {
        var name = $"test_{Guid.NewGuid():N}";
        await RunAsync(await AdminConnectionStringAsync(), $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
        return (await Shared.Value)(name);
    }

    /// <summary>Drops a database that <see cref="NewDatabaseAsync"/> made, ending all its connections.</summary>
    public static async Task DropDatabaseAsync(string connectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await RunAsync(await AdminConnectionStringAsync(), $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    /// <summary>A directory for a cluster: not inside another's private one, so that a server that is not root's can reach it.</summary>
    public static string NewDataDirectory() => Path.Combine(Path.GetTempPath(), $"lamost-vo-test-{Guid.NewGuid():N}");

    /// <summary>Options for tests: small, and fast at the price of safety against power failure.</summary>
    public static EmbeddedClusterOptions Options(string dataDirectory) => new()
    {
        DataDirectory = dataDirectory,
        MemoryBytes = 1L << 30,
        Durable = false,
        RestartBackoffSeconds = 0.05,
    };

    static async Task<Func<string, string>> StartAsync()
    {
        var external = Environment.GetEnvironmentVariable("LAMOST_VO_TEST_DATABASE");
        if (!string.IsNullOrEmpty(external))
            return database => new NpgsqlConnectionStringBuilder(external) { Database = database }.ConnectionString;
        var directory = NewDataDirectory();
        RemoveAfterExit(directory);
        var cluster = await EmbeddedCluster.StartAsync(Options(directory));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return cluster.ConnectionStringFor;
    }

    /// <summary>Leaves the removal to a process of its own: the runner of the tests kills theirs soon after the last, whatever it still does.</summary>
    static void RemoveAfterExit(string directory)
    {
        const string script = """
            trap '' INT HUP
            exec </dev/null >/dev/null 2>&1
            while kill -0 "$1"; do sleep 0.5; done
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do test -e "$0/postgres/postmaster.pid" && sleep 0.5; done
            rm -rf "$0"
            """;
        using var remover = Process.Start(new ProcessStartInfo("sh", ["-c", script, directory, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]));
    }

    static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
