using System.Buffers;
using System.Buffers.Binary;
using Lamost.Vo.Adql;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Adql.Sql;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Tables;
using Npgsql;

namespace Lamost.Vo.Archive.Hips;

/// <summary>
/// The progressive catalogue of a published table. A tile is two prepared statements: how many rows it has, and these, which PostgreSQL takes from their places without
/// looking for them (docs/dev/hips.md).
/// </summary>
public sealed class TableHips : HipsCatalogue
{
    readonly ArchiveDatabase _database;
    readonly QueryService _queries;
    readonly HipsIndex _index;
    readonly string _tile, _order, _rowsOfTile, _rowsOfOrder, _table;

    /// <summary>Makes it of what is known.</summary>
    /// <param name="database">The archive.</param>
    /// <param name="queries">For turns.</param>
    /// <param name="table">The table.</param>
    /// <param name="facts">What else is published of it.</param>
    /// <param name="index">Its tiles.</param>
    public TableHips(ArchiveDatabase database, QueryService queries, CatalogTable table, TableFacts facts, HipsIndex index)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(facts);
        (_database, _queries, _index) = (database, queries, index);
        var columns = Columns(table, facts).ToList();
        Header = new TableHeader([.. columns.Select(c => OutputColumns.Column(Output(c, table)))])
        {
            CoordinateSystems = [OutputColumns.Icrs],
            Name = facts.WrittenName,
            Description = table.Description,
        };
        _table = SqlNames.Quote(table.PhysicalSchema, table.PhysicalName);
        var tiles = HipsBuilder.TilesOf(table.PhysicalSchema, table.PhysicalName);
        _tile = $"SELECT total, cardinality(places)::int8, pg_relation_filenode(to_regclass($3)::oid)::int8 FROM {tiles} WHERE hips_order = $1 AND npix = $2";
        _order = $"SELECT coalesce(sum(cardinality(places)), 0)::int8, pg_relation_filenode(to_regclass($2)::oid)::int8 FROM {tiles} WHERE hips_order = $1";
        // Where the table has another file than the places are of, it has no rows there.
        var rows = $"SELECT {string.Join(", ", columns.Select(c => $"t.{SqlNames.Quote(c.PhysicalName)}::{SqlTypes.Name(c.Type)}"))} FROM {_table} AS t WHERE t.ctid = ANY (";
        _rowsOfTile = $"{rows}(SELECT places FROM {tiles} WHERE hips_order = $1 AND npix = $2)::tid[]) AND pg_relation_filenode(to_regclass($3)::oid)::int8 = $4";
        _rowsOfOrder = $"{rows}(SELECT array_agg(place) FROM {tiles}, unnest(places) AS place WHERE hips_order = $1)::tid[]) AND pg_relation_filenode(to_regclass($2)::oid)::int8 = $3";
    }

    /// <inheritdoc/>
    public override TableHeader Header { get; }

    /// <inheritdoc/>
    public override long Rows => _index.Rows;

    /// <inheritdoc/>
    public override int Order => _index.Order;

    /// <inheritdoc/>
    public override DateTimeOffset BuiltAt => _index.BuiltAt;

    /// <inheritdoc/>
    public override string? Score => _index.Score;

    /// <inheritdoc/>
    public override Task<ReadOnlyMemory<byte>?> TileAsync(TileAddress tile, CancellationToken cancel) => AskAsync<ReadOnlyMemory<byte>?>(async () =>
    {
        if (tile.Order > _index.Order) return null;
        if (await FirstAsync(_tile, [Number((short)tile.Order), Number(tile.Pixel), Text(_table)], 3, cancel).ConfigureAwait(false) is not [var total, var count, var file]) return null;
        if (file != _index.FileNode) throw HipsErrors.BeingMade(_index.Release, _index.Table);
        return await RowsAsync(_rowsOfTile, [Number((short)tile.Order), Number(tile.Pixel), Text(_table), Number(_index.FileNode)], HipsCatalogue.Completeness(count, total), count, cancel).ConfigureAwait(false);
    }, cancel);

    /// <inheritdoc/>
    public override Task<ReadOnlyMemory<byte>> AllskyAsync(int order, CancellationToken cancel) => AskAsync(async () =>
    {
        var head = await FirstAsync(_order, [Number((short)order), Text(_table)], 2, cancel).ConfigureAwait(false);
        if (head![1] != _index.FileNode) throw HipsErrors.BeingMade(_index.Release, _index.Table);
        return await RowsAsync(_rowsOfOrder, [Number((short)order), Text(_table), Number(_index.FileNode)], HipsCatalogue.Allsky(order, head[0], _index.Rows), head[0], cancel).ConfigureAwait(false);
    }, cancel);

    /// <inheritdoc/>
    public override Task<CellCounts> CellsAsync(CancellationToken cancel) => AskAsync(async () =>
        await HipsIndexStore.CellsAsync(_database.Owner, _index, cancel).ConfigureAwait(false) ?? throw HipsErrors.BeingMade(_index.Release, _index.Table), cancel);

    /// <summary>The columns of a tile: identifier and position first, then what a cone search shows of most rows, or a newcomer should see.</summary>
    static IEnumerable<CatalogColumn> Columns(CatalogTable table, TableFacts facts)
    {
        var position = table.Position!;
        IEnumerable<CatalogColumn> usual = facts.ConeSearch is { } cone ? cone.Columns(2) : table.Columns.Where(c => c.Principal);
        IEnumerable<CatalogColumn> first = facts.ConeSearch is { } search ? [search.Id, position.Longitude, position.Latitude] : [position.Longitude, position.Latitude];
        return first.Concat(usual).Where(c => c.Type is not AdqlType.Circle).Distinct();
    }

    static OutputColumn Output(CatalogColumn column, CatalogTable table) => new(column.Name, column.Type)
    {
        MaxLength = column.MaxLength,
        Unit = column.Unit,
        Ucd = column.Ucd,
        Utype = column.Utype,
        Xtype = column.Xtype,
        Description = column.Description,
        IsMainPosition = column == table.Position!.Longitude || column == table.Position.Latitude,
    };

    // The numbers of the first row; null where there is none.
    async Task<long[]?> FirstAsync(string sql, IEnumerable<NpgsqlParameter> parameters, int columns, CancellationToken cancel)
    {
        await using var rows = await StatementRows.OpenAsync(_database.Prepared, sql, parameters, cancel).ConfigureAwait(false);
        if (!await rows.WaitAsync().ConfigureAwait(false)) return null;
        rows.TryRow(out var row);
        var cells = new RowReader(row);
        var numbers = new long[columns];
        for (var i = 0; i < columns; i++) numbers[i] = cells.Next(out var cell) ? BinaryPrimitives.ReadInt64BigEndian(cell) : -1;
        return numbers;
    }

    async Task<ReadOnlyMemory<byte>> RowsAsync(string sql, IEnumerable<NpgsqlParameter> parameters, string comment, long count, CancellationToken cancel)
    {
        var output = new ArrayBufferWriter<byte>(64 << 10);
        var writer = Begin(output, Header, comment);
        long written = 0;
        await using var rows = await StatementRows.OpenAsync(_database.Prepared, sql, parameters, cancel).ConfigureAwait(false);
        while (await rows.WaitAsync().ConfigureAwait(false))
        {
            while (rows.TryRow(out var row))
            {
                writer.Row(output, row);
                written++;
            }
        }
        writer.End(output, TableEnding.Complete);
        // The table was replaced between the two statements.
        if (written != count) throw HipsErrors.BeingMade(_index.Release, _index.Table);
        return output.WrittenMemory;
    }

    async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancel)
    {
        using var turn = await _queries.EnterAsync(cancel).ConfigureAwait(false);
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            throw HipsErrors.BeingMade(_index.Release, _index.Table);
        }
        catch (NpgsqlException e)
        {
            cancel.ThrowIfCancellationRequested();
            var error = PostgresErrors.Map(e)!;
            if (error.Code == PostgresErrors.UnavailableCode) _database.DropIdleConnections();
            throw new VoException(error, e);
        }
    }

    static NpgsqlParameter Number(short value) => new NpgsqlParameter<short> { TypedValue = value };

    static NpgsqlParameter Number(long value) => new NpgsqlParameter<long> { TypedValue = value };

    static NpgsqlParameter Text(string value) => new NpgsqlParameter<string> { TypedValue = value };
}
