using Dapper;
using Lamost.Vo.Adql.Binding;
using Lamost.Vo.Archive.Database;
using Npgsql;

namespace Lamost.Vo.Archive.Uploads;

/// <summary>The uploaded tables of one query; they are dropped when it is disposed of.</summary>
public sealed class UploadedTables : IAsyncDisposable
{
    /// <summary>The schema that queries name (TAP 1.1, 2.5.2).</summary>
    public const string Schema = "TAP_UPLOAD";

    /// <summary>The schema in PostgreSQL.</summary>
    internal const string PhysicalSchema = "vo_upload";

    readonly ArchiveDatabase _database;
    readonly List<CatalogTable> _tables = [];
    readonly List<string> _notes = [];

    internal UploadedTables(ArchiveDatabase database) => _database = database;

    /// <summary>What was changed on the way in, in sentences for the author of the query.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>What may be queried, and these tables.</summary>
    public Catalog AddTo(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return _tables.Count == 0 ? catalog : catalog.With(new CatalogSchema(Schema, _tables));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_tables.Count == 0) return;
        var names = _tables.ConvertAll(t => t.PhysicalName);
        _tables.Clear();
        try
        {
            await using var connection = await _database.Owner.OpenConnectionAsync().ConfigureAwait(false);
            await connection.ExecuteAsync($"""
                DROP TABLE IF EXISTS {string.Join(", ", names.Select(n => SqlNames.Quote(PhysicalSchema, n)))};
                DELETE FROM vo.upload_table WHERE name = ANY(@names)
                """, new { names }).ConfigureAwait(false);
        }
        catch (NpgsqlException)
        {
            // The database is away, and the tables are unlogged; they stay entered under this process, whose number is another when it is back.
        }
    }

    internal void Add(CatalogTable table, IEnumerable<string> notes)
    {
        _tables.Add(table);
        _notes.AddRange(notes.Select(n => $"{Schema}.{table.Name}: {n}"));
    }
}
