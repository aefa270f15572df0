namespace Lamost.Vo.Adql;

/// <summary>What a query may be at most. Every limit has an error that names it.</summary>
public static class AdqlLimits
{
    /// <summary>Characters of a query.</summary>
    public const int QueryCharacters = 4 << 20;

    /// <summary>Expressions, parentheses and subqueries inside one another.</summary>
    public const int Depth = 150;

    /// <summary>Terms of one sum, product or concatenation.</summary>
    public const int ChainTerms = 500;

    /// <summary>Levels of the tree of one expression; a chain is a tree as high as it is long.</summary>
    public const int Height = 600;

    /// <summary>Tables of a query, those of its subqueries and common tables included; it bounds the number of SELECTs too.</summary>
    public const int Tables = 64;

    /// <summary>Columns of one answer: what a row of PostgreSQL holds.</summary>
    public const int Columns = 1600;

    /// <summary>Coordinates of one constant polygon.</summary>
    public const int PolygonCoordinates = 2000;

    /// <summary>Cells on the outline of a constant region of which a coverage map is made, about.</summary>
    public const int MapOutlineCells = 200_000;

    /// <summary>Characters of the SQL that a query becomes; functions of functions can grow.</summary>
    public const int SqlCharacters = 32 << 20;

    /// <summary>Errors of one query that are told.</summary>
    public const int Errors = 20;

    /// <summary>Warnings of one query that are told.</summary>
    public const int Warnings = 20;
}
