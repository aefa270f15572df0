using Dapper;
using Lamost.Vo.Sky;
using Npgsql;

namespace Lamost.Vo.Archive.Hips;

/// <summary>What is known of the tiles of a published table.</summary>
/// <param name="Release">The release's name.</param>
/// <param name="Table">The table's name.</param>
/// <param name="FileNode">The file of the table when they were made; where it has another now, they are void.</param>
/// <param name="Rows">Rows in all tiles.</param>
/// <param name="Tiles">Tiles.</param>
/// <param name="Order">The deepest order.</param>
/// <param name="BuiltAt">When they were made; of another time they are others.</param>
public sealed record HipsIndex(string Release, string Table, long FileNode, long Rows, int Tiles, int Order, DateTimeOffset BuiltAt)
{
    /// <summary>The first moment of the rows, MJD; null when not known.</summary>
    public double? TimeStart { get; init; }

    /// <summary>The last.</summary>
    public double? TimeStop { get; init; }

    /// <summary>The part of the sky that has rows, 0 to 1.</summary>
    public double SkyFraction { get; init; }

    /// <summary>A place with many rows; null where there is none.</summary>
    public SkyPoint? Centre { get; init; }

    /// <summary>What decides which rows come first, in words; null for nothing.</summary>
    public string? Score { get; init; }
}

/// <summary>What the database knows of tiles: the table <c>vo.hips_index</c>.</summary>
static class HipsIndexStore
{
    /// <summary>All of tables whose rows are still where they were.</summary>
    public static async Task<IReadOnlyList<HipsIndex>> ReadAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancel)
    {
        var rows = await connection.QueryAsync<Row>(new CommandDefinition("""
            SELECT release, table_name AS tablename, relfilenode AS filenode, row_count AS rows, tile_count AS tiles, hips_order AS "order", t_min AS timestart, t_max AS timestop, sky_fraction AS skyfraction, ra, dec, score, built_at AS builtat
            FROM vo.hips_index WHERE relfilenode = pg_relation_filenode(to_regclass(quote_ident(release) || '.' || quote_ident(table_name)))
            """, transaction: transaction, cancellationToken: cancel)).ConfigureAwait(false);
        return [.. rows.Select(r => new HipsIndex(r.Release, r.TableName, r.FileNode, r.Rows, r.Tiles, r.Order, new DateTimeOffset(DateTime.SpecifyKind(r.BuiltAt, DateTimeKind.Utc)))
        {
            TimeStart = r.TimeStart,
            TimeStop = r.TimeStop,
            SkyFraction = r.SkyFraction,
            Centre = r is { Ra: { } ra, Dec: { } dec } ? new SkyPoint(ra, dec) : null,
            Score = r.Score,
        })];
    }

    /// <summary>How many rows each cell has; null where there are no tiles, or others than these.</summary>
    public static async Task<CellCounts?> CellsAsync(NpgsqlDataSource owner, HipsIndex index, CancellationToken cancel)
    {
        await using var connection = await owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        var bytes = await connection.ExecuteScalarAsync<byte[]?>(new CommandDefinition("SELECT cells FROM vo.hips_index WHERE release = @Release AND table_name = @Table AND relfilenode = @FileNode",
            new { index.Release, index.Table, index.FileNode }, cancellationToken: cancel)).ConfigureAwait(false);
        return bytes is null ? null : CellCounts.FromBytes(bytes);
    }

    /// <summary>Enters tiles, or what is new of them; the file is that of the table at this moment.</summary>
    public static Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string release, string table, BuiltTiles built, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO vo.hips_index (release, table_name, relfilenode, row_count, tile_count, hips_order, t_min, t_max, sky_fraction, ra, dec, score, cells, built_at)
            VALUES (@release, @table, pg_relation_filenode(to_regclass(quote_ident(@release) || '.' || quote_ident(@table))), @Rows, @Tiles, @Order, @TimeStart, @TimeStop, @skyFraction, @ra, @dec, @score, @cells, now())
            ON CONFLICT (release, table_name) DO UPDATE SET relfilenode = excluded.relfilenode, row_count = excluded.row_count, tile_count = excluded.tile_count,
                hips_order = excluded.hips_order, t_min = excluded.t_min, t_max = excluded.t_max, sky_fraction = excluded.sky_fraction, ra = excluded.ra, dec = excluded.dec, score = excluded.score, cells = excluded.cells, built_at = excluded.built_at
            """, new { release, table, built.Rows, built.Tiles, built.Order, built.TimeStart, built.TimeStop, skyFraction = built.Cells.SkyFraction, ra = built.Cells.Densest()?.LonDeg, dec = built.Cells.Densest()?.LatDeg, score = built.Score, cells = built.Cells.ToBytes() },
            transaction, cancellationToken: cancel));

    sealed record Row(string Release, string TableName, long FileNode, long Rows, int Tiles, int Order, double? TimeStart, double? TimeStop, double SkyFraction, double? Ra, double? Dec, string? Score, DateTime BuiltAt);
}
