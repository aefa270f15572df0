namespace Lamost.Vo.Adql.Binding;

/// <summary>A column that a query may name.</summary>
/// <param name="Name">The published name, without quotes, in its exact case.</param>
/// <param name="Type">Its type.</param>
/// <param name="PhysicalName">The name in PostgreSQL, without quotes.</param>
public sealed record CatalogColumn(string Name, AdqlType Type, string PhysicalName)
{
    /// <summary>For text, the declared most characters; null when unbounded. For an array, the count of numbers of every value; null when it differs.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Unit in the VOUnits syntax; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>UCD1+; null for none.</summary>
    public string? Ucd { get; init; }

    /// <summary>The role in a data model; null for none.</summary>
    public string? Utype { get; init; }

    /// <summary>DALI extended type; null for none.</summary>
    public string? Xtype { get; init; }

    /// <summary>English description; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>Whether a condition on this column alone is served by an index.</summary>
    public bool Indexed { get; init; }

    /// <summary>Whether it is among the columns a newcomer should see first.</summary>
    public bool Principal { get; init; }

    /// <summary>Whether a standard defines it.</summary>
    public bool Std { get; init; }

    /// <summary>Whether it can be null.</summary>
    public bool Nullable { get; init; } = true;

    /// <summary>By which other column of the table a value of this one is found; null for none.</summary>
    public ColumnLookup? Lookup { get; init; }

    /// <summary>
    /// Of a column of circles: every circle has the table's main position as its centre and a radius of at most so many degrees, more than 0; null when nothing
    /// of the kind is known.
    /// </summary>
    public double? AroundPosition { get; init; }

    /// <summary>Of a column of coverage maps: the part of the sky, 0 to 1, that one of them has on the average; null when it is not known. For the planner's estimates.</summary>
    public double? SkyFraction { get; init; }
}

/// <summary>A column that is not published, and that an index serves: a value of the published column tells that of this one.</summary>
/// <param name="PhysicalName">The name in PostgreSQL, of the same table, without quotes; a <c>bigint</c>.</param>
/// <param name="Function">
/// The immutable SQL function, with its schema, as SQL names it: of a text, a <c>bigint</c>. Of each value of the published column that is in the table it gives the
/// value of the other in that row; of any other text, what it likes.
/// </param>
public sealed record ColumnLookup(string PhysicalName, string Function);

/// <summary>Where a column of an answer comes from unchanged.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">A column of it.</param>
public sealed record ColumnOrigin(CatalogTable Table, CatalogColumn Column);
