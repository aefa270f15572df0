namespace Lamost.Vo.Tables;

/// <summary>The description of one column of a table that is written out: VOTable's FIELD, FITS' TTYPE.</summary>
/// <param name="Name">The name as the user wrote or published it; unique in its table.</param>
/// <param name="Type">How the cells are laid out.</param>
public sealed record TableColumn(string Name, CellType Type)
{
    /// <summary>For text, the most characters a cell can have; null when unbounded. Null for every other type.</summary>
    public int? MaxLength { get; init; }

    /// <summary>True when every text cell has exactly <see cref="MaxLength"/> characters.</summary>
    public bool FixedLength { get; init; }

    /// <summary>For arrays, how many numbers every cell has, at least 1; null when it differs. Null for every other type.</summary>
    public int? ArrayLength { get; init; }

    /// <summary>An NCName that a service descriptor can refer to this column by, unique in the document; null for none.</summary>
    public string? Id { get; init; }

    /// <summary>Unit in the VOUnits syntax; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>UCD1+ (UCD1 in cone search answers); null for none.</summary>
    public string? Ucd { get; init; }

    /// <summary>The role in a data model; null for none.</summary>
    public string? Utype { get; init; }

    /// <summary>DALI extended type; dates and timestamps have <c>timestamp</c> without it being said here.</summary>
    public string? Xtype { get; init; }

    /// <summary>One or two sentences for a person; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>The ID of the <see cref="CoordinateSystem"/> of the header that this column's values refer to; null for none.</summary>
    public string? CoordinateSystemId { get; init; }
}
