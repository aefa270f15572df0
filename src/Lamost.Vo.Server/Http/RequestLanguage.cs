using Lamost.Vo.Adql.Diagnostics;

namespace Lamost.Vo.Server.Http;

/// <summary>The language of messages to a client, by its Accept-Language (RFC 9110, 12.5.4). Messages that have one language are in English.</summary>
public static class RequestLanguage
{
    /// <summary>Chinese when the client likes no other language more, else English.</summary>
    public static Language Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var best = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).FirstOrDefault();
        return best is { Quality: null or > 0 } && best.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Language.Chinese : Language.English;
    }
}
