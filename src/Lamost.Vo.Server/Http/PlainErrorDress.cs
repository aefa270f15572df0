using Lamost.Vo.Archive.Errors;

namespace Lamost.Vo.Server.Http;

/// <summary>A failure as text for a person, with the HTTP status that fits it: for downloads and pages.</summary>
/// <param name="prefix">What the text begins with, by protocol; null for nothing.</param>
public sealed class PlainErrorDress(Func<VoError, string>? prefix = null) : IErrorDress
{
    /// <inheritdoc/>
    public Task AnswerAsync(HttpContext http, VoError error)
    {
        ArgumentNullException.ThrowIfNull(http);
        http.Response.StatusCode = ErrorAnswer.Status(error);
        // No parameter: SODA's clients compare the type (SODA 1.0, 5.3).
        http.Response.ContentType = "text/plain";
        return http.Response.WriteAsync($"{prefix?.Invoke(error)}{error}\n", http.RequestAborted);
    }
}
