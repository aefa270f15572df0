using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Server.Spectra;
using Lamost.Vo.Server.Uws;

namespace Lamost.Vo.Server.Soda;

/// <summary>SODA 1.0: <c>/soda/sync</c>, <c>/soda/async</c>.</summary>
public sealed class SodaEndpoint(SodaCutter cutter, UwsEndpoints jobs, ServiceLimits limits)
{
    /// <summary>Failures as text whose first word is one of the standard (SODA 1.0, 5.3).</summary>
    public static IErrorDress Dress { get; } = new PlainErrorDress(error => error switch
    {
        { Code: SodaRequest.SeveralCode } => "MultiValuedParamNotSupported: ",
        { Remedy: Remedy.MendRequest } => "UsageError: ",
        { Remedy: Remedy.TryLater } => "ServiceUnavailable: ",
        _ => "Error: ",
    });

    /// <summary>Adds the endpoints.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/soda/sync", ["GET", "POST", "HEAD"], ErrorAnswer.Guard(Dress, AnswerAsync));
        jobs.Map(routes, SodaJobWork.Path, SodaJobWork.Name, Dress);
    }

    async Task AnswerAsync(HttpContext http)
    {
        var request = SodaRequest.From(await DaliParameters.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false), limits);
        var entries = await cutter.FindAsync(request, http.RequestAborted).ConfigureAwait(false);
        var name = entries.Count == 1 ? $"{entries[0].Feed.Release}-{entries[0].Key}" : $"lamost-{entries.Count}-spectra";
        if (entries.Count > 1)
        {
            http.Response.ContentType = request.Format.MediaType;
            http.Response.Headers.ContentDisposition = $"inline; filename=\"{name}.{request.Format.Extension}\"";
            if (HttpMethods.IsHead(http.Request.Method)) return;
            if (await cutter.CutAsync(request, entries, http.Response.BodyWriter, null, http.RequestAborted).ConfigureAwait(false) == 0)
            {
                http.Response.Clear();
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
        }
        else if (await cutter.CutAsync(request, entries[0], http.RequestAborted).ConfigureAwait(false) is { } bytes)
            await SpectrumEndpoint.SendAsync(http, bytes, request.Format.MediaType, $"{name}.{request.Format.Extension}").ConfigureAwait(false);
        else http.Response.StatusCode = StatusCodes.Status204NoContent; // no pixel is in the band (SODA 1.0, 5.2)
    }
}
