namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>
/// The peers' own tables in the same PostgreSQL, schema <c>bench</c>: the rows of lrs_catalogue, all columns, once with the index of q3c and once with that of
/// pgSphere, each in the order on disk that suits it; and random positions. Made once for a load, and used again.
/// </summary>
static class PeerTables
{
    /// <summary>lrs_catalogue with q3c's index.</summary>
    public const string Q3c = "bench.lrs_q3c";

    /// <summary>lrs_catalogue with a column <c>pos</c> of pgSphere and its GiST index.</summary>
    public const string Sphere = "bench.lrs_sphere";

    /// <summary>
    /// Positions of rows of the catalogue, moved by up to 2 arcsec in each coordinate, in random order: id (from 1), ra, dec, the sky index as an uploaded table has it,
    /// and <c>pos</c> for pgSphere.
    /// </summary>
    public const string Positions = "bench.positions";

    const int MaxPositions = 1_000_000;

    /// <summary>How many positions there are: a million, or as many as a fifth of the rows.</summary>
    public static long PositionCount(Bench bench) => Math.Min(MaxPositions, bench.Options.Rows / 5);

    /// <summary>Makes what is missing.</summary>
    public static async Task EnsureAsync(Bench bench)
    {
        var (rows, pixel) = (Bench.Physical(bench.Catalogue), bench.Catalogue.Position!.HealpixPhysicalName);
        await bench.RunAsync("CREATE SCHEMA IF NOT EXISTS bench; CREATE EXTENSION IF NOT EXISTS q3c SCHEMA public; CREATE EXTENSION IF NOT EXISTS pg_sphere SCHEMA public");
        if (bench.Options.Wants("cones") || bench.Options.Wants("matches")) await PeersAsync(bench, rows, pixel);
        await MakeAsync(bench, Positions, $"""
            SELECT setseed(0.29);
            CREATE TABLE {Positions} AS
            SELECT id, ra, "dec", adql.healpix_index(29, ra, "dec") AS hpx29, spoint(radians(ra), radians("dec")) AS pos FROM (
              SELECT row_number() OVER () AS id, mod((360 + ra + (2 * random() - 1) * 2 / 3600 / cos(radians("dec")))::numeric, 360)::float8 AS ra,
                "dec" + (2 * random() - 1) * 2 / 3600 AS "dec"
              FROM (SELECT ra, "dec" FROM {rows} WHERE "dec" BETWEEN -89 AND 89 ORDER BY hashint8extended(obsid, 29) LIMIT {PositionCount(bench)}) AS q) AS p;
            CREATE INDEX ON {Positions} (hpx29);
            CREATE INDEX ON {Positions} ((hpx29 >> 34))
            """);
    }

    static async Task PeersAsync(Bench bench, string rows, string pixel)
    {
        await MakeAsync(bench, Q3c, $"""
            CREATE TABLE {Q3c} AS SELECT * FROM {rows} ORDER BY q3c_ang2ipix(ra, "dec");
            CREATE INDEX lrs_q3c_ipix ON {Q3c} (q3c_ang2ipix(ra, "dec"))
            """);
        await MakeAsync(bench, Sphere, $"""
            CREATE TABLE {Sphere} AS SELECT *, spoint(radians(ra), radians("dec")) AS pos FROM {rows} ORDER BY {pixel};
            CREATE INDEX lrs_sphere_pos ON {Sphere} USING gist (pos)
            """);
    }

    // One transaction, so that what is there is whole; the comment tells which load it was made from.
    static async Task MakeAsync(Bench bench, string table, string sql)
    {
        var load = $"{bench.Options.Rows} rows of {bench.Published.Tables[bench.Catalogue].LoadedAt:O}";
        if (await bench.ScalarAsync<string>($"SELECT obj_description(to_regclass('{table}'))") == load) return;
        Turns.Say($"Making {table}.");
        await bench.RunAsync($"BEGIN; DROP TABLE IF EXISTS {table}; {sql}; ANALYZE {table}; COMMENT ON TABLE {table} IS '{load}'; COMMIT");
        await bench.RunAsync($"VACUUM {table}");
    }
}
