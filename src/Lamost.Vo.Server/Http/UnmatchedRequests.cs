using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Server.Tap;

namespace Lamost.Vo.Server.Http;

/// <summary>What a request gets that no endpoint takes: a sentence, not an empty body.</summary>
static class UnmatchedRequests
{
    static readonly TapErrorDress Tap = new();

    /// <summary>Answers after everything else has left the request alone: 404, or 405 with the header Allow (RFC 9110, 15.5.6).</summary>
    public static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        await next(http).ConfigureAwait(false);
        if (http.Response.HasStarted || http.Response.ContentType is not null) return;
        VoError? error = http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => new("LVO-HTTP-1404", Remedy.MendRequest, $"There is nothing at {http.Request.Path.Value}.")
            {
                Hint = "The page at the root of the service lists what there is.",
            },
            StatusCodes.Status405MethodNotAllowed => new("LVO-HTTP-1405", Remedy.MendRequest, $"{http.Request.Method} is not possible at {http.Request.Path.Value}.")
            {
                Hint = $"Possible is {http.Response.Headers.Allow}.",
            },
            _ => null,
        };
        if (error is null) return;
        if (http.Request.Path.StartsWithSegments("/tap", StringComparison.Ordinal))
        {
            await Tap.AnswerAsync(http, error).ConfigureAwait(false);
            return;
        }
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync(error + "\n", http.RequestAborted).ConfigureAwait(false);
    }
}
