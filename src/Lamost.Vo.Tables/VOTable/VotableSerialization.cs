namespace Lamost.Vo.Tables.VOTable;

/// <summary>How the rows stand in a VOTable (VOTable 1.4, section 5).</summary>
public enum VotableSerialization
{
    /// <summary>XML elements: a person can read it, every program since 2002 can; about twice as large as the binary ones.</summary>
    TableData,

    /// <summary>Base64 of the cells. It has no flag for null: see <see cref="VotableWriter"/> for what stands in its place.</summary>
    Binary,

    /// <summary>Base64 of the cells, each row led by one bit a column that tells which are null (VOTable 1.3 and later).</summary>
    Binary2,
}
