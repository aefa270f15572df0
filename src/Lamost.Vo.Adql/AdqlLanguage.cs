namespace Lamost.Vo.Adql;

/// <summary>What the translator speaks, for the capabilities of a service (TAPRegExt 1.0, 2.3) and for whoever writes names.</summary>
public static class AdqlLanguage
{
    /// <summary>Versions whose queries are taken.</summary>
    public static IReadOnlyList<string> Versions { get; } = ["2.0", "2.1"];

    /// <summary>Optional features, by the type of TAPRegExt.</summary>
    public static IReadOnlyList<LanguageFeatures> Features { get; } =
    [
        new("ivo://ivoa.net/std/TAPRegExt#features-adqlgeo", ["POINT", "CIRCLE", "CONTAINS", "INTERSECTS", "DISTANCE"]),
        new("ivo://ivoa.net/std/TAPRegExt#features-adql-string", ["LOWER", "UPPER", "ILIKE"]),
        new("ivo://ivoa.net/std/TAPRegExt#features-adql-type", ["CAST"]),
        new("ivo://ivoa.net/std/TAPRegExt#features-adql-offset", ["OFFSET"]),
    ];

    static readonly HashSet<string> Reserved = new("""
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
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a word, in any case, cannot be a name without quotes (ADQL 2.1, 2.1.3): reserved by SQL-92 or by ADQL.</summary>
    public static bool IsReserved(string word) => Reserved.Contains(word);

    /// <summary>Whether a name can be typed without quotes (ADQL 2.1, 2.1.2): an ASCII letter, then ASCII letters, digits and underscores, and not reserved.</summary>
    public static bool IsRegular(string name) =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !IsReserved(name);

    /// <summary>A name as it has to be typed: itself where it is regular, else in double quotes.</summary>
    public static string Written(string name) => IsRegular(name) ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Schema and table, each as <see cref="Written(string)"/>.</summary>
    public static string Written(string schema, string table) => $"{Written(schema)}.{Written(table)}";
}

/// <summary>Features of one kind.</summary>
/// <param name="Type">The identifier of the kind.</param>
/// <param name="Forms">The features.</param>
public sealed record LanguageFeatures(string Type, IReadOnlyList<string> Forms);
