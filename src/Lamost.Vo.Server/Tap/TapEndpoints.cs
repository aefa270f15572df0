using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Server.Uws;
using Lamost.Vo.Server.Vosi;

namespace Lamost.Vo.Server.Tap;

/// <summary>The Table Access Protocol (TAP 1.1): <c>/tap/sync</c>, <c>/tap/async</c> and the VOSI documents beside them.</summary>
public sealed class TapEndpoints(CatalogCache catalog, TapSync sync, LateQueries late, UwsEndpoints jobs, ExamplesPage examples, ServiceLimits limits, ServiceUrls urls, ServiceHealth health)
{
    /// <summary>Adds the endpoints.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var dress = new TapErrorDress();
        routes.MapMethods("/tap/sync", ["GET", "POST", "HEAD"], ErrorAnswer.Guard(dress, SyncAsync));
        routes.MapMethods("/tap/sync/{id}", ["GET", "HEAD"], ErrorAnswer.Guard(dress, late.WaitAsync));
        jobs.Map(routes, TapJobWork.Path, TapJobWork.Name, dress);
        routes.MapMethods("/tap/examples", ["GET", "HEAD"], ErrorAnswer.Guard(dress, examples.AnswerAsync));
        routes.MapMethods("/tap/tables", ["GET", "HEAD"], ErrorAnswer.Guard(dress, TablesAsync));
        routes.MapMethods("/tap/tables/{name}", ["GET", "HEAD"], ErrorAnswer.Guard(dress, TableAsync));
    }

    async Task SyncAsync(HttpContext http)
    {
        var parameters = await DaliParameters.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false);
        if (TapRequest.AsksForCapabilities(parameters)) await CapabilitiesAsync(http).ConfigureAwait(false);
        else await sync.AnswerAsync(http, parameters).ConfigureAwait(false);
    }

    Task CapabilitiesAsync(HttpContext http)
    {
        var published = catalog.Current;
        var service = new ServiceCapabilities(published, urls.Root(http.Request), limits);
        return XmlDocuments.AnswerAsync(http.Response, xml => CapabilitiesDocument.Write(xml, service.Tap), lastModified: published.LastChange(health.UpSince));
    }

    async Task TablesAsync(HttpContext http)
    {
        var parameters = await DaliParameters.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false);
        var published = catalog.Current;
        var few = "min".Equals(parameters.Single("detail"), StringComparison.OrdinalIgnoreCase);
        await XmlDocuments.AnswerAsync(http.Response, xml => TableSetDocument.WriteTableSet(xml, published, urls.Root(http.Request), withColumns: !few), lastModified: published.LastChange(health.UpSince)).ConfigureAwait(false);
    }

    Task TableAsync(HttpContext http)
    {
        var name = (string)http.Request.RouteValues["name"]!;
        var published = catalog.Current;
        var table = published.Catalog.Tables.FirstOrDefault(t => published.Tables[t].WrittenName.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new VoException(new VoError("LVO-HTTP-1404", Remedy.MendRequest, $"There is no table \"{name}\".")
            {
                Hint = "The tables are listed at /tap/tables.",
            });
        return XmlDocuments.AnswerAsync(http.Response, xml => TableSetDocument.WriteTable(xml, published, urls.Root(http.Request), table), lastModified: published.LastChange(health.UpSince));
    }
}
