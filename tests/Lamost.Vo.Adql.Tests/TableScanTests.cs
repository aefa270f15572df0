using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Sql;
using Xunit;

namespace Lamost.Vo.Adql.Tests;

/// <summary>Which queries can be read in parts of their table.</summary>
public sealed class TableScanTests
{
    static readonly CatalogTable Stars = new("dr10", "stars", "sky", "the stars",
        [new CatalogColumn("id", AdqlType.Bigint, "id"), new CatalogColumn("ra", AdqlType.Double, "ra"), new CatalogColumn("dec", AdqlType.Double, "dec"), new CatalogColumn("class", AdqlType.Varchar, "class")])
    {
        RowCount = 1000,
    };

    static readonly Catalog Catalog = new([new CatalogSchema("dr10", [Stars, Stars with { Name = "uncounted", RowCount = null }, Stars with { Name = "seen", IsView = true }])]);

    [Theory]
    [InlineData("SELECT * FROM dr10.stars")]
    [InlineData("SELECT ALL id + 1 AS n, UPPER(class) FROM stars AS s WHERE ra > 3 OR dec < 2")]
    [InlineData("SELECT id FROM stars WHERE 1 = CONTAINS(POINT(ra, dec), CIRCLE(10, 20, 30))")]
    [InlineData("SELECT CASE WHEN class IN ('STAR', 'QSO') THEN RAND() ELSE 1 END AS x FROM stars")]
    public void Rows_of_one_table_each_by_itself_are(string adql) => Assert.Same(Stars, Scan(adql)!.Table);

    [Theory]
    [InlineData("SELECT id FROM stars ORDER BY id")]
    [InlineData("SELECT TOP 2000 id FROM stars")]
    [InlineData("SELECT id FROM stars OFFSET 3")]
    [InlineData("SELECT DISTINCT class FROM stars")]
    [InlineData("SELECT COUNT(*) FROM stars")]
    [InlineData("SELECT class FROM stars GROUP BY class")]
    [InlineData("SELECT 1 AS one FROM stars HAVING 1 = 1")]
    [InlineData("SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS n FROM stars")]
    [InlineData("SELECT id, 1 + SUM(ra) OVER () AS n FROM stars")]
    [InlineData("SELECT a.id FROM stars AS a JOIN stars AS b ON a.id = b.id")]
    [InlineData("SELECT a.id FROM stars AS a, stars AS b")]
    [InlineData("SELECT id FROM (SELECT id FROM stars) AS s")]
    [InlineData("WITH s AS (SELECT id FROM stars) SELECT id FROM s")]
    [InlineData("WITH s AS (SELECT id FROM stars) SELECT id FROM stars")]
    [InlineData("SELECT id FROM stars UNION ALL SELECT id FROM stars")]
    [InlineData("SELECT id FROM stars WHERE id IN (SELECT id FROM stars)")]
    [InlineData("SELECT id FROM stars WHERE NOT (ra > 1 AND EXISTS (SELECT 1 AS one FROM stars AS b WHERE b.id = stars.id))")]
    [InlineData("SELECT id, (SELECT MAX(ra) FROM stars) AS m FROM stars")]
    [InlineData("SELECT id FROM uncounted")]
    [InlineData("SELECT id FROM seen")]
    public void All_others_are_not(string adql) => Assert.Null(Scan(adql));

    [Theory]
    [InlineData(null, true)]
    [InlineData(1000L, true)]
    [InlineData(999L, false)]
    [InlineData(0L, false)]
    public void A_limit_that_can_cut_the_answer_forbids_it(long? maxRows, bool is_) => Assert.Equal(is_, Scan("SELECT id FROM stars", maxRows) is not null);

    [Fact]
    public void A_part_has_the_whole_condition_of_the_query_and_its_own()
    {
        const string columns = "SELECT t1.\"id\"::int8 AS c1 FROM \"sky\".\"the stars\" AS t1";
        Assert.Equal($"{columns} WHERE (t1.ctid >= '(0,0)'::tid AND t1.ctid < '(7,0)'::tid)", Scan("SELECT id FROM stars")!.Blocks(0, 7));
        Assert.Equal($"{columns} WHERE (((t1.\"ra\" > 3) OR (t1.\"ra\" < 2)) AND (t1.ctid >= '(7,0)'::tid AND t1.ctid < '(4294967295,0)'::tid))",
            Scan("SELECT id FROM stars WHERE ra > 3 OR ra < 2")!.Blocks(7, 4294967295));
        Assert.Equal(columns, Scan("SELECT id FROM stars", 5000)!.Sql);
    }

    static TableScan? Scan(string adql, long? maxRows = null) => AdqlTranslator.Translate(adql, Catalog, new TranslationOptions { MaxRows = maxRows }).Scan;
}
