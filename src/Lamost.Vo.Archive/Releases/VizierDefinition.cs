namespace Lamost.Vo.Archive.Releases;

/// <summary>What the ReadMe of an export for VizieR says of a release (<c>lvo:vizier</c>). All ASCII; what is missing is left for the author to fill in.</summary>
public sealed record VizierDefinition
{
    /// <summary>The title of the first line, at most 45 characters; null for one that is made of the release's name and version.</summary>
    public string? Title { get; init; }

    /// <summary>Names of the authors, the family name first.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Year of publication.</summary>
    public int? Year { get; init; }

    /// <summary>Bibcode of the publication.</summary>
    public string? Bibcode { get; init; }

    /// <summary>Keywords of the data centres.</summary>
    public IReadOnlyList<string> AdcKeywords { get; init; } = [];

    /// <summary>The author's keywords.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Catalogues and addresses that belong to it, each <c>name : what it is</c>.</summary>
    public IReadOnlyList<string> SeeAlso { get; init; } = [];

    /// <summary>Papers.</summary>
    public IReadOnlyList<string> References { get; init; } = [];
}
