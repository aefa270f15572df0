namespace Lamost.Vo.Archive.Releases;

/// <summary>One column of a release's table.</summary>
/// <param name="Name">The name that users type; also the physical name.</param>
/// <param name="Type">Its type.</param>
public sealed record ColumnDefinition(string Name, ColumnType Type)
{
    /// <summary>English, ASCII.</summary>
    public required string Description { get; init; }

    /// <summary>The description in Chinese; null for none.</summary>
    public string? DescriptionZh { get; init; }

    /// <summary>For <see cref="ColumnType.String"/> the most characters, for <see cref="ColumnType.Char"/> the exact number; null when unbounded.</summary>
    public int? Length { get; init; }

    /// <summary>Unit in the VOUnits syntax; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>UCD1+; null for none.</summary>
    public string? Ucd { get; init; }

    /// <summary>The role in a data model; null for none.</summary>
    public string? Utype { get; init; }

    /// <summary>False when a row without a value is refused.</summary>
    public bool Nullable { get; init; } = true;

    /// <summary>Whether it is among the columns a newcomer should see first.</summary>
    public bool Principal { get; init; }

    /// <summary>Whether a standard defines it (<c>std</c> of TAP_SCHEMA).</summary>
    public bool Standard { get; init; }

    /// <summary>Names of the column in source files beside <see cref="Name"/>; compared without regard to case.</summary>
    public IReadOnlyList<string> SourceNames { get; init; } = [];

    /// <summary>Values of the source that mean "no value", as text; numbers are compared as numbers, text exactly.</summary>
    public IReadOnlyList<string> NullValues { get; init; } = [];

    /// <summary>The least value that is not an error, inclusive; null for none. Numeric columns only.</summary>
    public double? Minimum { get; init; }

    /// <summary>The greatest value that is not an error, inclusive; null for none. Numeric columns only.</summary>
    public double? Maximum { get; init; }

    /// <summary>The least VERB (1 to 3) of a cone search that shows the column.</summary>
    public int Verbosity { get; init; } = 3;

    /// <summary>What a file for VizieR calls it (docs/howto/export-to-vizier.md); null where that is made from <see cref="Name"/>.</summary>
    public string? VizierLabel { get; init; }

    /// <summary>
    /// Of views only: the column of the view, not published and served by an index, in which a row is found by its value of this one, as the function
    /// <c>adql.LOOKUP_of</c> of the database tells (<see cref="Adql.Binding.ColumnLookup"/>); null for none.
    /// </summary>
    public string? Lookup { get; init; }

    /// <summary>Of views and circles only: each is centred on the main position and has a radius of at most so many degrees; null where nothing is promised.</summary>
    public double? AroundPosition { get; init; }
}

/// <summary>Column types of a release definition, with the PostgreSQL type of each.</summary>
public enum ColumnType
{
    /// <summary><c>boolean</c></summary>
    Boolean,

    /// <summary><c>smallint</c></summary>
    Short,

    /// <summary><c>integer</c></summary>
    Int,

    /// <summary><c>bigint</c></summary>
    Long,

    /// <summary><c>real</c></summary>
    Float,

    /// <summary><c>double precision</c></summary>
    Double,

    /// <summary>ASCII text of exactly so many characters; <c>text</c></summary>
    Char,

    /// <summary>ASCII text; <c>text</c></summary>
    String,

    /// <summary>Text that may hold any character; <c>text</c></summary>
    Unicode,

    /// <summary><c>date</c></summary>
    Date,

    /// <summary><c>timestamp</c> without zone, UTC</summary>
    Timestamp,

    /// <summary>A circle on the sky, longitude, latitude and radius in degrees; <c>double precision[]</c>. Of views only: files have none.</summary>
    Circle,
}
