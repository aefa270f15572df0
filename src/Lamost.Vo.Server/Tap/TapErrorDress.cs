using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Tables;
using Lamost.Vo.Tables.VOTable;

namespace Lamost.Vo.Server.Tap;

/// <summary>A failure as TAP demands it: a VOTable with QUERY_STATUS ERROR and no table (TAP 1.1, 3.3; DALI 1.1, 4.2).</summary>
public sealed class TapErrorDress : IErrorDress
{
    /// <inheritdoc/>
    public async Task AnswerAsync(HttpContext http, VoError error)
    {
        http.Response.StatusCode = ErrorAnswer.Status(error);
        http.Response.ContentType = "application/x-votable+xml";
        VotableErrorDocument.Write(http.Response.BodyWriter, error.ToString(),
            [new TableInfo("error_code", error.Code), new TableInfo("request_id", http.TraceIdentifier)]);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }
}
