using Lamost.Vo.Adql;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Metadata;

public sealed class TapSchemaTests(DatabaseFixture fixture) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task It_describes_itself_with_every_column_that_it_has()
    {
        var catalog = (await CatalogReader.ReadAsync(fixture.Database)).Catalog;
        var schema = Assert.Single(catalog.Schemas);
        Assert.Equal("TAP_SCHEMA", schema.Name);
        Assert.Equal(["schemas", "tables", "columns", "keys", "key_columns"], schema.Tables.Select(t => t.Name));
        foreach (var table in schema.Tables)
        {
            var physical = await DatabaseFixture.ScalarAsync(fixture.Database.Owner,
                $"SELECT string_agg(column_name, ',' ORDER BY ordinal_position) FROM information_schema.columns WHERE table_schema = 'tap_schema' AND table_name = '{table.Name}'");
            Assert.Equal(physical, string.Join(',', table.Columns.Select(c => c.PhysicalName)));
            Assert.All(table.Columns, c => Assert.True(c.Std));
            Assert.Null(table.Position);
            Assert.Equal("tap_schema", table.PhysicalSchema);
        }
    }

    [Theory]
    [InlineData("columns", "size")]
    [InlineData("columns", "principal")]
    [InlineData("columns", "indexed")]
    [InlineData("columns", "std")]
    public async Task Its_integers_are_of_32_bits(string table, string column)
    {
        var catalog = (await CatalogReader.ReadAsync(fixture.Database)).Catalog;
        Assert.Equal(AdqlType.Integer, catalog.Find("tap_schema", table)!.Columns.Single(c => c.Name == column).Type);
        Assert.Equal("integer", await DatabaseFixture.ScalarAsync(fixture.Database.Reader,
            $"SELECT data_type FROM information_schema.columns WHERE table_schema = 'tap_schema' AND table_name = '{table}' AND column_name = '{column}'"));
    }

    [Fact]
    public async Task The_reserved_name_among_its_columns_is_stored_in_quotes() =>
        Assert.Equal(1L, await DatabaseFixture.ScalarAsync(fixture.Database.Reader,
            "SELECT count(*) FROM tap_schema.columns WHERE table_name = 'TAP_SCHEMA.columns' AND column_name = '\"size\"'"));

    [Fact]
    public async Task No_column_has_a_name_that_would_have_to_be_quoted_and_is_not()
    {
        var catalog = (await CatalogReader.ReadAsync(fixture.Database)).Catalog;
        var names = catalog.Tables.SelectMany(t => t.Columns).Select(c => AdqlLanguage.Written(c.Name)).Where(n => n[0] == '"');
        Assert.Equal(["\"size\""], names);
    }

    [Fact]
    public async Task It_has_its_five_foreign_keys_between_columns_of_equal_type()
    {
        var keys = (await CatalogReader.ReadAsync(fixture.Database)).Keys;
        Assert.Equal(
            ["columns.table_name>tables.table_name", "key_columns.key_id>keys.key_id", "keys.from_table>tables.table_name", "keys.target_table>tables.table_name",
                "tables.schema_name>schemas.schema_name"],
            keys.Select(k => $"{k.From.Name}.{k.Columns[0].From}>{k.Target.Name}.{k.Columns[0].Target}").Order(StringComparer.Ordinal));
        Assert.All(keys, k =>
        {
            var from = k.From.Columns.Single(c => c.Name == k.Columns[0].From);
            var target = k.Target.Columns.Single(c => c.Name == k.Columns[0].Target);
            Assert.Equal((from.Type, from.MaxLength), (target.Type, target.MaxLength));
        });
    }

    [Fact]
    public async Task Its_arraysizes_and_sizes_agree() =>
        Assert.Equal(0L, await DatabaseFixture.ScalarAsync(fixture.Database.Reader, """
            SELECT count(*) FROM tap_schema.columns WHERE "size" IS DISTINCT FROM substring(arraysize FROM '^(\d+)\*?$')::integer
            """));

    [Theory]
    [InlineData("obsid", "obsid")]
    [InlineData("date", "\"date\"")]
    [InlineData("SIZE", "\"SIZE\"")]
    [InlineData("distance", "\"distance\"")]
    [InlineData("_x", "\"_x\"")]
    [InlineData("2mass", "\"2mass\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("flux_é", "\"flux_é\"")]
    public void A_name_is_quoted_only_where_it_has_to_be(string name, string written) => Assert.Equal(written, AdqlLanguage.Written(name));
}
