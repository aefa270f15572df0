using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.Http;

namespace Lamost.Vo.Server.Vosi;

/// <summary>The documents <c>capabilities</c> and <c>availability</c> beside each service (VOSI 1.1, 2), and the schema of the attribute that <c>tables</c> has beyond the standard.</summary>
public sealed class VosiEndpoints(CatalogCache catalog, ServiceUrls urls, ServiceHealth health, ServiceLimits limits)
{
    /// <summary>Adds the endpoints.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "", (service, _) => service.All);
        Map(routes, "/tap", (service, _) => service.Tap);
        Map(routes, "/datalink", (service, _) => service.DataLink);
        Map(routes, "/soda", (service, _) => service.Soda);
        Map(routes, "/oai", (service, _) => service.Registry);
        Map(routes, "/ssa", (service, http) => service.Ssa(Release(http)));
        Map(routes, "/ssa/{release}", (service, http) => service.Ssa(Release(http)));
        Map(routes, "/scs/{release}/{table}", ConeSearch);
        routes.MapMethods(EsaTapPlus.Path, ["GET", "HEAD"], ErrorAnswer.Guard(new PlainErrorDress(), http => XmlDocuments.AnswerAsync(http.Response, EsaTapPlus.WriteSchema, lastModified: health.UpSince)));
    }

    void Map(IEndpointRouteBuilder routes, string at, Func<ServiceCapabilities, HttpContext, IReadOnlyList<Capability>> of)
    {
        routes.MapMethods(at + "/capabilities", ["GET", "HEAD"], ErrorAnswer.Guard(new PlainErrorDress(), http =>
        {
            var published = catalog.Current;
            var capabilities = of(new ServiceCapabilities(published, urls.Root(http.Request), limits), http);
            return XmlDocuments.AnswerAsync(http.Response, xml => CapabilitiesDocument.Write(xml, capabilities), lastModified: published.LastChange(health.UpSince));
        }));
        routes.MapMethods(at + "/availability", ["GET", "HEAD"], ErrorAnswer.Guard(new PlainErrorDress(), http => AvailabilityDocument.AnswerAsync(http, health)));
    }

    string? Release(HttpContext http)
    {
        var release = (http.Request.RouteValues["release"] as string)?.ToLowerInvariant();
        var releases = catalog.Current.Feeds.Select(f => f.Release).Distinct().ToList();
        if (releases.Count > 0 && (release is null || releases.Contains(release))) return release;
        throw Nothing(release is null ? "The archive has no spectra." : $"There are no spectra of {release}.",
            releases.Count == 0 ? "The operator has to load a catalogue of spectra." : $"There are spectra of {string.Join(", ", releases)}.");
    }

    IReadOnlyList<Capability> ConeSearch(ServiceCapabilities service, HttpContext http)
    {
        var (release, name) = ((string)http.Request.RouteValues["release"]!, (string)http.Request.RouteValues["table"]!);
        var published = catalog.Current;
        return published.Catalog.Find(release, name) is { } table && published.Tables[table].ConeSearch is not null
            ? service.ConeSearch(table)
            : throw Nothing($"There is no cone search on {release}/{name}.", "The page at the root of the service lists what there is.");
    }

    static VoException Nothing(string message, string hint) => new(new VoError("LVO-HTTP-1404", Remedy.MendRequest, message) { Hint = hint });
}
