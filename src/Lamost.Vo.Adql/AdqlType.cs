namespace Lamost.Vo.Adql;

/// <summary>The type of an ADQL value (ADQL 2.1, 3), which decides the VOTable type of an output column. The numbers stand in the order of their width.</summary>
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

    /// <summary>A position: longitude and latitude in degrees.</summary>
    Point,

    /// <summary>A circle on the sphere: longitude and latitude of its centre and its radius, in degrees.</summary>
    Circle,

    /// <summary>A polygon on the sphere: longitudes and latitudes of its vertices in turn, in degrees.</summary>
    Polygon,

    /// <summary>A region that is none of these, written in STC-S: a union, an intersection or the rest of the sky.</summary>
    Region,

    /// <summary>A multi-order coverage map in its text form (MOC 2.0, 4.3.2).</summary>
    Moc,

    /// <summary>Integers of 32 bits in a row, as a histogram gives.</summary>
    IntegerArray,

    /// <summary>Numbers of double precision in a row that are no geometry, as an uploaded table can hold.</summary>
    DoubleArray,
}
