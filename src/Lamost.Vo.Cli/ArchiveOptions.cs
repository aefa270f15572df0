using System.CommandLine;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Postgres;

namespace Lamost.Vo.Cli;

/// <summary>Which archive a command works on: an embedded one in a directory, or a database that is run elsewhere.</summary>
sealed class ArchiveOptions
{
    public Option<string?> Database { get; } = new("--database")
    {
        Description = "Connection string of a PostgreSQL that is run elsewhere, e.g. \"Host=db;Database=lamost;Username=lamost_vo\". Without it the embedded archive is used. Give the password in PGPASSWORD or PGPASSFILE, not here.",
        HelpName = "STRING",
    };

    public Option<DirectoryInfo> Data { get; } = new("--data")
    {
        Description = "Directory of the embedded archive.",
        HelpName = "DIR",
        DefaultValueFactory = _ => new DirectoryInfo(DefaultDirectory),
    };

    /// <summary>LAMOST_VO_DATA, else /var/lib/lamost-vo for root, else lamost-vo among the user's data (XDG base directories).</summary>
    static string DefaultDirectory
    {
        get
        {
            var named = Environment.GetEnvironmentVariable("LAMOST_VO_DATA");
            if (!string.IsNullOrEmpty(named)) return named;
            return Environment.UserName == "root"
                ? "/var/lib/lamost-vo"
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "lamost-vo");
        }
    }

    public void AddTo(Command command)
    {
        command.Options.Add(Database);
        command.Options.Add(Data);
    }

    /// <summary>Opens the archive; an embedded one that a running service already has open is joined.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="join">Whether an archive that another process serves may be joined; a second service may not.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="use">How the database is used; null for the defaults, which know no service.</param>
    public async Task<OpenArchive> OpenAsync(ParseResult parsed, bool join, CancellationToken cancel, ArchiveDatabaseOptions? use = null)
    {
        var directory = parsed.GetValue(Data)!.FullName;
        var (jobs, spectra) = (Path.Combine(directory, "jobs"), Path.Combine(directory, "spectra"));
        if (parsed.GetValue(Database) is { } connectionString)
            return new OpenArchive(await ArchiveDatabase.OpenAsync(connectionString, use, cancel: cancel), cluster: null, Path.GetTempPath(), jobs, spectraDirectory: null);
        if (join && EmbeddedCluster.RunningConnectionString(directory) is { } running)
            return new OpenArchive(await ArchiveDatabase.OpenAsync(running, use, cancel: cancel), cluster: null, directory, jobs, spectra);
        var cluster = await EmbeddedCluster.StartAsync(new EmbeddedClusterOptions { DataDirectory = directory }, new Progress(Console.Error.WriteLine), cancel);
        try
        {
            var database = await ArchiveDatabase.OpenAsync(cluster.ConnectionString, use, cancel: cancel);
            // Connections that were open when the server died are dead; the pools learn it when it is back, not request by request.
            cluster.AvailabilityChanged += available =>
            {
                if (available) database.DropIdleConnections();
            };
            return new OpenArchive(database, cluster, directory, jobs, spectra);
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    // System.Progress posts to the thread pool, so lines could change places.
    sealed class Progress(Action<string> say) : IProgress<string>
    {
        public void Report(string value) => say(value);
    }
}

/// <summary>An open archive, and the cluster under it when it is embedded.</summary>
sealed class OpenArchive(ArchiveDatabase database, EmbeddedCluster? cluster, string temporaryDirectory, string jobsDirectory, string? spectraDirectory) : IAsyncDisposable
{
    public ArchiveDatabase Database => database;

    /// <summary>Where a load may write about as much as the table will have: beside an embedded archive, which must have the room anyway.</summary>
    public string TemporaryDirectory => temporaryDirectory;

    /// <summary>Where the files of jobs go unless told otherwise.</summary>
    public string JobsDirectory => jobsDirectory;

    /// <summary>Where simulated spectra go unless told otherwise; null for a database that is run elsewhere.</summary>
    public string? SpectraDirectory => spectraDirectory;

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        if (cluster is not null) await cluster.DisposeAsync();
    }
}
