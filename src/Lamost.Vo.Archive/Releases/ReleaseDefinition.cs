namespace Lamost.Vo.Archive.Releases;

/// <summary>A release as its definition in <c>schemas/</c> declares it: everything below is derived from this one document.</summary>
/// <param name="Name">The schema name that users type, e.g. <c>dr10</c>.</param>
/// <param name="Version">The survey's own version, e.g. <c>v2.0</c>.</param>
/// <param name="Description">English.</param>
/// <param name="Tables">In the order to show them.</param>
public sealed record ReleaseDefinition(string Name, string Version, string Description, IReadOnlyList<TableDefinition> Tables)
{
    /// <summary>The description in Chinese; null for none.</summary>
    public string? DescriptionZh { get; init; }

    /// <summary>What the ReadMe of an export for VizieR says of it.</summary>
    public VizierDefinition Vizier { get; init; } = new();

    /// <summary>The table of this name, compared without regard to case; null when there is none.</summary>
    public TableDefinition? Find(string table) => Tables.FirstOrDefault(t => string.Equals(t.Name, table, StringComparison.OrdinalIgnoreCase));
}

/// <summary>One table of a release.</summary>
/// <param name="Name">Its name without schema, e.g. <c>lrs_catalogue</c>; also its physical name.</param>
/// <param name="Columns">In the order of <c>SELECT *</c>; in PostgreSQL the table has its own (<see cref="Database.TableDdl.CreateTable"/>).</param>
public sealed record TableDefinition(string Name, IReadOnlyList<ColumnDefinition> Columns)
{
    /// <summary>The hidden physical column that indexes the main position; it comes after all declared columns.</summary>
    public const string HealpixColumn = "hpx29";

    /// <summary>English.</summary>
    public required string Description { get; init; }

    /// <summary>The description in Chinese; null for none.</summary>
    public string? DescriptionZh { get; init; }

    /// <summary>The role in a data model; null for none.</summary>
    public string? Utype { get; init; }

    /// <summary>Other names of the table: of the survey's database and of its download files, e.g. <c>catalogue</c>.</summary>
    public IReadOnlyList<string> SourceNames { get; init; } = [];

    /// <summary>Columns of the primary key; empty for none.</summary>
    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    /// <summary>Columns of each further index.</summary>
    public IReadOnlyList<IndexDefinition> Indexes { get; init; } = [];

    /// <summary>Joins to tables above this one, for clients to see; the database does not enforce them.</summary>
    public IReadOnlyList<ForeignKeyDefinition> ForeignKeys { get; init; } = [];

    /// <summary>Longitude and latitude columns of the main position; null for a table without one.</summary>
    public PositionDefinition? Position { get; init; }

    /// <summary>The column that identifies a row in cone search answers (ID_MAIN); null where the table offers no cone search.</summary>
    public string? ConeSearchId { get; init; }

    /// <summary>How its rows, each a spectrum, feed SSA and ObsCore; null for a table that is no list of spectra.</summary>
    public SpectraDefinition? Spectra { get; init; }

    /// <summary>Which rows come first in the progressive catalogue, as declared; null where nothing is.</summary>
    public Hips.HipsScore? Hips { get; init; }

    /// <summary>The column of this name, compared without regard to case; null when there is none.</summary>
    public ColumnDefinition? Find(string column) => Columns.FirstOrDefault(c => string.Equals(c.Name, column, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Which columns hold the main position (ICRS, degrees).</summary>
/// <param name="Longitude">Right ascension.</param>
/// <param name="Latitude">Declination.</param>
public sealed record PositionDefinition(string Longitude, string Latitude);

/// <summary>A B-tree index.</summary>
/// <param name="Name">Unique in the release.</param>
/// <param name="Columns">In index order.</param>
public sealed record IndexDefinition(string Name, IReadOnlyList<string> Columns);

/// <summary>A join that clients may rely on (<c>keys</c> and <c>key_columns</c> of TAP_SCHEMA).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Columns of the table that has the key.</param>
/// <param name="TargetTable">The table that they point to.</param>
/// <param name="TargetColumns">As many columns there.</param>
public sealed record ForeignKeyDefinition(string Name, IReadOnlyList<string> Columns, string TargetTable, IReadOnlyList<string> TargetColumns)
{
    /// <summary>English; null for none.</summary>
    public string? Description { get; init; }
}
