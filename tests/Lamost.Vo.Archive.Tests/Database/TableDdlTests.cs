using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Releases;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Database;

public sealed class TableDdlTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    static readonly TableDefinition Table = new("stars",
    [
        new("name", ColumnType.String) { Description = "" }, new("good", ColumnType.Boolean) { Description = "" }, new("fibre", ColumnType.Short) { Description = "" },
        new("plate", ColumnType.Int) { Description = "" }, new("snr", ColumnType.Double) { Description = "" }, new("obsid", ColumnType.Long) { Description = "", Nullable = false },
        new("dec", ColumnType.Double) { Description = "" }, new("ra", ColumnType.Double) { Description = "" }, new("size", ColumnType.String) { Description = "" },
    ])
    {
        Description = "",
        PrimaryKey = ["obsid"],
        Position = new PositionDefinition("ra", "dec"),
        Indexes = [new IndexDefinition("by_size", ["size", "obsid"])],
    };

    [Fact]
    public void The_sky_stands_first_then_the_key_then_columns_by_falling_width() => Assert.Equal("""
        CREATE TABLE "dr0"."stars_new" (
          "hpx29" bigint NOT NULL,
          "ra" double precision,
          "dec" double precision,
          "obsid" bigint NOT NULL,
          "snr" double precision,
          "plate" integer,
          "fibre" smallint,
          "good" boolean,
          "name" text COLLATE "C",
          "size" text COLLATE "C"
        )
        """, TableDdl.CreateTable(Table, "dr0", "stars_new"));

    [Fact]
    public void A_tuple_keeps_the_order_of_the_definition() =>
        Assert.Equal("\"name\", \"good\", \"fibre\", \"plate\", \"snr\", \"obsid\", \"dec\", \"ra\", \"size\", \"hpx29\"", TableDdl.TupleColumns(Table));

    [Fact]
    public void A_table_without_a_position_has_no_sky_column()
    {
        var table = Table with { Position = null };
        Assert.DoesNotContain("hpx29", TableDdl.CreateTable(table, "dr0", "stars") + string.Concat(TableDdl.Finish(table, "dr0", "stars")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostgreSQL_takes_it_and_two_of_it_stand_in_one_schema()
    {
        await fixture.RunAsync("CREATE SCHEMA dr0");
        var longName = "stars_" + new string('é', 26);
        foreach (var name in new[] { "stars", "stars_new", longName })
        {
            await fixture.RunAsync(TableDdl.CreateTable(Table, "dr0", name));
            foreach (var statement in TableDdl.Finish(Table, "dr0", name)) await fixture.RunAsync(statement);
            await fixture.RunAsync($"CLUSTER {SqlNames.Quote("dr0", name)} USING {SqlNames.Quote(TableDdl.HealpixIndexName(name))}");
        }
        Assert.Equal(12L, await DatabaseFixture.ScalarAsync(fixture.Database.Owner, "SELECT count(*) FROM pg_indexes WHERE schemaname = 'dr0'"));
    }

    [Fact]
    public async Task Every_column_type_is_one_of_PostgreSQL()
    {
        foreach (var type in Enum.GetValues<ColumnType>()) await DatabaseFixture.ScalarAsync(fixture.Database.Owner, $"SELECT NULL::{TableDdl.PhysicalType(type)}");
    }
}
