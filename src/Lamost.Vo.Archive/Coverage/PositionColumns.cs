using Lamost.Vo.Tables;

namespace Lamost.Vo.Archive.Coverage;

/// <summary>Which columns of a table are the position of its rows.</summary>
/// <param name="Longitude">The place of right ascension, from 0; that of the point where there is one column.</param>
/// <param name="Latitude">The place of declination; null for a column of points.</param>
sealed record PositionColumns(int Longitude, int? Latitude)
{
    static readonly (string Longitude, string Latitude)[] Names = [("ra", "dec"), ("s_ra", "s_dec"), ("raj2000", "dej2000"), ("ra_icrs", "de_icrs"), ("ra_obs", "dec_obs")];

    /// <summary>
    /// Finds them: by the UCDs of a main position, by those of any, by usual names, and last a column of points (DALI 1.1, 3.3.5). Of several of a kind the first counts.
    /// </summary>
    /// <exception cref="Errors.VoException">LVO-COV-1003: there are none, or they are not in degrees.</exception>
    public static PositionColumns Find(IReadOnlyList<TableColumn> columns)
    {
        var found = ByUcd(columns, main: true) ?? ByUcd(columns, main: false) ?? Names.Select(n => Pair(columns, c => Is(c.Name, n.Longitude), c => Is(c.Name, n.Latitude))).FirstOrDefault(p => p is not null);
        if (found is null)
        {
            var point = Place(columns, c => c.Type == CellType.DoubleArray && (c.Xtype is "point" || (c.Xtype is null && c.ArrayLength == 2)));
            found = point is { } at ? new PositionColumns(at, null) : throw CoverageErrors.NoPosition(columns.Select(c => c.Name));
        }
        foreach (var column in new[] { columns[found.Longitude], columns[found.Latitude ?? found.Longitude] })
            if (column.Unit is { Length: > 0 } unit && !unit.StartsWith("deg", StringComparison.OrdinalIgnoreCase)) throw CoverageErrors.Unit(column.Name, unit);
        return found;
    }

    static PositionColumns? ByUcd(IReadOnlyList<TableColumn> columns, bool main) => Pair(columns, c => Has(c, "pos.eq.ra", "POS_EQ_RA", main), c => Has(c, "pos.eq.dec", "POS_EQ_DEC", main));

    // UCD1+ as pos.eq.ra;meta.main, UCD1 as POS_EQ_RA_MAIN. An error of a position (stat.error;pos.eq.ra) has the word in another place.
    static bool Has(TableColumn column, string word, string old, bool main)
    {
        if (column.Ucd is not { } ucd) return false;
        var words = ucd.Split(';', StringSplitOptions.TrimEntries);
        return (Is(words[0], word) && (!main || words.Skip(1).Any(w => Is(w, "meta.main")))) || Is(words[0], old + "_MAIN") || (!main && Is(words[0], old));
    }

    static PositionColumns? Pair(IReadOnlyList<TableColumn> columns, Func<TableColumn, bool> longitude, Func<TableColumn, bool> latitude) =>
        Place(columns, c => c.Type.IsNumber() && longitude(c)) is { } lon && Place(columns, c => c.Type.IsNumber() && latitude(c)) is { } lat ? new PositionColumns(lon, lat) : null;

    static int? Place(IReadOnlyList<TableColumn> columns, Func<TableColumn, bool> test)
    {
        for (var i = 0; i < columns.Count; i++)
            if (test(columns[i])) return i;
        return null;
    }

    static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
