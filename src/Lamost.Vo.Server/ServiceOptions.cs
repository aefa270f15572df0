using Lamost.Vo.Archive.Settings;

namespace Lamost.Vo.Server;

/// <summary>How a service is run, and what its operator says of it.</summary>
public sealed record ServiceOptions
{
    /// <summary>
    /// The address that clients see, without a trailing slash, e.g. <c>https://vo.example.org/lamost</c>. Behind a reverse proxy it must be set, or the proxy be among
    /// <see cref="TrustedProxies"/>; null takes scheme, host and port of each request.
    /// </summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Who publishes the service, and on what terms.</summary>
    public InstallationSettings Settings { get; init; } = InstallationSettings.Default;

    /// <summary>The IVOA authority that the service's identifiers begin with.</summary>
    public string Authority => Settings.Authority;

    /// <summary>Where the files of jobs and of uploads under way go; made when it is missing. Processes that share a database share it, and no others: directories of jobs that the database does not know are removed.</summary>
    public required string JobsDirectory { get; init; }

    /// <summary>
    /// Whether the list of jobs shows the jobs of everybody. Their identifiers are all that protects them, so this is for installations whose users trust each other.
    /// </summary>
    public bool ListJobs { get; init; }

    /// <summary>Networks of reverse proxies whose X-Forwarded-For, -Proto, -Host and -Prefix are believed.</summary>
    public IReadOnlyList<System.Net.IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Who publishes the service.</summary>
    public string Publisher => Settings.Publisher.Name.English;

    /// <summary>Where to write to about the service; null for nobody.</summary>
    public string? Contact => Settings.Contact.Email;
}
