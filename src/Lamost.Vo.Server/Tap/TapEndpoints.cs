using System.Globalization;
using Lamost.Vo.Adql.Diagnostics;
using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Server.Vosi;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Server.Tap;

/// <summary>The Table Access Protocol (TAP 1.1): <c>/tap/sync</c> and the VOSI documents beside it.</summary>
public sealed class TapEndpoints(CatalogCache catalog, QueryService queries, ServiceLimits limits, ServiceUrls urls, ServiceHealth health)
{
    /// <summary>Adds the endpoints.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var dress = new TapErrorDress();
        routes.MapMethods("/tap/sync", ["GET", "POST", "HEAD"], ErrorAnswer.Guard(dress, SyncAsync));
        routes.MapMethods("/tap/capabilities", ["GET", "HEAD"], ErrorAnswer.Guard(dress, CapabilitiesAsync));
        routes.MapMethods("/tap/availability", ["GET", "HEAD"], ErrorAnswer.Guard(dress, AvailabilityAsync));
        routes.MapMethods("/tap/tables", ["GET", "HEAD"], ErrorAnswer.Guard(dress, TablesAsync));
        routes.MapMethods("/tap/tables/{name}", ["GET", "HEAD"], ErrorAnswer.Guard(dress, TableAsync));
    }

    async Task SyncAsync(HttpContext http)
    {
        var parameters = await DaliParameters.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false);
        if (TapRequest.AsksForCapabilities(parameters))
        {
            await CapabilitiesAsync(http).ConfigureAwait(false);
            return;
        }
        var request = TapRequest.From(parameters, limits);
        var translation = AdqlTranslator.Translate(request.Query, catalog.Current.Catalog,
            new TranslationOptions { MaxRows = request.MaxRows, MaxRangesPerRegion = limits.RangesPerRegion });
        var header = OutputColumns.Header(translation.Columns) with { Infos = Infos(request, translation, RequestLanguage.Of(http.Request)) };
        var hint = $"The answer was cut after {request.MaxRows} rows. For more, raise MAXREC (at most {limits.MaxRows}), or divide the query, e.g. by a range of obsid.";
        if (request.MaxRows == 0 || HttpMethods.IsHead(http.Request.Method))
        {
            await TableResponse.SendMetadataAsync(http, header, request.Format.CreateWriter(), request.Format.ContentType, hint).ConfigureAwait(false);
            return;
        }
        await using var run = await queries.StartAsync(translation, request.MaxRows, http.RequestAborted).ConfigureAwait(false);
        await TableResponse.SendAsync(http, run, header, request.Format.CreateWriter(), request.Format.ContentType, hint).ConfigureAwait(false);
    }

    Task CapabilitiesAsync(HttpContext http) =>
        XmlDocuments.AnswerAsync(http.Response, xml => CapabilitiesDocument.Write(xml, urls.Tap(http.Request), limits));

    static List<TableInfo> Infos(TapRequest request, Translation translation, Language language)
    {
        var infos = new List<TableInfo>
        {
            new("QUERY", request.Query),
            new("standardID", "ivo://ivoa.net/std/TAP"),
            new("server_software", ServiceVersion.Product),
            new("request_date", DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)),
        };
        if (translation.Tables.Any(t => t.Simulated))
            infos.Add(DataStatus.Simulated);
        infos.AddRange(translation.Warnings.Select(w => new TableInfo("warning", w.MessageWithPlace(language), w.Hint?.In(language))));
        return infos;
    }

    async Task AvailabilityAsync(HttpContext http)
    {
        var available = await health.DatabaseAnswersAsync(http.RequestAborted).ConfigureAwait(false);
        http.Response.Headers.CacheControl = "no-store";
        await XmlDocuments.AnswerAsync(http.Response, xml =>
            AvailabilityDocument.Write(xml, available, health.UpSince, available ? null : "The database does not answer just now.")).ConfigureAwait(false);
    }

    async Task TablesAsync(HttpContext http)
    {
        var parameters = await DaliParameters.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false);
        var few = "min".Equals(parameters.Single("detail"), StringComparison.OrdinalIgnoreCase);
        await XmlDocuments.AnswerAsync(http.Response, xml => TableSetDocument.WriteTableSet(xml, catalog.Current, withColumns: !few)).ConfigureAwait(false);
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
        return XmlDocuments.AnswerAsync(http.Response, xml => TableSetDocument.WriteTable(xml, published, table));
    }
}
