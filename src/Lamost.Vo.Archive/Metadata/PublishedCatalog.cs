using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Hips;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Archive.Metadata;

/// <summary>All that is published at one moment: what queries may name, and what else the services say of it. Immutable; safe for any number of threads.</summary>
/// <param name="Version">Grows with each change of what is published.</param>
/// <param name="Catalog">For queries; the releases in their order, TAP_SCHEMA last.</param>
/// <param name="Keys">The foreign keys between published tables.</param>
/// <param name="Releases">By schema name as in <paramref name="Catalog"/>; TAP_SCHEMA too.</param>
/// <param name="Tables">What is known of each table beside the catalogue's entry.</param>
public sealed record PublishedCatalog(
    long Version,
    Catalog Catalog,
    IReadOnlyList<ForeignKey> Keys,
    IReadOnlyDictionary<string, ReleaseFacts> Releases,
    IReadOnlyDictionary<CatalogTable, TableFacts> Tables)
{
    /// <summary>The catalogues of spectra.</summary>
    public IReadOnlyList<SpectrumFeed> Feeds { get; init; } = [];

    /// <summary>The tables whose tiles are ready.</summary>
    public IReadOnlyList<HipsIndex> Tiled { get; init; } = [];

    /// <summary>The feed of a catalogue of spectra; null for any other table.</summary>
    public SpectrumFeed? FeedOf(CatalogTable table) => Feeds.FirstOrDefault(f => f.Release == table.PhysicalSchema && f.Table == table.PhysicalName);

    /// <summary>The tiles of a table; null while they are not ready, and for one that has none.</summary>
    public HipsIndex? TilesOf(CatalogTable table) => Tiled.FirstOrDefault(t => t.Release == table.PhysicalSchema && t.Table == table.PhysicalName);

    /// <summary>When a table was last loaded, or, where that was before it, the other time.</summary>
    public DateTimeOffset LastChange(DateTimeOffset otherwise) => Tables.Values.Max(t => t.LoadedAt) is { } loaded && loaded > otherwise ? loaded : otherwise;
}

/// <summary>What is known of a release beside its entry in the catalogue.</summary>
/// <param name="Version">The survey's own version, e.g. <c>v2.0</c>; null for TAP_SCHEMA.</param>
/// <param name="DescriptionZh">The description in Chinese; null for none.</param>
public sealed record ReleaseFacts(string? Version, string? DescriptionZh);

/// <summary>What is known of a table beside its entry in the catalogue.</summary>
/// <param name="WrittenName">The name with schema as it is typed in a query and stored in TAP_SCHEMA, quoted where it has to be.</param>
public sealed record TableFacts(string WrittenName)
{
    /// <summary>When it was loaded; null for TAP_SCHEMA's own.</summary>
    public DateTimeOffset? LoadedAt { get; init; }

    /// <summary>The description in Chinese; null for none.</summary>
    public string? DescriptionZh { get; init; }

    /// <summary>Chinese descriptions by column name; a column without one is missing.</summary>
    public IReadOnlyDictionary<string, string> ColumnDescriptionsZh { get; init; } = new Dictionary<string, string>();

    /// <summary>What a cone search on the table needs; null where it offers none.</summary>
    public ConeSearchFacts? ConeSearch { get; init; }

    /// <summary>Which rows come first in a progressive catalogue; null for a table without a position, and where it was loaded before that was kept.</summary>
    public HipsScore? HipsScore { get; init; }

    /// <summary>The position of a row of it, for those who try its cone search out; null where it offers none, or has no row.</summary>
    public SkyPoint? TestPosition { get; init; }
}

/// <summary>A foreign key.</summary>
/// <param name="Id">Unique.</param>
/// <param name="From">The table that refers.</param>
/// <param name="Target">The table referred to.</param>
/// <param name="Columns">The pairs of columns, referring and referred to, by name.</param>
public sealed record ForeignKey(string Id, CatalogTable From, CatalogTable Target, IReadOnlyList<(string From, string Target)> Columns)
{
    /// <summary>What it says; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>The role in a data model; null for none.</summary>
    public string? Utype { get; init; }
}
