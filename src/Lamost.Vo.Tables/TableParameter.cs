namespace Lamost.Vo.Tables;

/// <summary>
/// One value that holds for a table as a whole, with all that is said of a column: VOTable's PARAM (VOTable 1.4, 4.3). Of the formats only VOTable writes parameters, in each
/// of its serialisations; the others leave them out.
/// </summary>
/// <param name="Name">Not empty. Need not be unique, but clients find parameters by it.</param>
/// <param name="Type">What the value is.</param>
/// <param name="Value">
/// Its text as TABLEDATA has it: numbers as in C#'s invariant culture, <c>NaN</c> where there is none; the numbers of an array with blanks between them. The caller answers
/// for its being of <paramref name="Type"/>.
/// </param>
public sealed record TableParameter(string Name, CellType Type, string Value)
{
    /// <summary>VOTable's arraysize; null for the one that a column of the type has: <c>*</c> for texts and arrays, none for other scalars.</summary>
    public string? ArraySize { get; init; }

    /// <summary>An NCName, unique in the document; null for none.</summary>
    public string? Id { get; init; }

    /// <summary>Unit in the VOUnits syntax; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>UCD1+; null for none.</summary>
    public string? Ucd { get; init; }

    /// <summary>The role in a data model; null for none.</summary>
    public string? Utype { get; init; }

    /// <summary>DALI extended type; dates and timestamps have <c>timestamp</c> without it being said here.</summary>
    public string? Xtype { get; init; }

    /// <summary>One or two sentences for a person; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>The ID of the <see cref="CoordinateSystem"/> of the header that the value refers to; null for none.</summary>
    public string? CoordinateSystemId { get; init; }

    /// <summary>The <see cref="TableColumn.Id"/> of the column from whose rows a service takes the value (DataLink 1.1, 4.2); null for none.</summary>
    public string? ColumnId { get; init; }

    /// <summary>What values it may have; null when that is not said.</summary>
    public ParameterValues? Values { get; init; }

    /// <summary>The group that it stands in; null for none. Groups are the same when they are equal.</summary>
    public TableGroup? Group { get; init; }
}

/// <summary>The values that a parameter may have: VOTable's VALUES.</summary>
/// <param name="Options">The only ones; empty when there are others.</param>
/// <param name="Minimum">The least, itself allowed; null for none.</param>
/// <param name="Maximum">The greatest, itself allowed; null for none.</param>
public sealed record ParameterValues(IReadOnlyList<string> Options, string? Minimum = null, string? Maximum = null);

/// <summary>What belongs together in a table: VOTable's GROUP.</summary>
/// <param name="Name">Its name; null for none.</param>
/// <param name="Utype">The role in a data model; null for none.</param>
public sealed record TableGroup(string? Name, string? Utype = null)
{
    /// <summary>For a person; null for none.</summary>
    public string? Description { get; init; }
}

/// <summary>The columns of a group, which may have parameters too.</summary>
/// <param name="Group">The group; the same as that of parameters which are to stand in it.</param>
/// <param name="ColumnIds">The <see cref="TableColumn.Id"/> of each.</param>
public sealed record TableColumnGroup(TableGroup Group, IReadOnlyList<string> ColumnIds);
