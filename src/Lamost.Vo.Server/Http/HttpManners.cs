using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;

namespace Lamost.Vo.Server.Http;

/// <summary>What every answer has in common: the Server and request-id headers, CORS, forgiving paths, compression when asked for.</summary>
public static class HttpManners
{
    static readonly string[] CompressedTypes =
        ["application/x-votable+xml", "text/xml", "application/xml", "text/csv", "text/html", "text/plain", "application/json",
         "application/x-ndjson", "text/tab-separated-values", "application/xhtml+xml"];

    /// <summary>Adds the services of the manners.</summary>
    public static void AddManners(this IServiceCollection services)
    {
        services.AddResponseCompression(o =>
        {
            o.EnableForHttps = true;
            o.MimeTypes = CompressedTypes;
            o.Providers.Add<BrotliCompressionProvider>();
            o.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = System.IO.Compression.CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(o => o.Level = System.IO.Compression.CompressionLevel.Fastest);
    }

    /// <summary>Puts the manners before the endpoints.</summary>
    public static void UseManners(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<ServiceOptions>().TrustedProxies;
        if (proxies.Count > 0) app.UseForwardedHeaders(Forwarded(proxies));
        app.Use(HeadersAsync);
        app.UseResponseCompression();
        app.UseRouting();
        app.Use(UnmatchedRequests.AnswerAsync);
    }

    static ForwardedHeadersOptions Forwarded(IReadOnlyList<System.Net.IPNetwork> proxies)
    {
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = null };
        // Loopback is believed by default; here only what the operator names is.
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in proxies) forwarded.KnownIPNetworks.Add(network);
        return forwarded;
    }

    static Task HeadersAsync(HttpContext http, RequestDelegate next)
    {
        // At the last moment, since an error answer clears the headers: these are on every status, so that a browser can read the error
        // (Fetch standard, CORS protocol).
        http.Response.OnStarting(static state =>
        {
            var headers = ((HttpContext)state).Response.Headers;
            headers.Server = ServiceVersion.Product;
            headers["X-Request-Id"] = ((HttpContext)state).TraceIdentifier;
            headers.AccessControlAllowOrigin = "*";
            headers.AccessControlExposeHeaders = "Content-Length, Content-Disposition, Content-Range, Location, Retry-After, Query-Status, X-Request-Id";
            return Task.CompletedTask;
        }, http);
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            var headers = http.Response.Headers;
            headers.AccessControlAllowMethods = "GET, POST, HEAD, DELETE, OPTIONS";
            headers.AccessControlAllowHeaders = "Content-Type, Authorization, Range";
            headers.AccessControlMaxAge = "86400";
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }
        http.Request.Path = Tidy(http.Request.Path.Value ?? "/");
        return next(http);
    }

    // Clients join base URLs with one slash too many, or end in one; a redirect would lose a POST.
    static string Tidy(string path)
    {
        while (path.Contains("//", StringComparison.Ordinal)) path = path.Replace("//", "/", StringComparison.Ordinal);
        return path.Length > 1 ? path.TrimEnd('/') : path;
    }
}
