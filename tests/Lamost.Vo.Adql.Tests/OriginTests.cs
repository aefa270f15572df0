using Lamost.Vo.Adql.Sql;
using Xunit;

namespace Lamost.Vo.Adql.Tests;

/// <summary>Which columns of an answer are columns of a table, and of which.</summary>
public sealed class OriginTests
{
    const string Did = "ivoa.obscore.obs_publisher_did", Id = "ivoa.obscore.obs_id";

    [Theory]
    [InlineData("SELECT obs_publisher_did FROM ivoa.obscore", Did)]
    [InlineData("SELECT obs_publisher_did AS x, obs_id AS obs_publisher_did FROM ivoa.obscore AS o", Did, Id)]
    [InlineData("SELECT DISTINCT o.obs_publisher_did FROM TAP_UPLOAD.wanted AS w LEFT JOIN ivoa.obscore AS o ON o.obs_id = w.did", Did)]
    [InlineData("SELECT obs_id, COUNT(*) AS n FROM ivoa.obscore GROUP BY obs_id ORDER BY obs_id", Id, null)]
    [InlineData("SELECT q.y FROM (SELECT x AS y FROM (SELECT obs_publisher_did AS x FROM ivoa.obscore) AS p) AS q", Did)]
    [InlineData("SELECT * FROM (SELECT obs_id, obs_publisher_did FROM ivoa.obscore) AS q", Id, Did)]
    [InlineData("WITH a AS (SELECT obs_publisher_did AS x FROM ivoa.obscore), b AS (SELECT x AS y FROM a) SELECT y FROM b", Did)]
    [InlineData("SELECT obs_publisher_did FROM ivoa.obscore UNION ALL SELECT x FROM (SELECT obs_publisher_did AS x FROM ivoa.obscore) AS q", Did)]
    [InlineData("SELECT obs_publisher_did FROM ivoa.obscore UNION SELECT obs_publisher_did FROM ivoa.obscore EXCEPT SELECT obs_publisher_did FROM ivoa.obscore ORDER BY 1", Did)]
    [InlineData("SELECT x FROM (SELECT obs_publisher_did AS x FROM ivoa.obscore INTERSECT SELECT obs_publisher_did FROM ivoa.obscore) AS q", Did)]
    [InlineData("SELECT obs_id FROM ivoa.obscore AS a JOIN ivoa.obscore AS b USING (obs_id)", Id)]
    [InlineData("SELECT obs_id FROM ivoa.obscore AS a FULL JOIN ivoa.obscore AS b USING (obs_id)", Id)]
    [InlineData("SELECT did, \"Odd \"\"Name\"\"\" FROM TAP_UPLOAD.wanted, dr10.catalogue", "TAP_UPLOAD.wanted.did", "dr10.catalogue.Odd \"Name\"")]
    public void A_column_that_is_only_named_has_the_origin_of_the_column(string adql, params string?[] expected) => Assert.Equal(expected, Origins(adql));

    [Theory]
    [InlineData("SELECT obs_publisher_did || '' AS x FROM ivoa.obscore")]
    [InlineData("SELECT MIN(obs_publisher_did) AS x FROM ivoa.obscore")]
    [InlineData("SELECT CAST(obs_publisher_did AS VARCHAR(3)) AS x FROM ivoa.obscore")]
    [InlineData("SELECT COALESCE(obs_publisher_did, 'a') AS x FROM ivoa.obscore")]
    [InlineData("SELECT (SELECT MAX(obs_publisher_did) FROM ivoa.obscore) AS x FROM dr10.plates")]
    [InlineData("SELECT x FROM (SELECT LOWER(obs_publisher_did) AS x FROM ivoa.obscore) AS q")]
    [InlineData("SELECT obs_publisher_did FROM ivoa.obscore UNION ALL SELECT obs_id FROM ivoa.obscore")]
    [InlineData("SELECT obs_publisher_did FROM ivoa.obscore UNION ALL SELECT did FROM TAP_UPLOAD.wanted")]
    [InlineData("SELECT x FROM (SELECT obs_publisher_did AS x FROM ivoa.obscore UNION ALL SELECT 'a' AS x FROM dr10.plates) AS q")]
    [InlineData("WITH w AS (SELECT obs_id AS x FROM ivoa.obscore EXCEPT SELECT did FROM TAP_UPLOAD.wanted) SELECT x FROM w")]
    [InlineData("SELECT planid FROM dr10.plates AS a FULL JOIN dr9.plates AS b USING (planid)")]
    public void What_is_computed_or_comes_from_two_columns_has_none(string adql) => Assert.Equal([null], Origins(adql));

    static IEnumerable<string?> Origins(string adql) => AdqlTranslator.Translate(adql, TestCatalog.Catalog, new TranslationOptions()).Columns
        .Select(c => c.Origin is { } origin ? $"{origin.Table.Schema}.{origin.Table.Name}.{origin.Column.Name}" : null);
}
