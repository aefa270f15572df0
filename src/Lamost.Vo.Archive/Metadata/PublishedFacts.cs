namespace Lamost.Vo.Archive.Metadata;

/// <summary>What is known of a table when it has been loaded.</summary>
/// <param name="RowCount">Its rows.</param>
/// <param name="Simulated">True for invented data; whoever shows the table says so.</param>
/// <param name="LoadedAt">When the loading ended.</param>
public sealed record PublishedFacts(long RowCount, bool Simulated, DateTimeOffset LoadedAt)
{
    /// <summary>True for a view of the service's own, false for a table that was loaded.</summary>
    public bool IsView { get; init; }
}
