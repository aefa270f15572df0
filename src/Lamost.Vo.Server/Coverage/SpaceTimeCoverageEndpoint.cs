using System.Globalization;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Coverage;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Server.Http;

namespace Lamost.Vo.Server.Coverage;

/// <summary>
/// Coverage maps of space and time (MOC 2.0, 5): <c>/coverage/{release}/{table}/st</c> of a catalogue of spectra, <c>/coverage/{release}/st</c> of all of a release,
/// <c>/coverage/st</c> of all. <c>ORDER</c> and <c>TIMEORDER</c> say how fine.
/// </summary>
public sealed class SpaceTimeCoverageEndpoint(CatalogCache catalog, CoverageStore store, CoverageAnswers answers, CoverageLimits limits, ServiceOptions options)
{
    const string Scale = "Times are UTC at the observatory, which is within 10 minutes of TCB at the barycentre of the solar system; cells have 18 minutes or more.";

    /// <summary>Adds the endpoints.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var dress = new PlainErrorDress();
        foreach (var path in (string[])["/coverage/st", "/coverage/{release}/st", "/coverage/{release}/{table}/st", "/coverage/st.{form}", "/coverage/{release}/st.{form}", "/coverage/{release}/{table}/st.{form}"])
            routes.MapMethods(path, ["GET", "HEAD"], ErrorAnswer.Guard(dress, AnswerAsync));
    }

    async Task AnswerAsync(HttpContext http)
    {
        var (release, name, form) = (http.Request.RouteValues["release"] as string, http.Request.RouteValues["table"] as string, http.Request.RouteValues["form"] as string);
        var (rest, extension) = form is null ? ("", null) : CoverageFormat.Split("." + form);
        if (rest.Length > 0) throw CoverageErrors.Format(form!);
        var published = catalog.Current;
        IReadOnlyList<CatalogTable> tables = [.. Catalogues(published).Where(t => (release is null || Is(t.Schema, release)) && (name is null || Is(t.Name, name)))];
        if (tables.Count == 0)
            throw CoverageEndpoint.Unknown($"space and time of {(release is null ? "the archive" : $"{release}{(name is null ? "" : "/" + name)}")}",
                $"There are such maps of catalogues of spectra: {string.Join(", ", Catalogues(published).Select(t => $"/coverage/{t.Schema}/{t.Name}/st"))}.");

        var parameters = await DaliParameters.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false);
        var format = CoverageFormat.Choose(extension, parameters, http.Request);
        var order = CoverageAnswers.Order(parameters, "ORDER", limits.SpaceTimeDefaultOrder, limits.SpaceTimeMaxOrder);
        var timeOrder = CoverageAnswers.Order(parameters, "TIMEORDER", limits.TimeDefaultOrder, limits.TimeMaxOrder);
        var id = release is null ? null : name is null ? tables[0].Schema : $"{tables[0].Schema}/{tables[0].Name}";
        // The view of all spectra is published anew whenever times may have changed, as by files that were registered.
        var depending = tables.Concat(published.Catalog.TablesNamed("obscore").Where(t => t.IsView)).ToList();
        var identity = string.Create(CultureInfo.InvariantCulture, $"space-time {timeOrder} {order} {options.Authority} {id} {CoverageEndpoint.Identity(published, depending)}");
        var labels = CoverageEndpoint.Labels(options, published, tables, id);
        labels = labels with { Made = CoverageEndpoint.Newest(published, depending), Comments = [.. labels.Comments, Scale] };
        await answers.AnswerAsync(http, new CoverageFile($"stmoc{(id is null ? "" : "-" + id.Replace('/', '-'))}", format), identity, CoverageEndpoint.Newest(published, depending), isFine: true,
            async cancel => CoverageAnswers.Written(await store.GetSpaceTimeAsync(tables, timeOrder, order, cancel).ConfigureAwait(false), format, labels)).ConfigureAwait(false);
    }

    static IEnumerable<CatalogTable> Catalogues(PublishedCatalog published) => CoverageStore.TablesOf(published, null).Where(t => published.FeedOf(t) is not null);

    static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
