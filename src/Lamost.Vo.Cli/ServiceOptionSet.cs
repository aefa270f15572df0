using System.CommandLine;
using System.Net;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Archive.Settings;
using Lamost.Vo.Server;

namespace Lamost.Vo.Cli;

/// <summary>The options of commands that serve: how the service is reached, and where its jobs are.</summary>
sealed class ServiceOptionSet
{
    readonly Option<FileInfo?> _settings = new("--settings")
    {
        Description = $"The file that tells who publishes the service; see 'lamost-vo settings'. Default: {SettingsReader.FileName} in the directory of --data, if it is there.",
        HelpName = "FILE",
    };

    readonly Option<Uri?> _publicUrl = new("--public-url")
    {
        Description = "The address that clients see, when a reverse proxy stands before the service.",
        HelpName = "URL",
    };

    readonly Option<IPNetwork[]> _proxies = new("--trusted-proxy")
    {
        Description = "A network (CIDR) of reverse proxies whose X-Forwarded headers are believed; may be repeated.",
        HelpName = "CIDR",
        CustomParser = result => [.. result.Tokens.Select(t =>
        {
            if (IPNetwork.TryParse(t.Value, out var network)) return network;
            result.AddError($"'{t.Value}' is not a network; write e.g. 10.0.0.0/8 or 127.0.0.1/32.");
            return default;
        })],
    };

    readonly Option<DirectoryInfo?> _jobs = new("--jobs")
    {
        Description = "Directory for the files of jobs; processes that serve the same database share it. Default: jobs in the directory of --data.",
        HelpName = "DIR",
    };

    readonly Option<bool> _listJobs = new("--list-jobs")
    {
        Description = "Show everybody the list of all jobs; for installations whose users trust each other.",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_settings, _publicUrl, _proxies, _jobs, _listJobs]) command.Options.Add(option);
    }

    /// <summary>Who publishes the service, as its file of settings tells.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="data">The directory where the file is looked for when none is named.</param>
    /// <exception cref="DefinitionException">The file is at fault.</exception>
    /// <exception cref="WrongUsageException">There is no such file.</exception>
    public InstallationSettings Settings(ParseResult parsed, DirectoryInfo data)
    {
        if (parsed.GetValue(_settings) is { } named)
            return named.Exists ? SettingsReader.Read(named.FullName) : throw new WrongUsageException($"--settings \"{named}\" is no file; 'lamost-vo settings' prints one to begin with.");
        var usual = Path.Combine(data.FullName, SettingsReader.FileName);
        return File.Exists(usual) ? SettingsReader.Read(usual) : InstallationSettings.Default;
    }

    /// <summary>How the database is used by a service, whose views give addresses and identifiers.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="settings">Who publishes the service: identifiers of views and of services begin with the same authority.</param>
    /// <param name="urls">Where the service listens; several are divided by semicolons.</param>
    /// <exception cref="WrongUsageException">The first of these is no address.</exception>
    public ArchiveDatabaseOptions Use(ParseResult parsed, InstallationSettings settings, string urls) =>
        new() { Authority = settings.Authority, ServiceUrl = parsed.GetValue(_publicUrl) ?? Address(urls) };

    // One that listens on all addresses is reached under this machine's own name, as far as can be told from here.
    static Uri Address(string urls)
    {
        var first = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "";
        foreach (var all in (string[])["//*", "//+", "//0.0.0.0", "//[::]"])
            if (first.IndexOf(all, StringComparison.Ordinal) is > 0 and var at) first = $"{first[..at]}//localhost{first[(at + all.Length)..]}";
        return Uri.TryCreate(first, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address : throw new WrongUsageException($"\"{first}\" is no address to listen on; write e.g. http://localhost:8080.");
    }

    /// <summary>What was given.</summary>
    public ServiceOptions Get(ParseResult parsed, InstallationSettings settings, OpenArchive archive) => new()
    {
        Settings = settings,
        PublicUrl = parsed.GetValue(_publicUrl),
        TrustedProxies = parsed.GetValue(_proxies) ?? [],
        ListJobs = parsed.GetValue(_listJobs),
        JobsDirectory = parsed.GetValue(_jobs)?.FullName ?? archive.JobsDirectory,
    };
}
