using BenchmarkDotNet.Attributes;
using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Benchmarks;

/// <summary>
/// From ADQL to SQL for the most frequent query, a cone, on a table of 60 columns, and for one of 40 lines with three joins and a subquery; the parser alone
/// beside the whole. What PostgreSQL takes to plan the SQL: <c>side-by-side/adql.sh</c>.
/// </summary>
[MemoryDiagnoser]
public class AdqlTranslation
{
    /// <summary>A cone.</summary>
    public const string Cone = "SELECT TOP 100 obsid, ra, dec, c7 FROM dr10.catalogue WHERE 1 = CONTAINS(POINT('ICRS', ra, dec), CIRCLE('ICRS', 10.68, 41.27, 0.1)) AND c7 > 10 ORDER BY c7 DESC";

    /// <summary>Three joins and a subquery.</summary>
    public const string Report = """
        SELECT c.obsid,
          c.ra, c.dec,
          c.c4 AS class,
          c.c5,
          s.c6, s.c7,
          s.c6 / 5772.0 AS t_sun,
          POWER(s.c6 / 5772.0, 4) AS t4,
          p.c8,
          p.c9,
          q.n_spectra,
          q.best_snr,
          DISTANCE(c.ra, c.dec, s.ra, s.dec) * 3600 AS sep,
          CAST(c.c10 AS VARCHAR) AS night,
          c.c11 - q.best_snr AS d_snr
        FROM dr10.catalogue AS c
        JOIN dr10.catalogue AS s
          ON c.obsid = s.obsid
        LEFT OUTER JOIN dr10.catalogue AS p
          ON p.obsid = c.obsid
        JOIN (
          SELECT c12,
            COUNT(*) AS n_spectra,
            MAX(c11) AS best_snr
          FROM dr10.catalogue
          WHERE c11 > 10
            AND c13 IN (1, 2)
          GROUP BY c12
          HAVING COUNT(*) > 1
        ) AS q
          ON q.c12 = c.c12
        WHERE c.c5 BETWEEN -0.001 AND 0.3
          AND 1 = CONTAINS(
            POINT('ICRS', c.ra, c.dec),
            CIRCLE('ICRS', 180.0, 30.0, 2.5))
          AND s.c6 > 4000 AND s.c6 < 7000
          AND (c.c14 = 1 OR c.c15 IS NOT NULL)
          AND NOT EXISTS (SELECT 1 FROM dr10.catalogue AS x WHERE x.obsid = c.obsid AND x.c16 > 4.9)
        ORDER BY sep, c.obsid
        """;

    static readonly TranslationOptions Options = new() { MaxRows = 20_000, MaxRangesPerRegion = 16 };
    readonly Catalog _catalog = MakeCatalog();

    /// <summary>The query.</summary>
    [Params(Cone, Report)]
    public string Adql { get; set; } = Cone;

    /// <summary>A table of 60 columns.</summary>
    public static Catalog MakeCatalog()
    {
        CatalogColumn[] columns =
        [
            new("obsid", AdqlType.Bigint, "obsid"), new("ra", AdqlType.Double, "ra"), new("dec", AdqlType.Double, "dec"),
            .. Enumerable.Range(4, 57).Select(i => new CatalogColumn($"c{i}", AdqlType.Real, $"c{i}")),
        ];
        return new Catalog([new CatalogSchema("dr10", [new CatalogTable("dr10", "catalogue", "dr10", "catalogue", columns) { Position = new SkyPosition(columns[1], columns[2], "hpx29") }])]);
    }

    [Benchmark]
    public ParsedQuery Parse() => AdqlParser.Parse(Adql);

    [Benchmark]
    public Translation Translate() => AdqlTranslator.Translate(Adql, _catalog, Options);
}
