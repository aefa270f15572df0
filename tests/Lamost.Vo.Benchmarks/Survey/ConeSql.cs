using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Adql.Syntax;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.ConeSearch;
using Npgsql;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>The same cone as SQL of each contender.</summary>
static class ConeSql
{
    /// <summary>pgSphere's, with the target.</summary>
    public const string Sphere = "pgSphere";

    const int Verbosity = 2;

    static readonly ServiceLimits Limits = new();

    /// <summary>What the service itself asks the database, in the way it does; to be followed when the service changes.</summary>
    public static NpgsqlCommand Own(Bench bench, NpgsqlConnection connection, SkyPlaces.Place place, double radius) =>
        new(AdqlTranslator.Translate(Tree(bench, place, radius), bench.Published.Catalog, new TranslationOptions { MaxRows = Limits.ConeDefaultRows, MaxRangesPerRegion = Limits.RangesPerRegion }).Sql, connection);

    /// <summary>The same as a client writes it.</summary>
    public static string Adql(Bench bench, SkyPlaces.Place place, double radius) => AdqlWriter.Write(Tree(bench, place, radius));

    /// <summary>
    /// The peers' statements: $1 and $2 the centre, $3 the radius, in degrees. In pairs, one of pgSphere and one of q3c: those that are measured together read a table
    /// each, so that none finds pages in the processor's cache that another has just read.
    /// </summary>
    public static IReadOnlyList<(string Name, string Sql)> Peers(Bench bench)
    {
        var facts = Facts(bench);
        var columns = string.Join(", ", facts.Columns(Verbosity).Select(c => SqlNames.Quote(c.PhysicalName) + (c == facts.Id ? "::text" : "")));
        const string inCircle = $"FROM {PeerTables.Sphere} WHERE pos <@ scircle(spoint(radians($1), radians($2)), radians($3))";
        var q3c = $"SELECT {columns}, q3c_dist(ra, \"dec\", $1, $2) AS distance FROM {PeerTables.Q3c} WHERE";
        return
        [
            (Sphere, $"SELECT {columns}, degrees(pos <-> spoint(radians($1), radians($2))) AS distance {inCircle} ORDER BY distance"),
            ("q3c_join", $"{q3c} q3c_join($1, $2, ra, \"dec\", $3) ORDER BY distance"),
            ($"{Sphere}, in any order, without distance", $"SELECT {columns} {inCircle}"),
            ("q3c_radial_query", $"{q3c} q3c_radial_query(ra, \"dec\", $1, $2, $3) ORDER BY distance"),
        ];
    }

    static Query Tree(Bench bench, SkyPlaces.Place place, double radius) =>
        ConeQuery.Build(bench.Catalogue, Facts(bench), new ConeRequest(place.Ra, place.Dec, radius, Verbosity, Limits.ConeDefaultRows, XmlType: false));

    static ConeSearchFacts Facts(Bench bench) => bench.Published.Tables[bench.Catalogue].ConeSearch!;
}
