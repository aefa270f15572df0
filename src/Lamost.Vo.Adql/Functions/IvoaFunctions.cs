using static Lamost.Vo.Adql.AdqlType;

namespace Lamost.Vo.Adql.Functions;

/// <summary>
/// The functions of the Catalogue of ADQL User-Defined Functions (IVOA Endorsed Note 1.2), save those that are aggregates (<see cref="AggregateDefinition"/>),
/// ivo_geom_transform, whose value has the type of an argument (it is bound with the geometries), and ivo_simbadpoint, which would ask another service.
/// </summary>
static class IvoaFunctions
{
    public static IReadOnlyList<FunctionDefinition> All { get; } =
    [
        Declared("ivo_healpix_index", [Integer, AdqlType.Double, AdqlType.Double], Bigint, "adql.healpix_index({0}, {1}, {2})", "ivo_healpix_index(order INTEGER, lon DOUBLE PRECISION, lat DOUBLE PRECISION) -> BIGINT",
            "The number of the HEALPix cell of an order (0 to 29), in the NESTED scheme, that holds a position given in degrees."),
        Declared("ivo_healpix_index", [Integer, Point], Bigint, "adql.healpix_index({0}, {1}, {2})", "ivo_healpix_index(order INTEGER, p POINT) -> BIGINT",
            "The number of the HEALPix cell of an order (0 to 29), in the NESTED scheme, that holds a point."),
        Declared("ivo_healpix_center", [Integer, Bigint], Point, "adql.healpix_center({0}, {1})", "ivo_healpix_center(order INTEGER, npix BIGINT) -> POINT",
            "The centre of a HEALPix cell, given by its order (0 to 29) and its number in the NESTED scheme."),
        Declared("ivo_epoch_prop_pos", [AdqlType.Double, AdqlType.Double, AdqlType.Double, AdqlType.Double, AdqlType.Double, AdqlType.Double, AdqlType.Double, AdqlType.Double], Point,
            "adql.ivo_epoch_prop_pos({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7})",
            "ivo_epoch_prop_pos(ra DOUBLE PRECISION, dec DOUBLE PRECISION, parallax DOUBLE PRECISION, pmra DOUBLE PRECISION, pmdec DOUBLE PRECISION, radial_velocity DOUBLE PRECISION, ref_epoch DOUBLE PRECISION, out_epoch DOUBLE PRECISION) -> POINT",
            "The position of a star at another epoch, moved along a straight line in space. Positions in degrees, parallax in mas (NULL: infinitely far), proper motions in mas/yr, that in right ascension with cos(dec) (NULL: 0), radial velocity in km/s (NULL: 0), epochs in Julian years."),
        Declared("ivo_to_jd", [Timestamp], AdqlType.Double, "adql.ivo_to_jd({0})", "ivo_to_jd(d TIMESTAMP) -> DOUBLE PRECISION", "The Julian date of a time.") with { Unit = UnitRule.Days },
        Declared("ivo_to_jd", [Varchar], AdqlType.Double, "adql.ivo_to_jd(adql.to_timestamp({0}))", null, null) with { Unit = UnitRule.Days },
        Declared("ivo_to_mjd", [Timestamp], AdqlType.Double, "adql.ivo_to_mjd({0})", "ivo_to_mjd(d TIMESTAMP) -> DOUBLE PRECISION", "The modified Julian date (JD - 2400000.5) of a time.") with { Unit = UnitRule.Days },
        Declared("ivo_to_mjd", [Varchar], AdqlType.Double, "adql.ivo_to_mjd(adql.to_timestamp({0}))", null, null) with { Unit = UnitRule.Days },
        Declared("ivo_nocasematch", [Varchar, Varchar], Integer, "adql.ivo_nocasematch({0}, {1})", "ivo_nocasematch(value VARCHAR(*), pattern VARCHAR(*)) -> INTEGER",
            "1 if a text matches a LIKE pattern whatever the case of its letters, else 0."),
        Declared("ivo_hasword", [Varchar, Varchar], Integer, "adql.ivo_hasword({0}, {1})", "ivo_hasword(haystack VARCHAR(*), needle VARCHAR(*)) -> INTEGER",
            "1 if a text has every word of another, whatever their case and order, else 0."),
        Declared("ivo_hashlist_has", [Varchar, Varchar], Integer, "adql.ivo_hashlist_has({0}, {1})", "ivo_hashlist_has(hashlist VARCHAR(*), item VARCHAR(*)) -> INTEGER",
            "1 if an item is in a list whose items are divided by #, whatever the case of its letters, else 0."),
        Declared("ivo_interval_overlaps", [AdqlType.Double, AdqlType.Double, AdqlType.Double, AdqlType.Double], Integer, "adql.ivo_interval_overlaps({0}, {1}, {2}, {3})",
            "ivo_interval_overlaps(l1 DOUBLE PRECISION, h1 DOUBLE PRECISION, l2 DOUBLE PRECISION, h2 DOUBLE PRECISION) -> INTEGER",
            "1 if the intervals [l1, h1] and [l2, h2] have a number in common, else 0; an interval whose lower limit is above its upper one has none."),
        Declared("ivo_normal_random", [AdqlType.Double, AdqlType.Double], AdqlType.Double, "adql.ivo_normal_random({0}, {1})", "ivo_normal_random(mu DOUBLE PRECISION, sigma DOUBLE PRECISION) -> DOUBLE PRECISION",
            "A random number of the normal distribution of mean mu and standard deviation sigma, another one for each row."),
        Declared("ivo_hms_to_degrees", [Varchar], AdqlType.Double, "adql.ivo_hms_to_degrees({0})", "ivo_hms_to_degrees(hms VARCHAR(*)) -> DOUBLE PRECISION",
            "Degrees of an angle written in hours, minutes and seconds (12:34:56.7, 123456.7, 12h34m56.7s); NULL for a text that is none.") with { Unit = UnitRule.Degrees },
        Declared("ivo_dms_to_degrees", [Varchar], AdqlType.Double, "adql.ivo_dms_to_degrees({0})", "ivo_dms_to_degrees(dms VARCHAR(*)) -> DOUBLE PRECISION",
            "Degrees of an angle written in degrees, minutes and seconds (-12:34:56.7, -123456.7, -12d34m56.7s); NULL for a text that is none.") with { Unit = UnitRule.Degrees },
    ];

    /// <summary>The declarations of ivo_geom_transform, one for each type of geometry.</summary>
    public static IReadOnlyList<(string Signature, string Description)> Transforms { get; } =
    [
        .. new[] { "POINT", "CIRCLE", "POLYGON" }.Select(t => ($"ivo_geom_transform(from_sys VARCHAR(*), to_sys VARCHAR(*), geom {t}) -> {t}",
            "A geometry in another frame: one of ICRS, FK5, GALACTIC, SUPER_GALACTIC, ECLIPTIC, written as a text in exactly this case. Frames are rotated into each other; motions of the sources are not applied.")),
    ];

    static FunctionDefinition Declared(string name, AdqlType[] parameters, AdqlType result, string sql, string? signature, string? description) =>
        new(name, parameters, result, sql) { Group = FunctionGroup.UserDefined, Signature = signature, Description = description };
}
