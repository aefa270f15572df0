using Dapper;
using Lamost.Vo.Adql;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Releases;
using Npgsql;

namespace Lamost.Vo.Archive.Metadata;

/// <summary>
/// Enters tables into the metadata and takes them out. Everything happens in the caller's transaction, the one that swaps the data, so that no service
/// ever sees a table without its metadata or the reverse; running services hear of it when the transaction commits.
/// </summary>
public static class ReleasePublisher
{
    /// <summary>The channel of NOTIFY on which running services hear that the metadata changed.</summary>
    public const string Channel = "lamost_vo_catalog";

    /// <summary>
    /// Publishes a table that stands in PostgreSQL under the release's and the table's name, or replaces what was said of it, and lets the reader read it.
    /// Publishers wait for each other until their transactions end.
    /// </summary>
    /// <param name="connection">The owner's.</param>
    /// <param name="transaction">On that connection; left open.</param>
    /// <param name="release">The release that the table belongs to.</param>
    /// <param name="table">The table as defined.</param>
    /// <param name="facts">The table as loaded.</param>
    /// <param name="cancel">Breaks it off; the transaction then has to be rolled back.</param>
    /// <exception cref="PostgresException">42P01: there is no such table in PostgreSQL. 22001: a text of the definition is longer than TAP_SCHEMA announces.</exception>
    public static async Task PublishTableAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, ReleaseDefinition release, TableDefinition table,
        PublishedFacts facts, CancellationToken cancel = default)
    {
        Task Run(string sql, object? values = null) => connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancel));

        var (schema, written) = (AdqlLanguage.Written(release.Name), AdqlLanguage.Written(release.Name, table.Name));
        var score = table.Position is null ? null : Hips.HipsScore.Of(table);
        await AnnounceAsync(connection, transaction, cancel).ConfigureAwait(false);
        await Run("""
            INSERT INTO tap_schema.schemas (schema_name, description, schema_index)
            VALUES (@schema, @Description, (SELECT count(*) FROM tap_schema.schemas))
            ON CONFLICT (schema_name) DO UPDATE SET description = excluded.description;
            INSERT INTO vo.published_schema (schema_name, version, description_zh) VALUES (@schema, @Version, @DescriptionZh)
            ON CONFLICT (schema_name) DO UPDATE SET version = excluded.version, description_zh = excluded.description_zh;
            DELETE FROM tap_schema.tables WHERE table_name = @written;
            """, new { schema, written, release.Description, release.Version, release.DescriptionZh }).ConfigureAwait(false);
        await Run("""
            INSERT INTO tap_schema.tables (schema_name, table_name, table_type, utype, description, table_index)
            VALUES (@schema, @written, @kind, @Utype, @Description, @index);
            INSERT INTO vo.published_table (table_name, name, physical_schema, physical_name, longitude_column, latitude_column, healpix_column, cone_search_id,
                description_zh, row_count, simulated, loaded_at, hips_score, hips_lowest)
            VALUES (@written, @Name, @physicalSchema, @Name, @longitude, @latitude, @healpix, @coneSearchId, @DescriptionZh, @RowCount, @Simulated, @loadedAt, @hipsScore, @hipsLowest)
            """, new
        {
            schema,
            written,
            kind = facts.IsView ? "view" : "table",
            table.Utype,
            table.Description,
            index = release.Tables.ToList().FindIndex(t => t.Name == table.Name) + 1,
            table.Name,
            physicalSchema = release.Name,
            longitude = NameOf(table, table.Position?.Longitude),
            latitude = NameOf(table, table.Position?.Latitude),
            healpix = table.Position is null ? null : TableDefinition.HealpixColumn,
            coneSearchId = NameOf(table, table.ConeSearchId),
            table.DescriptionZh,
            facts.RowCount,
            facts.Simulated,
            loadedAt = facts.LoadedAt.UtcDateTime,
            hipsScore = score is null ? null : string.Join(',', score.Columns),
            hipsLowest = score?.Lowest ?? false,
        }).ConfigureAwait(false);
        await Run("""
            INSERT INTO tap_schema.columns (table_name, column_name, datatype, arraysize, xtype, "size", description, utype, unit, ucd, indexed, principal, std, column_index)
            VALUES (@table, @column, @Datatype, @Arraysize, @Xtype, @Size, @Description, @Utype, @Unit, @Ucd, @indexed, @principal, @standard, @index);
            INSERT INTO vo.published_column (table_name, column_name, name, physical_name, type, max_length, nullable, verbosity, description_zh,
                lookup_column, around_position)
            VALUES (@table, @column, @Name, @Name, @type, @maxLength, @Nullable, @Verbosity, @DescriptionZh, @Lookup, @AroundPosition)
            """, table.Columns.Select((column, i) => ColumnRow(written, table, column, i + 1)).ToList()).ConfigureAwait(false);
        await Run("""
            INSERT INTO tap_schema.keys (key_id, from_table, target_table, description)
            SELECT @id, @source, @target, @description WHERE (SELECT count(*) FROM tap_schema.tables WHERE table_name IN (@source, @target)) = 2 ON CONFLICT (key_id) DO NOTHING
            """, Keys(release, table).Select(k => k.Key).ToList()).ConfigureAwait(false);
        await Run("""
            INSERT INTO tap_schema.key_columns (key_id, from_column, target_column)
            SELECT @id, @source, @target WHERE EXISTS (SELECT FROM tap_schema.keys WHERE key_id = @id) ON CONFLICT DO NOTHING
            """, Keys(release, table).SelectMany(k => k.Columns).ToList()).ConfigureAwait(false);
        if (table is { Position: { } position, ConeSearchId: not null })
            await Run($"""
                UPDATE vo.published_table SET (test_longitude, test_latitude) = (
                    SELECT {SqlNames.Quote(NameOf(table, position.Longitude)!)}, {SqlNames.Quote(NameOf(table, position.Latitude)!)} FROM {SqlNames.Quote(release.Name, table.Name)}
                    WHERE {TableDefinition.HealpixColumn} >= 0 ORDER BY {TableDefinition.HealpixColumn} LIMIT 1)
                WHERE table_name = @written
                """, new { written }).ConfigureAwait(false);
        await Run($"""
            GRANT USAGE ON SCHEMA {SqlNames.Quote(release.Name)} TO {ArchiveDatabase.ReaderRole};
            GRANT SELECT ON {SqlNames.Quote(release.Name, table.Name)} TO {ArchiveDatabase.ReaderRole}
            """).ConfigureAwait(false);
    }

    /// <summary>Takes a table out of the metadata and from the reader; its release too when it was the last. One that is not published is left alone.</summary>
    /// <param name="connection">The owner's.</param>
    /// <param name="transaction">On that connection; left open.</param>
    /// <param name="release">The release's name.</param>
    /// <param name="table">The table's name without schema.</param>
    /// <param name="cancel">Breaks it off; the transaction then has to be rolled back.</param>
    public static async Task UnpublishTableAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string release, string table, CancellationToken cancel = default)
    {
        await AnnounceAsync(connection, transaction, cancel).ConfigureAwait(false);
        var physical = SqlNames.Quote(release, table);
        await Hips.HipsBuilder.DropAsync(connection, transaction, release, table, cancel).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition("""
            DELETE FROM tap_schema.tables WHERE table_name = @name;
            DELETE FROM tap_schema.schemas s WHERE schema_name = @schema AND NOT EXISTS (SELECT 1 FROM tap_schema.tables t WHERE t.schema_name = s.schema_name)
            """, new { name = AdqlLanguage.Written(release, table), schema = AdqlLanguage.Written(release) }, transaction, cancellationToken: cancel)).ConfigureAwait(false);
        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition("SELECT to_regclass(@physical) IS NOT NULL", new { physical }, transaction, cancellationToken: cancel))
            .ConfigureAwait(false))
            await connection.ExecuteAsync(new CommandDefinition($"REVOKE ALL ON {physical} FROM {ArchiveDatabase.ReaderRole}", transaction: transaction, cancellationToken: cancel))
                .ConfigureAwait(false);
    }

    /// <summary>Counts the change and tells it; the counter's row also keeps a second publisher waiting.</summary>
    static Task<int> AnnounceAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition($"UPDATE vo.catalog_version SET version = version + 1; NOTIFY {Channel}", transaction: transaction, cancellationToken: cancel));

    /// <summary>The joins from and to a table. A key is there when both tables are; with either it goes and comes back.</summary>
    static IEnumerable<(object Key, IEnumerable<object> Columns)> Keys(ReleaseDefinition release, TableDefinition table) =>
        from source in release.Tables
        from key in source.ForeignKeys
        where source.Name == table.Name || key.TargetTable == table.Name
        let id = $"{release.Name}_{key.Name}"
        select ((object)new
        {
            id,
            source = AdqlLanguage.Written(release.Name, source.Name),
            target = AdqlLanguage.Written(release.Name, key.TargetTable),
            description = key.Description,
        }, key.Columns.Zip(key.TargetColumns, (own, other) => (object)new { id, source = AdqlLanguage.Written(own), target = AdqlLanguage.Written(other) }));

    static object ColumnRow(string table, TableDefinition definition, ColumnDefinition column, int index)
    {
        var type = VoType.Of(column);
        return new
        {
            table,
            column = AdqlLanguage.Written(column.Name),
            type.Datatype,
            type.Arraysize,
            type.Xtype,
            type.Size,
            column.Description,
            column.Utype,
            column.Unit,
            column.Ucd,
            indexed = IsIndexed(definition, column.Name) ? 1 : 0,
            principal = column.Principal ? 1 : 0,
            standard = column.Standard ? 1 : 0,
            index,
            column.Name,
            type = type.Type.ToString(),
            maxLength = type.Type is Adql.AdqlType.Varchar or Adql.AdqlType.UnicodeVarchar ? column.Length : null,
            column.Nullable,
            column.Verbosity,
            column.DescriptionZh,
            column.Lookup,
            column.AroundPosition,
        };
    }

    /// <summary>The first column of the primary key or of an index, and both columns of the position, which the sky's index serves.</summary>
    static bool IsIndexed(TableDefinition table, string column)
    {
        IEnumerable<string?> leading = [table.PrimaryKey is [var first, ..] ? first : null, .. table.Indexes.Select(i => i.Columns[0]), table.Position?.Longitude, table.Position?.Latitude];
        return leading.Contains(column, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The exact name of a column that another part of the definition names.</summary>
    static string? NameOf(TableDefinition table, string? column) => column is null ? null
        : table.Find(column)?.Name ?? throw new ArgumentException($"The table {table.Name} has no column {column}.", nameof(table));
}
