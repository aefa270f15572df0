using Lamost.Vo.Adql;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Testing;
using Npgsql;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Metadata;

public sealed class ReleasePublisherTests : DatabaseFixture, IAsyncLifetime
{
    [Fact]
    public async Task A_published_table_is_in_the_catalogue_as_it_was_defined()
    {
        await Definitions.PublishAsync(Database, Definitions.Stars);
        var published = await CatalogReader.ReadAsync(Database);

        var schema = published.Catalog.Schemas[0];
        Assert.Equal(("dr0", "A release for tests."), (schema.Name, schema.Description));
        var table = Assert.Single(schema.Tables);
        Assert.Equal(("dr0", "stars", "dr0", "stars", "Stars."), (table.Schema, table.Name, table.PhysicalSchema, table.PhysicalName, table.Description));
        Assert.Equal((123L, true), (table.RowCount, table.Simulated));
        Assert.Equal(("ra", "dec", "hpx29"), (table.Position!.Longitude.Name, table.Position.Latitude.Name, table.Position.HealpixPhysicalName));
        Assert.Same(table.Columns[1], table.Position.Longitude);
        Assert.Equal(Definitions.Stars.Columns.Select(c => c.Name), table.Columns.Select(c => c.Name));
        Assert.Equal(
            [AdqlType.Bigint, AdqlType.Double, AdqlType.Double, AdqlType.Date, AdqlType.Timestamp, AdqlType.Varchar, AdqlType.Varchar, AdqlType.UnicodeVarchar,
                AdqlType.Real, AdqlType.Smallint, AdqlType.Integer, AdqlType.Boolean],
            table.Columns.Select(c => c.Type));
        var obsid = table.Columns[0];
        Assert.Equal((false, true, true, false, "meta.id;meta.main"), (obsid.Nullable, obsid.Indexed, obsid.Principal, obsid.Std, obsid.Ucd));
        Assert.Equal(["obsid", "ra", "dec", "class"], table.Columns.Where(c => c.Indexed).Select(c => c.Name));
        Assert.Equal([16, 1, null], table.Columns.Skip(5).Take(3).Select(c => c.MaxLength));

        var facts = published.Tables[table];
        Assert.Equal(("dr0.stars", "恒星", Definitions.Facts.LoadedAt), (facts.WrittenName, facts.DescriptionZh, facts.LoadedAt));
        Assert.Equal("光谱编号", facts.ColumnDescriptionsZh["obsid"]);
        Assert.Equal(("v0.1", "测试"), (published.Releases["DR0"].Version, published.Releases["dr0"].DescriptionZh));
    }

    [Theory]
    [InlineData(1, "obsid,ra,dec,z")]
    [InlineData(2, "obsid,ra,dec,class,z")]
    [InlineData(3, "obsid,ra,dec,date,taken,class,arm,note,z,plates,fibre,good")]
    public async Task A_cone_search_shows_the_columns_of_its_verbosity_and_always_the_three_it_must(int verb, string columns)
    {
        await Definitions.PublishAsync(Database, Definitions.Stars);
        var published = await CatalogReader.ReadAsync(Database);
        var cone = published.Tables[published.Catalog.Find("dr0", "stars")!].ConeSearch!;
        Assert.Equal("obsid", cone.Id.Name);
        Assert.Equal(columns, string.Join(',', cone.Columns(verb).Select(c => c.Name)));
    }

    [Fact]
    public async Task TAP_SCHEMA_shows_names_as_they_are_typed_and_types_as_VOTable_has_them()
    {
        await Definitions.PublishAsync(Database, Definitions.Stars);
        var rows = await ScalarAsync(Database.Reader, """
            SELECT string_agg(concat_ws(' ', column_name, datatype, coalesce(arraysize, '-'), coalesce("size"::text, '-'), coalesce(xtype, '-')), E'\n' ORDER BY column_index)
            FROM tap_schema.columns WHERE table_name = 'dr0.stars'
            """);
        Assert.Equal("""
            obsid long - - -
            ra double - - -
            dec double - - -
            "date" char 10 10 timestamp
            taken char * - timestamp
            class char * - -
            arm char * - -
            note unicodeChar * - -
            z float - - -
            plates short - - -
            fibre int - - -
            good boolean - - -
            """, rows);
    }

    [Fact]
    public async Task Publishing_again_replaces_what_was_said()
    {
        await Definitions.PublishAsync(Database, Definitions.Stars);
        var fewer = Definitions.Stars with { Columns = [.. Definitions.Stars.Columns.Take(6)], Description = "Fewer.", Indexes = [] };
        await Definitions.PublishAsync(Database, fewer, Definitions.Facts with { RowCount = 7, Simulated = false });
        var table = (await CatalogReader.ReadAsync(Database)).Catalog.Find("dr0", "stars")!;
        Assert.Equal((6, "Fewer.", 7L, false), (table.Columns.Count, table.Description, table.RowCount, table.Simulated));
    }

    [Fact]
    public async Task The_reader_reads_a_published_table_and_no_longer_when_it_is_taken_out()
    {
        await Definitions.PublishAsync(Database, Definitions.Stars);
        Assert.Equal(0L, await ScalarAsync(Database.Reader, "SELECT count(*) FROM dr0.stars"));
        await Definitions.UnpublishAsync(Database, Definitions.Stars);
        var error = await Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(Database.Reader, "SELECT count(*) FROM dr0.stars"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, error.SqlState);
    }

    [Fact]
    public async Task A_release_is_listed_as_long_as_it_has_a_table()
    {
        Assert.DoesNotContain((await CatalogReader.ReadAsync(Database)).Catalog.Schemas, s => s.Name == "dr0");
        await Definitions.PublishAsync(Database, Definitions.Plates);
        await Definitions.PublishAsync(Database, Definitions.Stars);
        Assert.Equal(["stars", "plates"], (await CatalogReader.ReadAsync(Database)).Catalog.Schemas[0].Tables.Select(t => t.Name));
        await Definitions.UnpublishAsync(Database, Definitions.Stars);
        Assert.Contains((await CatalogReader.ReadAsync(Database)).Catalog.Schemas, s => s.Name == "dr0");
        await Definitions.UnpublishAsync(Database, Definitions.Plates);
        Assert.DoesNotContain((await CatalogReader.ReadAsync(Database)).Catalog.Schemas, s => s.Name == "dr0");
    }

    [Fact]
    public async Task A_publication_that_is_rolled_back_never_was()
    {
        await Definitions.PublishAsync(Database, Definitions.Stars);
        var before = await CatalogReader.ReadAsync(Database);
        await using (var connection = await Database.Owner.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await ReleasePublisher.PublishTableAsync(connection, transaction, Definitions.Release, Definitions.Stars with { Description = "Other." }, Definitions.Facts);
            await transaction.RollbackAsync();
        }
        var after = await CatalogReader.ReadAsync(Database);
        Assert.Equal((before.Version, "Stars."), (after.Version, after.Catalog.Find("dr0", "stars")!.Description));
    }
}
