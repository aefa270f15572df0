using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Lamost.Vo.Server.Http;

/// <summary>Absolute addresses of the service, as the clients of a request see them.</summary>
public sealed class ServiceUrls(ServiceOptions options, IServer server)
{
    /// <summary>
    /// The address of the root where no request says which, as in the result of a job and in the registry: the public one, else the first that the service listens on.
    /// </summary>
    public string Usual => options.PublicUrl?.AbsoluteUri.TrimEnd('/') ?? Listening(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()) ?? "http://localhost:8080";

    /// <summary>The address of the root, without a trailing slash.</summary>
    public string Root(HttpRequest request) =>
        options.PublicUrl?.AbsoluteUri.TrimEnd('/') ?? $"{request.Scheme}://{request.Host.Value}{request.PathBase.Value}";

    /// <summary>The base URL of TAP, without a trailing slash.</summary>
    public string Tap(HttpRequest request) => Root(request) + "/tap";

    /// <summary>A job, below the path of its service, e.g. <c>/tap/async</c>.</summary>
    public string Job(HttpRequest request, string path, string id) => $"{Root(request)}{path}/{id}";

    /// <summary>The cone search of a table, ending in a question mark (SCS 1.03, 2.1).</summary>
    public string Cone(HttpRequest request, string release, string table) => $"{Root(request)}/scs/{release}/{table}?";

    // One that listens on all addresses is reached under this machine's own name, as far as can be told from here.
    static string? Listening(string? address) => address?.TrimEnd('/').Replace("//[::]", "//localhost", StringComparison.Ordinal).Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
        .Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal);
}
