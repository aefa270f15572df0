namespace Lamost.Vo.Tables.Vizier;

/// <summary>All that a ReadMe says; every text is one paragraph of ASCII. What the author has to write himself is null here, and a mark to be replaced there.</summary>
/// <param name="ShortTitle">The title of the first line; longer ones are cut.</param>
/// <param name="Title">The whole title.</param>
/// <param name="Description">Paragraphs of the description.</param>
/// <param name="Files">The files of data, in the order to show them.</param>
public sealed record VizierCatalogue(string ShortTitle, string Title, IReadOnlyList<string> Description, IReadOnlyList<VizierFile> Files)
{
    /// <summary>Names of the authors with their initials behind, e.g. <c>Luo A.-L.</c>.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Year of publication.</summary>
    public int? Year { get; init; }

    /// <summary>Bibcode of the publication; null where there is none.</summary>
    public string? Bibcode { get; init; }

    /// <summary>Keywords of the list of the data centres.</summary>
    public IReadOnlyList<string> AdcKeywords { get; init; } = [];

    /// <summary>The author's keywords.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Catalogues (<c>V/164</c>) and addresses that belong to this one, and what each is.</summary>
    public IReadOnlyList<(string Name, string Explanation)> SeeAlso { get; init; } = [];

    /// <summary>Papers: what it is, with its bibcode.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Where the files come from, one sentence each.</summary>
    public IReadOnlyList<string> History { get; init; } = [];

    /// <summary>The program that wrote it, with its version.</summary>
    public required string Program { get; init; }

    /// <summary>The day on which it was written.</summary>
    public required DateOnly Day { get; init; }
}

/// <summary>A file of data.</summary>
/// <param name="Name">Its name, e.g. <c>lrs_catalogue.dat</c>.</param>
/// <param name="Records">Its lines.</param>
/// <param name="Explanation">What it holds.</param>
/// <param name="Columns">Its columns.</param>
public sealed record VizierFile(string Name, long Records, string Explanation, IReadOnlyList<VizierColumn> Columns)
{
    /// <summary>Bytes of a line without its line feed.</summary>
    public int RecordLength => Columns[^1].End;

    /// <summary>What else is to be said of it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
