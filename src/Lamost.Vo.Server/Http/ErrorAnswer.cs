using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Jobs;

namespace Lamost.Vo.Server.Http;

/// <summary>How a protocol dresses a failure: status, media type and body.</summary>
public interface IErrorDress
{
    /// <summary>Answers with the failure; nothing of the response has been sent.</summary>
    Task AnswerAsync(HttpContext http, VoError error);
}

/// <summary>Turns whatever a handler throws into the one record and has its protocol dress it.</summary>
public static class ErrorAnswer
{
    /// <summary>Wraps a handler.</summary>
    public static RequestDelegate Guard(IErrorDress dress, RequestDelegate handler) => async http =>
    {
        try
        {
            await handler(http).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested || http.Response.HasStarted)
        {
            // The client is gone; there is nobody to answer. (A pipe can know it before the request does.)
            http.Abort();
        }
        catch (Exception e)
        {
            var error = Of(e, RequestLanguage.Of(http.Request));
            var log = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ErrorAnswer));
            if (error.Remedy == Remedy.TellOperator) log.RequestFailed(e, http.TraceIdentifier, http.Request.Path, error.Code);
            else log.RequestRefused(http.TraceIdentifier, http.Request.Path, error.Code, error.Message);
            if (http.Response.HasStarted)
            {
                http.Abort();
                return;
            }
            http.Response.Clear();
            if (error.Remedy == Remedy.TryLater) http.Response.Headers.RetryAfter = "5";
            await dress.AnswerAsync(http, error).ConfigureAwait(false);
        }
    };

    /// <summary>The record of an exception.</summary>
    public static VoError Of(Exception exception, Language language) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new VoError("LVO-HTTP-1003", Remedy.MendRequest, "The request is too large.")
        {
            Hint = "Divide it: upload fewer rows or columns; a long list of values belongs into an uploaded table or into several queries.",
        },
        BadHttpRequestException e => new VoError("LVO-HTTP-1001", Remedy.MendRequest, e.Message),
        _ => Failures.Of(exception, language),
    };

    /// <summary>The HTTP status of a failure, for protocols that have one.</summary>
    public static int Status(VoError error) => error.Code switch
    {
        "LVO-HTTP-1003" => StatusCodes.Status413PayloadTooLarge,
        "LVO-HTTP-1005" => StatusCodes.Status408RequestTimeout,
        "LVO-HTTP-1404" or Spectra.SpectrumLibrary.UnknownCode or Spectra.SpectrumLibrary.MissingCode => StatusCodes.Status404NotFound,
        "LVO-HTTP-1405" => StatusCodes.Status405MethodNotAllowed,
        "LVO-UPL-1008" => StatusCodes.Status413PayloadTooLarge,
        JobErrors.UnknownCode or JobErrors.NothingCode => StatusCodes.Status404NotFound,
        JobErrors.PhaseCode => StatusCodes.Status403Forbidden,
        _ => error.Remedy switch
        {
            Remedy.MendRequest => StatusCodes.Status400BadRequest,
            Remedy.TryLater => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        },
    };
}
