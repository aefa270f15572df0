using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.ConeSearch;
using Lamost.Vo.Server.Registry;
using Lamost.Vo.Server.Spectra;
using Lamost.Vo.Server.Ssa;
using Lamost.Vo.Server.Tap;

namespace Lamost.Vo.Server.Vosi;

/// <summary>What each of the services can do. Their VOSI documents and the records of the registry take it from here, so that they cannot disagree.</summary>
/// <param name="published">What is published.</param>
/// <param name="root">The address of the service, without a trailing slash.</param>
/// <param name="limits">The limits to announce.</param>
public sealed class ServiceCapabilities(PublishedCatalog published, string root, ServiceLimits limits)
{
    /// <summary>The queries of TAP, without the documents that describe them.</summary>
    public Capability TableAccess { get; } = new TapCapability(root + "/tap", limits, published.Feeds.Count > 0);

    /// <summary>That the tables of a record can be queried by TAP, whose own record is another (Discovering Data Collections Within Services 1.1, 2).</summary>
    public Capability AuxiliaryTableAccess { get; } = new("ivo://ivoa.net/std/TAP#aux", new ServiceInterface(root + "/tap") { Use = "base", Version = "1.1" });

    /// <summary>The page of the service for people.</summary>
    public Capability Page { get; } = new(null, ServiceInterface.Page(root + "/"));

    /// <summary>The list of HiPS (HiPS 1.0, 5.3).</summary>
    public Capability HipsList { get; } = Standard("ivo://ivoa.net/std/hips#hipslist-1.0", root + "/hipslist", "1.0");

    /// <summary>The registry.</summary>
    public Capability Harvest { get; } = new HarvestCapability(root + "/oai", limits);

    /// <summary>What there is below <c>/tap</c>.</summary>
    public IReadOnlyList<Capability> Tap =>
    [
        TableAccess,
        .. Vosi(root + "/tap"),
        Standard("ivo://ivoa.net/std/VOSI#tables-1.1", root + "/tap/tables", "1.1"),
        new("ivo://ivoa.net/std/DALI#examples", ServiceInterface.Page(root + "/tap/examples") with { Role = "std" }),
    ];

    /// <summary>The service as a whole.</summary>
    public IReadOnlyList<Capability> All => [.. Tap, .. published.Feeds.Count > 0 ? [SearchOf(null), Links, .. Cutting] : (Capability[])[], HipsList, Page];

    /// <summary>What there is below <c>/datalink</c>.</summary>
    public IReadOnlyList<Capability> DataLink => [Links, .. Vosi(root + "/datalink")];

    /// <summary>What there is below <c>/soda</c>.</summary>
    public IReadOnlyList<Capability> Soda => [.. Cutting, .. Vosi(root + "/soda")];

    /// <summary>What there is below <c>/oai</c>.</summary>
    public IReadOnlyList<Capability> Registry => [Harvest, .. Vosi(root + "/oai")];

    /// <summary>The cone search of a table.</summary>
    /// <param name="table">It has one.</param>
    public IReadOnlyList<Capability> ConeSearch(CatalogTable table) => [ConeSearchOf(table), .. Vosi(ConeSearchBase(table))];

    /// <summary>The search for spectra.</summary>
    /// <param name="release">Of one release; null for all.</param>
    public IReadOnlyList<Capability> Ssa(string? release) => [SearchOf(release), .. Vosi(SsaBase(release))];

    /// <summary>What the record of a release says: its spectra, and that its tables can be queried.</summary>
    /// <param name="release">Its name.</param>
    public IReadOnlyList<Capability> OfRelease(string release) =>
        [.. published.Feeds.Any(f => f.Release == release) ? [.. Ssa(release), Links, .. Cutting] : (Capability[])[], AuxiliaryTableAccess, Page];

    /// <summary>What the record of a table says: its cone search, its HiPS, and that it can be queried.</summary>
    /// <param name="table">It has a cone search.</param>
    public IReadOnlyList<Capability> OfTable(CatalogTable table) =>
    [
        .. ConeSearch(table), AuxiliaryTableAccess,
        Standard("ivo://ivoa.net/std/hips#hips-1.0", $"{root}/hips/{table.Schema}/{table.Name}", "1.0", "base"), Page,
    ];

    Capability Links { get; } = new(SpectrumServices.LinksStandard, new ServiceInterface(root + "/datalink/links")
    {
        Use = "base",
        Version = "1.1",
        Methods = ["GET", "POST"],
        ResultType = SpectrumServices.LinksMediaType,
        Parameters = [new("ID", "string", "Identifier of a spectrum; may be repeated.") { IsRequired = true, Ucd = "meta.id;meta.main" }],
    });

    Capability[] Cutting { get; } = [Standard(SpectrumServices.SodaStandard, root + "/soda/sync", "1.0"), Standard("ivo://ivoa.net/std/SODA#async-1.0", root + "/soda/async", "1.0")];

    ConeSearchCapability ConeSearchOf(CatalogTable table) => new(ConeSearchBase(table) + "?", published.Tables[table].TestPosition, limits);

    SsaCapability SearchOf(string? release)
    {
        var feeds = published.Feeds.Where(f => release is null || f.Release == release).ToList();
        return new(SsaBase(release) + "?", feeds.Select(f => f.TestPosition).FirstOrDefault(p => p is not null), feeds.Any(f => f.Simulated), limits);
    }

    string ConeSearchBase(CatalogTable table) => $"{root}/scs/{table.Schema}/{table.Name}";

    string SsaBase(string? release) => release is null ? root + "/ssa" : $"{root}/ssa/{release}";

    static Capability[] Vosi(string at) =>
        [Standard("ivo://ivoa.net/std/VOSI#capabilities", at + "/capabilities"), Standard("ivo://ivoa.net/std/VOSI#availability", at + "/availability")];

    static Capability Standard(string id, string url, string? version = null, string use = "full") => new(id, new ServiceInterface(url) { Use = use, Version = version });
}
