using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Tables;
using Lamost.Vo.Tables.VOTable;

namespace Lamost.Vo.Server.Ssa;

/// <summary>A failure as SSA demands it: HTTP status 200 and a VOTable with QUERY_STATUS ERROR (SSA 1.1, 8.10.3).</summary>
public sealed class SsaErrorDress : IErrorDress
{
    /// <inheritdoc/>
    public async Task AnswerAsync(HttpContext http, VoError error)
    {
        // What the client can mend is an answer; a service that cannot answer says so by its status, as everything between it and the client expects.
        http.Response.StatusCode = error.Remedy == Remedy.MendRequest && ErrorAnswer.Status(error) != StatusCodes.Status404NotFound ? StatusCodes.Status200OK : ErrorAnswer.Status(error);
        http.Response.ContentType = VotableOptions.MediaType;
        VotableErrorDocument.Write(http.Response.BodyWriter, error.ToString(), [SsaHeader.Protocol, new TableInfo("error_code", error.Code), new TableInfo("request_id", http.TraceIdentifier)]);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }
}
