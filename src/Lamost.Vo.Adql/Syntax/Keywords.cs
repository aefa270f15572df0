using System.Collections.Frozen;

namespace Lamost.Vo.Adql.Syntax;

/// <summary>Finds the words of the language, in any case, without making strings of them.</summary>
static class Keywords
{
    const int Longest = 17;

    // ADQL 2.1, 2.1.3: those of SQL-92, then those of ADQL. END-EXEC cannot be one token and is left out.
    const string ReservedWords = """
        ABSOLUTE ACTION ADD ALL ALLOCATE ALTER AND ANY ARE AS ASC ASSERTION AT AUTHORIZATION AVG BEGIN BETWEEN BIT BIT_LENGTH BOTH BY
        CASCADE CASCADED CASE CAST CATALOG CHAR CHARACTER CHAR_LENGTH CHARACTER_LENGTH CHECK CLOSE COALESCE COLLATE COLLATION COLUMN
        COMMIT CONNECT CONNECTION CONSTRAINT CONSTRAINTS CONTINUE CONVERT CORRESPONDING COUNT CREATE CROSS CURRENT CURRENT_DATE
        CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER CURSOR DATE DAY DEALLOCATE DECIMAL DECLARE DEFAULT DEFERRABLE DEFERRED DELETE DESC
        DESCRIBE DESCRIPTOR DIAGNOSTICS DISCONNECT DISTINCT DOMAIN DOUBLE DROP ELSE END ESCAPE EXCEPT EXCEPTION EXEC EXECUTE EXISTS
        EXTERNAL EXTRACT FALSE FETCH FIRST FLOAT FOR FOREIGN FOUND FROM FULL GET GLOBAL GO GOTO GRANT GROUP HAVING HOUR IDENTITY IMMEDIATE
        IN INDICATOR INITIALLY INNER INPUT INSENSITIVE INSERT INT INTEGER INTERSECT INTERVAL INTO IS ISOLATION JOIN KEY LANGUAGE LAST
        LEADING LEFT LEVEL LIKE LOCAL LOWER MATCH MAX MIN MINUTE MODULE MONTH NAMES NATIONAL NATURAL NCHAR NEXT NO NOT NULL NULLIF NUMERIC
        OCTET_LENGTH OF ON ONLY OPEN OPTION OR ORDER OUTER OUTPUT OVERLAPS PAD PARTIAL POSITION PRECISION PREPARE PRESERVE PRIMARY PRIOR
        PRIVILEGES PROCEDURE PUBLIC READ REAL REFERENCES RELATIVE RESTRICT REVOKE RIGHT ROLLBACK ROWS SCHEMA SCROLL SECOND SECTION SELECT
        SESSION SESSION_USER SET SIZE SMALLINT SOME SPACE SQL SQLCODE SQLERROR SQLSTATE SUBSTRING SUM SYSTEM_USER TABLE TEMPORARY THEN
        TIME TIMESTAMP TIMEZONE_HOUR TIMEZONE_MINUTE TO TRAILING TRANSACTION TRANSLATE TRANSLATION TRIM TRUE UNION UNIQUE UNKNOWN UPDATE
        UPPER USAGE USER USING VALUE VALUES VARCHAR VARYING VIEW WHEN WHENEVER WHERE WITH WORK WRITE YEAR ZONE
        ABS ACOS AREA ASIN ATAN ATAN2 BIGINT BOX CEILING CENTROID CIRCLE CONTAINS COORD1 COORD2 COORDSYS COS COT DEGREES DISTANCE EXP
        FLOOR ILIKE INTERSECTS IN_UNIT LOG LOG10 MOD OFFSET PI POINT POLYGON POWER RADIANS REGION RAND ROUND SIN SQRT TOP TAN TRUNCATE
        """;

    static readonly FrozenDictionary<string, Keyword> Words = All();
    static readonly FrozenDictionary<string, Keyword>.AlternateLookup<ReadOnlySpan<char>> Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The keyword that a word is; <see cref="Keyword.None"/> for none.</summary>
    public static Keyword Of(ReadOnlySpan<char> word) => word.Length is > 1 and <= Longest && Lookup.TryGetValue(word, out var keyword) ? keyword : Keyword.None;

    /// <summary>Whether it cannot be a name without quotes.</summary>
    public static bool IsReserved(Keyword keyword) => keyword is not Keyword.None and <= Keyword.Reserved;

    /// <summary>Whether it holds a query together, so that nobody means a name by it.</summary>
    public static bool IsStructural(Keyword keyword) => keyword is not Keyword.None and <= Keyword.With;

    static FrozenDictionary<string, Keyword> All()
    {
        var roles = Enum.GetValues<Keyword>().Where(k => k is not Keyword.None and not Keyword.Reserved).ToDictionary(k => k.ToString(), StringComparer.OrdinalIgnoreCase);
        var words = roles.Values.Where(k => k > Keyword.Reserved).ToDictionary(k => k.ToString(), StringComparer.OrdinalIgnoreCase);
        foreach (var word in ReservedWords.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            words.Add(word, roles.GetValueOrDefault(word.Replace("_", "", StringComparison.Ordinal), Keyword.Reserved));
        return words.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
