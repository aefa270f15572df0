namespace Lamost.Vo.Adql.Syntax;

/// <summary>The types that CAST converts to (ADQL 2.1, 4.5.1), as they are written.</summary>
public enum CastType
{
    /// <summary>SMALLINT.</summary>
    Smallint,

    /// <summary>INTEGER; INT as an extension.</summary>
    Integer,

    /// <summary>BIGINT.</summary>
    Bigint,

    /// <summary>REAL.</summary>
    Real,

    /// <summary>DOUBLE PRECISION; FLOAT and DOUBLE as extensions.</summary>
    Double,

    /// <summary>CHAR, CHAR(n).</summary>
    Char,

    /// <summary>VARCHAR, VARCHAR(n); TEXT as an extension.</summary>
    Varchar,

    /// <summary>TIMESTAMP.</summary>
    Timestamp,

    /// <summary>POINT.</summary>
    Point,

    /// <summary>CIRCLE.</summary>
    Circle,

    /// <summary>POLYGON.</summary>
    Polygon,

    /// <summary>BOOLEAN, an extension.</summary>
    Boolean,
}
