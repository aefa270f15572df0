namespace Lamost.Vo.Adql;

/// <summary>The type of an ADQL value (ADQL 2.1, 3), which decides the VOTable type of an output column.</summary>
public enum AdqlType
{
    /// <summary>The literal NULL before its type is known.</summary>
    Unknown,

    /// <summary>A truth value; not a column type of ADQL 2.1, kept for predicates and for boolean columns.</summary>
    Boolean,

    /// <summary>16-bit integer.</summary>
    Smallint,

    /// <summary>32-bit integer.</summary>
    Integer,

    /// <summary>64-bit integer.</summary>
    Bigint,

    /// <summary>Single precision.</summary>
    Real,

    /// <summary>Double precision.</summary>
    Double,

    /// <summary>ASCII text of bounded or unbounded length.</summary>
    Varchar,

    /// <summary>Text that may hold any character.</summary>
    UnicodeVarchar,

    /// <summary>A TIMESTAMP stored to the day; compares with timestamps and with DALI strings.</summary>
    Date,

    /// <summary>A TIMESTAMP to the microsecond, without zone.</summary>
    Timestamp,

    /// <summary>A position.</summary>
    Point,

    /// <summary>A circle on the sphere.</summary>
    Circle,

    /// <summary>A polygon on the sphere.</summary>
    Polygon,
}
