using System.Globalization;
using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Archive.Uploads;

/// <summary>What the columns of an uploaded table are to queries and to PostgreSQL.</summary>
static class UploadColumns
{
    /// <summary>The name of the column in PostgreSQL that holds the HEALPix pixel of the position.</summary>
    public const string Healpix = "hpx29";

    static readonly (string Longitude, string Latitude)[] PositionUcds =
        [("pos.eq.ra;meta.main", "pos.eq.dec;meta.main"), ("POS_EQ_RA_MAIN", "POS_EQ_DEC_MAIN"), ("pos.eq.ra", "pos.eq.dec")];

    static readonly (string Longitude, string Latitude)[] PositionNames =
        [("ra", "dec"), ("ra", "de"), ("raj2000", "dej2000"), ("_raj2000", "_dej2000"), ("ra_icrs", "de_icrs"), ("ra_deg", "dec_deg"), ("radeg", "decdeg"), ("radeg", "dedeg"),
         ("alpha", "delta"), ("ra_obs", "dec_obs"), ("s_ra", "s_dec"), ("lon", "lat"), ("ra2000", "dec2000"), ("alpha_j2000", "delta_j2000"), ("ra_j2000", "dec_j2000")];

    /// <summary>A table as a query sees it. Names in PostgreSQL are ours, so that those of the user may be anything.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="physicalName">Its name in PostgreSQL.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="skyFraction">Of the place of a column of coverage maps, the part of the sky that one has on the average; null when it is not known.</param>
    public static CatalogTable Table(string name, string physicalName, IReadOnlyList<TableColumn> columns, Func<int, double?>? skyFraction = null)
    {
        var all = columns.Select((c, i) => Column(c, PhysicalName(i)) with { SkyFraction = MocColumns.IsMap(c) ? skyFraction?.Invoke(i) : null }).ToList();
        var position = Position(columns);
        return new CatalogTable(UploadedTables.Schema, name, UploadedTables.PhysicalSchema, physicalName, all)
        {
            Position = position is { } p ? new SkyPosition(all[p.Longitude], all[p.Latitude], Healpix) { IsIcrs = false } : null,
        };
    }

    /// <summary>
    /// The places of longitude and latitude among the columns: by UCD, then by name; numbers, in degrees where a unit is given. Null when there are none.
    /// </summary>
    public static (int Longitude, int Latitude)? Position(IReadOnlyList<TableColumn> columns) =>
        Pair(PositionUcds, columns, c => c.Ucd) ?? Pair(PositionNames, columns, c => c.Name);

    /// <summary>The columns of <c>CREATE TABLE</c>.</summary>
    public static string Ddl(IReadOnlyList<TableColumn> columns) =>
        string.Join(", ", columns.Select((c, i) => $"{PhysicalName(i)} {(MocColumns.IsMap(c) ? "adql.moc" : PhysicalType(c.Type))}").Concat(Position(columns) is null ? [] : [$"{Healpix} bigint NOT NULL"]));

    static string PhysicalName(int index) => string.Create(CultureInfo.InvariantCulture, $"c{index + 1}");

    static (int Longitude, int Latitude)? Pair((string, string)[] pairs, IReadOnlyList<TableColumn> columns, Func<TableColumn, string?> key)
    {
        foreach (var (longitude, latitude) in pairs)
            if (Only(longitude) is { } x && Only(latitude) is { } y) return (x, y);
        return null;

        int? Only(string wanted)
        {
            var found = columns.Select((c, i) => (c, i)).Where(c => wanted.Equals(key(c.c), StringComparison.OrdinalIgnoreCase) && IsAngle(c.c)).Select(c => c.i).Take(2).ToList();
            return found.Count == 1 ? found[0] : null;
        }
    }

    static bool IsAngle(TableColumn column) => column.Type.IsNumber()
        && (string.IsNullOrEmpty(column.Unit) || column.Unit.StartsWith("deg", StringComparison.OrdinalIgnoreCase));

    static CatalogColumn Column(TableColumn column, string physicalName)
    {
        var type = Type(column);
        return new CatalogColumn(column.Name, type, physicalName)
        {
            MaxLength = type is AdqlType.IntegerArray or AdqlType.DoubleArray ? column.ArrayLength : type == AdqlType.Moc ? null : column.MaxLength,
            Unit = column.Unit,
            Ucd = column.Ucd,
            Utype = column.Utype,
            Xtype = column.Xtype,
            Description = column.Description,
        };
    }

    static AdqlType Type(TableColumn column) => MocColumns.IsMap(column) ? AdqlType.Moc : column.Type switch
    {
        CellType.Boolean => AdqlType.Boolean,
        CellType.Short => AdqlType.Smallint,
        CellType.Int => AdqlType.Integer,
        CellType.Long => AdqlType.Bigint,
        CellType.Float => AdqlType.Real,
        CellType.Double => AdqlType.Double,
        CellType.Text => AdqlType.Varchar,
        CellType.UnicodeText => AdqlType.UnicodeVarchar,
        CellType.Date => AdqlType.Date,
        CellType.Timestamp => AdqlType.Timestamp,
        CellType.IntArray => AdqlType.IntegerArray,
        CellType.DoubleArray => column switch
        {
            { Xtype: "point", ArrayLength: 2 } => AdqlType.Point,
            { Xtype: "circle", ArrayLength: 3 } => AdqlType.Circle,
            { Xtype: "polygon" } => AdqlType.Polygon,
            _ => AdqlType.DoubleArray,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    static string PhysicalType(CellType type) => type switch
    {
        CellType.Boolean => "boolean",
        CellType.Short => "smallint",
        CellType.Int => "integer",
        CellType.Long => "bigint",
        CellType.Float => "real",
        CellType.Double => "double precision",
        CellType.Text or CellType.UnicodeText => "text COLLATE \"C\"",
        CellType.Date => "date",
        CellType.Timestamp => "timestamp",
        CellType.DoubleArray => "double precision[]",
        CellType.IntArray => "integer[]",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
