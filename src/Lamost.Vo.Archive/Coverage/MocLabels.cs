namespace Lamost.Vo.Archive.Coverage;

/// <summary>What a file says of the map in it, beside the map (MOC 2.0, 6). All may be missing.</summary>
public sealed record MocLabels
{
    /// <summary>The identifier of what is covered: MOCID.</summary>
    public string? Id { get; init; }

    /// <summary>The name of the map: EXTNAME.</summary>
    public string? Name { get; init; }

    /// <summary>Who publishes it: ORIGIN.</summary>
    public string? Origin { get; init; }

    /// <summary>The program that made it, with its version: MOCTOOL.</summary>
    public string? Tool { get; init; }

    /// <summary>When it was made, UTC: DATE.</summary>
    public DateTimeOffset? Made { get; init; }

    /// <summary>What else is to be known, each a COMMENT, e.g. that it was cut.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];
}
