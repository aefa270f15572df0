using System.Data;
using Dapper;
using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Hips;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Sky;

namespace Lamost.Vo.Archive.Metadata;

/// <summary>Builds the snapshot of what is published from the database.</summary>
public static class CatalogReader
{
    /// <summary>Reads all at one moment, as the owner.</summary>
    public static async Task<PublishedCatalog> ReadAsync(ArchiveDatabase database, CancellationToken cancel = default)
    {
        await using var connection = await database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel).ConfigureAwait(false);

        var version = await connection.ExecuteScalarAsync<long>(Command("SELECT version FROM vo.catalog_version")).ConfigureAwait(false);
        var schemas = (await connection.QueryAsync<SchemaRow>(Command("""
            SELECT schema_name AS name, s.description, p.version, p.description_zh AS descriptionzh
            FROM tap_schema.schemas s LEFT JOIN vo.published_schema p USING (schema_name) ORDER BY schema_index, schema_name
            """)).ConfigureAwait(false)).ToList();
        var tables = (await connection.QueryAsync<TableRow>(Command("""
            SELECT schema_name AS schemaname, table_name AS writtenname, p.name, physical_schema AS physicalschema, physical_name AS physicalname, table_type AS tabletype,
                longitude_column AS longitude, latitude_column AS latitude, healpix_column AS healpix, cone_search_id AS conesearchid,
                t.description, t.utype, description_zh AS descriptionzh, row_count AS rowcount, simulated, loaded_at AS loadedat, test_longitude AS testlongitude, test_latitude AS testlatitude,
                hips_score AS hipsscore, hips_lowest AS hipslowest
            FROM tap_schema.tables t JOIN vo.published_table p USING (table_name) ORDER BY table_index, table_name
            """)).ConfigureAwait(false)).ToList();
        var columns = (await connection.QueryAsync<ColumnRow>(Command("""
            SELECT table_name AS tablename, name, physical_name AS physicalname, type, max_length AS maxlength, unit, ucd, utype, xtype, c.description,
                indexed, principal, std, nullable, verbosity, description_zh AS descriptionzh, lookup_column AS lookup, around_position AS aroundposition
            FROM tap_schema.columns c JOIN vo.published_column p USING (table_name, column_name) ORDER BY table_name, column_index
            """)).ConfigureAwait(false)).ToLookup(c => c.TableName);
        var keys = (await connection.QueryAsync<KeyRow>(Command("""
            SELECT key_id AS id, from_table AS fromtable, target_table AS targettable, k.description, utype, from_column AS fromcolumn, target_column AS targetcolumn
            FROM tap_schema.keys k JOIN tap_schema.key_columns USING (key_id) ORDER BY key_id, from_column
            """)).ConfigureAwait(false)).ToList();
        return Build(version, schemas, tables, columns, keys) with
        {
            Feeds = await FeedStore.ReadAsync(connection, transaction, cancel).ConfigureAwait(false),
            Tiled = await HipsIndexStore.ReadAsync(connection, transaction, cancel).ConfigureAwait(false),
        };

        CommandDefinition Command(string sql) => new(sql, transaction: transaction, cancellationToken: cancel);
    }

    static PublishedCatalog Build(long version, List<SchemaRow> schemas, List<TableRow> tables, ILookup<string, ColumnRow> columns, List<KeyRow> keys)
    {
        var byName = new Dictionary<string, CatalogTable>();
        var facts = new Dictionary<CatalogTable, TableFacts>(ReferenceEqualityComparer.Instance);
        foreach (var row in tables)
        {
            var own = columns[row.WrittenName].ToList();
            var table = Table(row, own);
            byName.Add(row.WrittenName, table);
            facts.Add(table, Facts(row, table, own));
        }
        var catalog = new Catalog([.. schemas.Select(s =>
            new CatalogSchema(Unquoted(s.Name), [.. tables.Where(t => t.SchemaName == s.Name).Select(t => byName[t.WrittenName])]) { Description = s.Description })]);
        return new PublishedCatalog(version, catalog, Keys(keys, byName),
            schemas.ToDictionary(s => Unquoted(s.Name), s => new ReleaseFacts(s.Version, s.DescriptionZh), StringComparer.OrdinalIgnoreCase), facts);
    }

    static CatalogTable Table(TableRow row, List<ColumnRow> rows)
    {
        var columns = rows.Select(Column).ToList();
        return new CatalogTable(Unquoted(row.SchemaName), row.Name, row.PhysicalSchema, row.PhysicalName, columns)
        {
            Description = row.Description,
            Utype = row.Utype,
            Position = row.Healpix is null ? null : new SkyPosition(columns.Single(c => c.Name == row.Longitude), columns.Single(c => c.Name == row.Latitude), row.Healpix),
            RowCount = row.RowCount,
            Simulated = row.Simulated,
            IsView = row.TableType == "view",
        };
    }

    static CatalogColumn Column(ColumnRow row) => new(row.Name, Enum.Parse<AdqlType>(row.Type), row.PhysicalName)
    {
        MaxLength = row.MaxLength,
        Unit = row.Unit,
        Ucd = row.Ucd,
        Utype = row.Utype,
        Xtype = row.Xtype,
        Description = row.Description,
        Indexed = row.Indexed == 1,
        Principal = row.Principal == 1,
        Std = row.Std == 1,
        Nullable = row.Nullable,
        Lookup = row.Lookup is { } hidden ? new ColumnLookup(hidden, $"adql.{hidden}_of") : null,
        AroundPosition = row.AroundPosition,
    };

    static TableFacts Facts(TableRow row, CatalogTable table, List<ColumnRow> columns) => new(row.WrittenName)
    {
        LoadedAt = row.LoadedAt is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : null,
        DescriptionZh = row.DescriptionZh,
        HipsScore = row.HipsScore is null ? null : new HipsScore(row.HipsScore.Split(',', StringSplitOptions.RemoveEmptyEntries), row.HipsLowest),
        TestPosition = row is { TestLongitude: { } lon, TestLatitude: { } lat } ? new SkyPoint(lon, lat) : null,
        ColumnDescriptionsZh = columns.Where(c => c.DescriptionZh is not null).ToDictionary(c => c.Name, c => c.DescriptionZh!),
        ConeSearch = row.ConeSearchId is null || table.Position is null
            ? null
            : new ConeSearchFacts(table, table.Columns.Single(c => c.Name == row.ConeSearchId), [.. columns.Select(c => c.Verbosity)]),
    };

    static List<ForeignKey> Keys(List<KeyRow> rows, Dictionary<string, CatalogTable> tables) => [.. rows.GroupBy(k => k.Id).Select(pairs =>
    {
        var first = pairs.First();
        return new ForeignKey(first.Id, tables[first.FromTable], tables[first.TargetTable], [.. pairs.Select(p => (Unquoted(p.FromColumn), Unquoted(p.TargetColumn)))])
        {
            Description = first.Description,
            Utype = first.Utype,
        };
    })];

    static string Unquoted(string written) => written is ['"', .. var inner, '"'] ? inner.Replace("\"\"", "\"", StringComparison.Ordinal) : written;

    sealed record SchemaRow(string Name, string? Description, string? Version, string? DescriptionZh);

    sealed record TableRow(string SchemaName, string WrittenName, string Name, string PhysicalSchema, string PhysicalName, string TableType, string? Longitude, string? Latitude,
        string? Healpix, string? ConeSearchId, string? Description, string? Utype, string? DescriptionZh, long? RowCount, bool Simulated, DateTime? LoadedAt, double? TestLongitude, double? TestLatitude, string? HipsScore, bool HipsLowest);

    sealed record ColumnRow(string TableName, string Name, string PhysicalName, string Type, int? MaxLength, string? Unit, string? Ucd, string? Utype, string? Xtype,
        string? Description, int Indexed, int Principal, int Std, bool Nullable, int Verbosity, string? DescriptionZh, string? Lookup, double? AroundPosition);

    sealed record KeyRow(string Id, string FromTable, string TargetTable, string? Description, string? Utype, string FromColumn, string TargetColumn);
}
