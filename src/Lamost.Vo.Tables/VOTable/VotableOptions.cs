namespace Lamost.Vo.Tables.VOTable;

/// <summary>What a caller may choose about a VOTable besides its serialisation.</summary>
public sealed record VotableOptions
{
    /// <summary>The media type without parameters that VOTables have (VOTable 1.4, section 8).</summary>
    public const string MediaType = "application/x-votable+xml";

    /// <summary>The choices of a caller who makes none.</summary>
    public static VotableOptions Default { get; } = new();

    /// <summary>The version that the document declares; 1.4 unless said otherwise.</summary>
    public VotableVersion Version { get; init; } = VotableVersion.V14;

    /// <summary>The media type that the answer is given under: DALI 1.1, 3.4.3, wants that which was asked for.</summary>
    public string ContentType { get; init; } = MediaType;
}
