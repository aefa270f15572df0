namespace Lamost.Vo.Adql.Binding;

/// <summary>A table that a query may name.</summary>
/// <param name="Schema">The published schema name, without quotes, e.g. <c>dr10</c>.</param>
/// <param name="Name">The published table name without schema and quotes, e.g. <c>lrs_catalogue</c>.</param>
/// <param name="PhysicalSchema">The schema in PostgreSQL.</param>
/// <param name="PhysicalName">The table or view in PostgreSQL.</param>
/// <param name="Columns">In the order of <c>SELECT *</c>.</param>
public sealed record CatalogTable(string Schema, string Name, string PhysicalSchema, string PhysicalName, IReadOnlyList<CatalogColumn> Columns)
{
    /// <summary>What the table holds; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>The role in a data model; null for none.</summary>
    public string? Utype { get; init; }

    /// <summary>The main position and its index; null for a table without one.</summary>
    public SkyPosition? Position { get; init; }

    /// <summary>Rows, as counted when the table was loaded; null when not known.</summary>
    public long? RowCount { get; init; }

    /// <summary>Whether it is a view, which PostgreSQL keeps in no blocks of its own.</summary>
    public bool IsView { get; init; }

    /// <summary>True for invented data; whoever shows the table says so.</summary>
    public bool Simulated { get; init; }
}

/// <summary>The main position of a table, and the HEALPix column that indexes it (see docs/dev/sky-index.md).</summary>
/// <param name="Longitude">Right ascension in degrees.</param>
/// <param name="Latitude">Declination in degrees.</param>
/// <param name="HealpixPhysicalName">The physical <c>bigint</c> column: the NESTED pixel of order 29 of the position, -1 where it is null. Not published.</param>
public sealed record SkyPosition(CatalogColumn Longitude, CatalogColumn Latitude, string HealpixPhysicalName)
{
    /// <summary>
    /// By how many bits the HEALPix column is shifted in the second index of a table, that of cells by which tables are matched: pixels of order 12, 0.86 arcmin
    /// wide.
    /// </summary>
    public const int CellShift = 34;

    /// <summary>The SQL of the cell, <c>(hpx29 &gt;&gt; 34)</c>: an index serves a query only where both have the same expression.</summary>
    /// <param name="healpix">The HEALPix column, quoted where it has to be.</param>
    public static string CellOf(string healpix) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"({healpix} >> {CellShift})");

    /// <summary>Whether the position is known to be ICRS, so that answers say so; not of a table that somebody uploaded.</summary>
    public bool IsIcrs { get; init; } = true;
}

/// <summary>A schema that a query may name.</summary>
/// <param name="Name">The published name, without quotes.</param>
/// <param name="Tables">Its tables, in the order to show them.</param>
public sealed record CatalogSchema(string Name, IReadOnlyList<CatalogTable> Tables)
{
    /// <summary>What the schema holds; null for none.</summary>
    public string? Description { get; init; }
}
