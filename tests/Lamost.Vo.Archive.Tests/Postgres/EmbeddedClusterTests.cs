using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Postgres;
using Lamost.Vo.Testing;
using Npgsql;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Postgres;

[UnsupportedOSPlatform("windows")]
public sealed class EmbeddedClusterTests : IDisposable
{
    readonly string _data = TestCluster.NewDataDirectory();

    public void Dispose()
    {
        if (Directory.Exists(_data)) Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task A_second_start_finds_the_data_of_the_first()
    {
        await using (var cluster = await EmbeddedCluster.StartAsync(TestCluster.Options(_data)))
        {
            Assert.True(cluster.IsAvailable);
            await RunAsync(cluster, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        Assert.False(File.Exists(Path.Combine(_data, "postgres", "postmaster.pid")));
        await using var second = await EmbeddedCluster.StartAsync(TestCluster.Options(_data));
        Assert.Equal(42, await ScalarAsync(second, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task The_server_listens_on_a_private_socket_and_nowhere_else()
    {
        await using var cluster = await EmbeddedCluster.StartAsync(TestCluster.Options(_data));
        Assert.Equal("", await ScalarAsync(cluster, "SHOW listen_addresses"));
        Assert.Equal("on", await ScalarAsync(cluster, "SHOW data_checksums"));
        Assert.Equal("UTF8", await ScalarAsync(cluster, "SHOW server_encoding"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(cluster.SocketDirectory));
    }

    [Fact]
    public async Task The_server_does_not_run_as_root_and_has_a_session_of_its_own()
    {
        await using var cluster = await EmbeddedCluster.StartAsync(TestCluster.Options(_data));
        var answer = await Command.RunAsync(["ps", "-o", "uid=,sid=", "-p", cluster.ProcessId!.Value.ToString(CultureInfo.InvariantCulture)]);
        var fields = answer!.Value.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(f => int.Parse(f, CultureInfo.InvariantCulture)).ToArray();
        Assert.NotEqual(0, fields[0]);
        Assert.Equal(cluster.ProcessId, fields[1]);
    }

    [Fact]
    public async Task A_killed_server_is_started_again_and_says_so_meanwhile()
    {
        await using var cluster = await EmbeddedCluster.StartAsync(TestCluster.Options(_data));
        await RunAsync(cluster, "CREATE TABLE kept AS SELECT 42 AS answer");
        var changes = new List<bool>();
        var back = new TaskCompletionSource();
        cluster.AvailabilityChanged += available =>
        {
            changes.Add(available);
            if (available) back.TrySetResult();
        };
        var first = cluster.ProcessId!.Value;
        Posix.Signal(first, Posix.Sigkill);
        await back.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal([false, true], changes);
        Assert.NotEqual(first, cluster.ProcessId);
        Assert.Equal(42, await ScalarAsync(cluster, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task A_backend_that_outlives_its_killed_server_does_not_keep_it_from_coming_back()
    {
        await using var cluster = await EmbeddedCluster.StartAsync(TestCluster.Options(_data));
        await using var busy = NpgsqlDataSource.Create(cluster.ConnectionString + ";Pooling=false;Command Timeout=0");
        await using var connection = await busy.OpenConnectionAsync();
        // A computation that never waits, and so never notices that the server is gone.
        await using var command = new NpgsqlCommand("SELECT count(*) FROM generate_series(1, 2000000000) g WHERE g % 7 = 8", connection);
        var running = command.ExecuteScalarAsync();
        var back = new TaskCompletionSource();
        cluster.AvailabilityChanged += available =>
        {
            if (available) back.TrySetResult();
        };
        await Task.Delay(100);
        Posix.Signal(cluster.ProcessId!.Value, Posix.Sigkill);
        await back.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => running);
        Assert.Equal(1, await ScalarAsync(cluster, "SELECT 1"));
    }

    [Fact]
    public async Task A_second_service_on_the_directory_names_the_first_and_stops()
    {
        await using var first = await EmbeddedCluster.StartAsync(TestCluster.Options(_data));
        var error = (await Assert.ThrowsAsync<VoException>(() => EmbeddedCluster.StartAsync(TestCluster.Options(_data)))).Error;
        Assert.Equal("LVO-DB-5003", error.Code);
        Assert.Contains($"process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
        Assert.True(first.IsAvailable);
        Assert.Equal(1, await ScalarAsync(first, "SELECT 1"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stale_postmaster_file_is_recovered(bool idIsReused)
    {
        await (await EmbeddedCluster.StartAsync(TestCluster.Options(_data))).DisposeAsync();
        using var other = Process.Start(new ProcessStartInfo("sleep", "300"))!;
        try
        {
            if (!idIsReused)
            {
                other.Kill();
                await other.WaitForExitAsync();
            }
            var directory = Path.Combine(_data, "postgres");
            var file = Path.Combine(directory, "postmaster.pid");
            await File.WriteAllTextAsync(file, $"{other.Id}\n{directory}\n1700000000\n5432\n{_data}/run\n\n  1  2\nready   \n");
            (await ClusterAccount.ChooseAsync(directory, null, default)).Own(file);
            await using var cluster = await EmbeddedCluster.StartAsync(TestCluster.Options(_data));
            Assert.Equal(1, await ScalarAsync(cluster, "SELECT 1"));
            Assert.Equal(!idIsReused, other.HasExited);
        }
        finally
        {
            if (!other.HasExited) other.Kill();
        }
    }

    [Fact]
    public async Task A_server_left_behind_is_stopped_and_its_data_taken_over()
    {
        int left;
        await using (var cluster = await EmbeddedCluster.StartAsync(TestCluster.Options(_data)))
            await RunAsync(cluster, "CREATE TABLE kept AS SELECT 42 AS answer");

        // What a service leaves that is killed where the kernel cannot be told to end its server: a server without a parent that waits for it.
        var directory = new ClusterDirectory(_data);
        var account = await ClusterAccount.ChooseAsync(directory.Path, null, default);
        account.MakePrivateDirectory(Path.Combine(_data, "run"));
        var binaries = await PostgresBinaries.FindAsync();
        using var server = Process.Start(Command.Prepare(account.Wrap([binaries.PathOf("postgres"), "-D", directory.Path])))!;
        left = server.Id;
        while (PostmasterFile.Read(directory.Path) is not { Ready: true })
        {
            Assert.False(server.HasExited);
            await Task.Delay(10);
        }

        await using var second = await EmbeddedCluster.StartAsync(TestCluster.Options(_data));
        Assert.NotEqual(left, second.ProcessId);
        Assert.True(server.WaitForExit(10_000));
        Assert.Equal(42, await ScalarAsync(second, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task On_Linux_a_server_stops_when_its_service_is_killed()
    {
        if (!OperatingSystem.IsLinux()) return;
        await (await EmbeddedCluster.StartAsync(TestCluster.Options(_data))).DisposeAsync();
        var directory = new ClusterDirectory(_data);
        var account = await ClusterAccount.ChooseAsync(directory.Path, null, default);
        account.MakePrivateDirectory(Path.Combine(_data, "run"));
        var command = await ServerCommand.MakeAsync(await PostgresBinaries.FindAsync(), account, directory.Path, default);
        using var service = Process.Start(Command.Prepare(["sh", "-c", "\"$0\" \"$@\" & wait", .. command]))!;
        PostmasterFile file;
        while ((file = PostmasterFile.Read(directory.Path) ?? default) is not { Ready: true })
        {
            Assert.False(service.HasExited);
            await Task.Delay(10);
        }
        service.Kill();
        var clock = Stopwatch.StartNew();
        while (Posix.IsAlive(file.ProcessId))
        {
            Assert.True(clock.Elapsed.TotalSeconds < 60, "The server goes on without its service.");
            await Task.Delay(10);
        }
        Assert.False(PostmasterFile.Exists(directory.Path)); // it was a shutdown, not a crash
    }

    [Fact]
    public async Task The_way_to_a_session_of_its_own_without_setsid_keeps_the_process_id()
    {
        using var shell = Process.Start(Command.Prepare([.. ServerCommand.Perl, "sh", "-c", "echo $$; ps -o sid= -p $$"]))!;
        var lines = (await shell.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal(shell.Id.ToString(CultureInfo.InvariantCulture), lines[0]);
        Assert.Equal(lines[0], lines[1]);
    }

    [Fact]
    public async Task A_cluster_stays_with_the_user_that_made_it()
    {
        var wished = Posix.IsRoot ? "nobody" : null;
        await using (var cluster = await EmbeddedCluster.StartAsync(TestCluster.Options(_data) with { RunAs = wished }))
            await RunAsync(cluster, "CREATE TABLE kept AS SELECT 42 AS answer");
        var account = await ClusterAccount.ChooseAsync(Path.Combine(_data, "postgres"), null, default);
        if (Posix.IsRoot) Assert.Equal(65534, account.UserId);
        else Assert.Null(account.UserId);
        await using var again = await EmbeddedCluster.StartAsync(TestCluster.Options(_data));
        Assert.Equal(42, await ScalarAsync(again, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task On_a_server_without_a_reader_the_owner_makes_one_or_says_what_an_administrator_runs()
    {
        await using var cluster = await EmbeddedCluster.StartAsync(TestCluster.Options(_data));
        await RunAsync(cluster, "CREATE ROLE plain LOGIN");
        await RunAsync(cluster, $"GRANT CREATE ON DATABASE {EmbeddedCluster.DatabaseName} TO plain");
        var plain = new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Username = "plain" }.ConnectionString;
        var options = new ArchiveDatabaseOptions { ReaderPassword = null };
        var error = (await Assert.ThrowsAsync<VoException>(() => ArchiveDatabase.OpenAsync(plain, options))).Error;
        Assert.Equal("LVO-DB-5026", error.Code);
        Assert.Contains("CREATE ROLE lamost_vo_reader LOGIN NOINHERIT PASSWORD '...';", error.Hint, StringComparison.Ordinal);

        await RunAsync(cluster, "ALTER ROLE plain CREATEROLE");
        await using (var database = await ArchiveDatabase.OpenAsync(plain, options))
            Assert.Equal(48, ((string)(await DatabaseFixture.ScalarAsync(database.Owner, "SELECT value FROM vo.secret WHERE name = 'reader_password'"))!).Length);
        await using var again = await ArchiveDatabase.OpenAsync(plain, options);
        Assert.Equal(ArchiveDatabase.ReaderRole, await DatabaseFixture.ScalarAsync(again.Reader, "SELECT session_user::text"));
    }

    [Fact]
    public async Task A_long_path_gets_its_socket_elsewhere()
    {
        var deep = Path.Combine(_data, new string('d', 100));
        string socket;
        await using (var cluster = await EmbeddedCluster.StartAsync(TestCluster.Options(deep)))
        {
            socket = cluster.SocketDirectory;
            Assert.DoesNotContain(deep, socket, StringComparison.Ordinal);
            Assert.Equal(1, await ScalarAsync(cluster, "SELECT 1"));
        }
        Assert.False(Directory.Exists(socket));
    }

    [Fact]
    public async Task A_server_that_cannot_start_tells_the_last_lines_of_its_log()
    {
        await (await EmbeddedCluster.StartAsync(TestCluster.Options(_data))).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(_data, "postgres", "local.conf"), "shared_buffers = banana\n");
        var error = (await Assert.ThrowsAsync<VoException>(() => EmbeddedCluster.StartAsync(TestCluster.Options(_data)))).Error;
        Assert.Equal("LVO-DB-5006", error.Code);
        Assert.Contains("banana", error.Detail, StringComparison.Ordinal);

        File.Delete(Path.Combine(_data, "postgres", "local.conf"));
        await using var cluster = await EmbeddedCluster.StartAsync(TestCluster.Options(_data)); // the lock was given back
        Assert.True(cluster.IsAvailable);
    }

    [Fact]
    public async Task A_cancelled_start_leaves_nothing_running()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EmbeddedCluster.StartAsync(TestCluster.Options(_data), cancel: cancel.Token));
        await using var cluster = await EmbeddedCluster.StartAsync(TestCluster.Options(_data));
        Assert.True(cluster.IsAvailable);
    }

    static async Task RunAsync(EmbeddedCluster cluster, string sql) => await ScalarAsync(cluster, sql);

    static async Task<object?> ScalarAsync(EmbeddedCluster cluster, string sql)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
