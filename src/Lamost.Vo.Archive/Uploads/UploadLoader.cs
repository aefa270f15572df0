using System.Globalization;
using Dapper;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Tables.Reading;
using Npgsql;

namespace Lamost.Vo.Archive.Uploads;

/// <summary>
/// Makes tables of the database from tables that come with queries: unlogged, indexed by the sky where they have a position, and analysed, so that the
/// planner knows them. Safe for any number of threads. (docs/dev/uploads.md)
/// </summary>
public sealed class UploadLoader(ArchiveDatabase database, ServiceInstance instance, UploadFetcher fetcher, UploadLimits limits) : IDisposable
{
    readonly SemaphoreSlim _places = new(limits.Concurrent);

    TableReadLimits ReadLimits => new() { Rows = limits.Rows, Columns = limits.Columns, Bytes = limits.Bytes, CellBytes = limits.MapTextBytes };

    /// <summary>Reads the columns of tables, none of which has to be fetched, without loading them.</summary>
    /// <param name="references">Which.</param>
    /// <param name="open">Opens the part of a label; null when there is none.</param>
    /// <exception cref="VoException">LVO-UPL: a table is missing, unreadable, or too large.</exception>
    public UploadedTables Describe(IReadOnlyList<UploadReference> references, Func<string, Stream?> open)
    {
        var tables = new UploadedTables(database);
        foreach (var reference in references)
        {
            using var source = Read(reference, Part(reference, open));
            tables.Add(UploadColumns.Table(reference.Table, "", source.Columns), source.Notes);
        }
        return tables;
    }

    /// <summary>Loads tables; all are there when it returns, or none.</summary>
    /// <param name="references">Which.</param>
    /// <param name="open">Opens the part of a label; null when there is none.</param>
    /// <param name="cancel">Breaks it off.</param>
    /// <exception cref="VoException">LVO-UPL: a table is missing, unreadable, too large, or cannot be fetched.</exception>
    public async Task<UploadedTables> LoadAsync(IReadOnlyList<UploadReference> references, Func<string, Stream?> open, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(references);
        var tables = new UploadedTables(database);
        if (references.Count == 0) return tables;
        await _places.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            foreach (var reference in references)
            {
                var stream = reference.IsInline ? Part(reference, open) : await fetcher.FetchAsync(reference.Table, new Uri(reference.Uri), cancel).ConfigureAwait(false);
                // Reading is work for the processor, not for the thread that keeps the connection of the client.
                await Task.Run(() => LoadAsync(tables, reference, stream, cancel), cancel).ConfigureAwait(false);
            }
            return tables;
        }
        catch (NpgsqlException e) when (!cancel.IsCancellationRequested)
        {
            await tables.DisposeAsync().ConfigureAwait(false);
            throw new VoException(PostgresErrors.Map(e)!, e);
        }
        catch
        {
            await tables.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    async Task LoadAsync(UploadedTables tables, UploadReference reference, Stream stream, CancellationToken cancel)
    {
        using var source = Read(reference, stream);
        var name = $"u_{Guid.NewGuid():N}";
        var physical = SqlNames.Quote(UploadedTables.PhysicalSchema, name);
        await using var connection = await database.Owner.OpenConnectionAsync(cancel).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancel).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition(string.Create(CultureInfo.InvariantCulture, $"""
            SET LOCAL synchronous_commit = off;
            INSERT INTO vo.upload_table VALUES ('{name}', {instance.Number});
            CREATE UNLOGGED TABLE {physical} ({UploadColumns.Ddl(source.Columns)}) WITH (autovacuum_enabled = off);
            GRANT SELECT ON {physical} TO {ArchiveDatabase.ReaderRole}
            """), transaction: transaction, cancellationToken: cancel)).ConfigureAwait(false);
        var rows = await UploadCopy.RunAsync(connection, physical, source, reference.Table, cancel).ConfigureAwait(false);
        var index = UploadColumns.Position(source.Columns) is null ? "" : $"CREATE INDEX ON {physical} ({UploadColumns.Healpix}); CREATE INDEX ON {physical} ({SkyPosition.CellOf(UploadColumns.Healpix)});";
        await connection.ExecuteAsync(new CommandDefinition($"{index} ANALYZE {physical}", transaction: transaction, cancellationToken: cancel)).ConfigureAwait(false);
        await transaction.CommitAsync(cancel).ConfigureAwait(false);
        tables.Add(UploadColumns.Table(reference.Table, name, source.Columns, column => (source as MocColumns)?.SkyFraction(column) ?? (source as MocFile)?.SkyFraction) with { RowCount = rows }, source.Notes);
    }

    ITableSource Read(UploadReference reference, Stream stream)
    {
        try
        {
            var file = TableReaders.Unpacked(stream, ReadLimits);
            try
            {
                return MocColumns.Of((ITableSource?)MocFile.TryOpen(file, limits) ?? TableReaders.OpenUnpacked(file, ReadLimits), limits);
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (TableReadException e)
        {
            throw Failure(reference.Table, e);
        }
    }

    internal static VoException Failure(string table, TableReadException e) =>
        e.Kind == TableReadFault.TooLarge ? UploadErrors.TooLarge(table, e.Message) : UploadErrors.Unreadable(table, e.Message);

    static Stream Part(UploadReference reference, Func<string, Stream?> open) => open(reference.Label) ?? throw UploadErrors.NoPart(reference.Table, reference.Label);
}
