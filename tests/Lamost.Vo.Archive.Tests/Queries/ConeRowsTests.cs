using System.Buffers.Binary;
using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Sky;
using Lamost.Vo.Tables;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Queries;

/// <summary>Cones of a real table, against all its rows and the angle.</summary>
public sealed class ConeRowsTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>, IAsyncLifetime
{
    const int Rows = 4000;

    static readonly CatalogColumn Id = new("id", AdqlType.Integer, "id"), Ra = new("ra", AdqlType.Double, "ra"), Dec = new("dec", AdqlType.Double, "dec");
    static readonly CatalogTable Table = new("sky", "cones", "sky", "cones", [Id, Dec, Ra]) { Position = new SkyPosition(Ra, Dec, "hpx29") };
    static readonly ConeStatement Statement = new(Table, [Id, Dec, Ra], null);

    readonly Dictionary<int, (double Ra, double Dec)> _all = [];

    public async Task InitializeAsync()
    {
        // Over the sky, thicker around one place, with visits to the same one; the last three have no position.
        await fixture.RunAsync($"""
            DROP SCHEMA IF EXISTS sky CASCADE; CREATE SCHEMA sky; SELECT setseed(0.5);
            CREATE TABLE sky.cones AS SELECT id, ra, dec, coalesce(adql.healpix_index(29, ra, dec), -1) AS hpx29 FROM (
              SELECT id, CASE WHEN id > {Rows} THEN NULL WHEN id % 2 = 0 THEN 360 * random() WHEN id % 5 = 0 THEN 120.5 ELSE 120 + random() END AS ra,
                CASE WHEN id > {Rows} THEN NULL WHEN id % 2 = 0 THEN degrees(asin(2 * random() - 1)) WHEN id % 5 = 0 THEN 40.25 ELSE 40 + random() END AS dec
              FROM generate_series(1, {Rows + 3}) AS id) AS p;
            CREATE INDEX ON sky.cones (hpx29); GRANT USAGE ON SCHEMA sky TO lamost_vo_reader; GRANT SELECT ON sky.cones TO lamost_vo_reader;
            """);
        await using var command = fixture.Database.Owner.CreateCommand("SELECT id, ra, dec FROM sky.cones WHERE ra IS NOT NULL");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) _all.Add(reader.GetInt32(0), (reader.GetDouble(1), reader.GetDouble(2)));
        Assert.Equal(Rows, _all.Count);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(120.5, 40.5, 1)]
    [InlineData(120.5, 40.5, 0.1)]
    [InlineData(120.5, 40.25, 1e-7)]
    [InlineData(0.001, -89.9, 7)]
    [InlineData(359.9, 12, 30)]
    [InlineData(120.5, 40.5, 90)]
    [InlineData(120.5, 40.5, 90.5)]
    [InlineData(10, 20, 179.99)]
    [InlineData(10, 20, 180)]
    [InlineData(10, 20, 0)]
    public async Task A_cone_has_the_rows_within_it_and_their_distances(double ra, double dec, double radius)
    {
        var circle = new Circle(ra, dec, radius);
        var found = await ReadAsync(circle, 0, long.MaxValue, null);
        Assert.All(found, f => Assert.Equal(Distance(circle, f.Id), f.Distance, 1e-12));
        Assert.Equal(_all.Keys.Where(id => radius > 0 && Distance(circle, id) <= radius).Order(), found.Select(f => f.Id).Order());
    }

    [Theory]
    [InlineData(5000, 100_000)]
    [InlineData(2500, 100_000)]
    [InlineData(100, 100)]
    [InlineData(100, 7)]
    [InlineData(700, 1)]
    public async Task The_nearest_come_first_and_a_limit_keeps_them(int maxSorted, int limit)
    {
        var circle = new Circle(120.5, 40.5, 1);
        var all = _all.Keys.Select(id => Distance(circle, id)).Where(d => d <= 1).Order().ToList();
        Assert.InRange(all.Count, 1900, 2100);
        var found = await ReadAsync(circle, maxSorted, limit, null);
        Assert.Equal(all.Take(limit), found.Take(limit).Select(f => f.Distance));
        Assert.Equal(found.Count, found.DistinctBy(f => f.Id).Count());
    }

    [Fact]
    public async Task More_rows_than_are_sorted_all_come()
    {
        var circle = new Circle(120.5, 40.5, 1);
        var found = await ReadAsync(circle, 300, 301, null);
        Assert.Equal(_all.Keys.Where(id => Distance(circle, id) <= 1).Order(), found.Select(f => f.Id).Order());
        Assert.All(found, f => Assert.Equal(Distance(circle, f.Id), f.Distance, 1e-12));
    }

    [Fact]
    public async Task A_limit_of_the_statement_is_kept() => Assert.Equal(11, (await ReadAsync(new Circle(0, 0, 180), 0, 11, 11)).Count);

    [Fact]
    public async Task A_statement_that_is_prepared_finds_the_table_that_replaced_its_own()
    {
        Assert.NotEmpty(await ReadAsync(new Circle(0, 0, 180), 0, long.MaxValue, null));
        await fixture.RunAsync("""
            CREATE TABLE sky.newer AS SELECT hpx29, ra, dec, id::bigint + 1000000 AS id, 'more' AS text FROM sky.cones WHERE id <= 10; GRANT SELECT ON sky.newer TO lamost_vo_reader;
            DROP TABLE sky.cones; ALTER TABLE sky.newer RENAME TO cones
            """);
        Assert.Equal(Enumerable.Range(1000001, 10), (await ReadAsync(new Circle(0, 0, 180), 0, long.MaxValue, null)).Select(f => f.Id).Order());
    }

    double Distance(Circle circle, int id) => AngularDistance.Degrees(circle.LonDeg, circle.LatDeg, _all[id].Ra, _all[id].Dec);

    async Task<List<(int Id, double Distance)>> ReadAsync(Circle circle, int maxSorted, long limit, long? sqlLimit)
    {
        var statement = await StatementRows.OpenAsync(fixture.Database.Prepared, Statement.Sql, ConeStatement.Parameters(circle, sqlLimit), default);
        await using var rows = new ConeRows(statement, Statement.Longitude, Statement.Latitude, circle, maxSorted, limit);
        var found = new List<(int, double)>();
        while (await rows.WaitAsync())
            while (rows.TryRow(out var row)) found.Add(Read(row));
        Assert.False(await rows.WaitAsync());
        return found;

        static (int, double) Read(ReadOnlySpan<byte> row)
        {
            var cells = new RowReader(row);
            Assert.True(cells.Next(out var id));
            Assert.True(cells.Next(out _));
            Assert.True(cells.Next(out _));
            Assert.True(cells.Next(out var distance));
            Assert.True(cells.AtEnd);
            return (BinaryPrimitives.ReadInt32BigEndian(id), BinaryPrimitives.ReadDoubleBigEndian(distance));
        }
    }
}
