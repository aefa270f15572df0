using System.Globalization;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Coverage;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Server.Http;

namespace Lamost.Vo.Server.Coverage;

/// <summary>
/// Coverage maps (MOC 2.0) of the sky: <c>/coverage/{release}/{table}</c> of a table, <c>/coverage/{release}</c> of a release, <c>/coverage</c> of all. With an extension
/// (<c>.fits</c>, <c>.json</c>, <c>.txt</c>) or <c>FORMAT</c> in that form; <c>ORDER</c> says how fine.
/// </summary>
public sealed class CoverageEndpoint(CatalogCache catalog, CoverageStore store, CoverageAnswers answers, CoverageLimits limits, ServiceOptions options)
{
    /// <summary>Adds the endpoints.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        var dress = new PlainErrorDress();
        Add("/coverage", http => AllAsync(http, null));
        Add("/coverage.{form}", http => AllAsync(http, (string)http.Request.RouteValues["form"]!));
        Add("/coverage/{release}", ReleaseAsync);
        Add("/coverage/{release}/{table}", TableAsync);

        void Add(string path, RequestDelegate handler) => routes.MapMethods(path, ["GET", "HEAD"], ErrorAnswer.Guard(dress, handler));
    }

    /// <summary>What an answer depends on, of the tables that it is made of.</summary>
    internal static string Identity(PublishedCatalog published, IEnumerable<CatalogTable> tables) =>
        string.Join(' ', tables.Select(t => string.Create(CultureInfo.InvariantCulture, $"{published.Tables[t].WrittenName}@{published.Tables[t].LoadedAt?.UtcTicks}")));

    /// <summary>When the newest of tables was loaded.</summary>
    internal static DateTimeOffset? Newest(PublishedCatalog published, IEnumerable<CatalogTable> tables) => tables.Max(t => published.Tables[t].LoadedAt);

    /// <summary>What a file says beside its map.</summary>
    /// <param name="options">Who publishes.</param>
    /// <param name="published">What is published.</param>
    /// <param name="tables">What the map is made of.</param>
    /// <param name="id">The path of the identifier below the authority, e.g. <c>dr10/lrs_catalogue</c>; null for that of nothing.</param>
    internal static MocLabels Labels(ServiceOptions options, PublishedCatalog published, IReadOnlyCollection<CatalogTable> tables, string? id) => new()
    {
        Id = id is null ? null : $"ivo://{options.Authority}/{id}",
        Origin = $"ivo://{options.Authority}",
        Name = id ?? "coverage",
        Tool = ServiceVersion.Product,
        Made = Newest(published, tables),
        Comments = tables.Any(t => t.Simulated) ? [DataStatus.Simulated.Text!] : [],
    };

    /// <summary>The failure of a name that there is not.</summary>
    internal static VoException Unknown(string name, string hint) => new(new VoError("LVO-HTTP-1404", Remedy.MendRequest, $"There is no coverage map of {name}.") { Hint = hint });

    Task AllAsync(HttpContext http, string? form)
    {
        var (rest, format) = form is null ? ("", null) : CoverageFormat.Split("." + form);
        if (rest.Length > 0) throw CoverageErrors.Format(form!);
        var published = catalog.Current;
        var tables = CoverageStore.TablesOf(published, null);
        return tables.Count == 0 ? throw Unknown("the archive", "Nothing with positions is published yet.") : AnswerAsync(http, published, tables, null, format);
    }

    Task ReleaseAsync(HttpContext http)
    {
        var (name, format) = CoverageFormat.Split((string)http.Request.RouteValues["release"]!);
        var published = catalog.Current;
        var tables = CoverageStore.TablesOf(published, name);
        return tables.Count > 0 ? AnswerAsync(http, published, tables, tables[0].Schema, format)
            : throw Unknown(name, $"There are maps of {string.Join(", ", CoverageStore.TablesOf(published, null).Select(t => "/coverage/" + t.Schema).Distinct())}.");
    }

    Task TableAsync(HttpContext http)
    {
        var (name, format) = CoverageFormat.Split((string)http.Request.RouteValues["table"]!);
        var release = (string)http.Request.RouteValues["release"]!;
        var published = catalog.Current;
        return published.Catalog.Find(release, name) is { Position: not null } table ? AnswerAsync(http, published, [table], $"{table.Schema}/{table.Name}", format)
            : throw Unknown($"{release}/{name}", $"There are maps of {string.Join(", ", published.Catalog.Tables.Where(t => t.Position is not null).Select(t => $"/coverage/{t.Schema}/{t.Name}"))}.");
    }

    async Task AnswerAsync(HttpContext http, PublishedCatalog published, IReadOnlyList<CatalogTable> tables, string? id, CoverageFormat? extension)
    {
        var parameters = await DaliParameters.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false);
        var format = CoverageFormat.Choose(extension, parameters, http.Request);
        var order = CoverageAnswers.Order(parameters, "ORDER", limits.DefaultOrder, limits.MaxOrder);
        var identity = string.Create(CultureInfo.InvariantCulture, $"sky {order} {options.Authority} {id} {Identity(published, tables)}");
        await answers.AnswerAsync(http, new CoverageFile($"moc{(id is null ? "" : "-" + id.Replace('/', '-'))}", format), identity, Newest(published, tables), order > limits.DefaultOrder,
            async cancel => CoverageAnswers.Written(await store.GetAsync(tables, order, cancel).ConfigureAwait(false), format, Labels(options, published, tables, id))).ConfigureAwait(false);
    }
}
