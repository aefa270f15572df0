using System.Buffers.Binary;
using System.Globalization;
using Dapper;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Sky;
using Lamost.Vo.Tables;
using Npgsql;

namespace Lamost.Vo.Archive.Coverage;

/// <summary>Makes maps of what is in the database, and keeps them there. Safe for any number of threads.</summary>
sealed class CoverageMaker(ArchiveDatabase database)
{
    /// <summary>
    /// The map of all positions of a table. They are read as they stand in the index, which is the order of the sky, and made one here: to have PostgreSQL tell them apart
    /// takes longer than to send them (docs/dev/coverage.md).
    /// </summary>
    /// <exception cref="VoException">The database is away, or refuses.</exception>
    public async Task<Moc> MakeAsync(CatalogTable table, int order, CancellationToken cancel)
    {
        var pixel = SqlNames.Quote(table.Position!.HealpixPhysicalName);
        // Views have an index for each catalogue; to put their rows in one order would be a sort.
        var sql = $"SELECT {pixel} FROM {SqlNames.Quote(table.PhysicalSchema, table.PhysicalName)} WHERE {pixel} >= 0{(table.IsView ? "" : $" ORDER BY {pixel}")}";
        var builder = new MocBuilder(order);
        var shift = 2 * (Healpix.MaxOrder - order);
        await ReadAsync(database.Reader, sql, row =>
        {
            row.Next(out var cell);
            builder.AddCell(BinaryPrimitives.ReadInt64BigEndian(cell) >> shift);
        }, cancel).ConfigureAwait(false);
        return builder.Build();
    }

    /// <summary>The map of space and time of the spectra of a feed. Visits of the same time are one part of the sky.</summary>
    /// <exception cref="VoException">The database is away, or refuses.</exception>
    public async Task<StMoc> MakeSpaceTimeAsync(SpectrumFeed feed, int timeOrder, int order, CancellationToken cancel)
    {
        var (timeShift, skyShift) = (TimeMoc.MaxOrder - timeOrder, 2 * (Healpix.MaxOrder - order));
        var sql = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT DISTINCT {Cell("t_min")} AS first, {Cell("greatest(t_min, t_max)")} AS last, hpx29 >> {skyShift} AS cell
            FROM {SqlNames.Quote(FeedSql.Schema, FeedSql.FeedName(feed.Release, feed.Table))}
            WHERE hpx29 >= 0 AND t_min BETWEEN 0 AND 1e6 AND coalesce(t_max, t_min) BETWEEN 0 AND 1e6 ORDER BY 1, 2, 3
            """);
        var observations = new List<(PixelRange, Moc)>();
        var (time, cells) = (new PixelRange(-1, -1), new MocBuilder(order));
        await ReadAsync(database.Owner, sql, row =>
        {
            var (first, last) = (Number(ref row), Number(ref row));
            var seen = new PixelRange(first << timeShift, ((last + 1) << timeShift) - 1);
            if (seen != time)
            {
                if (time.First >= 0) observations.Add((time, cells.Build()));
                (time, cells) = (seen, new MocBuilder(order));
            }
            cells.AddCell(Number(ref row));
        }, cancel).ConfigureAwait(false);
        if (time.First >= 0) observations.Add((time, cells.Build()));
        return StMoc.Of(timeOrder, order, observations);

        // As TimeMoc.MicrosecondOf, with the microsecond of MJD 0 before it.
        string Cell(string mjd) => string.Create(CultureInfo.InvariantCulture, $"({TimeMoc.MicrosecondOf(0)} + floor({mjd} * 86400e6::float8)::int8) >> {timeShift}");

        static long Number(ref RowReader row)
        {
            row.Next(out var cell);
            return BinaryPrimitives.ReadInt64BigEndian(cell);
        }
    }

    /// <summary>When a feed was built.</summary>
    public async Task<DateTimeOffset> BuiltAtAsync(SpectrumFeed feed, CancellationToken cancel)
    {
        await using var connection = await database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        return new DateTimeOffset(await connection.ExecuteScalarAsync<DateTime>(new CommandDefinition(
            "SELECT built_at FROM vo.spectrum_feed WHERE release = @Release AND table_name = @Table", new { feed.Release, feed.Table }, cancellationToken: cancel)).ConfigureAwait(false));
    }

    /// <summary>The bytes of a map that is kept; null when there is none of this table as it was loaded then.</summary>
    public async Task<byte[]?> FindAsync(Kept key, CancellationToken cancel)
    {
        await using var connection = await database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        return await connection.ExecuteScalarAsync<byte[]?>(new CommandDefinition(
            "SELECT map FROM vo.coverage WHERE table_name = @name AND map_order = @Order AND time_order = @TimeOrder AND loaded_at = @loaded",
            new { name = key.Table.Name, key.Order, key.TimeOrder, loaded = key.Table.LoadedAt.UtcDateTime }, cancellationToken: cancel)).ConfigureAwait(false);
    }

    /// <summary>Keeps a map in place of an earlier one; not when the table has gone, or was loaded anew, while it was made.</summary>
    public async Task SaveAsync(Kept key, byte[] map, CancellationToken cancel)
    {
        await using var connection = await database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition("""
            INSERT INTO vo.coverage (table_name, map_order, time_order, loaded_at, map)
            SELECT table_name, @Order, @TimeOrder, @loaded, @map FROM vo.published_table WHERE table_name = @name AND (@TimeOrder >= 0 OR loaded_at = @loaded) FOR KEY SHARE
            ON CONFLICT (table_name, map_order, time_order) DO UPDATE SET loaded_at = excluded.loaded_at, map = excluded.map
            """, new { name = key.Table.Name, key.Order, key.TimeOrder, loaded = key.Table.LoadedAt.UtcDateTime, map }, cancellationToken: cancel)).ConfigureAwait(false);
    }

    delegate void TakeRow(RowReader row);

    static async Task ReadAsync(NpgsqlDataSource source, string sql, TakeRow take, CancellationToken cancel)
    {
        try
        {
            await using var rows = await TupleCursor.OpenAsync(source, sql, null, cancel).ConfigureAwait(false);
            await using var ending = cancel.UnsafeRegister(static r => ((TupleCursor)r!).Cancel(), rows);
            while (await rows.WaitAsync().ConfigureAwait(false))
                while (rows.TryRow(out var row)) take(new RowReader(row));
        }
        catch (NpgsqlException e)
        {
            cancel.ThrowIfCancellationRequested();
            throw new VoException(PostgresErrors.Map(e)!, e);
        }
    }
}
