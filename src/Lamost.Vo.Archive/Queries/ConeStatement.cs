using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Sky;
using Npgsql;

namespace Lamost.Vo.Archive.Queries;

/// <summary>
/// The rows of one table within a circle, as one statement that PostgreSQL plans once a session and that serves every circle: the ranges of its cover come as
/// parameters (docs/dev/cones.md). Immutable; safe for any number of threads.
/// </summary>
public sealed class ConeStatement
{
    /// <summary>Ranges of <c>hpx29</c> that a circle becomes, at most. Here a range costs one search of the index, and nothing to plan.</summary>
    const int Ranges = 64;

    [ThreadStatic]
    static SkyCover? _few, _many;

    /// <summary>Makes the statement.</summary>
    /// <param name="table">A table with a position.</param>
    /// <param name="columns">What to answer of each row; longitude and latitude are among them.</param>
    /// <param name="asText">Of these, one to be given as text; null for none.</param>
    public ConeStatement(CatalogTable table, IReadOnlyList<CatalogColumn> columns, CatalogColumn? asText)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(columns);
        var position = table.Position!;
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i] == position.Longitude) Longitude = i;
            if (columns[i] == position.Latitude) Latitude = i;
        }
        var (lon, lat, pixel) = (Name(position.Longitude.PhysicalName), Name(position.Latitude.PhysicalName), Name(position.HealpixPhysicalName));
        // Near 180 degrees the haversine cannot tell positions apart: such a circle is what is not within one around the antipode (see Parameters).
        Sql = $"""
            SELECT {string.Join(", ", columns.Select(c => $"{Name(c.PhysicalName)}::{SqlTypes.Name(c == asText ? AdqlType.Varchar : c.Type)}"))}
            FROM (SELECT unnest($1) AS low, unnest($2) AS high, unnest($3) AS inside) AS r JOIN {SqlNames.Quote(table.PhysicalSchema, table.PhysicalName)} AS t ON {pixel} BETWEEN r.low AND r.high
            WHERE r.inside OR (power(sin((radians({lat}) - $5) / 2), 2) + cos(radians({lat})) * $6 * power(sin((radians({lon}) - $4) / 2), 2) <= $7) = $8
            LIMIT $9
            """;
    }

    /// <summary>The SQL; its parameters are those of <see cref="Parameters"/>.</summary>
    public string Sql { get; }

    /// <summary>The place of the longitude among the columns, from 0.</summary>
    public int Longitude { get; }

    /// <summary>The place of the latitude among the columns, from 0.</summary>
    public int Latitude { get; }

    /// <summary>The parameters of a circle: first and last pixel of each range, whether it needs no further test, the centre in radians, the test, the limit.</summary>
    /// <param name="circle">The circle; one of radius 0 has no row.</param>
    /// <param name="limit">Rows at most; null for all.</param>
    public static IEnumerable<NpgsqlParameter> Parameters(Circle circle, long? limit)
    {
        var most = SkyCover.RangesFor(circle, Ranges);
        var cover = most < Ranges ? _few ??= new SkyCover(most) : _many ??= new SkyCover(Ranges);
        if (circle.RadiusDeg > 0) cover.Cover(circle);
        PixelRange[] ranges = circle.RadiusDeg > 0 ? [.. cover.Border, .. cover.Inside] : [];
        var (low, high, isInside) = (new long[ranges.Length], new long[ranges.Length], new bool[ranges.Length]);
        for (var i = 0; i < ranges.Length; i++)
        {
            (low[i], high[i]) = ranges[i];
            isInside[i] = i >= cover.Border.Length;
        }
        var isLarge = circle.RadiusDeg > 90;
        var (lon, lat) = isLarge ? (circle.LonDeg + 180, -circle.LatDeg) : (circle.LonDeg, circle.LatDeg);
        var sine = Math.Sin((isLarge ? 180 - circle.RadiusDeg : circle.RadiusDeg) * (Math.PI / 360));
        return
        [
            new NpgsqlParameter<long[]> { TypedValue = low },
            new NpgsqlParameter<long[]> { TypedValue = high },
            new NpgsqlParameter<bool[]> { TypedValue = isInside },
            new NpgsqlParameter<double> { TypedValue = double.DegreesToRadians(lon) },
            new NpgsqlParameter<double> { TypedValue = double.DegreesToRadians(lat) },
            new NpgsqlParameter<double> { TypedValue = Math.Cos(double.DegreesToRadians(lat)) },
            // The rim belongs to the circle, so of the antipode's it is left out.
            new NpgsqlParameter<double> { TypedValue = isLarge ? Math.BitDecrement(sine * sine) : sine * sine },
            new NpgsqlParameter<bool> { TypedValue = !isLarge },
            new NpgsqlParameter { Value = limit ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint },
        ];
    }

    static string Name(string column) => $"t.{SqlNames.Quote(column)}";
}
