using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Tables.Formats;
using Lamost.Vo.Tables.VOTable;

namespace Lamost.Vo.Server.ConeSearch;

/// <summary>Simple Cone Search 1.03 on every table with a position: <c>/scs/{release}/{table}</c>.</summary>
public sealed class ConeSearchEndpoint(CatalogCache catalog, QueryService queries, ServiceOptions options, ServiceLimits limits)
{
    /// <summary>Adds the endpoint.</summary>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/scs/{release}/{table}", ["GET", "POST", "HEAD"], ErrorAnswer.Guard(new ConeSearchErrorDress(), AnswerAsync));

    async Task AnswerAsync(HttpContext http)
    {
        var published = catalog.Current;
        var (release, name) = ((string)http.Request.RouteValues["release"]!, (string)http.Request.RouteValues["table"]!);
        if (published.Catalog.Find(release, name) is not { } table || published.Tables[table].ConeSearch is not { } facts)
            throw new VoException(new VoError("LVO-HTTP-1404", Remedy.MendRequest, $"There is no cone search on {release}/{name}.")
            {
                Hint = $"There is one on {string.Join(", ", published.Tables.Where(t => t.Value.ConeSearch is not null).Select(t => $"/scs/{t.Key.Schema}/{t.Key.Name}").Order())}.",
            });
        var request = ConeRequest.From(await DaliParameters.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false), limits);
        var header = ConeHeader.Of(table, published.Tables[table], request.Verbosity, options.Settings);
        var format = request.XmlType ? TableFormats.Find("text/xml;serialization=TABLEDATA")! : TableFormats.Find("application/x-votable+xml;serialization=TABLEDATA")!;
        var contentType = request.XmlType ? "text/xml" : VotableOptions.MediaType;
        var hint = $"The answer was cut after {request.MaxRows} rows. For more, raise MAXREC (at most {limits.MaxRows}), or search smaller cones.";
        if (request.MaxRows == 0 || HttpMethods.IsHead(http.Request.Method))
        {
            await TableResponse.SendMetadataAsync(http, header, format.CreateWriter(), contentType, hint).ConfigureAwait(false);
            return;
        }
        await using var run = await queries.StartAsync(facts.Statement(request.Verbosity), request.Circle, request.MaxRows, http.RequestAborted).ConfigureAwait(false);
        if (!await TableResponse.IsInTimeAsync(run.FirstRowAsync(), limits.SyncTimeoutSeconds, http.RequestAborted).ConfigureAwait(false))
            throw new VoException(new VoError("LVO-SCS-1101", Remedy.TryLater, $"The search gave no row within {limits.SyncTimeoutSeconds} s and was stopped.")
            {
                Hint = "Try again in a minute, search a smaller cone, or ask the same by TAP, where a query that takes long becomes a job.",
            });
        await TableResponse.SendAsync(http, run, header, format.CreateWriter(), contentType, hint).ConfigureAwait(false);
    }
}

/// <summary>A failure as cone search demands it: HTTP status 200 and a VOTable with one INFO named Error (SCS 1.03, 2.3).</summary>
public sealed class ConeSearchErrorDress : IErrorDress
{
    /// <inheritdoc/>
    public async Task AnswerAsync(HttpContext http, VoError error)
    {
        // What the client can mend is an answer; a service that cannot answer says so by its status, as everything between it and the client expects.
        http.Response.StatusCode = error.Remedy == Remedy.MendRequest ? StatusCodes.Status200OK : ErrorAnswer.Status(error);
        http.Response.ContentType = VotableOptions.MediaType;
        ConeSearchErrorDocument.Write(http.Response.BodyWriter, error.ToString());
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted).ConfigureAwait(false);
    }
}
