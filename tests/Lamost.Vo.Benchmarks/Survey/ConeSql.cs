using System.Globalization;

using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Sky;
using Npgsql;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>The same cone as SQL of each contender: the rows, in any order; distance and order are made by the service, outside the database.</summary>
static class ConeSql
{
    /// <summary>pgSphere's, with the target.</summary>
    public const string Sphere = "pgSphere";

    const int Verbosity = 2;

    static readonly ServiceLimits Limits = new();

    /// <summary>What the service itself asks the database, prepared.</summary>
    /// <param name="bench">The run.</param>
    /// <param name="connection">Of <see cref="ArchiveDatabase.Prepared"/>.</param>
    /// <param name="place">The centre.</param>
    /// <param name="radius">In degrees.</param>
    public static NpgsqlCommand Own(Bench bench, NpgsqlConnection connection, SkyPlaces.Place place, double radius)
    {
        var command = new NpgsqlCommand(Facts(bench).Statement(Verbosity).Sql, connection);
        foreach (var parameter in ConeStatement.Parameters(new Circle(place.Ra, place.Dec, radius), Limits.ConeDefaultRows + 1)) command.Parameters.Add(parameter);
        command.Prepare(); // once a session; later a look into a dictionary
        return command;
    }

    /// <summary>The same as a client writes it.</summary>
    public static string Adql(Bench bench, SkyPlaces.Place place, double radius)
    {
        var columns = string.Join(", ", Facts(bench).Columns(Verbosity).Select(c => c.Name));
        return string.Create(CultureInfo.InvariantCulture,
            $"SELECT {columns} FROM {BenchOptions.Release}.{bench.Catalogue.Name} WHERE 1 = CONTAINS(POINT(ra, dec), CIRCLE({place.Ra:R}, {place.Dec:R}, {radius:R}))");
    }

    /// <summary>
    /// The peers' statements: $1 and $2 the centre, $3 the radius, in degrees. Those of q3c read a table of their own, that of pgSphere another: none finds pages in the
    /// processor's cache that one measured with it has just read, so they are measured by two.
    /// </summary>
    public static IReadOnlyList<(string Name, string Sql)> Peers(Bench bench)
    {
        var facts = Facts(bench);
        var columns = string.Join(", ", facts.Columns(Verbosity).Select(c => SqlNames.Quote(c.PhysicalName) + (c == facts.Id ? "::text" : "")));
        return
        [
            (Sphere, $"SELECT {columns} FROM {PeerTables.Sphere} WHERE pos <@ scircle(spoint(radians($1), radians($2)), radians($3))"),
            ("q3c_join", $"SELECT {columns} FROM {PeerTables.Q3c} WHERE q3c_join($1, $2, ra, \"dec\", $3)"),
            ("q3c_radial_query", $"SELECT {columns} FROM {PeerTables.Q3c} WHERE q3c_radial_query(ra, \"dec\", $1, $2, $3)"),
        ];
    }

    static ConeSearchFacts Facts(Bench bench) => bench.Published.Tables[bench.Catalogue].ConeSearch!;
}
