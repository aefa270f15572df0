namespace Lamost.Vo.Tables.VOTable;

/// <summary>The version a document declares. The namespace is that of 1.3 with each of them, as the standard wants.</summary>
public enum VotableVersion
{
    /// <summary>VOTable 1.3 (2013).</summary>
    V13,

    /// <summary>VOTable 1.4 (2019): the newest one that every client in use knows.</summary>
    V14,

    /// <summary>VOTable 1.5 (2025): COOSYS takes its terms from the IVOA vocabulary. STILTS 3.4 and astropy 5 do not know it.</summary>
    V15,
}
