namespace Lamost.Vo.Tables;

/// <summary>Everything that is known of a table before its first row.</summary>
/// <param name="Columns">In the order of the cells of each row; at least one.</param>
public sealed record TableHeader(IReadOnlyList<TableColumn> Columns)
{
    /// <summary>An NCName, unique in the document (VOTable only); null for none.</summary>
    public string? Id { get; init; }

    /// <summary>Name of the table; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>What the table holds; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>The role of the table in a data model (VOTable only); null for none.</summary>
    public string? Utype { get; init; }

    /// <summary>The role of the resource around the table (VOTable only); null for none.</summary>
    public string? ResourceUtype { get; init; }

    /// <summary>Values that hold for the whole table (VOTable only): first those in no group, then the groups, each in the order given.</summary>
    public IReadOnlyList<TableParameter> Parameters { get; init; } = [];

    /// <summary>Which columns belong together (VOTable only).</summary>
    public IReadOnlyList<TableColumnGroup> ColumnGroups { get; init; } = [];

    /// <summary>What the service that answers takes as input, for an answer that describes it: PARAMs of the RESOURCE itself (SSA 1.1, 4.2.6).</summary>
    public IReadOnlyList<TableParameter> Inputs { get; init; } = [];

    /// <summary>Services that do more with rows of the table, described after it (DataLink 1.1, 4). Formats other than VOTable leave them out.</summary>
    public IReadOnlyList<ServiceDescriptor> Services { get; init; } = [];

    /// <summary>How the table will end, where that is known before its first row: then it is told before the table, and not again after it. Formats other than VOTable leave it out.</summary>
    public TableEnding? KnownEnding { get; init; }

    /// <summary>Facts of the answer as a whole (request, service, licence ...), in the order given.</summary>
    public IReadOnlyList<TableInfo> Infos { get; init; } = [];

    /// <summary>The systems that columns refer to by <see cref="TableColumn.CoordinateSystemId"/>.</summary>
    public IReadOnlyList<CoordinateSystem> CoordinateSystems { get; init; } = [];
}

/// <summary>One named fact: VOTable's INFO.</summary>
/// <param name="Name">What is told, e.g. <c>QUERY</c>, <c>standardID</c>.</param>
/// <param name="Value">Its value.</param>
/// <param name="Text">Text of the element; null for none.</param>
/// <param name="Ucd">Its UCD; null for none.</param>
public sealed record TableInfo(string Name, string Value, string? Text = null, string? Ucd = null);

/// <summary>A celestial coordinate system: VOTable's COOSYS.</summary>
/// <param name="Id">An NCName, unique in the document.</param>
/// <param name="System">A term of the IVOA <c>refframe</c> vocabulary, e.g. <c>ICRS</c>.</param>
/// <param name="Epoch">Epoch of the positions, e.g. <c>J2000.0</c>; null when not known.</param>
public sealed record CoordinateSystem(string Id, string System, string? Epoch = null);
