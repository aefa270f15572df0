using System.CommandLine;
using System.Net;
using Lamost.Vo.Server;

namespace Lamost.Vo.Cli;

/// <summary>The options of commands that serve: how the service is reached, and where its jobs are.</summary>
sealed class ServiceOptionSet
{
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
        foreach (var option in (Option[])[_publicUrl, _proxies, _jobs, _listJobs]) command.Options.Add(option);
    }

    /// <summary>What was given.</summary>
    public ServiceOptions Get(ParseResult parsed, OpenArchive archive) => new()
    {
        PublicUrl = parsed.GetValue(_publicUrl),
        TrustedProxies = parsed.GetValue(_proxies) ?? [],
        ListJobs = parsed.GetValue(_listJobs),
        JobsDirectory = parsed.GetValue(_jobs)?.FullName ?? archive.JobsDirectory,
    };
}
