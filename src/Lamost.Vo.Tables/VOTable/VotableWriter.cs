using System.Buffers;
using Lamost.Vo.Tables.Text;

namespace Lamost.Vo.Tables.VOTable;

/// <summary>
/// Writes a table as a VOTable with one RESOURCE of type <c>results</c>, as DALI 1.1, 4.4, lays it out: <c>QUERY_STATUS</c> is <c>OK</c>
/// before the table, and a second one after it tells of an overflow or an error.
/// </summary>
/// <remarks>
/// <para>
/// Null is an empty TD in TABLEDATA and a flag in BINARY2. BINARY has neither: there a null integer is the least number of its type, which
/// VALUES declares (so a cell that holds just this number reads as null), a null float is NaN, a null boolean <c>?</c>, a null text empty.
/// </para>
/// <para>
/// A NaN that is not null stays NaN, the infinities are <c>+Inf</c> and <c>-Inf</c> in TABLEDATA, and numbers have the shortest text that
/// reads back as the same number. Dates and timestamps outside the years 1 to 9999, and PostgreSQL's infinite ones, are null.
/// </para>
/// <para>
/// Characters beyond ASCII in <see cref="CellType.Text"/>, which <c>char</c> cannot hold, are kept in TABLEDATA and become <c>?</c> in the
/// binary serialisations, where they would make the whole table unreadable. What XML forbids becomes U+FFFD in TABLEDATA and in the header.
/// Of <see cref="TableColumn.MaxLength"/> only a fixed length is announced, and held to; clients in use misread a bound.
/// </para>
/// </remarks>
/// <param name="serialization">How the rows stand in the document.</param>
/// <param name="options">Further choices; null for <see cref="VotableOptions.Default"/>.</param>
public sealed class VotableWriter(VotableSerialization serialization, VotableOptions? options = null) : ITableWriter
{
    readonly VotableOptions _options = options ?? VotableOptions.Default;
    VotableRows? _rows;
    TableHeader? _header;

    /// <inheritdoc/>
    public string ContentType => _options.ContentType;

    /// <summary>True: the last INFO tells.</summary>
    public bool CanReportEnding => true;

    /// <inheritdoc/>
    public void Begin(IBufferWriter<byte> output, TableHeader header)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(header);
        var columns = CellCheck.Header(header);
        if (_rows is not null) throw new InvalidOperationException("A writer serves one table.");
        _header = header;
        _rows = VotableRows.Of(serialization, columns);
        OpenTable(output, header, _options.Version, serialization);
        _rows.Begin(output);
    }

    /// <inheritdoc/>
    public void Row(IBufferWriter<byte> output, ReadOnlySpan<byte> row) => Rows.Row(output, row);

    /// <inheritdoc/>
    public void Flush(IBufferWriter<byte> output) => Rows.Flush(output);

    /// <inheritdoc/>
    public void End(IBufferWriter<byte> output, TableEnding ending)
    {
        ArgumentNullException.ThrowIfNull(output);
        Rows.End(output);
        _rows = Ended.Instance;
        CloseTable(output, _header!, ending);
    }

    /// <summary>Writes all that stands before the rows.</summary>
    internal static void OpenTable(IBufferWriter<byte> output, TableHeader header, VotableVersion version, VotableSerialization serialization)
    {
        output.OpenDocument(version);
        output.Write("<RESOURCE type=\"results\""u8);
        output.Optional("utype"u8, header.ResourceUtype);
        output.Write(">\n"u8);
        output.Status(header.KnownEnding ?? TableEnding.Complete);
        foreach (var info in header.Infos) output.Info(info);
        foreach (var system in header.CoordinateSystems) output.CoordinateSystem(system, version);
        foreach (var input in header.Inputs) output.Parameter(input);
        OpenTable(output, header, serialization, []);
    }

    /// <summary>Writes the TABLE up to its rows, with facts of its own.</summary>
    internal static void OpenTable(IBufferWriter<byte> output, TableHeader header, VotableSerialization serialization, IReadOnlyList<TableInfo> infos)
    {
        output.Write("<TABLE"u8);
        output.Optional("ID"u8, header.Id);
        output.Optional("name"u8, header.Name);
        output.Optional("utype"u8, header.Utype);
        output.Write(">\n"u8);
        output.Description(header.Description);
        foreach (var info in infos) output.Info(info);
        output.Parameters(header);
        foreach (var column in header.Columns) output.Field(column, serialization);
        output.Write("<DATA>\n"u8);
    }

    /// <summary>Writes all that stands after the rows.</summary>
    internal static void CloseTable(IBufferWriter<byte> output, TableHeader header, TableEnding ending)
    {
        output.Write("</DATA>\n</TABLE>\n"u8);
        CloseResource(output, header, ending);
    }

    /// <summary>Writes how it ended, and all that stands after the last table.</summary>
    internal static void CloseResource(IBufferWriter<byte> output, TableHeader? header, TableEnding ending)
    {
        if (ending.Status != (header?.KnownEnding?.Status ?? TableStatus.Complete)) output.Status(ending);
        output.Write("</RESOURCE>\n"u8);
        foreach (var service in header?.Services ?? []) output.Service(service);
        output.Write("</VOTABLE>\n"u8);
    }

    VotableRows Rows => _rows ?? throw new InvalidOperationException("Begin comes first.");

    /// <summary>Stands where the rows of a table were when it has ended.</summary>
    sealed class Ended : VotableRows
    {
        internal static readonly Ended Instance = new();

        internal override void Begin(IBufferWriter<byte> output) => Refuse();

        internal override void Row(IBufferWriter<byte> output, ReadOnlySpan<byte> row) => Refuse();

        internal override void Flush(IBufferWriter<byte> output) => Refuse();

        internal override void End(IBufferWriter<byte> output) => Refuse();

        static void Refuse() => throw new InvalidOperationException("The table has ended.");
    }
}
