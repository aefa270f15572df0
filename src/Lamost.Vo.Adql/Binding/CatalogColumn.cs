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
}
