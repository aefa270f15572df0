using System.Net;
using System.Xml.Linq;
using Lamost.Vo.Archive.Loading;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Server.Tests.Tap;

/// <summary>The worked queries of <c>/tap/examples</c> (DALI 1.1, 2.3), over all tables of the release, most of them empty.</summary>
public sealed class ExamplesTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    static readonly XNamespace Html = "http://www.w3.org/1999/xhtml";

    [Fact]
    public async Task Every_example_is_shown_where_its_tables_are_and_runs()
    {
        await ServiceFixture.FillAsync(fixture.Database, 2000);
        var release = ReleaseDefinitions.Get("dr10");
        foreach (var table in release.Tables.Where(t => t.Name is not ("lrs_catalogue" or "lrs_stellar")))
            await TableLoader.LoadAsync(fixture.Database, release, table, new NoRows(), new Archive.Loading.LoadOptions(), null, CancellationToken.None);
        await using var catalog = await CatalogCache.StartAsync(fixture.Database);
        var (app, client) = await ServiceFixture.StartAsync(fixture.Database, catalog, new ServiceLimits());
        await using (app)
        using (client)
        {
            var page = (await client.GetAsync("/tap/examples")).Good();
            Assert.Equal("application/xhtml+xml;charset=UTF-8", page.ContentType);
            Assert.Equal("http://www.ivoa.net/rdf/examples#", (string?)Assert.Single(page.Xml.Descendants(), e => e.Attribute("vocab") is not null).Attribute("vocab"));
            var marked = page.Xml.Descendants().Where(e => (string?)e.Attribute("typeof") == "example").ToList();
            Assert.Equal(ExampleQuery.All.Where(e => e.Upload.Count == 0).Select(e => e.Id), marked.Select(e => (string?)e.Attribute("id")));
            Assert.Equal(ExampleQuery.All.Select(e => e.Id), page.Xml.Descendants(Html + "div").Select(e => (string?)e.Attribute("id")));
            foreach (var example in marked)
            {
                Assert.Equal("#" + (string?)example.Attribute("id"), (string?)example.Attribute("resource"));
                Assert.NotEmpty(Property(example, "name").Single());
                var query = Property(example, "query").Single();
                var answer = (await client.QueryAsync(query, "FORMAT=votable/td")).Good();
                Assert.Equal(["OK"], answer.QueryStatus);
                Assert.Equal(answer.Rows.Count, answer.Rows.Distinct().Count());
                Assert.All(Property(example, "table"), t => Assert.Contains(t, query));
                Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(example.Descendants(Html + "a").Single().Attribute("href")!.Value).PathAndQuery)).Status);
            }
        }
    }

    static List<string> Property(XElement example, string name) => [.. example.Descendants().Where(e => (string?)e.Attribute("property") == name).Select(e => e.Value)];

    sealed class NoRows : IRowSource
    {
        public long? ExpectedRows => 0;

        public double? Fraction => 1;

        public RowBlock? NextBlock(CancellationToken cancel) => null;

        public void Dispose()
        {
        }
    }
}
