using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Lamost.Vo.Tables;

namespace Lamost.Vo.Server.DataLink;

/// <summary>The columns of links (DataLink 1.1, table 1).</summary>
static class LinkColumns
{
    /// <summary>The XML ID of the column of identifiers.</summary>
    public const string IdColumnId = "links_ID";

    /// <summary>All, the mandatory ones first, in the order of the standard.</summary>
    public static IReadOnlyList<TableColumn> All { get; } =
    [
        Text("ID", "meta.id;meta.main", "The identifier that was asked for.") with { Id = IdColumnId },
        Text("access_url", "meta.ref.url", "Where it is."),
        Text("service_def", "meta.ref", "The ID of the RESOURCE that describes the service which gives it."),
        Text("error_message", "meta.code.error", "Why there is nothing."),
        Text("description", "meta.note", "What it is."),
        Text("semantics", "meta.code", "What it is to the identified spectrum: a term of the vocabulary datalink/core."),
        Text("content_type", "meta.code.mime", "Its media type."),
        new TableColumn("content_length", CellType.Long) { Unit = "byte", Ucd = "phys.size;meta.file", Description = "Its size." },
        Text("content_qualifier", "meta.code", "What kind of product: a term of the vocabulary product-type."),
        Text("local_semantics", "meta.id.assoc", "What tells links of the same semantics apart, the same in all answers."),
        Text("link_auth", "meta.code", "Whether one has to log in."),
        new TableColumn("link_authorized", CellType.Boolean) { Ucd = "meta.code", Description = "Whether who asks may have it." },
    ];

    static TableColumn Text(string name, string ucd, string description) => new(name, CellType.Text) { Ucd = ucd, Description = description };
}

/// <summary>One link: exactly one of address, service and error (DataLink 1.1, 3.2).</summary>
/// <param name="Id">As it was asked for.</param>
/// <param name="Semantics">A term with its number sign.</param>
/// <param name="Description">A sentence or less.</param>
readonly record struct Link(string Id, string Semantics, string? Description)
{
    public string? AccessUrl { get; init; }

    public string? ServiceDef { get; init; }

    public string? Error { get; init; }

    public string? ContentType { get; init; }

    public long? ContentLength { get; init; }

    public string? Qualifier { get; init; }

    public string? LocalSemantics { get; init; }

    /// <summary>The cells of its row.</summary>
    public ReadOnlySpan<byte> Cells()
    {
        var cells = new ArrayBufferWriter<byte>(512);
        foreach (var text in (string?[])[Id, AccessUrl, ServiceDef, Error, Description, Semantics, ContentType]) Text(cells, text);
        Length(cells, ContentLength is null ? -1 : sizeof(long));
        if (ContentLength is { } length)
        {
            BinaryPrimitives.WriteInt64BigEndian(cells.GetSpan(sizeof(long)), length);
            cells.Advance(sizeof(long));
        }
        foreach (var text in (string?[])[Qualifier, LocalSemantics, Error is null ? "false" : null]) Text(cells, text);
        Length(cells, Error is null ? 1 : -1);
        if (Error is null) cells.Write<byte>([1]);
        return cells.WrittenSpan;
    }

    static void Text(ArrayBufferWriter<byte> to, string? text)
    {
        if (text is null)
        {
            Length(to, -1);
            return;
        }
        Length(to, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, to);
    }

    static void Length(ArrayBufferWriter<byte> to, int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(to.GetSpan(4), length);
        to.Advance(4);
    }
}
