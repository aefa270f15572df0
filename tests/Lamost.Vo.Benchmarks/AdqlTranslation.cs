using BenchmarkDotNet.Attributes;
using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Adql.Syntax;

namespace Lamost.Vo.Benchmarks;

/// <summary>From ADQL to SQL for the most frequent query, a cone, on a table of 60 columns; the parser alone beside the whole.</summary>
[MemoryDiagnoser]
public class AdqlTranslation
{
    readonly string _cone = "SELECT TOP 100 obsid, ra, dec, c7 FROM dr10.catalogue WHERE 1 = CONTAINS(POINT('ICRS', ra, dec), CIRCLE('ICRS', 10.68, 41.27, 0.1)) AND c7 > 10 ORDER BY c7 DESC";
    static readonly TranslationOptions Options = new() { MaxRows = 20_000 };
    Catalog _catalog = new([]);

    [GlobalSetup]
    public void MakeCatalog()
    {
        CatalogColumn[] columns =
        [
            new("obsid", AdqlType.Bigint, "obsid"), new("ra", AdqlType.Double, "ra"), new("dec", AdqlType.Double, "dec"),
            .. Enumerable.Range(4, 57).Select(i => new CatalogColumn($"c{i}", AdqlType.Real, $"c{i}")),
        ];
        _catalog = new Catalog([new CatalogSchema("dr10", [new CatalogTable("dr10", "catalogue", "dr10", "catalogue", columns) { Position = new SkyPosition(columns[1], columns[2], "hpx29") }])]);
    }

    [Benchmark]
    public Query Parse() => AdqlParser.Parse(_cone);

    [Benchmark]
    public Translation Translate() => AdqlTranslator.Translate(_cone, _catalog, Options);
}
