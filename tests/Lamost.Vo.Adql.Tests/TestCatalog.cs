using Lamost.Vo.Adql.Binding;

namespace Lamost.Vo.Adql.Tests;

/// <summary>The tables that fixtures name: two of a survey, a view of spectra, TAP_SCHEMA as clients ask for it, and an upload.</summary>
public static class TestCatalog
{
    public static Catalog Catalog { get; } = new(
    [
        new CatalogSchema("dr10", [Survey("catalogue", Main), Survey("stellar", Stellar), new CatalogTable("dr10", "plates", "sky", "plates", [C("planid", AdqlType.Varchar), C("size", AdqlType.Integer)])]),
        new CatalogSchema("dr9", [new CatalogTable("dr9", "plates", "sky", "plates9", [C("planid", AdqlType.Varchar)])]),
        new CatalogSchema("tap_schema",
        [
            TapSchema("schemas", "schema_name utype description", "schema_index"),
            TapSchema("tables", "schema_name table_name table_type utype description", "table_index"),
            TapSchema("columns", "table_name column_name datatype arraysize xtype description utype unit ucd", "size indexed principal std column_index"),
            TapSchema("keys", "key_id from_table target_table utype description", ""),
            TapSchema("key_columns", "key_id from_column target_column", ""),
        ]),
        new CatalogSchema("TAP_UPLOAD",
        [
            new CatalogTable("TAP_UPLOAD", "up", "sky", "up", [C("tapupload_id", AdqlType.Integer), C("lon", AdqlType.Double), C("lat", AdqlType.Double)]),
            new CatalogTable("TAP_UPLOAD", "maps", "sky", "maps", [C("name", AdqlType.Varchar), C("moc", AdqlType.Moc) with { Xtype = "moc", SkyFraction = 0.1 }]) { RowCount = 3 },
            new CatalogTable("TAP_UPLOAD", "wanted", "sky", "wanted", [C("did", AdqlType.Varchar), C("number", AdqlType.Integer)]),
        ]),
        new CatalogSchema("ivoa", [View("obscore", Spectra)]),
    ]);

    static CatalogColumn[] Main =>
    [
        C("obsid", AdqlType.Bigint) with { Ucd = "meta.id;meta.main" },
        C("ra", AdqlType.Double) with { Unit = "deg", Ucd = "pos.eq.ra;meta.main" },
        C("dec", AdqlType.Double) with { Unit = "deg", Ucd = "pos.eq.dec;meta.main" },
        C("designation", AdqlType.Varchar) with { MaxLength = 19 },
        C("class", AdqlType.Varchar),
        C("note", AdqlType.UnicodeVarchar),
        C("snrg", AdqlType.Real),
        C("z", AdqlType.Double),
        C("lmjd", AdqlType.Integer) with { Unit = "d" },
        C("fiberid", AdqlType.Smallint),
        C("obsdate", AdqlType.Date),
        C("updated", AdqlType.Timestamp) with { Xtype = "timestamp" },
        C("good", AdqlType.Boolean),
        C("place", AdqlType.Point) with { Xtype = "point" },
        C("disc", AdqlType.Circle) with { Xtype = "circle" },
        C("outline", AdqlType.Polygon) with { Xtype = "polygon" },
        C("Odd \"Name\"", AdqlType.Integer) with { PhysicalName = "odd name" },
    ];

    static CatalogColumn[] Spectra =>
    [
        C("obs_id", AdqlType.Varchar) with { Lookup = new ColumnLookup("observation", "adql.observation_of") },
        C("obs_publisher_did", AdqlType.Varchar) with { Lookup = new ColumnLookup("observation", "adql.observation_of") },
        C("s_ra", AdqlType.Double) with { Unit = "deg", Ucd = "pos.eq.ra" },
        C("s_dec", AdqlType.Double) with { Unit = "deg", Ucd = "pos.eq.dec" },
        C("s_region", AdqlType.Circle) with { Xtype = "circle", AroundPosition = 0.001 },
        C("target_name", AdqlType.Varchar),
    ];

    static CatalogColumn[] Stellar => [C("obsid", AdqlType.Bigint), C("ra", AdqlType.Double), C("dec", AdqlType.Double), C("teff", AdqlType.Real) with { Unit = "K", Ucd = "phys.temperature.effective" }, C("logg", AdqlType.Real)];

    static CatalogColumn C(string name, AdqlType type) => new(name, type, name);

    static CatalogTable Survey(string name, CatalogColumn[] columns) => new("dr10", name, "sky", name, columns) { Position = new SkyPosition(columns[1], columns[2], "hpx29") };

    static CatalogTable View(string name, CatalogColumn[] columns) =>
        new("ivoa", name, "sky", name, columns) { Position = new SkyPosition(columns[2], columns[3], "hpx29"), IsView = true, RowCount = 1000 };

    static CatalogTable TapSchema(string name, string texts, string numbers) => new("tap_schema", name, "sky", $"tap_{name}",
        [.. Words(texts).Select(n => C(n, AdqlType.Varchar)), .. Words(numbers).Select(n => C(n, AdqlType.Integer))]);

    static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
