namespace Lamost.Vo.Tables;

/// <summary>
/// A service that does more with what a row of a table identifies (DataLink 1.1, 4): which, where, and what it takes. Of its inputs, one with a
/// <see cref="TableParameter.ColumnId"/> is taken from a row, one with a value is fixed, one without is the user's to choose.
/// </summary>
/// <param name="Id">An NCName, unique in the document.</param>
/// <param name="AccessUrl">Absolute.</param>
/// <param name="Inputs">In the order to show them.</param>
public sealed record ServiceDescriptor(string Id, string AccessUrl, IReadOnlyList<TableParameter> Inputs)
{
    /// <summary>The standard that it follows, e.g. <c>ivo://ivoa.net/std/SODA#sync-1.0</c>; null for none.</summary>
    public string? StandardId { get; init; }

    /// <summary>For a person; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>For a person; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>The media type of what it gives; null when there are several.</summary>
    public string? ContentType { get; init; }

    /// <summary>True for the service that gave the document (DataLink 1.1, 4.4): <c>adhoc:this</c>.</summary>
    public bool IsThis { get; init; }
}
