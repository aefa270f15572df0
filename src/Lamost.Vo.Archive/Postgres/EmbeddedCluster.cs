using Lamost.Vo.Archive.Errors;
using Npgsql;

namespace Lamost.Vo.Archive.Postgres;

/// <summary>
/// A private PostgreSQL in a data directory: made when it is missing, started as a child process, supervised, and stopped with
/// <see cref="DisposeAsync"/>. It listens on one Unix socket in a private directory and on no TCP port. Safe for several threads.
/// (docs/dev/embedded-cluster.md)
/// </summary>
public sealed class EmbeddedCluster : IAsyncDisposable
{
    /// <summary>The owner of everything in the cluster, its superuser.</summary>
    public const string OwnerRole = "lamost_vo";

    /// <summary>The database of the service.</summary>
    public const string DatabaseName = "lamost_vo";

    readonly ClusterLock _lock;
    readonly ClusterSupervisor _supervisor;
    readonly ServerLog _serverLog;
    readonly string _dataDirectory;
    int _disposed;

    EmbeddedCluster(ClusterLock held, ClusterSupervisor supervisor, ServerLog serverLog, string dataDirectory, string socketDirectory)
    {
        (_lock, _supervisor, _serverLog, _dataDirectory, SocketDirectory) = (held, supervisor, serverLog, dataDirectory, socketDirectory);
        _supervisor.AvailabilityChanged += available => AvailabilityChanged?.Invoke(available);
    }

    /// <summary>Connects <see cref="OwnerRole"/> to <see cref="DatabaseName"/>; the same as long as this object lives, through restarts of the server.</summary>
    public string ConnectionString => ConnectionStringFor(DatabaseName);

    /// <summary>The directory of the server's socket.</summary>
    public string SocketDirectory { get; }

    /// <summary>False while the server is being restarted; requests are then to be answered with "try later".</summary>
    public bool IsAvailable => _supervisor.IsAvailable;

    /// <summary>The server's process; null while there is none.</summary>
    public int? ProcessId => _supervisor.ProcessId;

    /// <summary>Raised when <see cref="IsAvailable"/> changes, with its new value, on a thread that must not be held up.</summary>
    public event Action<bool>? AvailabilityChanged;

    /// <summary>Makes the cluster if need be and starts it; what an earlier service left behind is cleared away.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="log">Told each step, in sentences for the operator; null for silence.</param>
    /// <param name="cancel">Breaks the start off and stops what was started.</param>
    /// <returns>The running cluster, its database ready for <see cref="Database.ArchiveDatabase"/>.</returns>
    /// <exception cref="VoException">LVO-DB-5001 to 5008: no programs, directory in use or not usable, no start.</exception>
    public static async Task<EmbeddedCluster> StartAsync(EmbeddedClusterOptions options, IProgress<string>? log = null, CancellationToken cancel = default)
    {
        void Log(string message) => log?.Report(message);

        var dataDirectory = MakeDataDirectory(options.DataDirectory);
        var held = ClusterLock.Take(dataDirectory);
        ServerLog? serverLog = null;
        EmbeddedCluster? cluster = null;
        try
        {
            var directory = new ClusterDirectory(dataDirectory);
            var account = await ClusterAccount.ChooseAsync(directory.Path, options.RunAs, cancel).ConfigureAwait(false);
            var binaries = await PostgresBinaries.FindAsync(directory.MajorVersion(), cancel).ConfigureAwait(false);
            if (directory.MajorVersion() is null)
            {
                Log($"Making a PostgreSQL {binaries.Version} cluster in {directory.Path}.");
                await directory.InitialiseAsync(binaries, account, options, cancel).ConfigureAwait(false);
            }
            await directory.CheckAccessAsync(account, cancel).ConfigureAwait(false);

            if (PostmasterFile.Read(directory.Path) is { } earlier) Leftovers.Clear(directory.Path, options, Log);
            else earlier = default;
            if (earlier.SocketDirectory is { Length: > 0 } old) Postgres.SocketDirectory.Remove(old, dataDirectory);
            var socketDirectory = Postgres.SocketDirectory.Make(dataDirectory, account);
            directory.WriteSettings(ClusterSettings.Write(MachineResources.Detect(), options, socketDirectory, OperatingSystem.IsLinux()), account);

            serverLog = new ServerLog(Path.Combine(dataDirectory, "postgresql.log"));
            var command = await ServerCommand.MakeAsync(binaries, account, directory.Path, cancel).ConfigureAwait(false);
            cluster = new EmbeddedCluster(held, new ClusterSupervisor(directory.Path, command, options, Log, serverLog), serverLog, dataDirectory, socketDirectory);
            await cluster._supervisor.StartAsync(cancel).ConfigureAwait(false);
            await cluster.EnsureDatabaseAsync(DatabaseName, cancel).ConfigureAwait(false);
            Log($"PostgreSQL {binaries.Version} is running (process {cluster.ProcessId}).");
            return cluster;
        }
        catch
        {
            if (cluster is not null) await cluster.DisposeAsync().ConfigureAwait(false);
            serverLog?.Dispose();
            if (cluster is null) held.Dispose();
            throw;
        }
    }

    /// <summary>Connects <see cref="OwnerRole"/> to another database of the cluster.</summary>
    public string ConnectionStringFor(string database) => ConnectionStringFor(SocketDirectory, database);

    /// <summary>Connects to the cluster of a service that runs on a data directory, beside it: for a load into an archive that is being served.</summary>
    /// <returns>The connection string; null when no service runs there, so that <see cref="StartAsync"/> is the way.</returns>
    /// <exception cref="VoException">LVO-DB-5004: the directory cannot be read.</exception>
    public static string? RunningConnectionString(string dataDirectory)
    {
        if (!Directory.Exists(dataDirectory) || !ClusterLock.IsHeld(dataDirectory)) return null;
        return PostmasterFile.Read(new ClusterDirectory(Posix.RealPath(dataDirectory)).Path) is { Ready: true } server
            ? ConnectionStringFor(server.SocketDirectory, DatabaseName)
            : null;
    }

    static string ConnectionStringFor(string socketDirectory, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = socketDirectory,
        Port = 5432,
        Username = OwnerRole,
        Database = database,
        MaxPoolSize = 50,
        IncludeErrorDetail = false,
    }.ConnectionString;

    /// <summary>Makes a database if it is missing.</summary>
    public async Task EnsureDatabaseAsync(string name, CancellationToken cancel = default)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionStringFor("postgres") + ";Pooling=false");
        await using var connection = await source.OpenConnectionAsync(cancel).ConfigureAwait(false);
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = name } } };
        if (await exists.ExecuteScalarAsync(cancel).ConfigureAwait(false) is not null) return;
        await using var create = new NpgsqlCommand($"CREATE DATABASE {Database.SqlNames.Quote(name)} TEMPLATE template0", connection);
        await create.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Stops the server: a fast shutdown first, which ends all connections, harder ones after the timeouts of the options. Then gives the directory free.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _supervisor.StopAsync().ConfigureAwait(false);
        _supervisor.Dispose();
        Postgres.SocketDirectory.Remove(SocketDirectory, _dataDirectory);
        _serverLog.Dispose();
        _lock.Dispose();
    }

    static string MakeDataDirectory(string path)
    {
        try
        {
            var full = Path.GetFullPath(path);
            var missing = new List<string>();
            for (var at = full; at is not null && !Directory.Exists(at); at = Path.GetDirectoryName(at)) missing.Add(at);
            Directory.CreateDirectory(full);
            // Whatever the umask: a server that is not root's has to pass through what root makes here. What is private below it has modes of its own.
            foreach (var made in missing)
            {
                if (Posix.IsRoot && !OperatingSystem.IsWindows())
                    File.SetUnixFileMode(made, File.GetUnixFileMode(made) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            }
            return Posix.RealPath(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ClusterErrors.NoAccess(path, e.Message, e);
        }
    }
}
