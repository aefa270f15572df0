namespace Lamost.Vo.Tables;

/// <summary>
/// What the cells of a column are, and how each is laid out in a row (see <see cref="RowReader"/>).
/// All numbers are big-endian, which is the order of PostgreSQL's binary copy, of VOTable BINARY and of FITS,
/// so that a fixed-width cell is copied on its way out, not converted.
/// </summary>
public enum CellType
{
    /// <summary>One byte, 0 or 1.</summary>
    Boolean,

    /// <summary>16-bit two's complement.</summary>
    Short,

    /// <summary>32-bit two's complement.</summary>
    Int,

    /// <summary>64-bit two's complement.</summary>
    Long,

    /// <summary>IEEE 754 single precision; NaN is a value of the wire, and means null to VOTable and FITS.</summary>
    Float,

    /// <summary>IEEE 754 double precision; NaN as for <see cref="Float"/>.</summary>
    Double,

    /// <summary>UTF-8 text that is expected to be ASCII: VOTable <c>char</c>.</summary>
    Text,

    /// <summary>UTF-8 text that may hold any character: VOTable <c>unicodeChar</c>.</summary>
    UnicodeText,

    /// <summary>32-bit count of days since 2000-01-01; written in the DALI form <c>YYYY-MM-DD</c>.</summary>
    Date,

    /// <summary>64-bit count of microseconds since 2000-01-01T00:00:00; written in the DALI form without zone.</summary>
    Timestamp,

    /// <summary>
    /// IEEE 754 double precision numbers in a row, as PostgreSQL sends <c>float8[]</c> of at most one dimension: a position, a polygon. A null number is NaN.
    /// </summary>
    DoubleArray,

    /// <summary>32-bit integers in a row, as PostgreSQL sends <c>int4[]</c> of at most one dimension. A null integer is the least one of the type.</summary>
    IntArray,
}
