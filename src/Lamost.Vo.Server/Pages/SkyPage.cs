using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Lamost.Vo.Server.Http;
using Microsoft.Net.Http.Headers;

namespace Lamost.Vo.Server.Pages;

/// <summary>The page of the sky for a person: Aladin Lite with the maps, catalogues and coverages of the service, and SAMP (<c>/sky</c>). All that it does is in its scripts.</summary>
public sealed class SkyPage(ServiceUrls urls)
{
    const string Resources = "Lamost.Vo.Server.Pages.Sky.";

    static readonly IReadOnlyDictionary<string, string> Types = new Dictionary<string, string>
    {
        ["sky.css"] = "text/css; charset=utf-8",
        ["sky.js"] = "text/javascript; charset=utf-8",
        ["samp.js"] = "text/javascript; charset=utf-8",
    };

    /// <summary>
    /// Where Aladin Lite lies, which has a licence of its own (GPL-3) and is no part of this assembly: a file beside it, which <c>./run.sh</c> and <c>./test.sh</c> bring.
    /// </summary>
    public static string AladinLite => Path.Combine(AppContext.BaseDirectory, "web", "aladin-lite.js");

    /// <summary>Adds the page.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/sky", ["GET", "HEAD"], PageAsync);
        routes.MapMethods("/sky/{file}", ["GET", "HEAD"], FileAsync);
    }

    Task PageAsync(HttpContext http)
    {
        var html = Encoding.UTF8.GetString(Read("sky.html")).Replace("{root}", HtmlEncoder.Default.Encode(urls.Root(http.Request)), StringComparison.Ordinal);
        return TypedResults.Content(html, "text/html; charset=utf-8").ExecuteAsync(http);
    }

    static Task FileAsync(HttpContext http, string file)
    {
        if (file == "aladin-lite.js" && File.Exists(AladinLite))
            return TypedResults.PhysicalFile(AladinLite, "text/javascript; charset=utf-8", lastModified: File.GetLastWriteTimeUtc(AladinLite)).ExecuteAsync(http);
        if (!Types.TryGetValue(file, out var type)) return TypedResults.Text($"There is no file {file} here.\n", statusCode: StatusCodes.Status404NotFound).ExecuteAsync(http);
        var bytes = Read(file);
        // Asked for again each time, and answered with 304 while the program is the same.
        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.File(bytes, type, entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"")).ExecuteAsync(http);
    }

    static byte[] Read(string name)
    {
        using var stream = typeof(SkyPage).Assembly.GetManifestResourceStream(Resources + name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
