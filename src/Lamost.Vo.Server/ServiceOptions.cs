namespace Lamost.Vo.Server;

/// <summary>What an operator says of a service: who publishes it, and under which address it is known.</summary>
public sealed record ServiceOptions
{
    /// <summary>
    /// The address that clients see, without a trailing slash, e.g. <c>https://vo.example.org/lamost</c>. Behind a reverse proxy it must be set;
    /// null takes scheme, host and port of each request.
    /// </summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The IVOA authority that the service's identifiers begin with.</summary>
    public string Authority { get; init; } = "lamost.vo";

    /// <summary>Who publishes the service.</summary>
    public string Publisher { get; init; } = "Lamost.Vo";

    /// <summary>Where to write to about the service; null for nobody.</summary>
    public string? Contact { get; init; }
}
