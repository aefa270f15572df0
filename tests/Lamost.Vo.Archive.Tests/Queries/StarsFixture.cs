using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Queries;

/// <summary>A table of some six parts, of which the last is not full, and a view of it.</summary>
public sealed class StarsFixture : DatabaseFixture, IAsyncLifetime
{
    public const int Rows = 150_000;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await RunAsync($"""
            CREATE SCHEMA s; GRANT USAGE ON SCHEMA s TO PUBLIC;
            CREATE TABLE s.stars AS SELECT i::int8 AS id, CASE WHEN i = {Rows - 100} THEN 'x' ELSE lpad(i::text, 100, '0') END AS name, CASE WHEN i % 7 > 0 THEN i / 2.0::float8 END AS half
                FROM generate_series(1, {Rows}) AS i;
            ALTER TABLE s.stars ADD PRIMARY KEY (id);
            CREATE VIEW s.seen AS SELECT * FROM s.stars;
            GRANT SELECT ON s.stars, s.seen TO PUBLIC
            """);
        await RunAsync("ANALYZE s.stars");
    }
}
