using System.Globalization;
using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Archive.Postgres;

/// <summary>The files of the cluster: <c>postgres</c> in the service's data directory.</summary>
sealed class ClusterDirectory(string dataDirectory)
{
    const string SettingsFile = "lamost-vo.conf", LocalFile = "local.conf";

    /// <summary>The server's data directory.</summary>
    public string Path { get; } = System.IO.Path.Combine(dataDirectory, "postgres");

    /// <summary>The major version that made the cluster; null when there is none yet.</summary>
    /// <exception cref="VoException">LVO-DB-5004 when there is one of another user.</exception>
    public int? MajorVersion()
    {
        var file = System.IO.Path.Combine(Path, "PG_VERSION");
        if (!Directory.Exists(Path)) return null;
        try
        {
            return int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or FormatException)
        {
            throw ClusterErrors.NoAccess(dataDirectory, $"{Path} is not a cluster, or not of this user: {e.Message}", e);
        }
    }

    /// <summary>Makes the cluster beside its place and moves it there when it is complete.</summary>
    public async Task InitialiseAsync(PostgresBinaries binaries, ClusterAccount account, EmbeddedClusterOptions options, CancellationToken cancel)
    {
        var fresh = Path + ".new";
        if (Directory.Exists(fresh)) Directory.Delete(fresh, recursive: true);
        account.MakePrivateDirectory(fresh);
        await CheckAccessAsync(account, fresh, cancel).ConfigureAwait(false);
        List<string> command =
        [
            binaries.PathOf("initdb"), "-D", fresh, "--username", EmbeddedCluster.OwnerRole, "--encoding", "UTF8", "--locale", "C",
            "--data-checksums", "--auth", "trust", "--no-instructions",
        ];
        if (!options.Durable) command.Add("--no-sync");
        var result = await Command.RunAsync(account.Wrap(command), cancel).ConfigureAwait(false);
        if (result is not { ExitCode: 0 }) throw ClusterErrors.InitialiseFailed(result is { } r ? r.Error.Trim() : "initdb could not be run.");
        await File.AppendAllTextAsync(System.IO.Path.Combine(fresh, "postgresql.conf"), $"\ninclude = '{SettingsFile}'\ninclude_if_exists = '{LocalFile}'\n", cancel)
            .ConfigureAwait(false);
        Directory.Move(fresh, Path);
    }

    /// <summary>Makes sure that the account reaches the cluster, through all directories above it.</summary>
    /// <exception cref="VoException">LVO-DB-5004.</exception>
    public Task CheckAccessAsync(ClusterAccount account, CancellationToken cancel) => CheckAccessAsync(account, Path, cancel);

    /// <summary>Writes the settings and the rules of who may connect.</summary>
    public void WriteSettings(string settings, ClusterAccount account)
    {
        Write(SettingsFile, settings);
        Write("pg_hba.conf", ClusterSettings.HostBasedAuthentication);
        if (File.Exists(System.IO.Path.Combine(Path, LocalFile))) account.Own(System.IO.Path.Combine(Path, LocalFile));

        void Write(string name, string text)
        {
            var file = System.IO.Path.Combine(Path, name);
            File.WriteAllText(file, text);
            account.Own(file); // root's umask may have closed it to the account
        }
    }

    async Task CheckAccessAsync(ClusterAccount account, string path, CancellationToken cancel)
    {
        if (await Command.RunAsync(account.Wrap(["test", "-w", path]), cancel).ConfigureAwait(false) is not { ExitCode: 0 })
            throw ClusterErrors.NoAccess(dataDirectory, $"{account.Name}, as whom PostgreSQL runs, cannot reach it: every directory above must let others pass (mode 711 or 755).");
    }
}
