using System.Buffers;
using Lamost.Vo.Tables.Text;

namespace Lamost.Vo.Tables.VOTable;

/// <summary>
/// Writes any number of tables, one after the other, into one VOTable with one RESOURCE of type <c>results</c>: <see cref="Begin"/>; for each table <see cref="BeginTable"/>, its
/// rows and <see cref="EndTable"/>; <see cref="End"/>. Nothing is kept of a table that has ended. IDs are unique in the document, which is the caller's care. For one thread at
/// a time; a call that comes out of turn throws <see cref="InvalidOperationException"/>. Rows become what <see cref="VotableWriter"/> makes of them.
/// </summary>
/// <param name="serialization">How rows stand in the document.</param>
/// <param name="options">Further choices; null for <see cref="VotableOptions.Default"/>.</param>
public sealed class VotableTablesWriter(VotableSerialization serialization, VotableOptions? options = null)
{
    readonly VotableOptions _options = options ?? VotableOptions.Default;
    VotableRows? _rows;
    bool _begun, _ended;

    /// <summary>Writes all that comes before the first table.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="infos">Facts of the whole.</param>
    /// <param name="systems">What columns and parameters of all tables refer to.</param>
    public void Begin(IBufferWriter<byte> output, IReadOnlyList<TableInfo> infos, IReadOnlyList<CoordinateSystem> systems)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(infos);
        ArgumentNullException.ThrowIfNull(systems);
        if (_begun) throw new InvalidOperationException("A writer serves one document.");
        _begun = true;
        output.OpenDocument(_options.Version);
        output.Write("<RESOURCE type=\"results\">\n"u8);
        output.Info("QUERY_STATUS", "OK", null);
        foreach (var info in infos) output.Info(info);
        foreach (var system in systems) output.CoordinateSystem(system, _options.Version);
    }

    /// <summary>Writes all of a table that comes before its rows. Of its header the coordinate systems and the utype of the resource are left out: they are not of the table.</summary>
    /// <exception cref="ArgumentException">The header cannot be written; nothing of it has been.</exception>
    public void BeginTable(IBufferWriter<byte> output, TableHeader header)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(header);
        var columns = CellCheck.Header(header);
        if (!_begun || _ended || _rows is not null) throw new InvalidOperationException("A table stands between Begin and End, and in no other.");
        _rows = VotableRows.Of(serialization, columns);
        VotableWriter.OpenTable(output, header, serialization, header.Infos);
        _rows.Begin(output);
    }

    /// <inheritdoc cref="ITableWriter.Row"/>
    public void Row(IBufferWriter<byte> output, ReadOnlySpan<byte> row) => (_rows ?? throw new InvalidOperationException("BeginTable comes first.")).Row(output, row);

    /// <summary>Closes the table.</summary>
    public void EndTable(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        (_rows ?? throw new InvalidOperationException("There is no table to end.")).End(output);
        _rows = null;
        output.Write("</DATA>\n</TABLE>\n"u8);
    }

    /// <summary>Closes the document, the last table included; the ending tells whether tables are missing.</summary>
    public void End(IBufferWriter<byte> output, TableEnding ending)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (!_begun || _ended) throw new InvalidOperationException("End follows Begin, once.");
        if (_rows is not null) EndTable(output);
        _ended = true;
        VotableWriter.CloseResource(output, null, ending);
    }
}
